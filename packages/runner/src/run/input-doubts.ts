/**
 * Whether a value looks like one of an input, judged by the example of the input.
 */
import type { Input } from '@keys/schema'

/** How a time begins. */
export const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
/** Ids that stand where another system counts: a UUID, or a long one of letters and digits. */
const ID = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|(?=\D*\d)[\dA-Za-z]{16,64})$/i

/** What an example looks like, what a value like it looks like, and what is wrong with another. */
const FORMS: readonly { like: RegExp; isRight: (value: string) => boolean; doubt: string }[] = [
  {
    like: /^https?:\/\//,
    isRight: (value) => /^https?:\/\/\S+$/.test(value),
    doubt: 'it is not an address of the web'
  },
  {
    like: /^[a-z]+:\/\//,
    isRight: (value) => /^[a-z]+:\/\/\S+$/.test(value),
    doubt: 'it is not an address with a scheme'
  },
  {
    like: TIME,
    isRight: (value) => TIME.test(value) && !Number.isNaN(Date.parse(value)),
    doubt: 'it is not a time such as 2026-01-31T12:00:00Z'
  },
  { like: /^\d+$/, isRight: (value) => /^\d+$/.test(value) || ID.test(value), doubt: 'it is not a whole number' },
  { like: /^\s*[{[]/, isRight: isJson, doubt: 'it is not a JSON object or list' },
  {
    like: /^[a-z_]\w*\.[a-z_]\w*$/,
    isRight: (value) => /^(?:"[^"]+"|[^\s."]+)\.(?:"[^"]+"|[^\s."]+)$/.test(value),
    doubt: 'it is not a name with a schema'
  }
]

/**
 * Why a value may be a wrong one, judged by its example.
 * @param input The input.
 * @param value The value.
 * @returns The doubt, as the end of a sentence that does not hold the value; null when it may well be right.
 */
export function doubtOf({ example, description }: Input, value: string): string | null {
  // A word that the description allows, such as `none` in place of an address.
  if (example === undefined || description.split(/\W+/).includes(value)) return null
  const form = FORMS.find(({ like }) => like.test(example))
  if (form) return form.isRight(value) ? null : form.doubt
  const prefix = /^([a-z]+[_-]).*\.\.\.$/.exec(example)?.[1]
  return prefix === undefined || value.startsWith(prefix) ? null : `it does not begin with ${prefix}`
}

function isJson(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value)
    return typeof parsed === 'object' && parsed !== null
  } catch {
    return false
  }
}
