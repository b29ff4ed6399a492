/**
 * What is to be done after an incident, with the day until when.
 */
import type { TextItem } from '@keys/schema'
import { after } from '@keys/parser/model'

/** A follow-up of a runbook, dated for a run. */
export interface FollowUp {
  text: string
  /** The day, such as `2026-11-30`; null where the text names none, while the run is open, and of what it has done. */
  due: string | null
}

const WITHIN =
  /\bwithin (?:the (?:next|first) )?(\d+|an?|one|two|three|four|five|six|seven|ten|fourteen|thirty)[ -](working day|business day|hour|day|week|month)s?\b/i

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
  fourteen: 14,
  thirty: 30
}

const HOUR = 3_600_000

/**
 * Dates the follow-ups of a runbook.
 * @param items The follow-ups, as the text has them.
 * @param endedAt When the run ended, ISO 8601; null while it is open.
 * @param verified Labels of the verifications that the run has made in their time: `verifiedIn` gives them.
 */
export function followUpsOf(
  items: readonly Pick<TextItem, 'text'>[],
  endedAt: string | null,
  verified: readonly string[] = []
): FollowUp[] {
  return items.map(({ text }) => {
    const { said, isDone } = withDone(text.replaceAll(/\s*\n\s*/g, ' '), verified)
    return { text: said, due: endedAt === null || isDone ? null : dueOf(text, endedAt) }
  })
}

/** `run Verify 3`, which a run has done that waited for its last window. What else an item asks for is still to be done. */
function withDone(text: string, verified: readonly string[]): { said: string; isDone: boolean } {
  let isNamed = false
  const said = text.replaceAll(/\brun (Verify \d+)\b/gi, (asked, label: string) => {
    if (!verified.includes(label)) return asked
    isNamed = true
    return `${asked} (done in this run)`
  })
  const rest = said.replaceAll(/\brun Verify \d+ \(done in this run\)/gi, '').replace(/^[^:]*:/, '')
  return { said, isDone: isNamed && !/\p{L}/u.test(rest) }
}

function dueOf(text: string, endedAt: string): string | null {
  const [, count = '', unit = ''] = WITHIN.exec(text) ?? []
  if (unit === '') return null
  const number = NUMBERS[count.toLowerCase()] ?? Number(count)
  switch (unit.toLowerCase()) {
    case 'hour':
      return dayOf(after(endedAt, number * HOUR))
    case 'week':
      return dayOf(after(endedAt, number * 7 * 24 * HOUR))
    case 'month': {
      const date = new Date(endedAt)
      date.setUTCMonth(date.getUTCMonth() + number)
      return dayOf(date.toISOString())
    }
    case 'day':
      return dayOf(after(endedAt, number * 24 * HOUR))
    default:
      return workingDay(endedAt, number)
  }
}

/** A day after some working days; holidays are not known here. */
function workingDay(from: string, count: number): string {
  let day = from
  for (let left = count; left > 0;) {
    day = after(day, 24 * HOUR)
    const weekday = new Date(day).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left--
  }
  return dayOf(day)
}

function dayOf(time: string): string {
  return time.slice(0, 10)
}
