import type { Workspace, WorkspaceRelease } from '@keys/pack/core'
import type { Bump, Change } from '@keys/schema'
import { testRule } from '../../support/test-rule.js'

const FILE = '.changeset/calm-cats.md'
const after = { start: { line: 3, column: 1, offset: 30 }, end: { line: 3, column: 5, offset: 34 } }
const place = { file: 'README.md', step: null, name: null, part: null } as const
const removed: Change = {
  ...place,
  type: 'step-removed',
  bump: 'major',
  message: 'Step 9 is gone.',
  was: 'Step 9',
  is: null,
  before: null,
  after: null
}
const added: Change = {
  ...place,
  type: 'step-added',
  bump: 'minor',
  message: 'Step 9 is new.',
  was: null,
  is: 'Step 9',
  before: null,
  after
}

function released(changes: readonly Change[], ...bumps: (Bump | 'none')[]): { workspace: Workspace } {
  const release: WorkspaceRelease = { since: 'main', changes, claims: bumps.map((bump) => ({ file: FILE, bump })) }
  return { workspace: { packs: new Map([['work-queue-stopped', { related_runbooks: [], path: 'a', release }]]) } }
}
const data = { file: FILE, since: 'main' }

testRule('workspace/bump-too-small', [
  ['nothing known of a release', { workspace: { packs: new Map() } }, []],
  ['no changeset yet', released([removed]), []],
  ['enough', released([added, removed], 'major'), []],
  ['more than enough', released([added], 'major'), []],
  ['the greatest of several counts', released([added], 'patch', 'minor'), []],
  [
    'a removal as a patch: the greatest demand is told',
    released([added, removed], 'patch'),
    [
      {
        id: 'small',
        file: 'README.md',
        at: '1:1-1:1',
        data: { ...data, change: 'Step 9 is gone.', least: 'major', claimed: 'patch' }
      }
    ]
  ],
  [
    'a new step that releases nothing, at its place',
    released([added], 'none'),
    [
      {
        id: 'small',
        file: 'README.md',
        at: '3:1-3:5',
        data: { ...data, change: 'Step 9 is new.', least: 'minor', claimed: 'none' }
      }
    ]
  ]
])
