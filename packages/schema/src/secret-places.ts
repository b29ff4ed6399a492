/**
 * Secrets that are told by where they stand: behind the user in an address, in a header, behind a name that says what it
 * holds. Each pattern matches the secret alone and looks back at most {@link LOOK_BACK} signs, so time is linear.
 */

/** How many signs before a secret say that it is one, at most. */
export const LOOK_BACK = 1024

/** Words with which a name ends that holds a secret; what leads to the next page, the name of a secret in AWS, and what was masked do not. */
const NAME = String.raw`pass(?:word|wd|phrase)|pwd|(?<!\d:|\[)secret|(?<!(?:next|page|paging|continuation|continue|sync|resume|device)[_-]?)token|(?:api|access|secret|private|account|sign(?:ing)?|encrypt(?:ion)?|master|auth|service|licen[sc]e|storage)[_-]?key(?:[_-]?base)?|(?<![a-z])sig|signature|authorization`
const SCHEME = String.raw`(?:bearer|basic)[ \t]{1,3}`
const QUOTE = String.raw`(?:\\?["'])?`
/** Between the name and the value: `=`, `: "`, `\": \"`, and the scheme of a header. */
const BETWEEN = String.raw`${QUOTE}[ \t]{0,3}(?:=>?|:)[ \t]{0,3}${QUOTE}(?:(?:${SCHEME})|(?:token|bot|apikey)[ \t]{1,3})?`

/** The password in `user:password@host`; no port, no tag of an image, and no word that stands for a password. */
const USERINFO = String.raw`(?<=[a-z0-9]:\/\/[^\s/?#@:"'<>[\]]{0,128}:)(?![[<{$*%]|\d{1,5}(?:[/?#,\s]|$)|(?:x+|pass(?:word|wd)?|pwd?|secret|token|\.{3})@)(?:[^\s@"'<>\x60]|@(?=[^\s/?#@"'<>]*@)){1,256}(?=@(?!sha\d))`
const START = String.raw`(?![[<{$*%(]|\.{0,2}\/[\w.-]*\/|~\/|arn:|\w+:\/\/)`
const VALUE = String.raw`${START}(?:[^\s"'<>,;&[\]\\\x60]|&(?![\w.-]{1,40}=)){8,512}`
const NAMED = String.raw`(?<=(?<name>${NAME})${BETWEEN}|\b${SCHEME})${VALUE}`
const COOKIE = String.raw`(?<=cookie:[ \t]{0,3}(?:[^\s=;]{1,40}=[^\s;]{0,180};[ \t]{1,3}){0,3}[^\s=;]{1,40}=)${START}[^\s;"']{16,}`
/** The token of a bot of Telegram (core.telegram.org/bots/api#authorizing-your-bot). */
const TELEGRAM = String.raw`(?<=(?<!\w)\d{8,10}:)AA[\w-]{32,34}(?![\w-])`

const PLACES = new RegExp(`${USERINFO}|(?<bot>${TELEGRAM})|(?<cookie>${COOKIE})|(?<named>${NAMED})`, 'gi')
/** What ends so, or holds this, may go on with a secret. */
const LEADS = new RegExp(String.raw`(?:(?:${NAME})${BETWEEN}|\b${SCHEME}|cookie:[^\r\n]*)$`, 'i')
const HOLDS = new RegExp(String.raw`:\/\/|(?:${NAME})(?:=>?|:).|\d{8}:A`, 'i')

/**
 * Replaces what is a secret by its place.
 * @param text The text.
 * @param marker What stands in place of a secret.
 * @param from Where to begin; what stands before is only looked back at.
 */
export function replaceSecretsByPlace(text: string, marker: string, from = 0): string {
  PLACES.lastIndex = from
  const places: [start: number, end: number][] = []
  for (let found = PLACES.exec(text); found; found = PLACES.exec(text)) {
    const [value] = found
    if (isSecret(value, found.groups ?? {})) places.push([found.index, found.index + value.length])
    // It may hold an address that has one.
    else PLACES.lastIndex = found.index + 1
  }
  let done = from
  let replaced = text.slice(0, from)
  for (const [start, end] of places) {
    replaced += text.slice(done, start) + marker
    done = end
  }
  return replaced + text.slice(done)
}

/**
 * Whether a last word may still become a secret by its place.
 * @param before What stands before it.
 * @param word The word, with which the text ends by now.
 */
export function mayBecomeSecretByPlace(before: string, word: string): boolean {
  return HOLDS.test(word) || LEADS.test(before.slice(-LOOK_BACK))
}

function isSecret(
  value: string,
  { bot, cookie, named, name = '' }: Readonly<Record<string, string | undefined>>
): boolean {
  if (bot !== undefined) return value.startsWith('AA')
  if (cookie === undefined && named === undefined) return true
  if (STANDS_FOR_ONE.test(value) || isInWords(value)) return false
  if (/^(?:pass|pwd)/i.test(name)) return isUnlikeWord(value)
  if (/^sig/i.test(name)) return value.length >= 32 && (isMixed(value) || /^[\da-f]+$/i.test(value))
  return value.length >= (/^(?:secret|authorization)$/i.test(name) ? 8 : 16) && isMixed(value)
}

const STANDS_FOR_ONE = /x{6}|\*{3}|\.{3}|redacted|^your/i

/** `Prod-credentials-v2`, `2026-11-30`: words and numbers with signs between them. */
function isInWords(value: string): boolean {
  const parts = value.split(/[-_./:]+/)
  return parts.length > 1 && parts.every((part) => /^(?:[A-Z]?[a-z]*\d{0,4}|[A-Z]+\d{0,4}|\d+)$/.test(part))
}

/** Signs of three kinds, or so many letters and digits that they are no word. */
function isMixed(value: string): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, STRONG_SIGN].filter((kind) => kind.test(value)).length
  return kinds >= 3 || (/^[a-z\d]{20,}$/i.test(value) && /\d/.test(value) && /[a-z]/i.test(value))
}

/** A sign that stands in no name and in no number. */
const STRONG_SIGN = /[^\w\s.,:/+=@-]/

/**
 * Whether a value that is called a password is none of the words that outputs hold, such as `postgres`.
 * @param value The value.
 */
export function isUnlikeWord(value: string): boolean {
  return /[a-z]/i.test(value) && (/\d/.test(value) || STRONG_SIGN.test(value))
}
