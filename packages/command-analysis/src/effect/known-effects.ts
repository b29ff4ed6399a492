/**
 * What scripts of the pack do is looked at once: many commands run them.
 */
import type { Span } from '../text/mapped-text.js'
import { Effects } from './effects.js'
import type { EffectScope } from './scope.js'

/**
 * Notes what a script of the pack does, which is the same wherever it is run.
 * @param key What its effects depend on beside the files.
 * @param place Where it is run.
 * @param look Looks into it, and notes what it does.
 */
export function noteKnown(key: string, place: Span, scope: EffectScope, look: (effects: Effects) => void): void {
  const before = scope.known.get(key)
  if (before) return scope.effects.include(before.effects, before.place, place)
  const effects = new Effects()
  try {
    look(effects)
    scope.known.set(key, { effects, place })
  } finally {
    // Also of one that is nested too deep, up to there.
    scope.effects.include(effects, place, place)
  }
}
