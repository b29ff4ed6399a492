// `keys drill` on a pack of one file, by the built command: it starts processes of its own.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, existsSync, openSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { drillCoverageSchema, findCoverageLine } from '@keys/schema'
import { expect, onTestFinished, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { DRILL, FLAG_PACK, flagWorkspace } from './flag-pack.js'
import { edit, keys, REPOSITORY, temporaryFolder } from './support.js'

const read = (root: string, path: string): string => readFileSync(join(root, FLAG_PACK, path), 'utf8')

test('a drill that passes shows its coverage, and what is not kept yet is told', () => {
  const { code, out, err } = keys(['drill'], flagWorkspace())
  expect(out).toMatch(/^pack +drills +commands +branches +defaults +live only +decisions +deeds +time\n/)
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

test('--only rehearses one scenario, and what is kept is left alone', () => {
  const root = flagWorkspace()
  const { err } = keys(['drill', '--only', 'painted'], root)
  expect(err).toMatch(/^flag-down: passed painted \(\d+\.\d s\)\n$/)
  expect(keys(['drill', '--only', 'painted', '--update'], root)).toMatchObject({
    code: 2,
    out: '',
    err: '--update needs a whole rehearsal.\nLeave --only away.\n'
  })
})

test.each([
  ['exports nothing', '', 'flag-down: drill/drill.js exports no drill.'],
  ['throws', "throw new Error('no wind')", 'flag-down: drill/drill.js cannot be loaded: no wind'],
  ['is no JavaScript', 'export const drill = {', 'flag-down: drill/drill.js cannot be loaded: Unexpected'],
  ['ends the process', 'process.exit(0)', 'flag-down: the process of its rehearsal ended with code 0.'],
  [
    'breaks down before its first scenario',
    DRILL.replace('  world:', "  parts: () => { throw new Error('no mast') },\n  world:"),
    'flag-down: the rehearsal broke off: Error: no mast'
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

test('without the drill package it says how to install it', () => {
  const root = flagWorkspace()
  rmSync(join(root, 'node_modules'), { recursive: true })
  expect(keys(['drill'], root)).toEqual({
    code: 2,
    out: '',
    err: 'The kit that rehearses runbooks is not installed.\nInstall it: npm install --save-dev @keys/drill\n'
  })
})

test('a part that the machine lacks is named, with what to install', () => {
  const drill = DRILL.replace('{ defineDrill }', '{ defineDrill, requireCommands }').replace(
    '  world:',
    "  parts: () => requireCommands(['psql']),\n  world:"
  )
  const { code, out, err } = keys(['drill'], flagWorkspace(drill), { PATH: temporaryFolder() })
  expect([code, out]).toEqual([2, ''])
  expect(err.split('\n')[0]).toBe(
    'This drill needs psql, which this machine does not have. On Debian or Ubuntu: apt-get install -y postgresql-client'
  )
})

test.each([
  ['an unknown pack', ['drill', 'flag-dwn'], 'Did you mean flag-down?'],
  ['a number of jobs that is none', ['drill', '--jobs', 'many'], '--jobs many is no number.']
])('%s is wrong usage', (_, args, message) => {
  const { code, out, err } = keys(args, flagWorkspace())
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

/** Waits until somebody reads a pipe, without giving up the end that writes. */
async function readerOf(pipe: string, child: ChildProcess): Promise<number> {
  while (child.exitCode === null) {
    try {
      return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
    } catch {
      await setTimeout(20)
    }
  }
  throw new Error('it ended before anybody read the pipe')
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s half-way leaves no process and no folder', async (signal) => {
  const outside = temporaryFolder()
  const [pipe, folder] = [join(outside, 'pipe'), join(outside, 'folder')]
  execFileSync('mkfifo', [pipe])
  // The command of Step 1 reads a pipe to which nobody ever writes.
  const world = `writeFileSync(${JSON.stringify(folder)}, await scope.folder('mast'))
    return { flag: ${JSON.stringify(pipe)}, environment: { FLAG: ${JSON.stringify(pipe)} } }`
  const drill = `import { writeFileSync } from 'node:fs'\n${DRILL.replace(/const flag = .*\n.*/, world)}`
    .replace("writeFile(flag, 'down\\n')", '{}')
    .replace(/fault: lower/g, 'fault: () => {}')
  const bin = join(REPOSITORY, 'packages/cli', packageJson.bin.keys)
  const child = spawn(process.execPath, [bin, 'drill'], {
    cwd: flagWorkspace(drill),
    stdio: ['ignore', 'pipe', 'pipe']
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let err = ''
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  const end = await readerOf(pipe, child)
  const made = readFileSync(folder, 'utf8')
  expect(existsSync(made)).toBe(true)

  child.kill(signal)
  const [code] = await once(child, 'close')
  expect([code, err]).toEqual([1, 'Interrupted. Everything that was started is ended.\n'])
  expect(existsSync(made)).toBe(false)
  closeSync(end)
  // No process reads the pipe any more.
  expect(() => openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)).toThrow('ENXIO')
})
