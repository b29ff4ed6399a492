/**
 * Where the words behind a condition lead, and which earlier step a decision speaks of.
 */
import type { Target } from '@keys/schema'
import type { Nodes } from 'mdast'
import { plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { findTargets } from '../runbook/targets.js'
import type { Language } from './language.js'

const GO =
  /(?:weiter|zurück|gehen sie|springen|fahren sie|passe[rz]|alle[rz]|retourne[rz]|continue[rz]|ir|vaya|continúe|vuelva|vá|volte|siga|prossiga|ir para|跳到|转到|返回|回到|进入|执行|go|continue|proceed|skip|return|jump|move|repeat|see|follow)[^.。]{0,30}?$/iu
const ESCALATE =
  /^\W*(?:then\s+)?(?:please\s+)?(?:escalate\b|contact\b|open (?:a|an) (?:\S+ )?(?:case|ticket|incident)\b|page (?:the|on)|call (?:the|on)|reach out to|raise (?:a|an) (?:\S+ )?(?:case|ticket|incident)|eskalier|kontaktier|escalad|contacte|escale\b|エスカレーション|联系|上报)/iu

/**
 * The targets that the words behind a condition name.
 * @param nodes The words and the blocks below them.
 * @param languages The languages of the text.
 * @param source The text.
 */
export function targetsIn(nodes: readonly Nodes[], languages: readonly Language[], source: Source): Target[] {
  const targets = findTargets(nodes, source)
  if (targets.length > 0) return targets
  const text = nodes.map((node) => plainText(node)).join('\n')
  const place = nodes.find((node) => plainText(node) !== '')
  if (!place) return targets
  const position = place.position ? source.of(place) : source.range(0, 0)
  for (const { words } of languages) {
    const step = new RegExp(`(?:${words.steps.replaceAll(' ', '|')})\\s*#?(\\d{1,3})`, 'iu').exec(text)
    const leads = step && (GO.test(text.slice(0, step.index)) || /へ|に(?:進|戻)/.test(text.slice(step.index)))
    if (leads) return [{ type: 'step', label: `Step ${Number(step[1])}`, step: null, form: 'words', position }]
  }
  return ESCALATE.test(text) ? [{ type: 'terminal', terminal: 'escalate', package: null, position }] : targets
}

/** An earlier step that a decision is about: "if X (from Playbook step 4)". */
export interface NamedStep {
  /** The name of the part that numbers it; null when only the number is said. */
  part: string | null
  number: number
}

const NAMED =
  /\b(?:from|in|of|by|during|per|see)\s+(?:the\s+)?(?:([A-Z][a-z]+)\s+)?steps?\s+#?(\d{1,3})\b|\((?:([A-Z][a-z]+)\s+)?steps?\s+#?(\d{1,3})\)|^(?:if|when)\s+(?:the\s+)?(?:([A-Z][a-z]+)\s+)?step\s+#?(\d{1,3})\b/i

/** The earlier step that some words name as the one whose finding decides. */
export function namedStepIn(text: string): NamedStep | null {
  const match = NAMED.exec(text)
  if (!match) return null
  const [, a, first, b, second, c, third] = match
  const part = a ?? b ?? c ?? null
  return {
    part: part && !/^(?:the|this|that|previous|above)$/i.test(part) ? part.toLowerCase() : null,
    number: Number(first ?? second ?? third)
  }
}
