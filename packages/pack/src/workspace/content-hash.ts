import { createHash } from 'node:crypto'
import { withoutCoverageLine } from '@keys/schema'

/** The documents that an operator follows, and so what a content hash covers. */
export const HASHED_FILES = ['CHANGELOG.md', 'LICENSE.txt', 'README.md', 'checklist.md', 'pack.json'] as const

/**
 * The content hash of a pack: the SHA-256 of the list that `sha256sum` prints for its documents, so that anybody can
 * check it: `LC_ALL=C sha256sum CHANGELOG.md LICENSE.txt README.md checklist.md pack.json | sha256sum`. The line of the
 * README that repeats the coverage of its drills is no part of it: a drill changes no text.
 * @param read Gives the bytes of a document.
 * @returns `sha256-` and 64 hexadecimal digits.
 * @throws What `read` throws.
 */
export function contentHash(read: (path: string) => Uint8Array): string {
  const list = HASHED_FILES.map((path) => `${sha256(hashed(path, read(path)))}  ${path}\n`).join('')
  return `sha256-${sha256(list)}`
}

/** The bytes as they are, unless there is a coverage line to leave out. */
function hashed(path: string, bytes: Uint8Array): Uint8Array | string {
  if (path !== 'README.md') return bytes
  const text = Buffer.from(bytes).toString('utf8')
  const rest = withoutCoverageLine(text)
  return rest === text ? bytes : rest
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}
