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

/** What opens words that say to change something, in the languages whose verbs are known. */
const CHANGES =
  /^(?:(?:then|next|first|please|now|finally|manually|carefully|gracefully)[\s,]+)*(?:restart|reboot|delete|remove|drop|kill|terminate|scale (?:up|down|out|in|the|it|to)|roll(?:ing)? back|rollback|revert|fail ?over|promote|flush|purge|truncate|drain|cordon|rotate|revoke|reset|redeploy|uninstall|reinstall|wipe|evict|neu ?starten|lösche|starte|stoppe|redémarre[rz]|supprime[rz]|arrête[rz]|reinici(?:ar|e|a)|elimin(?:ar|e|a)|borr(?:ar|e|a)|exclu(?:ir|a)|remov(?:er|a)|apag(?:ar|ue)|重启|删除|回滚|重新启动)(?![\p{L}])/iu

/** The kind of a step: who only looks changes nothing, so that what says to is an action wherever it stands. */
export function kindOfStep(role: SectionRole | null, title: string): StepKind {
  return CHANGES.test(title) ? 'action' : stepKindOf(role)
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
