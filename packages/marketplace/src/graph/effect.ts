/**
 * The effect of a step as pages show it. What a text does not say is shown as not stated: neither the best nor the worst of
 * it is guessed.
 */
import { statedEffectOf } from '@keys/parser/model'
import type { Effect, Step } from '@keys/schema'

/** An effect as it is shown. */
export type ShownEffect = Effect | 'unstated'

/** What is shown of the effect of a step: outside of actions it reads. */
export function shownEffectOf(step: Pick<Step, 'kind' | 'effect'>): ShownEffect {
  return statedEffectOf(step) ?? 'unstated'
}

/** What is said of the effect of a step; null where nothing has to be said, as of a step that only reads. */
export function saidEffectOf(step: Pick<Step, 'kind' | 'effect'>): ShownEffect | null {
  return step.kind === 'action' ? shownEffectOf(step) : step.effect
}
