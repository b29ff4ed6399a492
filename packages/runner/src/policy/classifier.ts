/**
 * What a command does, told from its text. The port; the analysis itself is handed in.
 */
import { EFFECTS, type Classification, type Command, type Effect, type Runbook } from '@keys/schema'
import type { RunPack } from '../pack.js'

/** Tells from its text what a command does: read-only is what can be shown to be. */
export interface Classifier {
  /**
   * @param runbook The runbook.
   * @param markdown The text that it was parsed from.
   * @param command One of its commands.
   */
  classify(runbook: Runbook, markdown: string, command: Command): Classification
}

const NOT_LOOKED_INTO: Classification = {
  effect: 'unknown',
  irreversible: false,
  assumes: [],
  operands: [],
  folders: [],
  asks: [],
  endless: [],
  reasons: [{ effect: 'unknown', what: 'nobody looked into it', irreversible: false, place: { start: 0, end: 0 } }]
}

/** What a command of a pack does; unknown without a classifier. */
export function classificationOf(pack: RunPack, command: Command, classifier: Classifier | null): Classification {
  return classifier?.classify(pack.runbook, pack.files['README.md'] ?? '', command) ?? NOT_LOOKED_INTO
}

/** The worst of some effects; read-only for none. */
export function worstOf(effects: readonly Effect[]): Effect {
  return EFFECTS.findLast((effect) => effects.includes(effect)) ?? 'read-only'
}

/** What a command may do: where the text and the classification disagree, the strictest holds. */
export function strictest(stated: Effect, { effect, irreversible }: Classification): Effect {
  if (effect !== 'changes') return stated
  return irreversible || stated === 'irreversible' ? 'irreversible' : 'reversible'
}
