import { readFileSync, statSync } from 'node:fs'
import type { PackFiles } from '../files/port.js'
import { MAX_UNPACKED_SIZE, tarballFiles, type TarballFiles } from '../files/tarball.js'
import { readPack, type PackSource } from '../read-pack.js'
import type { ReadOptions } from './read-folder.js'

/**
 * Reads a pack as it was, or will be, published.
 * @param file Path of the tarball.
 * @param options How it is read.
 * @throws When there is no such file.
 */
export async function readTarball(file: string, options: ReadOptions = {}): Promise<PackSource> {
  const files = await readFiles(file)
  const entries = files.entries()
  const packedFiles = entries.filter(({ type }) => type === 'file').map(({ path }) => path)
  const source = readPack(files, { ...options, folder: '', packedFiles, archive: files.faults })
  // A tarball lies in no folder; pack/package-manifest compares the slug with the name under which it is installed.
  return { ...source, folder: source.metadata.fields.slug ?? '' }
}

async function readFiles(file: string): Promise<TarballFiles> {
  const { size } = statSync(file)
  if (size <= MAX_UNPACKED_SIZE) return tarballFiles(readFileSync(file))
  const nothing: PackFiles = { entries: () => [], read: () => new Uint8Array() }
  return { ...nothing, faults: [{ id: 'too-large', limit: `${MAX_UNPACKED_SIZE} bytes` }] }
}
