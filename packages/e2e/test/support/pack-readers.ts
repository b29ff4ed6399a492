// Which quick tests can notice that a pack was added.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A file of the repository, by its path from the root, with its text. */
export type Texts = ReadonlyMap<string, string>

/** What is reached from the root by its name is not the pack that was added: `join(REPOSITORY, 'docs/x.md')`. */
const NAMED = /\bREPOSITORY, *['`](?!runbook-keys['`])[\w.]/g
/**
 * What leads to all packs: what the testkit gives of the repository, or a path that climbs to a folder above the package or to the
 * folder of packs. A path that goes on from there to a name leads to that name only.
 */
const ALL_PACKS =
  /\b(?:REPOSITORY|SLUGS|workspaceCopy|copyWorkspace)\b|['`](?:\.\.\/)+(?:\.\.\/?|(?:\.\.\/)?runbook-keys\/?)['`]/
const TESTKIT_IMPORT = /^import \{[^}]*\} from '@keys\/testkit'$/gm
const RELATIVE_IMPORT = /(?:\bfrom|\bimport\(|^import) *'(\.[^']+)'/gm

/**
 * The quick tests that look at all packs of the repository, themselves or by a file of the tests that they import. The others do
 * not know how many packs there are.
 * @param texts The files of the tests: {@link testFiles}.
 * @returns Their paths, sorted.
 */
export function packReaders(texts: Texts): string[] {
  const known = new Map<string, boolean>()
  const reads = (file: string): boolean => {
    const before = known.get(file)
    if (before !== undefined) return before
    known.set(file, false)
    const text = texts.get(file) ?? ''
    const found = leadsToAllPacks(text) || importedBy(file, text, texts).some(reads)
    known.set(file, found)
    return found
  }
  return [...texts.keys()].filter((file) => isQuickTest(file) && reads(file)).toSorted()
}

function leadsToAllPacks(text: string): boolean {
  return ALL_PACKS.test(text.replaceAll(TESTKIT_IMPORT, '').replaceAll(NAMED, ''))
}

function importedBy(file: string, text: string, texts: Texts): string[] {
  return [...text.matchAll(RELATIVE_IMPORT)].flatMap(([, specifier = '']) => {
    const path = resolve('/', dirname(file), specifier).slice(1)
    return [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].filter((one) => texts.has(one))
  })
}

function isQuickTest(file: string): boolean {
  // These two have no quick suite.
  return /\.test\.tsx?$/.test(file) && !/\.long\.test\.|^packages\/(?:api-docs|e2e)\//.test(file)
}

/** The files of the tests of all packages. */
export function testFiles(root: string): Texts {
  const paths = globSync('packages/*/test/**/*.{ts,tsx,js,mjs}', { cwd: root })
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}
