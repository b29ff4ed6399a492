import type { PackEntry, PackFiles } from './port.js'

/** A file by its contents, or anything else by its entry. */
export type MemoryFile = string | Uint8Array | { type: PackEntry['type']; size?: number }

/**
 * A pack that lies in memory: for tests, editors and browsers.
 * @param files Contents by path. An entry in place of contents stands for what is no file or cannot be read.
 */
export function memoryFiles(files: Readonly<Record<string, MemoryFile>>): PackFiles {
  const encoder = new TextEncoder()
  const contents = new Map<string, Uint8Array>()
  const entries: PackEntry[] = []
  for (const [path, file] of Object.entries(files)) {
    if (typeof file === 'string' || file instanceof Uint8Array) {
      const bytes = typeof file === 'string' ? encoder.encode(file) : file
      contents.set(path, bytes)
      entries.push({ path, type: 'file', size: bytes.length })
    } else {
      entries.push({ path, type: file.type, size: file.size ?? 0 })
    }
  }
  return {
    entries: () => entries,
    read(path) {
      const bytes = contents.get(path)
      if (bytes === undefined) throw new Error(`${path} has no contents`)
      return bytes
    }
  }
}
