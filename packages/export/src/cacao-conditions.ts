/**
 * Branches of a step as conditions of CACAO.
 */
import { isSameChoice, type StepOption } from '@keys/parser/model'
import type { Branch, Matcher, Step } from '@keys/schema'

/** A branch that compares a value, as conditions of CACAO. */
export interface MachineBranch {
  option: StepOption
  conditions: readonly string[]
}

/** The branches of a step as comparisons; null when one of them, but the last, cannot be written so. */
export function machineBranches(step: Step, options: readonly StepOption[]): readonly MachineBranch[] | null {
  const branches: MachineBranch[] = []
  for (const [index, branch] of step.branches.entries()) {
    const option = options.find(({ choice }) => isSameChoice(choice, { type: 'branch', index }))
    if (!option) continue
    const conditions = conditionsOf(branch)
    if (conditions === null) return branch.isDefault && branches.length > 0 ? branches : null
    branches.push({ option, conditions })
  }
  return null
}

function conditionsOf({ matchers }: Branch): string[] | null {
  if (matchers.length === 0) return null
  const conditions = matchers.map(conditionFrom)
  return conditions.some((condition) => condition === null) ? null : conditions.filter((one) => one !== null)
}

/** A matcher as a comparison of three parts without spaces; null for what has no such form. */
function conditionFrom(matcher: Matcher): string | null {
  if (matcher.type === 'literal') return /^[\w.:/@+-]+$/.test(matcher.value) ? `= '${matcher.value}'` : null
  if (matcher.type !== 'comparison') return null
  return `${{ '==': '=', '!=': '!=', '>': '>', '>=': '>=', '<': '<', '<=': '<=' }[matcher.operator]} ${matcher.value}`
}
