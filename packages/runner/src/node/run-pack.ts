/**
 * Reads a pack to follow it: its documents, and the hash that binds a run or a drill to them.
 */
import { basename } from 'node:path'
import { contentHash, filesOf, hashedFiles, UsageError, type PackFiles, type PackLocation } from '@keys/pack'
import { PackError, readRunPack, type RunPack } from '../pack.js'

/**
 * Reads a pack.
 * @param location Where it lies.
 * @throws {UsageError} When one of its documents cannot be read, or it cannot be followed.
 */
export function runPackAt(location: PackLocation): RunPack {
  const { dir, slug, file } = location
  return runPackOf(filesOf(location), slug, file ?? dir)
}

/**
 * Reads a pack from its files, wherever they lie.
 * @param files Gives the bytes of a document.
 * @param slug What the pack is called when it cannot be followed.
 * @param where What `keys validate` takes, to see what is wrong.
 * @throws {UsageError} When one of its documents cannot be read, or it cannot be followed.
 */
export function runPackOf(files: Pick<PackFiles, 'entries' | 'read'>, slug: string, where: string): RunPack {
  const called = /\.(?:md|markdown)$/i.test(where) ? basename(where) : `The pack ${slug}`
  const refused = (reason: string): UsageError =>
    new UsageError(`${called} cannot be followed: ${reason}`, `See what is wrong: keys validate ${where}`)
  const documents = new Map<string, Uint8Array>()
  const paths = files.entries().flatMap(({ path, type }) => (type === 'file' ? [path] : []))
  for (const path of hashedFiles(paths)) {
    try {
      documents.set(path, files.read(path))
    } catch (error) {
      throw refused(error instanceof Error ? error.message : String(error))
    }
  }
  try {
    return readRunPack({
      contentHash: contentHash((path) => documents.get(path) ?? new Uint8Array(), documents.keys()),
      files: Object.fromEntries([...documents].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]))
    })
  } catch (error) {
    if (error instanceof PackError) throw refused(error.message)
    throw error
  }
}
