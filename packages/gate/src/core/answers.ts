/** What is sent for a decision: status, headers and body. */
import type { PackageDecision, Permission, Principal, Refusal, TokenRefusal } from './decide.js'
import {
  badTokenText,
  endsText,
  paidVersionsText,
  refusalText,
  tokenEndsText,
  tokenText,
  withheldText,
  type Words
} from './words.js'

/** An answer of the gate's own. */
export interface Answer {
  status: number
  headers: Readonly<Record<string, string>>
  body: unknown
}

const STATUS: Record<Refusal['reason'], number> = {
  'no-token': 401,
  mistake: 401,
  'unknown-token': 401,
  'expired-token': 401,
  'revoked-token': 401,
  throttled: 401,
  'wrong-network': 403,
  'other-packs': 403,
  'not-bought': 402,
  lapsed: 402,
  unsure: 503,
  unavailable: 503
}

/** What every answer bears: nobody keeps what is given to one customer, and every install asks again. */
export const PRIVATE: Readonly<Record<string, string>> = {
  'cache-control': 'private, no-cache',
  vary: 'authorization, accept, accept-encoding'
}

/**
 * What an answer bears that will be another one soon, in seconds. Of the clients only bun waits for as long as it says, and
 * tries several times: a minute here would be many minutes there, without a word.
 */
export const LATER: Readonly<Record<string, string>> = { 'retry-after': '10' }

/**
 * The answer to somebody who does not get a pack.
 * @param refusal Why.
 * @param words What its text names.
 * @returns Status, headers and body. yarn 1 prints `error`, npm prints the same; machines read `reason`.
 */
export function refusalAnswer(refusal: Refusal, words: Words): Answer {
  return ofRefusal(refusal, refusalText(refusal, words), { pack: words.pack })
}

/**
 * The answer to somebody who is not signed in, where it is not about a pack.
 * @param refusal Why.
 * @param words Where to sign in.
 * @returns Status, headers and body.
 */
export function signInAnswer(refusal: TokenRefusal, words: Pick<Words, 'url' | 'scope'>): Answer {
  return ofRefusal(refusal, tokenText(refusal, words))
}

function ofRefusal(refusal: Refusal, text: string, more: object = {}): Answer {
  const answer = errorAnswer(STATUS[refusal.reason], wordOf(refusal), text, more)
  return answer.status === 503 ? { ...answer, headers: { ...answer.headers, ...LATER } } : answer
}

function wordOf(refusal: Refusal): string {
  return refusal.reason === 'mistake' ? `token-${refusal.mistake}` : refusal.reason
}

/**
 * An answer that is an error.
 * @param status HTTP status.
 * @param reason A stable word for machines.
 * @param text A sentence for people.
 * @param more Other fields of the body.
 * @returns The answer.
 */
export function errorAnswer(status: number, reason: string, text: string, more: object = {}): Answer {
  // No challenge stands beside a 401, although one should: with it, npm prints a text of its own in place of this one.
  return { status, headers: PRIVATE, body: { error: text, reason, ...more } }
}

/**
 * What somebody should know who gets a pack.
 * @param decision What they get.
 * @param principal Who they are.
 * @param words What texts name.
 * @param now The moment.
 * @returns One line for npm's `npm-notice`, or null.
 */
export function noticeOf(decision: PackageDecision, principal: Principal, words: Words, now: number): string | null {
  const notes = [
    ...ofPermission(decision, words, now),
    ...(principal.kind === 'mistake' && decision.best?.why === 'free' ? [badTokenText(principal.mistake)] : []),
    ...(principal.kind === 'customer' ? ofToken(principal, words, now) : [])
  ]
  return notes.length === 0 ? null : plain(notes.join(' '))
}

const SOON = 7 * 24 * 60 * 60 * 1000

function ofPermission({ withheld, newest, best }: PackageDecision, words: Words, now: number): string[] {
  if (best === null) return []
  if (best.why === 'has' && best.until !== null && best.until - now < SOON) return [endsText(words.pack, best.until)]
  if (withheld === 0) return []
  if (!newest.allowed && newest.reason === 'lapsed') return [withheldText(words, withheld, newest.until)]
  if (newest.allowed) return []
  // Who may have bought it is not told to buy it.
  if (newest.reason === 'unsure' || newest.reason === 'unavailable') return [refusalText(newest, words)]
  return [paidVersionsText(words, withheld)]
}

function ofToken({ token }: Extract<Principal, { kind: 'customer' }>, words: Words, now: number): string[] {
  if (token.expiresAt === null || token.expiresAt - now > SOON) return []
  return [tokenEndsText(words, token.expiresAt, token)]
}

/** How a permission is called in headers and logs. */
export function permissionName(permission: Permission): string {
  return permission.why === 'has' ? permission.by : permission.why
}

/** Header values are one line of plain characters. */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').replaceAll('"', "'")
}
