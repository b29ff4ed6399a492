// A release from its changeset to the operator's `npm install`, through a real registry.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillPlaces } from '@keys/testkit'
import { addChangeset, borrowBuilds, cloneRepository, IN_COPY } from '../support/clone.js'
import { emptyProject, MANAGERS } from '../support/consumer.js'
import { PACKAGES, type Manifest } from '../support/packages.js'
import { PNPM, run } from '../support/run.js'
import { startRegistry, type Registry } from '../support/verdaccio.js'

const SLUG = 'stripe-webhook-failure'
const RUNBOOK = `@keys/runbook-${SLUG}`
const PATCHED = 'runbook-keys/ai-output-regression'
const DAY = '2026-11-30'

const home = mkdtempSync(join(tmpdir(), 'keys-release-'))
const repository = join(home, 'repository')
let registry: Registry
let stop = async (): Promise<void> => {}

const read = (path: string): string => readFileSync(join(repository, path), 'utf8')
const versionIn = (path: string): string => (JSON.parse(read(path)) as Manifest).version
const git = (...args: string[]): Promise<string> => run(['git', ...args], { cwd: repository, environment: IN_COPY })

/** The version that a bump makes of the one that the original of this folder says. */
function bumped(folder: string, bump: 'patch' | 'major'): string {
  const version = PACKAGES.find((pack) => pack.folder === folder)?.manifest.version ?? ''
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return bump === 'major' ? `${major + 1}.0.0` : `${major}.${minor}.${patch + 1}`
}

/** Runs a script of the repository, on a day that is known. */
function pnpm(...args: string[]): Promise<string> {
  const seconds = String(Date.parse(DAY) / 1000)
  return run([PNPM, ...args], { cwd: repository, environment: { ...IN_COPY, SOURCE_DATE_EPOCH: seconds } })
}

/** Versions by changesets, twice, and commits. */
async function version(): Promise<void> {
  await pnpm('version-packages')
  const after = await git('diff')
  await pnpm('version-packages')
  expect(await git('diff')).toBe(after)
  await git('add', '--all')
  await git('commit', '--quiet', '--message=Release')
}

const publish = (): Promise<string> => pnpm('exec', 'bash', '.ci/publish')

/** Says on stderr what took how long, because this is the longest of all tests. */
async function stage<Result>(name: string, work: Promise<Result>): Promise<Result> {
  const start = performance.now()
  const result = await work
  process.stderr.write(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  return result
}

beforeAll(async () => {
  mkdirSync(join(home, 'registry'))
  await stage('copy the repository', cloneRepository(repository))
  borrowBuilds(repository)
  registry = await stage('start the registry', startRegistry(join(home, 'registry')))
  stop = registry.stop
  writeFileSync(join(repository, '.npmrc'), registry.npmrc)
  addChangeset(repository, 'clearer-words', { '@keys/runbook-ai-output-regression': 'patch' }, 'Clearer words.')
  await stage('version', version())
  await stage('publish', publish())
})

afterAll(async () => {
  await stop()
  rmSync(home, { recursive: true, force: true })
})

test('a release changes every file that says the version, and no other', async () => {
  const changed = (await git('show', '--name-only', '--format=', 'HEAD', '--', '.', ':!.npmrc')).trim().split('\n')
  const next = bumped(PATCHED, 'patch')
  const files = ['CHANGELOG.md', 'pack.json', 'package.json'].map((file) => `${PATCHED}/${file}`)
  // The addresses of its pages are recorded with it: from now on none of them may go.
  const all = [...files, 'runbook-keys/urls.json']
  expect(changed.filter((file) => file !== '.changeset/clearer-words.md')).toEqual(all)
  expect(read('runbook-keys/urls.json')).toContain(next)
  expect([versionIn(`${PATCHED}/package.json`), versionIn(`${PATCHED}/pack.json`)]).toEqual([next, next])
  expect(read(`${PATCHED}/CHANGELOG.md`)).toContain(`\n## ${next} - ${DAY}\n\n### Patch Changes\n\n- Clearer words.\n`)
})

test('a release adds no finding to those that there were', async () => {
  const keys = join(repository, 'packages/cli/bin/keys.js')
  const findings = async (cwd: string): Promise<unknown> => {
    const report = await run([process.execPath, keys, 'validate', '--format', 'json'], { cwd, codes: [0, 1] })
    const { summary } = JSON.parse(report) as { summary: unknown }
    return summary
  }
  const before = join(home, 'before')
  await git('worktree', 'add', '--quiet', '--detach', before, 'HEAD~1')
  expect(await findings(repository)).toEqual(await findings(before))
})

test('every package is published and tagged, and publishing again does nothing', async () => {
  const versions = PACKAGES.map(({ name, folder }) => `${name}@${versionIn(`${folder}/package.json`)}`)
  expect((await git('tag')).trim().split('\n').toSorted()).toEqual(versions.toSorted())
  const published = await Promise.all(
    PACKAGES.map(async ({ name }) => {
      const response = await fetch(`${registry.url}${name.replace('/', '%2f')}`)
      const { versions: known = {} } = (await response.json()) as { versions?: Record<string, unknown> }
      return Object.keys(known).map((known) => `${name}@${known}`)
    })
  )
  expect(published.flat().toSorted()).toEqual(versions.toSorted())
  expect(await stage('publish again', publish())).toContain('No unpublished projects to publish')
})

// What people do waits for the network most of the time, and none of them knows of the others: neither of the author of
// a new pack, nor of who releases and takes a new version meanwhile.
describe.concurrent.each(MANAGERS)('with $name', (manager) => {
  test('a runbook is installed and imported, typed', async () => {
    const project = emptyProject(home, 'runbook', manager, registry)
    await stage(`${manager.name} installs a runbook`, project.install(RUNBOOK))
    const program = `import { checklist, pack, runbook } from '${RUNBOOK}'
      const sizes: readonly number[] = [runbook.steps.length, checklist.phases.length]
      console.log(JSON.stringify([pack.slug, sizes.every((size) => size > 0)]))`
    project.write(
      'use.ts',
      `${program}\n// @ts-expect-error -- a slug is a text\nexport const slug: number = pack.slug\n`
    )
    project.write('use.js', program.replace(': readonly number[]', ''))
    const options = {
      strict: true,
      module: 'nodenext',
      target: 'es2023',
      noEmit: true,
      lib: ['es2023', 'dom'],
      types: []
    }
    project.write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: ['use.ts'] }))
    await run([join(import.meta.dirname, '../../node_modules/.bin/tsc'), '-p', '.'], { cwd: project.folder })
    expect(await project.node('use.js')).toEqual([SLUG, true])
  })

  test('the parser is installed and used in a unified pipeline', async () => {
    const project = emptyProject(home, 'parser', manager, registry)
    const engine = ['unified', 'remark-parse', 'remark-gfm', 'remark-stringify']
    await stage(`${manager.name} installs the parser`, project.install('@keys/parser', RUNBOOK, ...engine))
    project.write(
      'use.js',
      `import { readFileSync } from 'node:fs'
      import { remarkRunbook } from '@keys/parser'
      import remarkGfm from 'remark-gfm'
      import remarkParse from 'remark-parse'
      import remarkStringify from 'remark-stringify'
      import { unified } from 'unified'
      const pipeline = unified().use(remarkParse).use(remarkGfm).use(remarkRunbook).use(remarkStringify)
      const file = await pipeline.process(readFileSync('node_modules/${RUNBOOK}/README.md', 'utf8'))
      console.log(JSON.stringify([file.data.runbook.title.text, file.data.runbook.steps.length > 0]))`
    )
    expect(await project.node('use.js')).toEqual(['Stripe webhook failure', true])
  })

  test('the command is installed and shows what else is', async () => {
    const project = emptyProject(home, 'cli', manager, registry)
    await stage(`${manager.name} installs the command`, project.install('@keys/cli', RUNBOOK))
    expect(await project.exec('keys', '--version')).toContain(versionIn('packages/cli/package.json'))
    expect(await project.exec('keys', 'list')).toContain(SLUG)
    expect(await project.exec('keys', 'find', 'webhook signature verification failed')).toContain(SLUG)
    expect(await project.exec('keys', 'show', SLUG)).toContain('Stripe webhook failure')
  })
})

describe.concurrent('an author', () => {
  test('a pack that `npm create` makes in an empty folder validates, is drilled, published and installed', async () => {
    const slug = 'job-queue-stuck'
    const author = emptyProject(home, 'author', MANAGERS[0]!, registry)
    rmSync(join(author.folder, 'package.json'))
    await stage('npm creates a pack', author.npm('create', '--yes', '@keys/runbook', slug, '--', '--yes'))
    await stage('npm installs its tools', author.npm('install'))
    const publishing = author.npm('publish', '--workspace', `runbook-keys/${slug}`, '--access', 'public')
    await expect(publishing).rejects.toThrow(/placeholder-left/)
    fillPlaces(join(author.folder, 'runbook-keys', slug))
    await author.npm('run', 'validate')
    await stage('drill the stub', author.npm('run', 'drill', '--', '--update'))
    await author.npm('publish', '--workspace', `runbook-keys/${slug}`, '--access', 'public')
    const operator = emptyProject(home, 'operator', MANAGERS[0]!, registry)
    await operator.install(`@keys/runbook-${slug}`)
    operator.write('use.js', `import { pack } from '@keys/runbook-${slug}'\nconsole.log(JSON.stringify(pack.slug))\n`)
    expect(await operator.node('use.js')).toBe(slug)
  })
})

describe.concurrent('an upgrade', () => {
  test('an upgrade by a major version is explained, in the changelog and by the command', async () => {
    const project = emptyProject(home, 'upgrade', MANAGERS[0]!, registry)
    const [was, next] = [versionIn(`runbook-keys/${SLUG}/package.json`), bumped(`runbook-keys/${SLUG}`, 'major')]
    await project.install('@keys/cli', `${RUNBOOK}@${was}`)
    const readme = join(repository, 'runbook-keys', SLUG, 'README.md')
    const before = readFileSync(readme, 'utf8')
    const after = before.replace(/(the address shown is wrong\*\*: continue to )\[Action 3\]/, '$1[Step 3]')
    expect(after, 'the branch is gone: take another one that may lead elsewhere').not.toBe(before)
    // A line that speaks of a drill of another text is not published, and to drill this one takes too long.
    writeFileSync(readme, after.replace(/^.*<!-- drill coverage -->\n/m, ''))
    await expect(stage('refuse what no changeset names', publish())).rejects.toThrow(/no-changeset/)
    addChangeset(
      repository,
      'other-way',
      { [RUNBOOK]: 'major' },
      'A name that does not resolve is met with a signed event.'
    )
    await git('add', '--all')
    await git('commit', '--quiet', '--message=Lead elsewhere')
    await stage('check the bump', pnpm('exec', 'keys', 'bump-check', '--since', 'HEAD~1'))
    await stage('version a major change', version())
    await pnpm('exec', 'keys', 'bump-check', '--since', 'HEAD~2')
    await stage('publish a major change', publish())

    const change = /: leads to Step 3 \(.+\) and led to Action 3 \(.+\)\.$/m
    const installed = (): string => readFileSync(join(project.folder, 'node_modules', RUNBOOK, 'CHANGELOG.md'), 'utf8')
    expect(installed()).not.toContain(`## ${next}`)
    expect(await project.exec('keys', 'diff', SLUG, `${SLUG}@${next}`)).toMatch(/major/)
    await project.install(`${RUNBOOK}@${next}`)
    const [entry = ''] = installed().split(`\n## ${was}`)
    expect(entry).toContain(
      `## ${next} - ${DAY}\n\n### Major Changes\n\n- A name that does not resolve is met with a signed event.`
    )
    expect(entry).toMatch(change)
    const difference = await project.exec('keys', 'diff', `${SLUG}@${was}`, SLUG)
    expect(difference).toMatch(/leads to Step 3/)
  })
})

test('all tools go up together, with the packages that they hold inside', async () => {
  addChangeset(repository, 'new-plugin', { '@keys/parser': 'minor' }, 'A new plugin.')
  await pnpm('exec', 'changeset', 'version')
  await pnpm('exec', 'bash', '-c', 'keys sync-versions packages/*')
  const tools = PACKAGES.filter(({ isRunbook }) => !isRunbook)
  const next = tools.map(({ folder }) => versionIn(`${folder}/package.json`))
  expect(new Set(next).size).toBe(1)
  expect(next[0]).not.toBe(tools[0]?.manifest.version)
  expect(read('packages/parser/CHANGELOG.md')).toContain(
    `## ${next[0]} - ${DAY}\n\n### Minor Changes\n\n- A new plugin.\n`
  )
  expect(read('packages/indexer/CHANGELOG.md')).toContain(`- Goes with @keys/parser ${next[0]}`)
})
