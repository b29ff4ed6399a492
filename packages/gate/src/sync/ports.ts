/** What keeping up with Stripe needs of the outside. */
import type { GrantKind } from '../core/customer.js'

/** What Stripe says of one customer, at the moment of asking. */
export interface StripeAnswer {
  /** Lookup keys of all active entitlements. */
  features: readonly string[]
  /** What was paid for once, outside of any subscription. */
  sales: readonly Sale[]
}

/** A feature that was paid for once. */
export interface Sale {
  /** Of the payment, so that it counts once. */
  id: string
  feature: string
  at: number
  /** Given back: it counts no longer. */
  refunded: boolean
}

/** An event, as far as it matters: its payload is never trusted. */
export interface StripeEvent {
  id: string
  type: string
  createdAt: number
  customer: string
}

/** Stripe, as far as it is read. Every call may fail or take long; none is made while a request waits. */
export interface StripeReader {
  answerOf(customer: string): Promise<StripeAnswer>
  /**
   * All events since a moment that concern customers, the oldest first; and what Stripe's own clock said: the one of this
   * machine may be wrong by days.
   */
  eventsSince(since: number): Promise<{ events: StripeEvent[]; at: number }>
}

/** A refresh that was begun. */
export interface Begun {
  /** Grows with every refresh of anybody. */
  start: number
  /** How often a refresh had been asked for when this one began. */
  wanted: number
}

/** What is stored of a customer, as far as a refresh changes it. */
export interface Stored {
  open: readonly string[]
  sales: readonly { id: string; revoked: boolean; kind: GrantKind }[]
}

/** Where what was learnt is kept. Each method is one transaction: it happens whole or not at all. */
export interface SyncStore {
  /** Keeps an event, and with it that its customer has to be looked at. False: it was known already. */
  takeEvent(event: StripeEvent): Promise<boolean>
  /** Asks for a refresh. */
  want(customer: string): Promise<void>
  /** Customers for whom a refresh was asked that is not done, without some. */
  pending(limit: number, without: readonly string[]): Promise<string[]>
  /**
   * Customers of Stripe who were looked at before a moment, the longest ago first, without some. Who was looked at after `now`
   * was so by a clock that was wrong, and counts as well.
   */
  stale(before: number, now: number, limit: number, without: readonly string[]): Promise<string[]>
  /** How many customers of Stripe there are. */
  count(): Promise<number>
  begin(customer: string): Promise<Begun>
  /** Keeps an answer, unless one was applied that was begun later. */
  apply(customer: string, begun: Begun, answer: StripeAnswer, at: number): Promise<'applied' | 'overtaken'>
  /** Up to when events were taken in, by Stripe's clock. */
  cursor(): Promise<number | null>
  setCursor(at: number): Promise<void>
  /** Whoever was looked at before this moment has to be looked at again, however lately that was. */
  doubted(): Promise<number | null>
  setDoubted(before: number): Promise<void>
}
