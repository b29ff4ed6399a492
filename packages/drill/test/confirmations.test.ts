// Nothing is started in a drill without a recorded confirmation: by the policy for what is shown to be read-only, and by the
// scenario for anything else.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryStore, type Classifier } from '@keys/runner'
import { nodeProcesses } from '@keys/runner/node'
import { expect, onTestFinished, test } from 'vitest'
import { walk } from '../src/walk.js'
import { flagPack } from './support.js'

/** Knows two programs. */
const reader: Classifier = {
  classify: (_runbook, _markdown, { code }) => {
    const isReading = /^(cat|\[) /.test(code)
    const place = { start: 0, end: 1 }
    return {
      effect: isReading ? 'read-only' : 'changes',
      irreversible: false,
      assumes: [],
      operands: [],
      folders: [],
      asks: [],
      endless: [],
      reasons: isReading ? [] : [{ effect: 'changes', what: 'it writes', irreversible: false, place }]
    }
  }
}

/** What was started, who confirmed it, and who decided what came of it. */
async function confirmationsOf(classifier?: Classifier): Promise<string[]> {
  const mast = mkdtempSync(join(tmpdir(), 'keys-mast-'))
  onTestFinished(() => rmSync(mast, { recursive: true }))
  writeFileSync(join(mast, 'flag'), 'down\n')
  const storage = memoryStore()
  await walk(
    flagPack(),
    { name: 'down', path: ['Check 1', 'Step 1', 'Action 1', 'Verify 1'], fixedBy: 'Action 1', end: 'resolved' },
    { environment: { MAST: mast } },
    {
      processes: nodeProcesses(),
      environment: { PATH: process.env['PATH'] ?? '' },
      folder: mast,
      signal: new AbortController().signal,
      storage,
      ...(classifier ? { classifier } : {})
    }
  )
  const [run = ''] = await storage.list()
  const journal = new TextDecoder().decode((await storage.read(run))?.journal)
  const events = journal
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return events.flatMap(({ type, step, command, confirmedBy }) =>
    type === 'command-started'
      ? [`${command.step} ${command.part}: ${confirmedBy}`]
      : type === 'decided'
        ? [`${step} left: ${confirmedBy}`]
        : []
  )
}

test('what is shown to only read is confirmed by the policy, and the rest by the scenario', async () => {
  expect(await confirmationsOf(reader)).toEqual([
    'the-mast-is-there step: policy',
    'the-mast-is-there left: policy',
    'who-has-the-flag step: policy',
    'who-has-the-flag left: policy',
    'hoist-it step: script',
    'hoist-it verification: script',
    'hoist-it left: script',
    'it-flies step: policy',
    'it-flies left: policy'
  ])
})

test('where nobody tells what commands do, the scenario confirms each', async () => {
  const confirmations = await confirmationsOf()
  expect(confirmations.filter((one) => /(step|verification): (?!script)/.test(one))).toEqual([])
  expect(confirmations.filter((one) => / (step|verification): /.test(one))).toHaveLength(5)
})
