/**
 * Bundles our own packages from their sources, file by file. A bundler that splits code keeps a file together, and takes a file
 * that hands on the names of others for a user of all of them. So whoever imports a name here imports it from the file that
 * says it, at once or while it runs, and a command reads no more than it needs.
 */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Options } from 'tsup'

export type Plugin = NonNullable<Options['esbuildPlugins']>[number]

/** Relative to the package that is built, in which its build runs. */
const PACKAGES = '..'
/** A package of this repository, and what is asked of it. */
const OWN = /^@keys\/([a-z-]+)(\/.+)?$/
/** A statement that imports names from one of our packages, or hands them on. */
const NAMED = /^(import|export) \{([^}]*)\} from '(@keys\/[^']+)'$/gm
/** Names that are asked of one of our packages while a command runs. */
const ASKED = /const \{([^}]*)\} = await import\('(@keys\/[^']+)'\)/g
/** Names that a file hands on from another one. */
const HANDED_ON = /^export \{([^}]*)\} from '(\.[^']+)'$/gm
const ALL_HANDED_ON = /^export \* from '(\.[^']+)'$/gm

export const ownSources: Plugin = {
  name: 'own-sources',
  setup(build) {
    build.onResolve({ filter: OWN }, ({ path }) => {
      const source = sourceOf(path)
      return source === null ? undefined : { path: source, sideEffects: false }
    })
    build.onLoad({ filter: /[\\/]packages[\\/][a-z-]+[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const contents = text
        .replaceAll(NAMED, (whole, verb: string, names: string, from: string) => {
          const source = sourceOf(from)
          return source === null ? whole : direct(verb, names, source)
        })
        .replaceAll(ASKED, (whole, names: string, from: string) => {
          const source = sourceOf(from)
          return source === null ? whole : asked(names, source)
        })
      return { contents, loader: 'ts' }
    })
  }
}

/** The source of an entry: its types lie in `dist` as the sources do in `src`. */
function sourceOf(specifier: string): string | null {
  const [, name = '', entry = ''] = OWN.exec(specifier) ?? []
  const folder = resolve(PACKAGES, name)
  const { exports } = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, string | { types: string }>
  }
  const found = exports[`.${entry}`]
  if (typeof found !== 'object') return null
  const source = resolve(folder, found.types.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$/, '.ts'))
  return existsSync(source) ? source : null
}

/** One statement for each name, from the file that says it. Types are left out, as they are of what runs. */
function direct(verb: string, names: string, source: string): string {
  const statements = named(names, ' as ').map(([name, as]) => {
    const said = fileOf(name, source) ?? { file: source, name }
    return `${verb} { ${said.name} as ${as} } from ${JSON.stringify(said.file)}`
  })
  return statements.join('; ')
}

/** One declaration of all names, each from the file that says it. */
function asked(names: string, source: string): string {
  const byFile = new Map<string, string[]>()
  for (const [name, as] of named(names, ':')) {
    const said = fileOf(name, source) ?? { file: source, name }
    byFile.set(said.file, [...(byFile.get(said.file) ?? []), `${said.name}: ${as}`])
  }
  const parts = [...byFile].map(([file, list]) => `{ ${list.join(', ')} } = await import(${JSON.stringify(file)})`)
  return `const ${parts.join(', ')}`
}

/** The names in braces that are no types, each with what it is called there. */
function named(names: string, separator: ' as ' | ':'): [name: string, as: string][] {
  return names
    .split(',')
    .map((name) => name.replaceAll(/\/\/.*$/gm, '').trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => {
      const [said = '', as = said] = name.split(separator).map((part) => part.trim())
      return [said, as]
    })
}

/** The file that says a name which another file hands on; null when it is not found. */
function fileOf(name: string, file: string): { file: string; name: string } | null {
  const text = readFileSync(file, 'utf8')
  const said = new RegExp(`^export (?:async )?(?:const|let|function\\*?|class|abstract class) ${name}\\b`, 'm')
  if (said.test(text)) return { file, name }
  const beside = (path: string): string => resolve(dirname(file), path.replace(/\.js$/, '.ts'))
  for (const [, names = '', path = ''] of text.matchAll(HANDED_ON)) {
    const found = named(names, ' as ').find(([, as]) => as === name)
    if (found) return fileOf(found[0], beside(path)) ?? { file: beside(path), name: found[0] }
  }
  for (const [, path = ''] of text.matchAll(ALL_HANDED_ON)) {
    const found = fileOf(name, beside(path))
    if (found) return found
  }
  return null
}
