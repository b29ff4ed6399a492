/**
 * Addresses of runbooks that a workspace has mapped to packs.
 */
import { findWorkspace, packsFolder } from '@keys/pack'
import { join } from 'node:path'
import type { Terminal } from '../command.js'
import { runbookLinksOf } from '@keys/validator'

/** Addresses, or the beginnings of them, each with the slug that it means. */
export function runbookLinks({ folder }: Pick<Terminal, 'folder'>): Readonly<Record<string, string>> {
  const root = findWorkspace(folder) ?? folder
  return runbookLinksOf(join(root, packsFolder(root), 'any'), folder)
}
