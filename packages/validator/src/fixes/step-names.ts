/**
 * Where a text names steps: `Step 3`, `Steps 2 to 4`, `Step 3/4`, `Step-3`.
 */

/** A number by which a step is named. */
export interface StepName {
  /** As the heading has it: `Step 3`. */
  label: string
  /** Where its number stands. */
  start: number
  end: number
  /** Where the name begins to which the number belongs. */
  from: number
}

/** One step, or several after one word. Of a singular word only numbers that a sign joins to the first are its own. */
const NAMES =
  /(?<![\w#/-])(check|step|action|verification|verify)(s)?(?:[ \t]+#?|\r?\n[ \t]*|&nbsp;|\u00A0|-)(\d{1,4})(?![\w-]{0,40}[A-Za-z_])((?:(?:[ \t]*,[ \t]*(?:and |or )?|[ \t]+(?:and|or|to|through|&)[ \t]+|[ \t]*[\u2013\u2014/-][ \t]*)\d{1,4}(?![\w-]{0,40}[A-Za-z_]))*)/gi

/** All numbers by which a text names steps, in order. */
export function stepNamesIn(text: string): StepName[] {
  return [...text.matchAll(NAMES)].flatMap((match) => {
    const [whole, word = '', plural, first = '', more = ''] = match
    const from = match.index
    const at = from + whole.length - more.length - first.length
    const names = [{ label: labelOf(word, first), start: at, end: at + first.length, from }]
    // "Step 3, 4 requests failed" speaks of one step.
    const others = plural === undefined ? (/^(?:[\u2013\u2014/-]\d+)+/.exec(more)?.[0] ?? '') : more
    for (const { index, 0: digits } of others.matchAll(/\d+/g)) {
      const start = at + first.length + index
      names.push({ label: labelOf(word, digits), start, end: start + digits.length, from })
    }
    return names
  })
}

/** The label that words mean, such as `Verify 2` of "verification 02". */
function labelOf(word: string, digits: string): string {
  const lower = word.toLowerCase().replace('verification', 'verify')
  return `${lower.charAt(0).toUpperCase()}${lower.slice(1)} ${Number(digits)}`
}
