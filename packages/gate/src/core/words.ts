/** What a buyer reads. Every text names what is missing, for which pack, and the next step; none repeats what was sent. */
import type { Refusal, TokenFacts, TokenRefusal } from './decide.js'
import type { Mistake } from './token.js'

/** Something that can be bought. */
export interface Plan {
  /** The lookup key of its Stripe feature. */
  feature: string
  name: string
  /** In words, such as `49 USD a month`. */
  price: string | null
}

/** What texts name besides the refusal. */
export interface Words {
  /** Where the gate is, without a slash at the end. */
  url: string
  /** The scope of the pack. */
  scope: string
  pack: string
  plan: Plan | null
  /** Where questions go: a mail address or a page. */
  support: string | null
}

const MISTAKES: Record<Mistake, string> = {
  empty: 'The token that was sent is empty: the variable that holds it is not set where the install runs.',
  variable:
    'The name of a variable was sent in place of a token: it was not replaced. pnpm does not replace variables in a ' +
    "project's .npmrc; put the line into your own .npmrc instead, or sign in.",
  quoted: 'The token was sent with quotation marks around it. Remove them from the .npmrc or from the variable.',
  undefined: 'The word that a program prints for "nothing" was sent in place of a token: its variable is not set.',
  scheme: 'The token was sent with a word such as "Bearer" in front of it. Write the token alone.',
  space: 'The token was sent with white space in it. Copy it again, in one piece.',
  'stripe-key':
    'A key of a Stripe account was sent in place of a token. Roll that key now, then use a token of this gate.',
  foreign: 'A token of another service was sent. This registry has tokens of its own; they begin with kgt_.',
  damaged: 'The token is incomplete or mistyped. Copy it again, in one piece.',
  unreadable: 'What was sent is not a token of this registry. Its tokens begin with kgt_.'
}

/** How the line begins that signs in and maps the scope at once. */
export function signInLine({ url, scope }: Pick<Words, 'url' | 'scope'>): string {
  return `npm login --scope=${scope} --registry=${url}/`
}

/** Where a feature is bought: a page of the gate that leads on, so that links in logs stay valid. */
export function buyLink({ url }: Pick<Words, 'url'>, feature: string): string {
  return `${url}/-/gate/buy/${encodeURIComponent(feature)}`
}

/**
 * Says why somebody does not get a pack, and what to do.
 * @param refusal Why.
 * @param words What the text names.
 * @returns Whole sentences in one line.
 */
export function refusalText(refusal: Refusal, words: Words): string {
  const { pack } = words
  switch (refusal.reason) {
    case 'no-token':
      return `${partOf(words)}. No token was sent. If you have bought it: ${signInLine(words)} - if not: ${buy(words)}`
    case 'mistake':
    case 'unknown-token':
    case 'expired-token':
    case 'revoked-token':
      return `${pack} needs a token. ${tokenText(refusal, words)}`
    case 'wrong-network':
    case 'throttled':
    case 'unavailable':
      return `${pack}: ${lowerFirst(tokenText(refusal, words))}`
    case 'other-packs':
      return `${pack}: this token is limited to ${list(refusal.packs)}. Use a token that covers this pack: npm token create`
    case 'not-bought':
      return `${partOf(words)}, which this account does not have. To buy it: ${buy(words)}`
    case 'lapsed':
      return (
        `This version of ${pack} was published after your subscription ended${on(refusal.until)}. Versions published before ` +
        `stay yours. To renew: ${buy(words)} - in an incident, three days of access: ${url(words)}/-/gate/break-glass`
      )
    case 'unsure':
      if (refusal.since === null) {
        return (
          `${partOf(words)}. Stripe has not told the gate yet whether this account has it. Try again in a minute. If you have ` +
          `bought it, do not buy it again: nothing is wrong with your token.${help(words)}`
        )
      }
      return (
        `${pack}: your subscription could not be confirmed since ${dayOf(refusal.since)}, and this version is newer. ` +
        `Try again later; versions published before that day install now.${help(words)}`
      )
  }
}

/**
 * Says why somebody is not signed in, where it is not about a pack.
 * @param refusal Why.
 * @param words Where to sign in.
 * @returns Whole sentences in one line.
 */
export function tokenText(refusal: TokenRefusal, words: Pick<Words, 'url' | 'scope'>): string {
  switch (refusal.reason) {
    case 'no-token':
      return `No token was sent. To sign in: ${signInLine(words)}`
    case 'mistake':
      return `${MISTAKES[refusal.mistake]} To sign in: ${signInLine(words)}`
    case 'unknown-token':
      return `The token that was sent is not known here. To sign in: ${signInLine(words)}`
    case 'expired-token':
      return `The token that was sent expired${on(refusal.at)}. For a new one: ${signInLine(words)}`
    case 'revoked-token':
      return `The token that was sent was revoked${on(refusal.at)}. For a new one: ${signInLine(words)}`
    case 'wrong-network':
      return 'This token may not be used from this network. Use it where it is allowed, or make another: npm token create'
    case 'throttled':
      return 'Many wrong tokens came from your network in the last minute, so yours was not looked up. Try again in a minute.'
    case 'unavailable':
      return 'The gate cannot check tokens at this moment. Try again in a minute; nothing is wrong with your token.'
  }
}

/**
 * Says what holds for a pack that is given, where there is something to say.
 * @param until When access ends by itself.
 * @returns A sentence.
 */
export function endsText(pack: string, until: number): string {
  return `${pack}: your access ends${on(until)}.`
}

/** Says that newer versions exist. */
export function withheldText(words: Words, count: number, until: number): string {
  const versions = count === 1 ? 'One newer version' : `${count} newer versions`
  return `${versions} of ${words.pack} came after your subscription ended${on(until)}. To renew: ${buy(words)}`
}

/** Says that newer versions need a plan. */
export function paidVersionsText(words: Words, count: number): string {
  const versions = count === 1 ? 'One version' : `${count} versions`
  return `${versions} of ${words.pack} need ${planName(words)}. To buy it: ${buy(words)}`
}

/** Says that a token was not needed, and is bad. */
export function badTokenText(mistake: Mistake): string {
  return `This pack is free, so no token is needed; but the one that was sent would not work: ${MISTAKES[mistake]}`
}

/** Says that a token ends. */
export function tokenEndsText(words: Words, at: number, { replaced, manages }: TokenFacts): string {
  if (replaced) return `This token was replaced and works until ${dayOf(at)}. Put the new one in its place.`
  // What signs in is renewed by signing in with it; all others are made by it.
  return `This token expires${on(at)}. Make a new one before: ${manages ? signInLine(words) : 'npm token create'}`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function partOf(words: Words): string {
  return `${words.pack} is part of ${planName(words)}`
}

function planName({ plan }: Words): string {
  if (plan === null) return 'a paid plan'
  return plan.price === null ? plan.name : `${plan.name} (${plan.price})`
}

function buy(words: Words): string {
  return words.plan === null ? `${words.url}/-/gate/plans` : buyLink(words, words.plan.feature)
}

function url(words: Words): string {
  return words.url
}

function help({ support }: Words): string {
  return support === null ? '' : ` If it lasts: ${support}`
}

function on(at: number | null): string {
  return at === null ? '' : ` on ${dayOf(at)}`
}

/** A day as people in all countries read it. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}
