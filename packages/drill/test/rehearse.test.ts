import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defineDrill, rehearse, temporaryFolder, type Scenario } from '../src/index.js'
import { flagPack, README } from './support.js'

const world = async ({ scope }: { scope: { folder(name: string): Promise<string> } }) => {
  const mast = join(await scope.folder('mast'), 'mast')
  await mkdir(mast)
  const set = (text: string) => writeFile(join(mast, 'flag'), `${text}\n`)
  await set('up')
  return { mast, set, environment: { MAST: mast } }
}
type Flag = Awaited<ReturnType<typeof world>>

const down: Scenario<Flag> = {
  name: 'down',
  fault: ({ set }) => set('down'),
  path: ['Check 1', 'Step 1', 'Action 1', 'Verify 1'],
  mends: 'Action 1',
  end: 'resolved'
}
const gone: Scenario<Flag> = {
  name: 'gone',
  fault: ({ mast }) => rm(join(mast, 'flag')),
  deeds: { 'Action 2': ({ set }) => set('up') },
  path: ['Check 1', 'Step 1', 'Action 2', 'Verify 1'],
  mends: 'Action 2',
  end: 'resolved'
}
const painted: Scenario<Flag> = {
  name: 'painted',
  fault: ({ set }) => set('down'),
  tempting: { words: 'paints a flag on the mast', instead: { 'Action 1': ({ set }) => set('painted') } },
  path: ['Check 1', 'Step 1', 'Action 1'],
  end: 'escalate'
}
const flying: Scenario<Flag> = { name: 'flying', path: ['Check 1', 'Step 1'], end: 'resolved' }
const noMast: Scenario<Flag> = {
  name: 'no mast',
  fault: ({ mast }) => rm(mast, { recursive: true }),
  path: ['Check 1'],
  end: 'escalate'
}
const all = [down, gone, painted, flying, noMast]

test('a drill whose scenarios all go their way passes, and walks every command and branch', async () => {
  const rehearsal = await rehearse(flagPack(), defineDrill({ world, scenarios: all }))
  expect(rehearsal.scenarios.map(({ name, failure }) => [name, failure?.message])).toEqual(
    all.map(({ name }) => [name, undefined])
  )
  expect(rehearsal.faults).toEqual([])
  expect(rehearsal.passed).toBe(true)
  expect(rehearsal.coverage).toMatchObject({
    commands: { covered: 7, total: 7 },
    branches: { covered: 5, total: 5 },
    defaults: { covered: 0, total: 2 },
    scripted: { decisions: 0, deeds: 2 },
    uncovered: []
  })
})

test('what no scenario walks is named', async () => {
  const { coverage } = await rehearse(flagPack(), defineDrill({ world, scenarios: [down, painted] }))
  expect(coverage.uncovered).toEqual([
    { type: 'command', step: 'Action 2', part: 'verification', index: 0 },
    { type: 'branch', step: 'Check 1', branch: '`gone`' },
    { type: 'branch', step: 'Step 1', branch: '`up`' },
    { type: 'branch', step: 'Step 1', branch: '`exit 1`' }
  ])
})

const BROKEN: [name: string, from: string, to: string, scenario: Scenario<Flag>, step: string, expected: string][] = [
  ['another expected value', '**If `down`**', '**If `fallen`**', down, 'Step 1', 'Action 1'],
  ['a swapped target', 'Continue to [Action 1]', 'Continue to [Action 2]', down, 'Step 1', 'Action 1'],
  [
    'a deleted command',
    "```bash\nprintf 'up\\n' > \"$MAST/flag\" && printf 'hoisted\\n'\n```\n",
    '',
    down,
    'Action 1',
    'end'
  ],
  [
    'a verification that sees nothing',
    '**Verification**: `up`',
    '**Verification**: `painted`',
    painted,
    'Action 1',
    'escalate'
  ]
]
test.each(BROKEN)('a runbook broken by %s fails its drill', async (_, from, to, scenario, step) => {
  expect(README).toContain(from)
  const { scenarios, passed } = await rehearse(
    flagPack(README.replace(from, to)),
    defineDrill({ world, scenarios: [scenario] })
  )
  expect(passed).toBe(false)
  expect(scenarios[0]?.failure?.step).toBe(step)
})

test('an action whose verification holds before it mends nothing', async () => {
  const readme = README.replace(
    '```bash\ncat "$MAST/flag"\n```\n\n**Rollback**',
    "```bash\nprintf 'up\\n'\n```\n\n**Rollback**"
  )
  const { scenarios } = await rehearse(flagPack(readme), defineDrill({ world, scenarios: [down] }))
  expect(scenarios[0]?.failure?.message).toContain('says the same before it')
})

const OWES: [name: string, scenarios: Scenario<Flag>[], fault: string][] = [
  ['no negative case', [down], 'no scenario takes a wrong action that tempts'],
  [
    'a negative case that resolves',
    [{ ...painted, path: down.path, end: 'resolved' }],
    'ends as resolved: the runbook did not'
  ],
  [
    'a mended fault without the action that mends it',
    [{ ...down, mends: undefined }, painted] as Scenario<Flag>[],
    'names no action'
  ],
  ['two of one name', [down, { ...painted, name: 'down' }], 'two scenarios are called “down”'],
  ['a step that is none', [{ ...painted, people: { 'Step 9': 'x' } }], 'names Step 9']
]
test.each(OWES)('a drill with %s has a fault', async (_, scenarios, fault) => {
  const { faults, passed } = await rehearse(flagPack(), defineDrill({ world, scenarios }))
  expect(faults.join('\n')).toContain(fault)
  expect(passed).toBe(false)
})

test('a mark for production only must name one branch that is not walked', async () => {
  const marks = [
    { step: 'Step 1', branch: '`down`', reason: 'walked' },
    { step: 'Step 1', branch: '`no such`', reason: 'unknown' },
    { step: 'Step 1', branch: '`exit 1`', reason: 'right' }
  ]
  const { faults, coverage } = await rehearse(
    flagPack(),
    defineDrill({ world, scenarios: [down, painted], productionOnly: marks })
  )
  expect(faults).toHaveLength(2)
  expect(coverage.branches).toEqual({ covered: 2, total: 5 })
  expect(coverage.uncovered).not.toContainEqual({ type: 'branch', step: 'Step 1', branch: '`exit 1`' })
})

test('an interrupted rehearsal rejects, and leaves no folder behind', async () => {
  const before = (await readdir(temporaryFolder())).filter((name) => name.startsWith(`keys-drill-${process.pid}-`))
  const controller = new AbortController()
  const rehearsal = rehearse(flagPack(), defineDrill({ world, scenarios: all }), {
    signal: controller.signal,
    onProgress: ({ type }) => {
      if (type === 'step') controller.abort()
    }
  })
  await expect(rehearsal).rejects.toThrow(/aborted/i)
  const after = (await readdir(temporaryFolder())).filter((name) => name.startsWith(`keys-drill-${process.pid}-`))
  expect(after).toEqual(before)
})
