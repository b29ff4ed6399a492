// One more pack needs no change outside of its folder but what is generated: the repository with one more, and its tests.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneRepository, IN_COPY } from '../support/clone.js'
import { packReaders, testFiles } from '../support/pack-readers.js'
import { PACKAGES, REPOSITORY } from '../support/packages.js'
import { run } from '../support/run.js'

const SLUG = 'one-more-pack'
const home = mkdtempSync(join(tmpdir(), 'keys-next-pack-'))
const repository = join(home, 'repository')
const node = (folder: string, ...args: string[]): Promise<string> =>
  run([process.execPath, ...args], { cwd: join(repository, folder), environment: IN_COPY })
const keys = (...args: string[]): Promise<string> => node('.', 'packages/cli/bin/keys.js', ...args)

beforeAll(async () => {
  await cloneRepository(repository)
  await keys('new', SLUG, '--yes', '--author', 'A. Author')
  // As an installation would.
  const modules = join(repository, 'runbook-keys', SLUG, 'node_modules/@keys')
  mkdirSync(modules, { recursive: true })
  for (const name of ['drill', 'drill-kit']) symlinkSync(join(repository, 'packages', name), join(modules, name))
  finishDrill(join(repository, 'runbook-keys', SLUG, 'drill/drill.js'))
  await keys('drill', SLUG, '--update')
})
/** The drill of a skeleton is a beginning. Its author adds scenarios, and says which branches none can show. */
function finishDrill(path: string): void {
  const productionOnly = [
    ['Check 1', 'missing'],
    ['Check 1', 'exit 1'],
    ['Check 2', 'exit 7'],
    ['Check 2', '2xx'],
    ['Check 2', '4xx'],
    ['Check 2', 'exit 6'],
    ['Step 1', 'some'],
    ['Step 1', 'none'],
    ['Step 1', 'exit 1'],
    ['Action 1', 'exit 7'],
    ['Action 2', 'exit 7']
  ].map(([step, branch]) => ({ step, branch, reason: 'This pack is about no service that there is.' }))
  const scenario = `{
      name: 'a part broke by itself',
      fault: ({ state }) => { state.failing = true },
      manualActions: { 'Step 2': () => {}, 'Action 2': ({ state }) => { state.failing = false } },
      decisions: { 'Step 2': 'nothing was changed' },
      path: ['Check 1', 'Check 2', 'Step 1', 'Step 2', 'Action 2', 'Verify 1', 'Verify 2'],
      fixedBy: 'Action 2',
      end: 'resolved'
    }`
  const text = readFileSync(path, 'utf8')
  const end = '    }\n  ]\n})\n'
  if (!text.endsWith(end)) throw new Error('The drill of the skeleton ends otherwise')
  const rest = `    },\n    ${scenario}\n  ],\n  productionOnly: ${JSON.stringify(productionOnly)}\n})\n`
  writeFileSync(path, text.slice(0, -end.length) + rest)
}

afterAll(() => rmSync(home, { recursive: true, force: true }))

test('the workspace with it has no findings, and it is listed and indexed', async () => {
  const packs = PACKAGES.filter(({ isRunbook }) => isRunbook).length + 1
  expect(await keys('validate')).toBe(`${packs} packs: no findings\n`)
  expect(await keys('list')).toContain(SLUG)
  expect(await keys('index')).toContain(`${packs} runbooks, packed in dist/packs`)
})

test('what is generated takes it in', async () => {
  await node('packages/api-docs', 'scripts/pack-tables.ts')
  await node('packages/api-docs', 'scripts/incidents.ts')
  for (const file of ['README.md', 'runbook-keys/README.md']) {
    expect(readFileSync(join(repository, file), 'utf8')).toContain(`[${SLUG}](`)
  }
})

test('the quick tests that look at all packs are found, also where a file that they import does it', () => {
  const of = (text: string): string[] => packReaders(new Map([['packages/a/test/b.test.ts', text]]))
  const found = ['packages/a/test/b.test.ts']
  expect(of("import { SLUGS } from '@keys/testkit'\nfor (const slug of SLUGS) test(slug)")).toEqual(found)
  expect(of("const PACKS = join(import.meta.dirname, '../../../runbook-keys')")).toEqual(found)
  expect(of("await keysHere(['list'], REPOSITORY)")).toEqual(found)
  expect(of("const root = new URL('../../../', import.meta.url)")).toEqual(found)
  expect(of("import { SLUGS } from '@keys/testkit'\n")).toEqual([])
  expect(of("readFileSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure/README.md'))")).toEqual([])
  expect(of("import { parse } from '../../src/index.js'")).toEqual([])
  const texts = new Map([
    ['packages/a/test/one.test.ts', "import { all } from './support/packs.js'\ntest(all)"],
    ['packages/a/test/slow.long.test.ts', "import { all } from './support/packs.js'"],
    ['packages/a/test/support/packs.ts', "export * from '../deep.js'"],
    ['packages/a/test/deep.ts', 'export const all = workspaceCopy()']
  ])
  expect(packReaders(texts)).toEqual(['packages/a/test/one.test.ts'])
})

test('of a file that they import, only what leads to all packs counts', () => {
  const support =
    "export const INDEX = join(REPOSITORY, 'dist/x.json')\nconst read = () => INDEX\nexport const all = () => read()\nexport const other = 1\n"
  const using = (name: string): string[] =>
    packReaders(
      new Map([
        ['packages/a/test/b.test.ts', `import { ${name} } from './support.js'\ntest(${name.split(' ').at(-1)!})`],
        ['packages/a/test/support.ts', support]
      ])
    )
  expect([using('all'), using('all as packs')]).toEqual([['packages/a/test/b.test.ts'], ['packages/a/test/b.test.ts']])
  expect(using('other')).toEqual([])
})

/** Those that go through the packs one by one; all that look at them, which take four minutes, by `KEYS_NEXT_PACK=all`. */
const chosen = packReaders(testFiles(REPOSITORY)).filter(
  (file) => process.env['KEYS_NEXT_PACK'] === 'all' || /\bSLUGS\b/.test(readFileSync(join(REPOSITORY, file), 'utf8'))
)
const byPackage: Record<string, string[]> = {}
for (const file of chosen) (byPackage[file.split('/').slice(0, 2).join('/')] ??= []).push(file)

test.each(Object.entries(byPackage))(
  '%s: the quick tests that look at all packs pass with it',
  async (folder, files) => {
    const names = files.map((file) => file.slice(folder.length + 1))
    const args = ['node_modules/vitest/vitest.mjs', 'run', ...names, '--typecheck.enabled=false']
    expect(stripVTControlCharacters(await node(folder, ...args))).toMatch(
      new RegExp(`Test Files {2}${files.length} passed`)
    )
  }
)
