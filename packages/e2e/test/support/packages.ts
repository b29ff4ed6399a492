import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the repository. */
export const REPOSITORY = join(import.meta.dirname, '../../../..')

/** What is read of a package.json. */
export interface Manifest {
  name: string
  version: string
  description?: string
  private?: boolean
  license?: string
  author?: string
  homepage?: string
  bugs?: string
  type?: string
  sideEffects?: boolean
  keywords?: string[]
  files?: string[]
  repository?: { type: string; url: string; directory: string }
  engines?: Record<string, string>
  scripts?: Record<string, string>
  bin?: Record<string, string>
  exports?: Record<string, string | { types?: string; default: string }>
  dependencies?: Record<string, string>
}

/** A package that is published. */
export interface Package {
  name: string
  /** Path of its folder, relative to the repository. */
  folder: string
  manifest: Manifest
  isRunbook: boolean
}

/** All packages that are published, as the folders have them: none has to be entered anywhere to be held. */
export const PACKAGES: readonly Package[] = ['packages', 'runbook-keys'].flatMap((group) =>
  readdirSync(join(REPOSITORY, group))
    .toSorted()
    .filter((name) => existsSync(join(REPOSITORY, group, name, 'package.json')))
    .map((name) => {
      const folder = `${group}/${name}`
      const manifest = JSON.parse(readFileSync(join(REPOSITORY, folder, 'package.json'), 'utf8')) as Manifest
      return { name: manifest.name, folder, manifest, isRunbook: group === 'runbook-keys' }
    })
    .filter(({ manifest }) => manifest.private !== true)
)

/** The packages that others import: they have an entry of code. */
export const LIBRARIES = PACKAGES.filter(
  ({ manifest, isRunbook }) => !isRunbook && Object.values(manifest.exports ?? {}).some((to) => typeof to !== 'string')
)

/** The name that package managers give to the tarball of a package. */
export function tarballName({ name, version }: Manifest): string {
  return `${name.replace('@', '').replace('/', '-')}-${version}.tgz`
}
