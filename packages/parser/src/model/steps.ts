/**
 * What a step is called.
 */
import type { Branch, Step } from '@keys/schema'

type Named = Pick<Step, 'label' | 'title'>

/** What people call a step, such as `Step 2`; its title where it has no label. */
export function stepLabel({ label, title }: Named): string {
  return label ?? title
}

/** Label and title of a step, such as `Step 2: Is it the endpoint or the whole host`. */
export function stepHeading({ label, title }: Named): string {
  return label === null ? title : `${label}: ${title}`
}

/** A step within a sentence, such as `Step 2 (Ask the queue)`. */
export function stepInWords({ label, title }: Named): string {
  return label === null ? title : `${label} (${title})`
}

/** What a branch is called: the words that it opens with. */
export function branchInWords({ isDefault, condition }: Pick<Branch, 'isDefault' | 'condition'>): string {
  return isDefault ? 'Otherwise' : `If ${condition.replaceAll('`', '')}`.trim()
}
