/**
 * What a token looks like, and what people send in its place. Pure: random bytes are handed in.
 *
 * `kgt_<id>_<secret><checksum>`: a prefix that secret scanners know, a public id for logs and lists, 256 random bits, and a
 * checksum, so that a mistyped token is told without asking the database.
 */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const PREFIX = 'kgt_'
const ID_LENGTH = 12
const SECRET_LENGTH = 43
const CHECKSUM_LENGTH = 6

/** How many random bytes a secret is made of. */
export const SECRET_BYTES = 32
/** How many random bytes an id is made of. */
export const ID_BYTES = 8

/** Finds tokens in any text: for secret scanners, and for our own redaction. */
export const TOKEN_PATTERN: RegExp = /kgt_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}/

const WHOLE = new RegExp(`^${TOKEN_PATTERN.source}$`)

/** A token in its parts. The secret never goes anywhere but into the keyed hash. */
export interface TokenParts {
  id: string
  secret: string
}

/** What somebody sent in place of a token. */
export type Mistake =
  | 'empty'
  | 'variable'
  | 'quoted'
  | 'undefined'
  | 'scheme'
  | 'space'
  | 'stripe-key'
  | 'foreign'
  | 'damaged'
  | 'unreadable'

/** What the Authorization header holds. */
export type Credential = { kind: 'none' } | { kind: 'token'; token: TokenParts } | { kind: 'mistake'; mistake: Mistake }

/**
 * Writes a token.
 * @param idBytes {@link ID_BYTES} random bytes.
 * @param secretBytes {@link SECRET_BYTES} random bytes.
 * @returns Its public id, its secret, and the text that is handed out once.
 */
export function formatToken(idBytes: Uint8Array, secretBytes: Uint8Array): TokenParts & { text: string } {
  if (idBytes.length !== ID_BYTES || secretBytes.length !== SECRET_BYTES) throw new RangeError('Wrong number of bytes.')
  const id = base62(idBytes, ID_LENGTH)
  const secret = base62(secretBytes, SECRET_LENGTH)
  const body = `${PREFIX}${id}_${secret}`
  return { id, secret, text: body + checksum(body) }
}

/**
 * Reads a token's text.
 * @param text Anything.
 * @returns Its parts, or null when it is none or its checksum does not fit.
 */
export function readToken(text: string): TokenParts | null {
  if (!WHOLE.test(text)) return null
  const body = text.slice(0, -CHECKSUM_LENGTH)
  if (checksum(body) !== text.slice(-CHECKSUM_LENGTH)) return null
  const start = PREFIX.length
  return { id: text.slice(start, start + ID_LENGTH), secret: body.slice(start + ID_LENGTH + 1) }
}

/**
 * Reads an Authorization header.
 * @param header Its value, if there was one.
 * @returns The token, or what was sent in its place. A user name beside it means nothing.
 */
export function readCredential(header: string | undefined): Credential {
  if (header === undefined) return { kind: 'none' }
  const match = /^(bearer|basic)(?: +(.*))?$/is.exec(header.trim())
  if (match === null) return { kind: 'mistake', mistake: 'unreadable' }
  const value = match[2] ?? ''
  return match[1]?.toLowerCase() === 'basic' ? ofBasic(value) : ofText(value)
}

/** Some clients can only send a user and a password: the token may be either. */
function ofBasic(value: string): Credential {
  const decoded = decodeBase64(value)
  if (decoded === null) return { kind: 'mistake', mistake: 'unreadable' }
  const colon = decoded.indexOf(':')
  const password = colon < 0 ? decoded : decoded.slice(colon + 1)
  const user = colon < 0 ? '' : decoded.slice(0, colon)
  return password === '' && user !== '' ? ofText(user) : ofText(password)
}

/**
 * Reads what stands where a token should.
 * @param text Anything.
 * @returns The token, or what it is instead.
 */
export function ofText(text: string): Credential {
  const token = readToken(text)
  return token === null ? { kind: 'mistake', mistake: mistakeOf(text) } : { kind: 'token', token }
}

function mistakeOf(text: string): Mistake {
  const trimmed = text.trim()
  if (trimmed === '') return 'empty'
  if (/^["'`].*["'`]$/s.test(trimmed)) return /\$/.test(trimmed) ? 'variable' : 'quoted'
  if (/^(\$\{?\w+[^}]*\}?|%\w+%|\{\{.*\}\}|<.*>)$/s.test(trimmed)) return 'variable'
  if (/^(undefined|null|none|nil|true|false|\*+|xxx+)$/i.test(trimmed)) return 'undefined'
  if (/^(bearer|basic|token)[ :=]/i.test(trimmed)) return 'scheme'
  if (/^(sk|rk|pk)_(live|test)_|^whsec_/.test(trimmed)) return 'stripe-key'
  if (/^(npm_|gh[a-z]_|github_pat_|glpat-|eyJ)/.test(trimmed)) return 'foreign'
  if (readToken(trimmed) !== null || (/\s/.test(trimmed) && readToken(trimmed.replace(/\s+/g, '')) !== null))
    return 'space'
  if (trimmed.startsWith(PREFIX)) return 'damaged'
  return 'unreadable'
}

/** The number that bytes stand for, in 62 digits that a double click selects whole. */
function base62(bytes: Uint8Array, length: number): string {
  let number = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let text = ''
  for (let place = 0; place < length; place++) {
    text = (DIGITS[Number(number % 62n)] ?? '') + text
    number /= 62n
  }
  return text
}

/** CRC-32 of each byte. */
const REMAINDERS: readonly number[] = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1
  return crc
})

function checksum(text: string): string {
  let crc = 0xff_ff_ff_ff
  for (let place = 0; place < text.length; place++) {
    crc = (crc >>> 8) ^ (REMAINDERS[(crc ^ text.charCodeAt(place)) & 255] ?? 0)
  }
  let number = ~crc >>> 0
  let digits = ''
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = (DIGITS[number % 62] ?? '') + digits
    number = Math.floor(number / 62)
  }
  return digits
}

function decodeBase64(text: string): string | null {
  if (!/^[A-Za-z0-9+/_-]*=*$/.test(text)) return null
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return null
  }
}
