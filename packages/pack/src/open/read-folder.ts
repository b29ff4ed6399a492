import { basename, dirname, resolve } from 'node:path'
import { slugOfPackageName } from '@keys/schema'
import { PackReads } from '../files/reads.js'
import { shippedFiles } from '../files/shipped.js'
import { readPack, type PackFacts, type PackSource } from '../read-pack.js'

/** How a pack is read: what lies there, a runbook pack when absent; and with which Markdown engine. */
export interface ReadOptions extends Pick<PackFacts, 'kind' | 'toTree'> {
  /** What was read of packs before; of a tarball nothing was. */
  reads?: PackReads | undefined
}

/**
 * Reads a pack from a folder, with the files that the package manager would pack.
 * @param dir Path of the folder.
 * @param options How it is read.
 * @throws When the folder itself cannot be listed.
 */
export async function readFolder(dir: string, options: ReadOptions = {}): Promise<PackSource> {
  const { reads = new PackReads(), ...facts } = options
  const files = reads.files(dir)
  const entries = files.entries()
  const source = readPack({ ...files, entries: () => entries }, { ...facts, folder: folderNameOf(dir) })
  return { ...source, packedFiles: await shippedFiles(dir, entries, source.manifest?.value) }
}

/** The name of a folder; without the prefix of its package for one that lies in node_modules. */
function folderNameOf(dir: string): string {
  const path = resolve(dir)
  return slugOfPackageName(`${basename(dirname(path))}/${basename(path)}`) ?? basename(path)
}
