/**
 * Reads a pack to follow it: its documents, and the hash that binds a run or a rehearsal to them.
 */
import { contentHash, HASHED_FILES, type PackLocation } from '@keys/indexer'
import { PackError, readRunPack, type RunPack } from '@keys/runner'
import { readRegularFile } from '@keys/validator'
import { UsageError } from './command.js'

/**
 * Reads a pack.
 * @param location Where it lies.
 * @throws {UsageError} When one of its documents cannot be read, or it cannot be followed.
 */
export function runPackAt({ dir, slug }: PackLocation): RunPack {
  try {
    const files = new Map<string, Uint8Array>(HASHED_FILES.map((path) => [path, readRegularFile(dir, path)]))
    return readRunPack({
      contentHash: contentHash((path) => files.get(path) ?? new Uint8Array()),
      files: Object.fromEntries([...files].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]))
    })
  } catch (error) {
    if (!(error instanceof PackError) && !(error instanceof Error && 'code' in error)) throw error
    throw new UsageError(
      `The pack ${slug} cannot be followed: ${error.message}`,
      `See what is wrong: keys validate ${dir}`
    )
  }
}
