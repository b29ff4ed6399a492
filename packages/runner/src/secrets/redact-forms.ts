/**
 * What is looked for: the values that must not be seen, and how they look when they are encoded as a whole.
 */
import { passwordsOf } from '@keys/schema'

/** A value that must not be seen. */
export interface Secret {
  /** The input that holds it, such as `STRIPE_SECRET_KEY`; shown in place of the value. */
  name: string
  value: string
  /** Whether it is hidden only as it stands, and no part of it by itself. */
  isWhole?: boolean
}

/** A text that gives a secret away. */
export interface Form {
  text: string
  /** Index of the secret. */
  secret: number
}

/** Characters below which a value is masked only where it stands as a word of its own. */
export const SHORTEST_SECRET = 4

/** Characters of a value below which what it masks would be everyday words, and would give it away. */
const SHORTEST_VALUE = 8

/** Characters of a password in a connection string, likewise; hosts of tests have short ones. */
const SHORTEST_PASSWORD = 4

/**
 * Whether a secret can be hidden in what commands print. One that is too short cannot: it would be masked in words that
 * have nothing to do with it, and whoever knows these words would read it there.
 * @param value The secret.
 */
export function canBeHidden(value: string): boolean {
  const trimmed = value.trim()
  return trimmed.length >= SHORTEST_VALUE && passwordsOf(trimmed).every((part) => part.length >= SHORTEST_PASSWORD)
}

/** Characters from which on a line of a secret of several lines is masked when it stands alone. */
const SHORTEST_LINE = 8

/** The first and last lines of a PEM file are the same in all of them. */
const PUBLIC_LINE = /^-----(?:BEGIN|END) [A-Z0-9 ]+-----$/

/**
 * Says which texts give away some secrets.
 * @param secrets In order of their index.
 * @returns `forms` are looked for everywhere, `words` are too short for that.
 */
export function formsOf(secrets: readonly Secret[]): { forms: Form[]; words: Form[] } {
  const forms: Form[] = []
  const words: Form[] = []
  for (const [secret, { value, isWhole = false }] of secrets.entries()) {
    for (const part of isWhole ? [value] : partsOf(value)) {
      if (part.length < SHORTEST_SECRET) words.push({ text: part, secret })
      else for (const text of new Set([part, ...inOtherCase(part), ...encodingsOf(part)])) forms.push({ text, secret })
    }
  }
  return { forms, words }
}

/** A short value in another case is a word that may mean something else. */
function inOtherCase(text: string): string[] {
  return text.length < SHORTEST_VALUE ? [] : [text.toLowerCase(), text.toUpperCase()]
}

/** The value, what is secret in it, and its lines. */
function partsOf(value: string): Set<string> {
  const trimmed = value.trim()
  const parts = [value, trimmed, ...passwordsOf(trimmed)]
  for (const line of trimmed.split(/[\r\n]+/)) {
    const text = line.trim()
    if (text.length >= SHORTEST_LINE && !PUBLIC_LINE.test(text)) parts.push(text)
  }
  return new Set(parts.filter((part) => part.trim() !== ''))
}

function encodingsOf(text: string): string[] {
  const bytes = new TextEncoder().encode(text)
  const hexadecimal = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const whole = base64(bytes)
  const base64s = [whole, whole.replace(/=+$/, ''), ...[0, 1, 2].map((shift) => base64Within(bytes, shift))]
  const urlSafe = base64s.map((form) => form.replaceAll('+', '-').replaceAll('/', '_'))
  return [...base64s, ...urlSafe, hexadecimal, hexadecimal.toUpperCase()]
}

/**
 * The characters that bytes have for sure in the base64 of a longer text. Those at both ends, of which only some bits
 * come from the bytes, are not among them.
 * @param shift How many bytes stand before them in their group of three.
 */
function base64Within(bytes: Uint8Array, shift: number): string {
  const group = new Uint8Array(shift + bytes.length)
  group.set(bytes, shift)
  return base64(group).slice(Math.ceil((shift * 8) / 6), Math.floor((group.length * 8) / 6))
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
