/**
 * Which program serves an editor.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolders, trustedUsers } from '@keys/pack'

/** A program for Node that speaks the protocol on stdin and stdout. */
export interface ServerProgram {
  /** Path of its file. */
  module: string
  args: readonly string[]
}

/**
 * The `keys lsp` that is installed for a folder, so that the editor finds what `keys validate` finds there.
 * @param folder Path of the folder; what is installed in one above it counts, as it does for Node, up to the root of its project.
 * @returns Null where none is installed.
 */
export function installedServer(folder: string): ServerProgram | null {
  const places = projectFolders(folder, trustedUsers(process.env)).map((above) => join(above, 'node_modules/@keys/cli'))
  for (const place of places) {
    try {
      const { bin } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { bin: { keys: string } }
      return { module: join(place, bin.keys), args: ['lsp'] }
    } catch {
      // Not installed there, or not as npm does it: what comes with the extension serves as well.
    }
  }
  return null
}
