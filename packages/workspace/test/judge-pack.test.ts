// What judges packs in threads finds what is found without them, from nothing but what can be copied to a thread.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PackReads, readWorkspace, workspacePacks } from '@keys/pack'
import { loadEngine } from '@keys/parser/native'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judge, knownWorkspace } from '../src/index.js'
import { makeJudge, type JudgeSetup } from '../src/judge-pack.js'

const SOURCE = join(import.meta.dirname, '../../../runbook-keys')
const PACKS = ['stripe-webhook-failure', 'postgres-connections-exhausted', 'ai-output-regression']

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'keys-judge-'))
  for (const name of ['catalogs', ...PACKS]) {
    const filter = (path: string): boolean => !path.includes('node_modules')
    cpSync(join(SOURCE, name), join(root, 'runbook-keys', name), { recursive: true, filter })
  }
  const readme = join(root, 'runbook-keys/stripe-webhook-failure/README.md')
  writeFileSync(readme, readFileSync(readme, 'utf8').replace('## Scope', '## Scopf'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

test.each(['native', 'remark'] as const)('with the engine %s', async (engine) => {
  const reads = new PackReads()
  const workspace = readWorkspace(root, reads)
  const dirs = workspacePacks(root, reads).map(({ dir }) => dir)
  const severities = { 'drill/stale': 'error' } as const
  const { facts } = await knownWorkspace(root, workspace, { reads })
  const setup: JudgeSetup = {
    kind: 'runbook',
    folder: root,
    severities,
    engine,
    workspaces: new Map([[root, { workspace, facts }]]),
    hasContent: true
  }
  const act = await makeJudge(structuredClone(setup))
  const how = { severities, toTree: await loadEngine(engine), hasContent: true }
  const expected = await judge(dirs, new Set(dirs), root, how)
  const codes = [...expected.values()].flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))
  expect(codes).toContain('drill/stale')
  expect(codes).toContain('reference/related-runbook-missing')
  for (const dir of dirs) {
    const { diagnostics, content } = structuredClone(await act({ dir, root, isCompared: true }))
    expect({ diagnostics, content }).toEqual({
      diagnostics: expected.get(dir)?.diagnostics,
      content: expected.get(dir)?.content
    })
  }
})
