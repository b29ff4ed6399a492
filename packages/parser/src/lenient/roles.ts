/**
 * What the parts of somebody else's runbook may hold.
 */
import { STEP_SECTIONS, type SectionKind, type StepKind } from '@keys/schema'
import type { SectionRole } from './words/words.js'

const STEP_KIND: Readonly<Partial<Record<SectionRole, StepKind>>> = {
  'safety-checks': 'check',
  diagnosis: 'diagnosis',
  causes: 'diagnosis',
  actions: 'action',
  fixes: 'action',
  rollback: 'action',
  verification: 'verification'
}

/** Whether a part of this role is known to hold steps; null, a name that nobody knows, is not. */
export function holdsSteps(role: SectionRole | null): boolean {
  return role !== null && STEP_KIND[role] !== undefined
}

/** Whether a part of this role holds none. */
export function holdsNoSteps(role: SectionRole | null): boolean {
  return role !== null && STEP_KIND[role] === undefined
}

/** The kind of the steps of a part; those of a part that nobody knows may change something. */
export function stepKindOf(role: SectionRole | null): StepKind {
  return (role && STEP_KIND[role]) ?? 'action'
}

/** The section of the model for a role; null where we have none. */
export function sectionKindOfRole(role: SectionRole | null): SectionKind | null {
  switch (role) {
    case 'rollback':
      return 'escalation'
    case 'fixes':
      return STEP_SECTIONS.action
    case 'causes':
      return STEP_SECTIONS.diagnosis
    case 'references':
      return null
    default:
      return role
  }
}
