import { readTarball } from '@keys/pack'
import { registry } from '../registry.js'
import { validateSource, type FolderOptions, type FolderResult } from './validate-folder.js'

/**
 * Reads a pack from a tarball and validates it. What compares it with the packs beside it rests.
 * @param file Path of the tarball.
 * @param options What is at hand beside the pack.
 * @throws When there is no such file.
 */
export async function validateTarball(file: string, options: FolderOptions = {}): Promise<FolderResult> {
  const source = await readTarball(file, options)
  // Of a tarball that cannot be read nothing else can be said, least of all that its files are missing.
  const isClosed = source.archive.some(({ id }) => id === 'unreadable' || id === 'too-large')
  const rules = isClosed ? registry.filter(({ code }) => code === 'pack/tarball') : options.rules
  return validateSource(source, { ...options, workspace: null, ...(rules && { rules }) })
}
