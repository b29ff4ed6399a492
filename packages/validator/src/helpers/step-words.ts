import type { Branch, Step } from '@keys/schema'

/** What a message calls a step: its label, or its title where it has no number. */
export function nameOf(step: Step): string {
  return step.label ?? step.title
}

/** What a message calls a branch: the words that it opens with. */
export function wordsOf(branch: Branch): string {
  return branch.isDefault ? 'Otherwise' : `If ${branch.condition.replaceAll('`', '')}`.trim()
}
