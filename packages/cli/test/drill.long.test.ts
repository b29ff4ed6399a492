// `keys drill` on a pack of one file, by the built command: it starts processes of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { drillCoverageSchema, findCoverageLine } from '@keys/schema'
import { expect, onTestFinished, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { DRILL, FLAG_PACK, flagWorkspace } from './flag-pack.js'
import { readerOf } from './pipes.js'
import { edit, keys, REPOSITORY, temporaryFolder } from './support.js'

const read = (root: string, path: string): string => readFileSync(join(root, FLAG_PACK, path), 'utf8')

test('a drill that passes shows its coverage, and what is not kept yet is told', () => {
  const { code, out, err } = keys(['drill'], flagWorkspace())
  expect(out).toMatch(/^pack +scenarios +commands +branches +defaults +live only +decisions +manual actions +time\n/)
  expect(out).toMatch(/^flag-down +3\/3 +5\/5 +2\/2 +0\/1 +0 +0 +1 +\d/m)
  expect(err).toMatch(/^flag-down: passed down \(\d+\.\d s\)$/m)
  expect(err).toContain('Write it: keys drill flag-down --update\n')
  expect(code).toBe(1)
})

test('--update writes the result and the line of the README; again nothing changes', () => {
  const root = flagWorkspace()
  const before = read(root, 'README.md')
  expect(keys(['drill', 'flag-down', '--update'], root).code).toBe(0)
  const [coverage, readme] = [read(root, 'drill/coverage.json'), read(root, 'README.md')]
  expect(drillCoverageSchema.parse(JSON.parse(coverage))).toMatchObject({ commands: { covered: 5, total: 5 } })
  const line = findCoverageLine(readme)
  expect(readme.replace(`${line?.text}\n`, '')).toBe(before)

  expect(keys(['drill', 'flag-down', '--update'], root).code).toBe(0)
  expect([read(root, 'drill/coverage.json'), read(root, 'README.md')]).toEqual([coverage, readme])
  expect(keys(['drill'], root)).toMatchObject({ code: 0, err: expect.not.stringContaining('--update') })
})

/** A kit that says of each command of the first step and the first action what it was shown to be. */
const ASKING_KIT = `export const runDrill = async ({ runbook, files }, drill, { classifier }) => {
  for (const label of ['Step 1', 'Action 1']) {
    const [command] = runbook.steps.find((step) => step.label === label).commands
    console.log(label + ': ' + classifier.classify(runbook, files['README.md'], command).effect)
  }
  throw new Error('that is all')
}
`

test('what commands do is asked of the classification of the command, also in drills', () => {
  const root = flagWorkspace()
  const kit = join(root, FLAG_PACK, 'node_modules/@keys/drill')
  mkdirSync(kit, { recursive: true })
  writeFileSync(join(kit, 'package.json'), '{ "type": "module", "exports": "./index.js" }')
  writeFileSync(join(kit, 'index.js'), ASKING_KIT)
  writeFileSync(join(root, FLAG_PACK, 'drill/drill.js'), 'export const drill = { world() {}, scenarios: [] }\n')
  const { err } = keys(['drill'], root)
  expect(err).toContain('flag-down | Step 1: read-only\n')
  expect(err).toContain('flag-down | Action 1: unknown\n')
})

test('--json is for machines', () => {
  const root = flagWorkspace()
  keys(['drill', '--update'], root)
  const { code, out } = keys(['drill', '--json'], root)
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject([
    { slug: 'flag-down', passed: true, coverage: { branches: { covered: 2, total: 2 } }, faults: [], failures: [] }
  ])
})

test('a drill that fails shows the step, the command, its output and what was expected, and keeps nothing', () => {
  const root = flagWorkspace()
  edit(root, `${FLAG_PACK}/README.md`, (text) => text.replace("printf 'up", "printf 'half up"))
  const before = read(root, 'README.md')
  const { code, out } = keys(['drill', '--update'], root)
  expect(code).toBe(1)
  expect(out).toMatch(/^FAILED flag-down: down$/m)
  expect(out).toMatch(/^ {2}step: +Action 1$/m)
  expect(out).toMatch(/^ {2}happened: +\S/m)
  expect(out).toMatch(/^ {2}expected: +\S/m)
  expect(out).toMatch(/^ {2}command: +hoist-it, verification 1$/m)
  expect(out).toMatch(/^ {2}stdout: +half up$/m)
  expect([existsSync(join(root, FLAG_PACK, 'drill/coverage.json')), read(root, 'README.md')]).toEqual([false, before])
})

test('--json holds the failures', () => {
  const root = flagWorkspace(DRILL.replace("['Step 1'], end", "['Step 1', 'Action 1'], end"))
  const { code, out } = keys(['drill', '--json'], root)
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject([
    { passed: false, failures: [{ name: 'up', step: expect.any(String), expected: expect.any(String) }] }
  ])
})

test('--only drills one scenario, and what is kept is left alone', () => {
  const root = flagWorkspace()
  const { err } = keys(['drill', '--only', 'painted'], root)
  expect(err).toMatch(/^flag-down: passed painted \(\d+\.\d s\)\n$/)
  expect(keys(['drill', '--only', 'painted', '--update'], root)).toMatchObject({
    code: 2,
    out: '',
    err: '--update needs a whole drill.\nLeave --only away.\n'
  })
})

test('what nobody walked is listed of a whole drill that passed, and buries no failure', () => {
  const without = DRILL.replace("name: 'painted'", "name: 'repainted'")
  const root = flagWorkspace(without)
  const uncovered = /no scenario walks/
  edit(root, `${FLAG_PACK}/README.md`, (text) =>
    text.replace('- **Otherwise**', '- **If `half`**: it hangs. **STOP: escalate**\n- **Otherwise**')
  )
  expect(keys(['drill'], root).out).toMatch(uncovered)
  expect(keys(['drill', '--only', 'up'], root).out).not.toMatch(uncovered)
  edit(root, `${FLAG_PACK}/README.md`, (text) => text.replace("printf 'up", "printf 'half up"))
  const { out } = keys(['drill'], root)
  expect(out).toMatch(/^FAILED flag-down: down$/m)
  expect(out).not.toMatch(uncovered)
})

test('--repeat drills again and again, up to a failure', () => {
  const root = flagWorkspace()
  const { err } = keys(['drill', '--only', 'up', '--repeat', '3'], root)
  expect(err.match(/^flag-down: passed up/gm)).toHaveLength(3)
  expect(err).toContain('Round 3 of 3.\n')
  edit(root, `${FLAG_PACK}/README.md`, (text) => text.replace("printf 'up", "printf 'half up"))
  const failed = keys(['drill', '--only', 'down', '--repeat', '3'], root)
  expect(failed.code).toBe(1)
  expect(failed.err.match(/^Round/gm)).toHaveLength(1)
  expect(keys(['drill', '--repeat', '0'], root)).toMatchObject({
    code: 2,
    err: '--repeat 0 is not a number.\nWrite 1 or more.\n'
  })
})

test.each([
  ['exports nothing', '', 'flag-down: drill/drill.js exports no drill.'],
  [
    'throws',
    "\nthrow new Error('no wind')",
    'flag-down: drill/drill.js cannot be loaded: no wind, at drill/drill.js:2\n'
  ],
  [
    'is no JavaScript',
    'export const drill = {\n  world: no wind\n}',
    "flag-down: drill/drill.js cannot be loaded: Unexpected identifier 'wind', at drill/drill.js:2\n"
  ],
  [
    'imports what is not there',
    "import { existsSync } from 'node:fs'\nimport { wind } from '@keys/drill'",
    ', at drill/drill.js:2\n'
  ],
  ['ends the process', 'process.exit(0)', 'flag-down: the process of its drill ended with code 0.'],
  [
    'breaks down before its first scenario',
    DRILL.replace('  world:', "  services: () => { throw new Error('no mast') },\n  world:"),
    'flag-down: the drill broke off: Error: no mast'
  ]
])('a drill.js that %s is a fault of that file, not of keys', (_, drill, message) => {
  const { code, out, err } = keys(['drill'], flagWorkspace(drill))
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
  expect(err).not.toContain('broke down')
})

test('a world that throws fails its scenario', () => {
  const drill = DRILL.replace('world: async ({ scope }) => {', "$&\n    throw new Error('no mast')\n")
  const { code, out } = keys(['drill'], flagWorkspace(drill))
  expect(code).toBe(1)
  expect(out).toMatch(/^ {2}happened: +Error: no mast$/m)
})

test('a syntax error in another file of the drill is told with that file', () => {
  const root = flagWorkspace("import './world.js'\n")
  writeFileSync(join(root, FLAG_PACK, 'drill/world.js'), '\n\nconst = 1\n')
  expect(keys(['drill'], root)).toMatchObject({ code: 2, err: expect.stringContaining(', at drill/world.js:3\n') })
})

test('what a drill writes is passed on line by line, and steers no terminal', () => {
  const lines = "console.log('one\\ntwo'); console.error('\\u001b[2Jthree'); process.stdout.write('four')"
  const { code, err } = keys(
    ['drill', '--json'],
    flagWorkspace(DRILL.replace('  world:', `  services: () => { ${lines} },\n$&`))
  )
  expect(code).toBe(1)
  for (const line of ['one', 'two', '␛[2Jthree', 'four']) expect(err.split('\n')).toContain(`flag-down | ${line}`)
})

test('an uncaught error of a drill is shown with the end of its process', () => {
  const later = "setImmediate(() => { throw new Error('no wind') }); await new Promise((go) => setTimeout(go, 5000))"
  const { code, err } = keys(['drill'], flagWorkspace(`${later}\n${DRILL}`.replace(/^import.*\n/gm, '')))
  expect(code).toBe(2)
  expect(err).toContain('flag-down | Error: no wind\n')
  expect(err).toContain('flag-down: the process of its drill ended with code 1.\n')
})

test.each([
  ['two blank lines below the title', '# Flag down\n\n\nSomebody', 'Somebody took the flag down.\nDrilled: '],
  ['no blank line below the title', '# Flag down\nSomebody', 'Somebody took the flag down.\nDrilled: ']
])('--update writes the line of the README below %s', (_, start, expected) => {
  const root = flagWorkspace()
  edit(root, `${FLAG_PACK}/README.md`, (text) => text.replace('# Flag down\n\nSomebody', start))
  expect(keys(['drill', '--update'], root).code).toBe(0)
  expect(read(root, 'README.md')).toContain(expected)
  expect(keys(['drill'], root).code).toBe(0)
})

test('--update writes nothing where the README has no place for its line', () => {
  const root = flagWorkspace()
  edit(root, `${FLAG_PACK}/README.md`, (text) => text.replace('# Flag down\n\nSomebody took the flag down.\n', ''))
  const { code, err } = keys(['drill', '--update'], root)
  expect(err).toContain('flag-down: README.md has no paragraph below its title')
  expect([code, existsSync(join(root, FLAG_PACK, 'drill/coverage.json'))]).toEqual([2, false])
})

test('without the drill package it says how to install it', () => {
  const root = flagWorkspace()
  rmSync(join(root, 'node_modules'), { recursive: true })
  expect(keys(['drill'], root)).toEqual({
    code: 2,
    out: '',
    err: 'The kit that drills runbooks is not installed.\nInstall it: npm install --save-dev @keys/drill\n'
  })
})

test('a part that the machine lacks is named, with what to install', () => {
  const drill = DRILL.replace('{ defineDrill }', '{ defineDrill, requireCommands }').replace(
    '  world:',
    "  services: () => requireCommands(['psql']),\n  world:"
  )
  const { code, out, err } = keys(['drill'], flagWorkspace(drill), { PATH: temporaryFolder() })
  expect([code, out]).toEqual([2, ''])
  expect(err.split('\n')[0]).toBe(
    'This drill needs psql, which this machine does not have. On Debian or Ubuntu: apt-get install -y postgresql-client'
  )
})

test.each([
  ['an unknown pack', ['drill', 'flag-dwn'], 'Did you mean flag-down?'],
  [
    'a scenario that is none',
    ['drill', '--only', 'paintd'],
    'No scenario is called “paintd”.\nThere are:\n  painted\n  down\n  up\n'
  ],
  ['a number of jobs that is none', ['drill', '--jobs', 'many'], '--jobs many is not a number.']
])('%s is wrong usage', (_, args, message) => {
  const { code, out, err } = keys(args, flagWorkspace())
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

/** Starts `keys drill` in a workspace of its own, without waiting for its end. */
function startDrill(drill: string): { child: ChildProcess; said: () => string } {
  const bin = join(REPOSITORY, 'packages/cli', packageJson.bin.keys)
  const child = spawn(process.execPath, [bin, 'drill'], {
    cwd: flagWorkspace(drill),
    stdio: ['ignore', 'ignore', 'pipe']
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let err = ''
  child.stderr?.on('data', (data: Buffer) => (err += data.toString()))
  return { child, said: () => err }
}

test.each(['SIGINT', 'SIGQUIT'] as const)('%s half-way leaves no process and no folder', async (signal) => {
  const outside = temporaryFolder()
  const [pipe, folder] = [join(outside, 'pipe'), join(outside, 'folder')]
  execFileSync('mkfifo', [pipe])
  // The command of Step 1 reads a pipe to which nobody ever writes.
  const world = `writeFileSync(${JSON.stringify(folder)}, await scope.folder('mast'))
    return { flag: ${JSON.stringify(pipe)}, environment: { FLAG: ${JSON.stringify(pipe)} } }`
  const drill = `import { writeFileSync } from 'node:fs'\n${DRILL.replace(/const flag = .*\n.*/, world)}`
    .replace("writeFile(flag, 'down\\n')", '{}')
    .replace(/fault: lower/g, 'fault: () => {}')
  const { child, said } = startDrill(drill)
  const end = await readerOf(pipe, child)
  const made = readFileSync(folder, 'utf8')
  expect(existsSync(made)).toBe(true)

  child.kill(signal)
  const [code] = await once(child, 'close')
  expect([code, said()]).toEqual([1, 'Interrupted. Everything that was started is ended.\n'])
  expect(existsSync(made)).toBe(false)
  closeSync(end)
  // No process reads the pipe any more.
  expect(() => openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)).toThrow('ENXIO')
})

const FOREVER = 'await new Promise(() => {})'
// By force it takes five seconds, or a second signal.
test.each([
  ['waits forever', FOREVER, 1, 0, 4000],
  ['never lets go', 'for (;;) {}', 1, 4500, 9000],
  ['never lets go, told twice', 'for (;;) {}', 2, 0, 4000]
])(
  'a drill that %s can be interrupted',
  async (_, hang, signals, atLeast, atMost) => {
    const folder = join(temporaryFolder(), 'folder')
    const drill = `import { existsSync, renameSync, writeFileSync } from 'node:fs'\n${DRILL.replace(
      /const flag = .*\n/,
      `writeFileSync('${folder}.new', await scope.folder('mast'))
    renameSync('${folder}.new', '${folder}')
    ${hang}\n$&`
    )}`
    const { child, said } = startDrill(drill)
    const closed = once(child, 'close')
    await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(true)
    const made = readFileSync(folder, 'utf8')
    const started = performance.now()
    child.kill('SIGINT')
    if (signals > 1) {
      await setTimeout(1000)
      child.kill('SIGINT')
    }
    const [code] = await closed
    const duration = performance.now() - started
    expect([code, said()]).toEqual([1, 'Interrupted. Everything that was started is ended.\n'])
    expect(duration).toBeGreaterThanOrEqual(atLeast)
    expect(duration).toBeLessThan(atMost)
    // Where the process was ended by force, its watchdog tidies up right after it.
    await expect.poll(() => existsSync(made), { timeout: 5000 }).toBe(false)
  },
  30_000
)
