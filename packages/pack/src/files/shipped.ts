import { resolve } from 'node:path'
import { isObject } from '../documents/is-object.js'
import { MAX_FILE_SIZE, type PackEntry } from './port.js'

const IGNORE_FILES = ['.npmignore', '.gitignore']
/** What package managers ship whatever `files` says. */
const ALWAYS = /^(package\.json|(readme|copying|license|licence)(\..*[^~$])?)$/i
/** What they leave out even below a folder that `files` names. */
const NEVER = /(^|\/)(\.DS_Store|\.npmrc|\._[^/]*|\.svn|\.hg|CVS)(\/|$)|\.orig$/
/** A name in `files` that stands for itself. */
const PLAIN = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/

/**
 * The files that the package manager would pack.
 * @param dir Path of the folder of the pack.
 * @param entries What lies in it.
 * @param manifest The value of its package.json.
 * @returns Paths in the pack; null when package.json cannot tell.
 */
export async function shippedFiles(
  dir: string,
  entries: readonly PackEntry[],
  manifest: unknown
): Promise<ReadonlySet<string> | null> {
  if (!isObject(manifest)) return null
  const ignoreFiles = entries.filter(({ path }) => IGNORE_FILES.includes(path.slice(path.lastIndexOf('/') + 1)))
  // The package manager would follow them, or wait for ever.
  if (ignoreFiles.some(({ type, size }) => type !== 'file' || size > MAX_FILE_SIZE)) return null

  const { files, main } = manifest
  const patterns = Array.isArray(files) ? files.filter(isInside) : null
  if (ignoreFiles.length === 0 && patterns?.every((pattern) => PLAIN.test(pattern))) {
    return shippedByName(entries, isInside(main) ? [...patterns, main] : patterns)
  }
  const { default: packlist } = await import('npm-packlist')
  // Only what is safe is handed on: a pattern that leads out of the pack would be followed there.
  const safe = { ...(patterns && { files: patterns }), ...(isInside(main) && { main }) }
  try {
    // Of npm's tree of packages it looks at no more than this: nothing is bundled, and there are no workspaces.
    const list = await packlist({
      path: resolve(dir),
      package: safe,
      isProjectRoot: true,
      edgesOut: new Map<string, never>()
    })
    return new Set(list.map((path) => path.replaceAll('\\', '/')))
  } catch {
    return null
  }
}

function isInside(pattern: unknown): pattern is string {
  return typeof pattern === 'string' && !pattern.split(/[/\\]/).includes('..') && !pattern.includes('\0')
}

/**
 * The common case without the package manager, which needs longer for it than all rules together: no ignore files, and
 * nothing but plain names in `files`.
 */
function shippedByName(entries: readonly PackEntry[], names: readonly string[]): ReadonlySet<string> {
  const wanted = names.map((name) => name.replace(/^(\.?\/)+/, '').replace(/\/+$/, ''))
  const packedFiles = entries
    .filter(({ type, path }) => type === 'file' && !NEVER.test(path))
    .map(({ path }) => path)
    .filter((path) => ALWAYS.test(path) || wanted.some((name) => path === name || path.startsWith(`${name}/`)))
  return new Set(packedFiles)
}
