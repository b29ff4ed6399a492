import { readFileSync, statSync } from 'node:fs'
import { MAX_UNPACKED_SIZE, tarballFiles, type TarballFiles } from '@keys/pack'
import { readPack, type AssetKindName, type PackFiles, type PackSource } from '@keys/pack/core'
import { registry } from '../registry.js'
import { validateSource, type FolderOptions, type FolderResult } from './validate-folder.js'

/**
 * Reads a pack as it was, or will be, published.
 * @param file Path of the tarball.
 * @param kind What lies in it; a runbook pack when absent.
 * @throws When there is no such file.
 */
export async function readTarball(file: string, kind: AssetKindName = 'runbook'): Promise<PackSource> {
  const files = await readFiles(file)
  const entries = files.entries()
  const packedFiles = entries.filter(({ type }) => type === 'file').map(({ path }) => path)
  const source = readPack(files, { folder: '', kind, packedFiles, archive: files.faults })
  // A tarball lies in no folder; pack/package-manifest compares the slug with the name under which it is installed.
  return { ...source, folder: source.metadata.fields.slug ?? '' }
}

/**
 * Reads a pack from a tarball and validates it. What compares it with the packs beside it rests.
 * @param file Path of the tarball.
 * @param options What is at hand beside the pack.
 * @throws When there is no such file.
 */
export async function validateTarball(file: string, options: FolderOptions = {}): Promise<FolderResult> {
  const source = await readTarball(file, options.kind)
  // Of a tarball that cannot be read nothing else can be said, least of all that its files are missing.
  const isClosed = source.archive.some(({ id }) => id === 'unreadable' || id === 'too-large')
  const rules = isClosed ? registry.filter(({ code }) => code === 'pack/tarball') : options.rules
  return validateSource(source, { ...options, workspace: null, ...(rules && { rules }) })
}

async function readFiles(file: string): Promise<TarballFiles> {
  const { size } = statSync(file)
  if (size <= MAX_UNPACKED_SIZE) return tarballFiles(readFileSync(file))
  const nothing: PackFiles = { entries: () => [], read: () => new Uint8Array() }
  return { ...nothing, faults: [{ id: 'too-large', limit: `${MAX_UNPACKED_SIZE} bytes` }] }
}
