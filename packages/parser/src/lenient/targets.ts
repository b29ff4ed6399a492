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
/** The procedure is over because there is nothing left to do. */
const RESOLVED =
  /^\W*(?:then\s+)?(?:please\s+)?(?:you(?:'re|’re| are) (?:all )?(?:done|finished|set)\b|(?:there is |there's )?no (?:further |other |more |additional )?actions? (?:is |are )?(?:needed|required|necessary)|(?:there is |there's )?nothing (?:more |else |further )?(?:to do|to fix|needs? to be done|is (?:needed|required|wrong))|(?:the |this |your )?(?:incident|problem|issue|alert|outage|ticket) (?:is|has been|was) (?:now )?(?:resolved|over|fixed|solved|mitigated|gone)|(?:close|resolve) (?:the|this) (?:incident|ticket|alert|case|issue)|(?:keine weitere[nr]? (?:maßnahmen?|aktion(?:en)?|schritte?)|nichts weiter zu tun|fertig\b)|no (?:se requieren?|es necesari[ao]|hace falta) (?:ninguna |más )?acci|aucune (?:autre )?action|rien (?:d'autre )?à faire|nenhuma (?:outra )?ação|无需(?:进一步)?(?:操作|处理)|(?:対応|作業)は?不要)/iu
/** It is over, and why is not said. */
const STOP =
  /^\W*(?:then\s+)?(?:please\s+)?(?:(?:stop|abort|halt|quit)(?: (?:here|now|immediately|at once|right (?:here|there|away)|and\b.*|(?:the|this) (?:procedure|runbook|playbook|process)))*\s*(?:[.,;:!)]|$)|(?:do not|don't|don’t) (?:continue|proceed|go on)\b|(?:exit|leave|end) (?:the|this) (?:procedure|runbook|playbook)|(?:hier |sofort )?(?:aufhören|abbrechen|beenden)\b|nicht (?:weitermachen|fortfahren)|det(?:enerse|éngase|ente)|arrête[zr]|pare\b|停止$|中止)/iu
/** Behind a stop: what says that all is well. */
const AFTER_STOP = /^\W*(?:then\s+)?(?:please\s+)?(?:stop|end|exit|leave)\b[^.;:,!]*[.;:,!]?\s*/iu

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
  const terminal = endingSaid(text)
  return terminal === null ? targets : [{ type: 'terminal', terminal, package: null, position }]
}

/** Where the procedure ends by some words; null where it goes on. A stop that says no more asks for help: it may be a warning. */
function endingSaid(text: string): 'resolved' | 'escalate' | null {
  if (ESCALATE.test(text)) return 'escalate'
  if (RESOLVED.test(text)) return 'resolved'
  if (!STOP.test(text)) return null
  return RESOLVED.test(text.replace(AFTER_STOP, '')) ? 'resolved' : 'escalate'
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
