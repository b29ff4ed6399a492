/**
 * Which blocks of a text were read as what, so that each is read once and what is left can be named.
 */
import type { Runbook } from '@keys/schema'
import type { RootContent } from 'mdast'
import { Roles } from '../headings/outline.js'

/** The blocks that steps and sections have taken. */
export class UsedBlocks {
  readonly roles = new Roles()
  private readonly used = new Set<RootContent>()

  /** Takes a block for a role. */
  use(block: RootContent, role: Runbook['blocks'][number]['role']): void {
    this.used.add(block)
    this.roles.set(block, role)
  }

  /** Whether something took a block. */
  has(block: RootContent): boolean {
    return this.used.has(block)
  }
}
