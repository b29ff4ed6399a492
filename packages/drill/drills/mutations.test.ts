// A drill is worth something when it fails on a runbook that is wrong. Each pack lists ways to break its text, and one
// scenario for each that must notice.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runDrill, type Drill, type World } from '@keys/drill'
import { digest, readRunPack, type RunPack } from '@keys/runner'
import { expect, test } from 'vitest'

interface Mutation {
  name: string
  /** The file that is changed: README.md when absent, or one of its scripts. */
  file?: string
  /** Some text of the file, which occurs once, and what stands in its place. */
  replace: readonly [from: string, to: string]
  /** The scenario that must fail. */
  only: string
}

const PACKS = join(import.meta.dirname, '../../../runbook-keys')
const slugs = readdirSync(PACKS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'catalogs')
  .map(({ name }) => name)

async function load<Exported>(slug: string, file: string): Promise<Exported> {
  return (await import(pathToFileURL(join(PACKS, slug, 'drill', file)).href)) as Exported
}

const cases = await Promise.all(
  slugs.map(async (slug) => {
    const { drill } = await load<{ drill: Drill<unknown, World> }>(slug, 'drill.js')
    // A pack without them fails its own test below, and no other.
    const hasMutations = existsSync(join(PACKS, slug, 'drill/mutations.js'))
    const written = hasMutations ? await load<{ mutations: readonly Mutation[] }>(slug, 'mutations.js') : null
    return { slug, drill, mutations: written?.mutations ?? [] }
  })
)

/** The pack with its scripts, one of its files changed. */
function packWith(slug: string, file: string, change: (text: string) => string): RunPack {
  const scripts = existsSync(join(PACKS, slug, 'scripts')) ? readdirSync(join(PACKS, slug, 'scripts')) : []
  const paths = ['README.md', 'pack.json', ...scripts.map((name) => `scripts/${name}`)]
  const files = Object.fromEntries(
    paths.map((path) => {
      const text = readFileSync(join(PACKS, slug, path), 'utf8')
      return [path, path === file ? change(text) : text]
    })
  )
  return readRunPack({ contentHash: `sha256-${digest(JSON.stringify(files))}`, files })
}

test.each(cases.map(({ slug, mutations }) => [slug, mutations] as const))(
  '%s is broken in at least three ways',
  (_, mutations) => {
    expect(mutations.length, 'exported as `mutations` by drill/mutations.js').toBeGreaterThanOrEqual(3)
  }
)

test.concurrent.each(
  cases.flatMap(({ slug, drill, mutations }) => mutations.map((broken) => [slug, broken.name, drill, broken] as const))
)('%s: its drill notices %s', async (slug, _, drill, { file = 'README.md', replace: [from, to], only }) => {
  const pack = packWith(slug, file, (text) => {
    expect(text.split(from)).toHaveLength(2)
    return text.replace(from, () => to)
  })
  const { scenarios } = await runDrill(pack, drill, { only: [only] })
  expect(scenarios.map(({ name }) => name)).toEqual([only])
  const failure = scenarios[0]?.failure
  expect(failure?.message ?? 'nothing was noticed').not.toBe('nothing was noticed')
  // A world that broke down has no step: it says nothing of the text.
  expect(failure?.step, failure?.message).not.toBe('')
})
