import { createHash } from 'node:crypto'
import { contentHashOf, HASHED_FILES } from '@keys/schema'

/** What a pack may have besides: what is prepared on a calm day, and the scripts that its steps run. */
const ALSO_HASHED = /^(?:SETUP\.md|scripts\/.+)$/

/**
 * Says which files of a pack the content hash covers: what an operator follows, and what its commands run.
 * @param paths The paths of the files that the pack has.
 * @returns The five documents, SETUP.md and the scripts, sorted as `LC_ALL=C sort` sorts them.
 */
export function hashedFiles(paths: Iterable<string>): string[] {
  return [...new Set<string>([...HASHED_FILES, ...[...paths].filter((path) => ALSO_HASHED.test(path))])].sort()
}

/**
 * The content hash of a pack: the SHA-256 of the list that `sha256sum` prints for what an operator follows, so that
 * anybody can check it: `LC_ALL=C sha256sum CHANGELOG.md LICENSE.txt README.md SETUP.md checklist.md pack.json scripts/*
 * | sha256sum`, without what the pack does not have. The line of the README that repeats the coverage of its drills is
 * no part of it: a drill changes no text.
 * @param read Gives the bytes of a file.
 * @param paths The paths of the files that the pack has; the five documents are taken in any case.
 * @returns `sha256-` and 64 hexadecimal digits.
 * @throws What `read` throws.
 */
export function contentHash(read: (path: string) => Uint8Array, paths: Iterable<string> = []): string {
  return contentHashOf(new Map(hashedFiles(paths).map((path) => [path, read(path)])), {
    sha256: (data) => createHash('sha256').update(data).digest('hex'),
    decode: (bytes) => Buffer.from(bytes).toString('utf8')
  })
}
