import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the repository. */
export const REPOSITORY = join(import.meta.dirname, '../../..')
/** Where the pages lie. */
export const PAGES = join(REPOSITORY, 'docs/api')

/** A package that others import. */
export interface PublicPackage {
  /** Name of its folder in `packages/`, and of its page. */
  folder: string
  name: string
  description: string
  /** Its entries: what others import, and the source file behind it, relative to the package. */
  entries: readonly { specifier: string; source: string }[]
}

interface Manifest {
  name: string
  description: string
  private?: boolean
  exports?: Record<string, string | { types?: string }>
}

/** The packages that are published and export something typed, in the order of their names. */
export function publicPackages(): PublicPackage[] {
  return readdirSync(join(REPOSITORY, 'packages'))
    .toSorted()
    .flatMap((folder) => {
      const text = readFileSync(join(REPOSITORY, 'packages', folder, 'package.json'), 'utf8')
      const manifest = JSON.parse(text) as Manifest
      const entries = entriesOf(manifest)
      return manifest.private === true || entries.length === 0
        ? []
        : [{ folder, name: manifest.name, description: manifest.description, entries }]
    })
}

function entriesOf({ name, exports = {} }: Manifest): PublicPackage['entries'] {
  return Object.entries(exports).flatMap(([path, target]) => {
    const types = typeof target === 'string' ? undefined : target.types
    if (types === undefined) return []
    const source = types.replace(/^\.\/dist\//, 'src/').replace(/\.d\.ts$/, '.ts')
    return [{ specifier: `${name}${path.slice(1)}`, source }]
  })
}
