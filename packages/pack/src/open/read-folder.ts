import { basename, dirname, resolve } from 'node:path'
import { slugOfPackageName } from '@keys/schema'
import type { AssetKindName } from '../asset-kinds.js'
import { folderFiles } from '../files/folder.js'
import { shippedFiles } from '../files/shipped.js'
import { readPack, type PackSource } from '../read-pack.js'

/**
 * Reads a pack from a folder, with the files that the package manager would pack.
 * @param dir Path of the folder.
 * @param kind What lies in it; a runbook pack when absent.
 * @throws When the folder itself cannot be listed.
 */
export async function readFolder(dir: string, kind: AssetKindName = 'runbook'): Promise<PackSource> {
  const files = folderFiles(dir)
  const entries = files.entries()
  const source = readPack({ ...files, entries: () => entries }, { folder: folderNameOf(dir), kind })
  return { ...source, packedFiles: await shippedFiles(dir, entries, source.manifest?.value) }
}

/** The name of a folder; without the prefix of its package for one that lies in node_modules. */
function folderNameOf(dir: string): string {
  const path = resolve(dir)
  return slugOfPackageName(`${basename(dirname(path))}/${basename(path)}`) ?? basename(path)
}
