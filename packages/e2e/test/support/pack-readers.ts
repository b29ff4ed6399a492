// Which quick tests can notice that a pack was added.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** A file of the repository, by its path from the root, with its text. */
export type Texts = ReadonlyMap<string, string>

/**
 * What is reached from the root by its name is not the pack that was added: `join(REPOSITORY, 'docs/x.md')`. The index and the
 * tarballs in `dist` are made of all packs.
 */
const NAMED = /\bREPOSITORY, *['`](?!runbook-keys['`]|dist\b)[\w.]/g
/**
 * What leads to all packs: what the testkit gives of the repository, or a path that climbs to a folder above the package or to the
 * folder of packs. A path that goes on from there to a name leads to that name only.
 */
const ALL_PACKS =
  /\b(?:REPOSITORY|SLUGS|workspaceCopy|copyWorkspace)\b|['`](?:\.\.\/)+(?:\.\.\/?|(?:\.\.\/)?runbook-keys\/?)['`]/
const IMPORT = /^import (?:type )?(?:\{([^}]*)\}|\* as (\w+))? ?(?:from )?'([^']+)'$/gm
/** A declaration of a module, to the next one: `export function keysHere`. */
const DECLARATION = /^(?:export )?(?:async )?(?:function\*?|const|let|class) (\w+)/gm

/**
 * The quick tests that look at all packs of the repository, themselves or by what they import of other files of the tests. The others
 * do not know how many packs there are.
 * @param texts The files of the tests: {@link testFiles}.
 * @returns Their paths, sorted.
 */
export function packReaders(texts: Texts): string[] {
  const known = new Map<string, ReadonlySet<string>>()
  /** The names of a file by which one comes to all packs; `*` for what runs when it is imported. */
  const leading = (file: string): ReadonlySet<string> => {
    const before = known.get(file)
    if (before !== undefined) return before
    known.set(file, new Set())
    const text = texts.get(file) ?? ''
    const found = namesThatLead(text, importedNames(file, text, texts, leading))
    known.set(file, found)
    return found
  }
  return [...texts.keys()]
    .filter((file) => {
      const text = texts.get(file) ?? ''
      return isQuickTest(file) && leads(bodyOf(text), importedNames(file, text, texts, leading))
    })
    .toSorted()
}

/** What a module imports of other files of the tests that leads to all packs. */
function importedNames(
  file: string,
  text: string,
  texts: Texts,
  leading: (file: string) => ReadonlySet<string>
): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, names, all, specifier = '']) => {
    const path = resolve('/', dirname(file), specifier).slice(1)
    const source = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((one) => texts.has(one))
    if (!specifier.startsWith('.') || source === undefined) return []
    const of = leading(source)
    if (all !== undefined) return of.size > 0 ? [all] : []
    const imported = (names ?? '').split(',').map((name) => name.trim().split(/ as /))
    return imported.flatMap(([name = '', alias = name]) => (of.has(name) || of.has('*') ? [alias] : []))
  })
}

/** The declarations of a module that lead to all packs, by one another, too. */
function namesThatLead(text: string, imported: readonly string[]): ReadonlySet<string> {
  const body = bodyOf(text)
  const starts = [...body.matchAll(DECLARATION)].map(({ index, 1: name = '' }) => ({ index, name }))
  const parts = starts.map(({ index, name }, at) => ({ name, code: body.slice(index, starts[at + 1]?.index) }))
  const found = new Set(leads(body.slice(0, starts[0]?.index), imported) ? ['*'] : [])
  for (let before = -1; before < found.size;) {
    before = found.size
    for (const { name, code } of parts) if (leads(code, [...imported, ...found])) found.add(name)
  }
  // What a file hands on of another one has no declaration here.
  if (/^export (?:\*|\{[^}]*\}) from '\./m.test(text)) found.add('*')
  return found
}

function leads(code: string, names: readonly string[]): boolean {
  return ALL_PACKS.test(code) || names.some((name) => new RegExp(`\\b${name}\\b`).test(code))
}

/** A module without its imports, and without what is named from the root on. */
function bodyOf(text: string): string {
  return text.replaceAll(IMPORT, '').replaceAll(NAMED, '')
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
