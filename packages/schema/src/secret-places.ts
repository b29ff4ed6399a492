/**
 * Secrets that are told by where they stand: behind the user in an address, in a header, behind a name that says what it
 * holds. Each pattern matches the secret alone and looks back at most {@link LOOK_BACK} signs, so time is linear.
 */
import { SURE_LEADS, SURE_PLACES } from './secret-surroundings.js'

/** How many signs before a secret say that it is one, at most. */
export const LOOK_BACK = 1024

/** A color or another attribute of a terminal: it parts a name, a sign and a value for no reader. */
const COLOR = String.raw`(?:\u001B\[[\d;]{0,16}m){0,2}`
/** Words with which a name ends that holds a secret; what leads to the next page, the name of a secret in AWS, and what was masked do not. */
const PASSWORD = String.raw`pass(?:word|wd|phrase)s?|pwd|(?<![a-z])pass|(?<![a-z])pw|passwort|kennwort|contraseña|mot de passe|senha|wachtwoord|пароль|パスワード|密码|密碼|비밀번호`
const NAME = String.raw`${PASSWORD}|(?<!\d:|\[)secret|(?<!(?:next|page|paging|continuation|continue|sync|resume|device)[_-]?)token|(?:api|access|secret|private|account|sign(?:ing)?|encrypt(?:ion)?|master|auth|service|licen[sc]e|storage)[_-]?key(?:[_-]?base)?|client-key-data|dockerconfigjson|(?<![a-z])auth|(?<![a-z])creds|(?<![a-z])sig|signature|authorization`
const SCHEME = String.raw`(?:bearer|basic)[ \t]{1,3}`
const QUOTE = String.raw`(?:\\?["'])?`
/**
 * Between the name and the value: `=`, `: "`, `\": \"`, `>` of an element, `|` of a table, `: |` and a line end, the field
 * `value` beside it, and the scheme of a header.
 */
const SIGN = String.raw`[ \t]{0,24}(?:=>?|[:：]|\||>)${COLOR}[ \t]{0,24}(?:\[[ \t]{0,2}|[|>][+-]?[ \t]{0,3}\r?\n[ \t]{1,24})?`
const FIELD = String.raw`[,>]?\s{1,24}${QUOTE}value${QUOTE}[ \t]{0,3}[=:][ \t]{0,3}|,${QUOTE}value${QUOTE}[ \t]{0,3}:[ \t]{0,3}`
const BETWEEN = String.raw`${COLOR}${QUOTE}(?:${SIGN}|${FIELD}|[ \t]{1,3}(?:is|was|set to|changed to)[ \t:]{1,3})${COLOR}${QUOTE}(?:(?:${SCHEME})|(?:token|bot|apikey)[ \t]{1,3})?`
/** `--password x`, `setx API_TOKEN x`, and a name at the beginning of a line with a column behind it. */
const ARGUMENT = String.raw`(?:--[\w-]{0,24}|\bsetx[ \t]{1,3}\w{0,32})(?<option>${NAME})[ \t]{1,3}${QUOTE}|^[\w.-]{0,32}(?<column>${NAME})[ \t]{2,40}`

/** What stands between a name and one of several values: those before it, quoted in JSON, a line each in YAML. */
const ITEM = String.raw`\\?["'](?:[^\s"'[\],][^"'[\],\r\n]{0,120}|\[[^\]\r\n]{0,60}\])?\\?["'],\s{0,24}`
const LISTED = String.raw`(?<listed>${NAME})s?${QUOTE}[ \t]{0,8}[=:][ \t]{0,8}(?:\[\s{0,24}(?:${ITEM}){0,5}\\?["']|\r?\n(?:[ \t]{0,24}-[ \t]{1,3}[^\r\n]{0,120}\r?\n){0,5}[ \t]{0,24}-[ \t]{1,3}${QUOTE})`

/** The password in `user:password@host`; no port, no tag of an image, and no word that stands for a password. */
const USERINFO = String.raw`(?<=[a-z0-9]:\/\/[^\s/?#@:"'<>[\]]{0,128}:)(?![[<{$*%]|\d{1,5}(?:[/?#,\s]|$)|(?:x+|pass(?:word|wd)?|pwd?|secret|token|\.{3})@)(?:[^\s@"'<>\x60]|@(?=[^\s/?#@"'<>]*@)){1,256}(?=@(?!sha\d))`
const START = String.raw`(?![[<{$*%(]|\.{0,2}\/[\w.-]*\/|~\/|arn:|\w+:\/\/)`
const VALUE = String.raw`${START}(?:\u001B\[[\d;]{0,16}m|[^\s"'<>,;&[\]\\\x60\u001B]|&(?![\w.-]{1,40}=)){8,512}`
const NAMED = String.raw`(?<=(?<name>${NAME})${BETWEEN}|${ARGUMENT}|${LISTED}|\b${SCHEME})${VALUE}`
const COOKIE = String.raw`(?<=cookie:[ \t]{0,3}(?:[^\s=;]{1,40}=(?:[^\s;]{0,180}|\[[^\]\r\n]{0,40}\]);[ \t]{1,3}){0,3}[^\s=;]{1,40}=)${START}[^\s;"']{16,}`
/** The token of a bot of Telegram (core.telegram.org/bots/api#authorizing-your-bot). */
const TELEGRAM = String.raw`(?<=(?<!\w)\d{8,10}:)AA[\w-]{32,34}(?![\w-])`

const PLACES = new RegExp(
  `${USERINFO}|(?<bot>${TELEGRAM})|(?<cookie>${COOKIE})|${SURE_PLACES}|(?<named>${NAMED})`,
  'gim'
)
/** What ends so, or holds this, may go on with a secret. */
const LEADS = new RegExp(
  String.raw`(?:(?:${NAME})${BETWEEN}|${`${ARGUMENT}|${LISTED}`.replaceAll(/\?<\w+>/g, '?:')}|\b${SCHEME}|cookie:[^\r\n]*|${SURE_LEADS})(?![\s\S])`,
  'im'
)
const HOLDS = new RegExp(
  String.raw`:\/\/|(?:${NAME})(?:=>?|[:：]|\||\u001B).|\d{8}:A|^(?!\d+:)[\w.@+*-]{1,64}:.|^-p.|-literal=|(?:otp|code|pin)[=:]|\u001B\[`,
  'i'
)

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

type Groups = Readonly<Record<string, string | undefined>>

function isSecret(found: string, groups: Groups): boolean {
  const value = found.replaceAll(COLORS, '')
  if (groups['bot'] !== undefined) return value.startsWith('AA')
  if (groups['encoded'] !== undefined) return isEncodedText(value)
  if (groups['line'] !== undefined || groups['user'] !== undefined) return isUnlikeWord(value) && !isInWords(value)
  if (groups['code'] !== undefined) return isMixed(value)
  if (groups['key'] !== undefined) return /[a-z]/.test(value) && /[A-Z]/.test(value) && /[\d+/]/.test(value)
  if (groups['cookie'] === undefined && groups['named'] === undefined) return true
  return isSecretBehind(groups['name'] ?? groups['option'] ?? groups['column'] ?? groups['listed'] ?? '', value)
}

/**
 * Whether what stands behind or below a name is a secret, and none of the words that stand there too.
 * @param name The name, or its last words, such as `api_key`.
 * @param value The value.
 */
export function isSecretBehind(name: string, value: string): boolean {
  if (value.length < SHORTEST || STANDS_FOR_ONE.test(value) || isInWords(value)) return false
  if (IS_PASSWORD.test(name)) return isUnlikeWord(value)
  if (/^sig/i.test(name)) return value.length >= 32 && (isMixed(value) || /^[\da-f]+$/i.test(value))
  return value.length >= (/(?:^|_)(?:secret|authorization)$/i.test(name) ? SHORTEST : 16) && isMixed(value)
}

/** Signs that a secret has at least. */
const SHORTEST = 8

const COLORS = new RegExp(String.raw`\u001B\[[\d;]{0,16}m`, 'g')
const IS_PASSWORD = new RegExp(`(?:${PASSWORD}|creds)$`, 'i')
const STANDS_FOR_ONE = /x{6}|\*{3}|\.{3}|redacted|^your/i

/** Four signs of base64 that stand for three of ASCII: none of the bytes has its highest bit. */
export const ENCODED_ASCII = '[A-Za-f][A-HQ-Xg-nw-z0-3][ABEFIJMNQRUVYZcdghklopstwx014589][A-Za-z\\d+/]'
const OF_ASCII = new RegExp(`^(?:${ENCODED_ASCII})+$`)

/**
 * Whether a value is base64 of a text, or has the padding of base64.
 * @param value Signs of the alphabet of base64.
 */
export function isEncodedText(value: string): boolean {
  return value.length > 0 && value.length % 4 === 0 && (value.endsWith('=') || OF_ASCII.test(value))
}

/** `1h23m45s`, `Prod-credentials-v2`, `2026-11-30`: spans of time, words and numbers with signs between them. */
function isInWords(value: string): boolean {
  if (/^(?:\d+(?:\.\d+)?(?:d|h|m|s|ms|us|ns))+$/.test(value)) return true
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
  return (/[a-z]/i.test(value) && (/\d/.test(value) || STRONG_SIGN.test(value))) || isJumbled(value)
}

/** Letters of both cases that are no words written together, as `ResetRequired` and `HTTPServer` are. */
function isJumbled(value: string): boolean {
  if (!/^[a-zA-Z]{12,}$/.test(value) || !/[a-z]/.test(value) || !/[A-Z]/.test(value)) return false
  return !/^[A-Z]{0,5}[a-z]{2,}(?:[A-Z]{1,5}[a-z]{2,})*[A-Z]{0,5}$/.test(value)
}
