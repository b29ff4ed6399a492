// Whatever workflows run is there: scripts, commands, flags and files, in ours and in those that we write for others.
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { REPOSITORY } from '../support/packages.js'
import { commandsOf, missingIn, valuesOf, type Known } from '../support/run-lines.js'
import { run } from '../support/run.js'

const KEYS = join(REPOSITORY, 'packages/cli/bin/keys.js')
const home = mkdtempSync(join(tmpdir(), 'keys-run-lines-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const helps = new Map<string, Promise<string | null>>()
function helpOf(command: string): Promise<string | null> {
  const asked = async (): Promise<string | null> => {
    const help = await run([process.execPath, KEYS, command, '--help'], { cwd: home })
    // Without a command of this name it is the help of all.
    return help.startsWith(`Usage: keys ${command} `) ? help : null
  }
  const known = helps.get(command) ?? asked()
  helps.set(command, known)
  return known
}

const json = (root: string, path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>
const keysOf = (value: unknown): string[] => Object.keys(value ?? {})
const packages = new Map(
  globSync(['packages/*/package.json', 'runbook-keys/*/package.json'], { cwd: REPOSITORY }).map((path) => [
    String(json(REPOSITORY, path)['name']),
    path.slice(0, -'/package.json'.length)
  ])
)
const tasks = keysOf(json(REPOSITORY, 'turbo.json')['tasks']).map((task) => task.replace(/^.*#/, ''))
const knownIn = (root: string): Known => ({
  root,
  scripts: keysOf(json(root, 'package.json')['scripts']),
  tasks,
  packages,
  helpOf
})

async function missing(root: string, scripts: readonly string[]): Promise<string[]> {
  const commands = scripts.flatMap(commandsOf)
  return (await Promise.all(commands.map((command) => missingIn(command, knownIn(root))))).flat()
}

const textIn = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')
const runsIn = (root: string, path: string): string[] => valuesOf(parse(textIn(root, path)), 'run')

const WORKFLOWS = readdirSync(join(REPOSITORY, '.github/workflows')).map((name) => `.github/workflows/${name}`)

test.each([...WORKFLOWS, 'action.yml'])('%s names nothing that is not there', async (path) => {
  const runs = runsIn(REPOSITORY, path)
  expect(runs.length).toBeGreaterThan(0)
  expect(await missing(REPOSITORY, runs)).toEqual([])
})

test.each(['.ci/run', '.ci/publish', '.ci/version-packages'])('%s names nothing that is not there', async (path) => {
  expect(await missing(REPOSITORY, [textIn(REPOSITORY, path)])).toEqual([])
})

test('every pnpm that a workflow asks for is that of the repository', () => {
  const asked = [...WORKFLOWS, '.ci/run'].flatMap((path) => textIn(REPOSITORY, path).match(/pnpm@[\d.]+/g) ?? [])
  const { packageManager } = json(REPOSITORY, 'package.json')['devEngines'] as { packageManager: { version: string } }
  expect([...new Set(asked)]).toEqual([`pnpm@${packageManager.version}`])
})

test.each(WORKFLOWS)('%s reads only what its jobs have: a matrix, an answer of a step, a job before it', (path) => {
  interface Job {
    needs?: string
    strategy?: { matrix: Record<string, unknown> }
    steps: { id?: string }[]
  }
  const { jobs } = parse(textIn(REPOSITORY, path)) as { jobs: Record<string, Job> }
  for (const [name, job] of Object.entries(jobs)) {
    const text = JSON.stringify(job)
    const named = (of: RegExp): string[] => [...text.matchAll(of)].map(([, one = '']) => one)
    expect(keysOf(job.strategy?.matrix), name).toEqual(expect.arrayContaining(named(/\bmatrix\.(\w+)/g)))
    expect(
      job.steps.map(({ id }) => id),
      name
    ).toEqual(expect.arrayContaining(named(/\bsteps\.(\w+)/g)))
    expect(keysOf(jobs), name).toEqual(expect.arrayContaining(job.needs === undefined ? [] : [job.needs]))
  }
})

describe.each(['npm', 'pnpm', 'yarn'])('what is written for a team with %s', (manager) => {
  test('names nothing that is not there', async () => {
    const root = join(home, manager)
    mkdirSync(root)
    const args = ['new', 'disk-full', '--yes', '--with', 'all', '--author', 'A. Author', '--folder', root]
    await run([process.execPath, KEYS, ...args], {
      cwd: home,
      environment: { npm_config_user_agent: `${manager}/10.0.0 node/v24` }
    })
    const workflows = globSync('.github/workflows/*.yml', { cwd: root })
    expect(workflows.length).toBe(2)
    const hooks = valuesOf(parse(textIn(root, '.pre-commit-config.yaml')), 'entry')
    const scripts = Object.values(json(root, 'package.json')['scripts'] as Record<string, string>)
    const runs = workflows.flatMap((path) => runsIn(root, path))
    expect(await missing(root, [...runs, ...hooks, ...scripts])).toEqual([])
  })
})

test('what is not there is found', async () => {
  const of = (script: string): Promise<string[]> => missing(REPOSITORY, [script])
  expect(await of('npx -y pnpm@12.21.0 run tset')).toEqual(['no script tset'])
  expect(await of('bash .ci/rnu')).toEqual(['no file .ci/rnu'])
  expect(await of('npx keys valdiate')).toEqual(['no command keys valdiate'])
  expect(await of('pnpm exec keys validate \\\n  --max-warning 0 | cat')).toEqual(['no --max-warning of keys validate'])
  expect(await of('turbo run tset --filter=@keys/e3e -- test/none.test.ts')).toEqual([
    'no task tset',
    'no package @keys/e3e',
    'no file test/none.test.ts'
  ])
})
