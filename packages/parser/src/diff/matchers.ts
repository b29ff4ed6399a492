import type { Matcher } from '@keys/schema'
import type { Placed, Recorder, Scope } from './recorder.js'

/** What a matcher decides, whatever it is written like. */
export function matcherKey({ raw, position: _, ...meaning }: Matcher): string {
  return meaning.type === 'invalid' ? `invalid ${raw}` : JSON.stringify(meaning)
}

/**
 * Compares the matchers of a branch or a field. One that went while another came has changed.
 * @returns Whether they differ.
 */
export function diffMatchers(
  before: readonly Matcher[],
  after: readonly Matcher[],
  scope: Scope,
  part: string,
  record: Recorder
): boolean {
  const now = new Set(after.map(matcherKey))
  const then = new Set(before.map(matcherKey))
  const gone = before.filter((matcher) => !now.has(matcherKey(matcher)))
  const come = after.filter((matcher) => !then.has(matcherKey(matcher)))
  const placed = ({ raw, position }: Matcher): Placed => ({ text: raw, position })
  record.exchanged('matcher', scope, gone.map(placed), come.map(placed), { part })
  return gone.length + come.length > 0
}
