import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { defineDrill, runDrill, temporaryFolder, type Drill, type Scenario, type Scope } from '../src/index.js'
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
  fixedBy: 'Action 1',
  end: 'resolved'
}
const gone: Scenario<Flag> = {
  name: 'gone',
  fault: ({ mast }) => rm(join(mast, 'flag')),
  manualActions: { 'Action 2': ({ set }) => set('up') },
  path: ['Check 1', 'Step 1', 'Action 2', 'Verify 1'],
  fixedBy: 'Action 2',
  end: 'resolved'
}
const painted: Scenario<Flag> = {
  name: 'painted',
  fault: ({ set }) => set('down'),
  wrongAction: { description: 'paints a flag on the mast', instead: { 'Action 1': ({ set }) => set('painted') } },
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
const half: Scenario<Flag> = {
  name: 'half-mast, which no branch names',
  fault: async ({ mast }) => writeFile(join(mast, 'flag'), 'half\n'),
  path: ['Check 1', 'Step 1'],
  end: 'escalate'
}
const all = [down, gone, painted, flying, noMast, half]

test('a drill whose scenarios all go their way passes, and walks every command and branch', async () => {
  const result = await runDrill(flagPack(), defineDrill({ world, scenarios: all }))
  expect(result.scenarios.map(({ name, failure }) => [name, failure?.message])).toEqual(
    all.map(({ name }) => [name, undefined])
  )
  expect(result.faults).toEqual([])
  expect(result.passed).toBe(true)
  expect(result.coverage).toMatchObject({
    commands: { covered: 7, total: 7 },
    branches: { covered: 5, total: 5 },
    defaults: { covered: 1, total: 2 },
    scripted: { decisions: 0, manual_actions: 2 },
    uncovered: []
  })
})

test('tools of the pack that the machine lacks are named all at once, before a world is built', async () => {
  const pack = flagPack()
  const required_tools = ['bash', 'curl', 'jq', 'a-stand-in-of-the-world'].map((command) => ({ command }))
  const path = process.env['PATH']
  onTestFinished(() => void (process.env['PATH'] = path))
  process.env['PATH'] = import.meta.dirname
  const built: string[] = []
  const drill = defineDrill({ world: (parts: { scope: Scope }) => (built.push('world'), world(parts)), scenarios: all })
  await expect(runDrill({ ...pack, pack: { ...pack.pack, required_tools } }, drill)).rejects.toThrow(
    'This drill needs bash, curl, jq, which this machine does not have. On Debian or Ubuntu: apt-get install -y bash curl jq'
  )
  expect(built).toEqual([])
})

test('what no scenario walks is named', async () => {
  const { coverage } = await runDrill(flagPack(), defineDrill({ world, scenarios: [down, painted] }))
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
  const { scenarios, passed } = await runDrill(
    flagPack(README.replace(from, to)),
    defineDrill({ world, scenarios: [scenario] })
  )
  expect(passed).toBe(false)
  expect(scenarios[0]?.failure?.step).toBe(step)
})

test('an action whose verification holds before it fixes nothing', async () => {
  const readme = README.replace(
    '```bash\ncat "$MAST/flag"\n```\n\n**Rollback**',
    "```bash\nprintf 'up\\n'\n```\n\n**Rollback**"
  )
  const { scenarios } = await runDrill(flagPack(readme), defineDrill({ world, scenarios: [down] }))
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
    'a fixed fault without the action that fixes it',
    [{ ...down, fixedBy: undefined }, painted] as Scenario<Flag>[],
    'names no action'
  ],
  ['two of one name', [down, { ...painted, name: 'down' }], 'two scenarios are called “down”'],
  ['a step that is none', [{ ...painted, decisions: { 'Step 9': 'x' } }], 'names Step 9'],
  [
    'a fault fixed by an action that is not visited',
    [{ ...down, fixedBy: 'Action 2' }, painted],
    '“down” says that Action 2 fixes it, which is not an action that its path visits'
  ],
  [
    'a fault fixed by a check',
    [{ ...down, fixedBy: 'Check 1' }, painted],
    '“down” says that Check 1 fixes it, which is not an action that its path visits'
  ],
  [
    'a fault fixed by a verification',
    [{ ...down, fixedBy: 'Verify 1' }, painted],
    '“down” says that Verify 1 fixes it, which is not an action that its path visits'
  ]
]
test.each(OWES)('a drill with %s has a fault', async (_, scenarios, fault) => {
  const { faults, passed } = await runDrill(flagPack(), defineDrill({ world, scenarios }))
  expect(faults.join('\n')).toContain(fault)
  expect(passed).toBe(false)
})

test('a name that no scenario has is refused, with the names that there are', async () => {
  const result = runDrill(flagPack(), defineDrill({ world, scenarios: all }), { only: ['down', 'dwn'] })
  await expect(result).rejects.toThrow('The drill has no scenario “dwn”. It has: down, gone, painted, flying, no mast')
})

test('a failure shows the execution that was judged, not the rollback after it', async () => {
  const readme = README.replace('**Verification**: `up`', '**Verification**: `hold`')
  const unproven = { ...down, fixedBy: undefined } as Scenario<Flag>
  const { scenarios } = await runDrill(flagPack(readme), defineDrill({ world, scenarios: [unproven] }))
  expect(scenarios[0]?.failure?.execution).toMatchObject({ command: { part: 'verification' }, stdout: 'up\n' })
})

const boom = () => {
  throw new Error('no wind')
}
// Drills are plain JavaScript: what the types would not allow is there all the same.
const WITHOUT_TYPES: [name: string, scenario: object, step: string, message: string][] = [
  ['no path', { ...flying, path: undefined }, '', 'the scenario has no list called path'],
  ['no end', { ...flying, end: undefined }, '', 'the scenario does not say its end'],
  [
    'a number as an input',
    { ...flying, fault: () => ({ inputs: { MAST: 5432 } }) },
    '',
    'the input MAST is a value of type number'
  ],
  [
    'a number as an input later',
    { ...flying, before: { 'Step 1': () => ({ inputs: { MAST: null } }) } },
    'Step 1',
    'the input MAST is null'
  ],
  ['an input that is missing', { ...flying, fault: missMast }, 'Check 1', 'no value for MAST'],
  ['a manual action that throws', { ...gone, manualActions: { 'Action 2': boom } }, 'Action 2', 'Error: no wind'],
  ['a change that throws', { ...down, before: { 'Step 1': boom } }, 'Step 1', 'Error: no wind'],
  ['a fault that throws', { ...down, fault: boom }, '', 'Error: no wind']
]
test.each(WITHOUT_TYPES)('%s fails the scenario, and is named with its step', async (_, scenario, step, message) => {
  const { scenarios } = await runDrill(
    flagPack(),
    defineDrill({ world, scenarios: [scenario as Scenario<Flag>, painted] })
  )
  expect(scenarios[0]?.failure).toMatchObject({ step, message: expect.stringContaining(message) })
  expect(scenarios[1]?.failure).toBeNull()
})

function missMast(): { inputs: Record<string, string> } {
  return { inputs: { MAST: undefined } as unknown as Record<string, string> }
}

test('a mark for production only must name one branch that is not walked', async () => {
  const marks = [
    { step: 'Step 1', branch: '`down`', reason: 'walked' },
    { step: 'Step 1', branch: '`no such`', reason: 'unknown' },
    { step: 'Step 1', branch: '`exit 1`', reason: 'right' }
  ]
  const { faults, coverage } = await runDrill(
    flagPack(),
    defineDrill({ world, scenarios: [down, painted], productionOnly: marks })
  )
  expect(faults).toHaveLength(2)
  expect(coverage.branches).toEqual({ covered: 2, total: 5 })
  expect(coverage.uncovered).not.toContainEqual({ type: 'branch', step: 'Step 1', branch: '`exit 1`' })
})

test('an interrupted drill rejects, and leaves no folder behind', async () => {
  const before = (await readdir(temporaryFolder())).filter((name) => name.startsWith(`keys-drill-${process.pid}-`))
  const controller = new AbortController()
  const result = runDrill(flagPack(), defineDrill({ world, scenarios: all }), {
    signal: controller.signal,
    onProgress: ({ type }) => {
      if (type === 'step') controller.abort()
    }
  })
  await expect(result).rejects.toThrow(/aborted/i)
  const after = (await readdir(temporaryFolder())).filter((name) => name.startsWith(`keys-drill-${process.pid}-`))
  expect(after).toEqual(before)
})

const forever = () => new Promise<never>(() => {})
const HANGS: [where: string, drill: Partial<Drill<unknown, Flag>>, scenario: Scenario<Flag>][] = [
  ['parts', { services: forever }, down],
  ['world', { world: forever }, down],
  ['a fault', {}, { ...down, fault: forever }],
  ['a change', {}, { ...down, before: { 'Step 1': forever } }],
  ['a manual action', {}, { ...gone, manualActions: { 'Action 2': forever } }],
  ['what looks for harm', {}, { ...painted, invariants: forever }]
]
test.each(HANGS)('a drill that waits forever in %s can be interrupted', async (_, part, scenario) => {
  const result = runDrill(
    flagPack(),
    { world, scenarios: [scenario], ...part },
    {
      signal: AbortSignal.timeout(500)
    }
  )
  await expect(result).rejects.toThrow(/timeout/i)
})

test('what cannot be ended fails its own scenario, and the others go on', async () => {
  const stubborn = async ({ scope }: { scope: Scope }) => {
    const flag = await world({ scope })
    scope.defer(() => {
      throw new Error('the flag is frozen to the mast')
    })
    return flag
  }
  let built = 0
  const { scenarios } = await runDrill(
    flagPack(),
    defineDrill({
      world: (context: { scope: Scope }) => (built++ === 1 ? world(context) : stubborn(context)),
      scenarios: [flying, down, { ...gone, path: ['Check 1', 'Verify 1'] }]
    })
  )
  const [first, second, third] = scenarios.map(({ failure }) => failure)
  expect(first).toMatchObject({ step: '', expected: 'that the world and its checks do not throw' })
  expect(first?.message).toContain('the flag is frozen to the mast')
  expect(second).toBeNull()
  // What failed before is not hidden by it.
  expect(third?.message).toMatch(/^went to Step 1/)
  expect(third?.message).toContain('Afterwards, a part of the world could not be ended: the flag is frozen to the mast')
})
