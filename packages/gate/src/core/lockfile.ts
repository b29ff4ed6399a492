/** Which packages of some scopes a lock file names. Pure: any package manager's, by how it writes names and versions. */
import { PACKAGE_PATTERN } from './package-name.js'

/** A package that is locked. */
export interface Locked {
  name: string
  version: string
}

const NAME = `(${PACKAGE_PATTERN})`
const VERSION = String.raw`(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)`

const FORMS: readonly RegExp[] = [
  // package-lock.json
  new RegExp(String.raw`node_modules/${NAME}"\s*:\s*\{\s*"version"\s*:\s*"${VERSION}"`, 'g'),
  // pnpm-lock.yaml, yarn 4, bun.lock
  new RegExp(`${NAME}@(?:npm:)?${VERSION}(?=["':)\\s,(]|$)`, 'gm'),
  // yarn 1
  new RegExp(String.raw`^"?${NAME}@[^\n]*:\n  version "${VERSION}"`, 'gm')
]

/**
 * Finds them.
 * @param text A lock file.
 * @param scopes Scopes, such as `@keys`.
 * @returns Each package once, sorted.
 */
export function lockedIn(text: string, scopes: readonly string[]): Locked[] {
  const found = new Map<string, Locked>()
  for (const form of FORMS) {
    for (const [, name = '', version = ''] of text.matchAll(form)) {
      if (scopes.includes(name.split('/')[0] ?? '')) found.set(`${name}@${version}`, { name, version })
    }
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, locked]) => locked)
}
