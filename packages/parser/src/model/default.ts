/**
 * The default that the grammar itself has.
 */
import type { Branch, Step, Target } from '@keys/schema'

/**
 * Whether anything that no branch of a step names stops the run and escalates, without being written: the step branches
 * in the strict form (each branch has its target, and one of them a matcher or a reference such as `[Step 2]`) and has no
 * Otherwise. A text in looser words falls through instead.
 * @param step The step.
 */
export function hasUnwrittenDefault({ branches }: Pick<Step, 'branches'>): boolean {
  if (branches.length === 0 || branches.some(({ isDefault }) => isDefault)) return false
  return branches.every(hasStrictTarget) && branches.some(isStrict)
}

function hasStrictTarget({ targets }: Branch): boolean {
  return targets.length > 0 && targets.every(isStrictTarget)
}

function isStrictTarget(target: Target): boolean {
  return target.type !== 'section' && (target.type !== 'step' || target.form === 'reference')
}

function isStrict({ matchers, targets }: Branch): boolean {
  return matchers.length > 0 || targets.some(({ type }) => type === 'step')
}
