import { unreadableFolders } from '@keys/pack'
import type { Terminal } from './command.js'

/** Says where packs may lie that are not in what is listed or found. */
export function sayUnread({ folder, environment, stderr }: Pick<Terminal, 'folder' | 'environment' | 'stderr'>): void {
  const unread = unreadableFolders(folder, environment)
  if (unread.length > 0) stderr(`Not all could be looked at: ${unread.join(', ')}.\n`)
}
