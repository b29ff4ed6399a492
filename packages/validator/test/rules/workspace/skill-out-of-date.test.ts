import type { Workspace, WorkspaceSkill } from '@keys/pack/core'
import { testRule } from '../../support/test-rule.js'

const PATH = 'skills/work-queue-stopped-runbook/SKILL.md'

function skill(isOfThisText: boolean, differsAt: number | null): { workspace: Workspace } {
  const found: WorkspaceSkill = { path: PATH, isOfThisText, differsAt, content_hash: 'sha256-a' }
  const pack = { related_runbooks: [], path: 'a', skill: found }
  return { workspace: { packs: new Map([['work-queue-stopped', pack]]) } }
}

testRule('workspace/skill-out-of-date', [
  ['no skill', { workspace: { packs: new Map([['work-queue-stopped', { related_runbooks: [], path: 'a' }]]) } }, []],
  ['what the runbook gives', skill(true, null), []],
  [
    'of another text',
    skill(false, 7),
    [{ id: 'stale', file: PATH, at: '1:1-1:1', data: { path: PATH, hash: 'sha256-a' } }]
  ],
  ['changed by hand', skill(true, 4), [{ id: 'changed', file: PATH, at: '1:1-1:1', data: { path: PATH, line: '4' } }]]
])
