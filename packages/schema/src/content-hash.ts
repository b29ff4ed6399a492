/**
 * The hash that binds runs, drills and the index to the text that an operator follows.
 */
import { withoutCoverageLine } from './coverage-line.js'

/** The documents that every pack has and an operator follows: what a content hash covers at least. */
export const HASHED_FILES = ['CHANGELOG.md', 'LICENSE.txt', 'README.md', 'checklist.md', 'pack.json'] as const

/** What hashing needs from outside: this package knows neither Node nor a browser. */
export interface Hashing {
  /** The SHA-256 of bytes, or of a text in UTF-8, in hexadecimal digits. */
  sha256: (data: Uint8Array | string) => string
  /** Bytes of UTF-8 as a text, with a byte order mark if there is one. */
  decode: (bytes: Uint8Array) => string
}

/**
 * The content hash of some files: the SHA-256 of the list that `sha256sum` prints for them, sorted, so that anybody can
 * check it: `LC_ALL=C sha256sum CHANGELOG.md LICENSE.txt README.md checklist.md pack.json | sha256sum`. The line of the
 * README that repeats the coverage of its drills is no part of it: a drill changes no text.
 * @param files The bytes of the files, by path in the pack.
 * @param hashing What it needs from outside.
 * @returns `sha256-` and 64 hexadecimal digits.
 */
export function contentHashOf(files: ReadonlyMap<string, Uint8Array>, hashing: Hashing): string {
  const lines = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => `${hashing.sha256(hashed(path, bytes, hashing))}  ${path}\n`)
  return `sha256-${hashing.sha256(lines.join(''))}`
}

/** The bytes as they are, unless there is a coverage line to leave out. */
function hashed(path: string, bytes: Uint8Array, { decode }: Hashing): Uint8Array | string {
  if (path !== 'README.md') return bytes
  const text = decode(bytes)
  const rest = withoutCoverageLine(text)
  return rest === text ? bytes : rest
}
