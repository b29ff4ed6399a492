/**
 * Whom to call: the roles that a runbook names, and the people that a team has for them.
 */
import type { Runbook } from '@keys/schema'

/** A role and who has it. */
export interface Contact {
  /** Such as `Incident lead`. */
  name: string
  /** Who it is and how they are reached; null when nobody said. */
  value: string | null
}

/** A blank that is to be filled in by hand. */
const BLANK = /_{3,}/

/**
 * The contacts of a runbook, filled in by what a team knows; those that only the team has come after them.
 * @param runbook The runbook.
 * @param known People by role, as an overlay or a configuration has them; upper and lower case do not matter.
 */
export function contactsOf(
  { escalation }: Pick<Runbook, 'escalation'>,
  known: Readonly<Record<string, string>>
): Contact[] {
  const left = new Map(Object.entries(known).map(([name, value]) => [name.trim().toLowerCase(), { name, value }]))
  const own = escalation.contacts
    .filter(({ text }) => isRole(text))
    .map(({ text }): Contact => {
      const [name = '', ...rest] = text.replaceAll('`', '').split(':')
      const written = rest.join(':').trim()
      const filled = left.get(name.trim().toLowerCase())?.value
      left.delete(name.trim().toLowerCase())
      return { name: name.trim(), value: filled ?? (written === '' || BLANK.test(written) ? null : written) }
    })
  return [...own, ...left.values()]
}

/** Whether a line under "contacts" names a role; others say what to do, such as what to hand over. */
export function isRole(text: string): boolean {
  return /^[^:.]{1,80}(?::|$)/.test(text.trim())
}
