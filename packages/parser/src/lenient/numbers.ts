/**
 * What numbers a heading: "Step 3", "Phase 2", "Option B", "3.", "2.1".
 */
import type { Language } from './language.js'

/** The number of a heading, and what it numbers. */
export interface PartNumber {
  /** A step, a part that holds steps, one of several ways; `plain` for a number alone. */
  kind: 'step' | 'group' | 'alternative' | 'plain'
  /** Null for a number such as `2.1` and for a way that has a letter or none. */
  value: number | null
  /** The words behind the number; empty when there are none. */
  title: string
}

const HAN_DIGITS = '一二三四五六七八九十'
const PLAIN = /^[([]?(\d{1,3})[\])]?(?:[.):：、．]\s*(?=[^\s\d.])|\s*[-–—:]\s+(?=\S)|(?<=[\])])\s*(?=\S))(.+)$/su
const DOTTED = /^(\d{1,2}(?:\.\d{1,2}){1,2})[.):]?\s+(?=\S)(.+)$/s
/** "1/3 Open", "#1 Open", "II. Open". */
const COUNTED = /^(?:(\d{1,2})\s*\/\s*\d{1,2}\s*[:.)–—-]?|#(\d{1,2})[:.)]?|([IVX]{1,5})[.):](?!\w))\s+(\S.*)$/su
const PICTURES =
  /^(?:(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20e3|\u200d|\ufe0f|:[a-z][a-z\d_+-]*:)\s*)+/u

/**
 * Reads the number of a heading.
 * @param name The words of the heading.
 * @param languages The languages of the text.
 * @returns Null for a heading without any.
 */
export function numberOf(name: string, languages: readonly Language[]): PartNumber | null {
  const keycap = /^(\d)\ufe0f?\u20e3\s*(.+)$/su.exec(name)
  if (keycap) return { kind: 'plain', value: Number(keycap[1]), title: keycap[2]! }
  const words = name.replace(PICTURES, '')
  for (const { words: language } of languages) {
    const found =
      labeled(words, language.steps, 'step') ??
      labeled(words, language.groups, 'group') ??
      labeled(words, language.alternatives, 'alternative')
    if (found) return found
  }
  const plain = PLAIN.exec(words)
  if (plain) return { kind: 'plain', value: Number(plain[1]), title: plain[2]!.trim() }
  const counted = COUNTED.exec(words)
  if (counted) {
    const [, of, hash, roman, title] = counted
    return { kind: 'plain', value: roman === undefined ? Number(of ?? hash) : romanValue(roman), title: title!.trim() }
  }
  const dotted = DOTTED.exec(words)
  if (dotted) return { kind: 'plain', value: null, title: dotted[2]!.trim() }
  return words === name ? null : { kind: 'plain', value: null, title: words }
}

const PATTERNS = new Map<string, RegExp>()

function labeled(name: string, labels: string, kind: PartNumber['kind']): PartNumber | null {
  let pattern = PATTERNS.get(labels)
  if (!pattern) {
    pattern = new RegExp(
      `^(?:\\d{1,2}[.)]\\s*)?(?:${labels.replaceAll(' ', '|')})(?:\\s*#?(?:(\\d{1,3})(?:\\.\\d+)*(?:\\s*(?:of|/|von|sur|de)\\s*\\d{1,3})?|([${HAN_DIGITS}]{1,2})|\\s(one|two|three|four|five|six|seven|eight|nine|ten)(?![\\p{L}]))|\\s+([A-H]|[IVX]{1,4})(?![\\p{L}]))\\s*(?:步骤|步)?(?:[:：.)、–—/-]+\\s*|\\s+|$)(.*)$`,
      'isu'
    )
    PATTERNS.set(labels, pattern)
  }
  const match = pattern.exec(name)
  if (!match) return null
  const [, digits, han, spelled, , title] = match
  const value = digits !== undefined ? Number(digits) : han !== undefined ? hanValue(han) : spelledValue(spelled)
  return { kind, value, title: title!.trim() }
}

const SPELLED = 'one two three four five six seven eight nine ten'.split(' ')

function spelledValue(word: string | undefined): number | null {
  return word === undefined ? null : SPELLED.indexOf(word.toLowerCase()) + 1
}

function hanValue(digits: string): number {
  const values = Array.from(digits, (digit) => HAN_DIGITS.indexOf(digit) + 1)
  return values.length === 2 && values[0] === 10 ? 10 + values[1]! : values[0]!
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 }

function romanValue(digits: string): number {
  const values = Array.from(digits, (digit) => ROMAN[digit]!)
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0)
}
