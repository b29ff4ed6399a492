/**
 * From the address of a document to the pack that it belongs to, and back.
 */
import { isPack } from '@keys/pack'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The documents of a pack that the server looks after. */
export const PACK_DOCUMENTS = ['README.md', 'checklist.md', 'CHANGELOG.md', 'pack.json', 'package.json'] as const

/** A document of a pack. */
export interface PackDocument {
  /** Path of the folder of the pack. */
  dir: string
  /** Path of the document in the pack. */
  file: string
}

/**
 * The pack that a document belongs to.
 * @param uri The address of the document.
 * @returns Null for what is no file on this machine, and for files that are no document of a pack.
 */
export function locate(uri: string): PackDocument | null {
  const path = pathOf(uri)
  if (path === null) return null
  const [dir, file] = [dirname(path), basename(path)]
  return PACK_DOCUMENTS.some((name) => name === file) && isPack(dir) ? { dir, file } : null
}

/** The address of a file of a pack. */
export function addressOf(dir: string, file: string): string {
  return pathToFileURL(join(dir, file)).href
}

/**
 * One spelling for each address: editors escape more, or other, characters than Node does.
 * @param uri Any address.
 */
export function normalized(uri: string): string {
  const path = pathOf(uri)
  return path === null ? uri : pathToFileURL(path).href
}

function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri)
  } catch {
    return null
  }
}
