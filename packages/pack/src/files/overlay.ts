import type { PackEntry, PackFiles } from './port.js'

/**
 * Texts laid over the files of a pack, such as documents that are open in an editor: what an author sees is validated.
 * @param files The files as they lie on disk.
 * @param texts The texts, by path in the pack.
 */
export function overlayFiles(files: PackFiles, texts: ReadonlyMap<string, string>): PackFiles {
  const encoder = new TextEncoder()
  const contents = new Map([...texts].map(([path, text]) => [path, encoder.encode(text)]))
  return {
    entries() {
      const entries = new Map(entriesOf(files).map((entry) => [entry.path, entry]))
      for (const [path, { length }] of contents) {
        const entry = entries.get(path)
        // An editor shows what a link leads to; the link is a fault all the same.
        if (entry === undefined || entry.type === 'file') entries.set(path, { path, type: 'file', size: length })
      }
      return [...entries.values()]
    },
    read: (path) => contents.get(path) ?? files.read(path)
  }
}

/** What lies on disk; nothing when the folder has been deleted meanwhile. */
function entriesOf(files: PackFiles): PackEntry[] {
  try {
    return files.entries()
  } catch {
    return []
  }
}
