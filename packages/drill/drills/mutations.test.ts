// A drill is worth something when it fails on a runbook that is wrong. Each pack lists ways to break its text, and one
// scenario for each that must notice.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runDrill, type Drill, type World } from '@keys/drill'
import { digest, readRunPack, type RunPack } from '@keys/runner'
import { expect, test } from 'vitest'

interface Mutation {
  name: string
  /** Some text of the README, which occurs once, and what stands in its place. */
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
    const { mutations } = await load<{ mutations: readonly Mutation[] }>(slug, 'mutations.js')
    return { slug, drill, mutations }
  })
)

/** The pack, with another README. */
function packWith(slug: string, change: (readme: string) => string): RunPack {
  const read = (path: string): string => readFileSync(join(PACKS, slug, path), 'utf8')
  const readme = change(read('README.md'))
  const files = { 'README.md': readme, 'pack.json': read('pack.json') }
  return readRunPack({ contentHash: `sha256-${digest(readme)}`, files })
}

test.each(cases.map(({ slug, mutations }) => [slug, mutations] as const))(
  '%s is broken in at least three ways',
  (_, mutations) => {
    expect(mutations.length).toBeGreaterThanOrEqual(3)
  }
)

test.concurrent.each(
  cases.flatMap(({ slug, drill, mutations }) => mutations.map((broken) => [slug, broken.name, drill, broken] as const))
)('%s: its drill notices %s', async (slug, _, drill, { replace: [from, to], only }) => {
  const pack = packWith(slug, (readme) => {
    expect(readme.split(from)).toHaveLength(2)
    return readme.replace(from, () => to)
  })
  const { scenarios } = await runDrill(pack, drill, { only: [only] })
  expect(scenarios.map(({ name }) => name)).toEqual([only])
  const failure = scenarios[0]?.failure
  expect(failure?.message ?? 'nothing was noticed').not.toBe('nothing was noticed')
  // A world that broke down has no step: it says nothing of the text.
  expect(failure?.step, failure?.message).not.toBe('')
})
