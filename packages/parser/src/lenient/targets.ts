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
  /(?:weiter|zurück|gehen sie|springen|fahren sie|passe[rz]|alle[rz]|vai|andare|passa(?:re)?|retourne[rz]|continue[rz]|ir|vaya|continúe|vuelva|volver|vá|volte|voltar|siga|prossiga|ir para|跳到|转到|返回|回到|进入|执行|go|continue|proceed|skip|return|jump|move|repeat|see|follow)[^.。]{0,30}?$/iu
const ESCALATE =
  /^\W*(?:then\s+)?(?:please\s+)?(?:escalate\b|contact\b|open (?:a|an) (?:\S+ )?(?:case|ticket|incident)\b|page (?:the|on)|call (?:the|on)|reach out to|raise (?:a|an) (?:\S+ )?(?:case|ticket|incident)|eskalier|kontaktier|escal(?:ad|ar\b|er\b|ez\b)|contacte|contact(?:ar|er)\b|(?:appele[rz]|llam(?:ar|e|a)|acion(?:ar|e)|ligue para|ligar para)\s+(?:\S+\s+){0,2}?(?:l['’]\s?astreinte|astreinte|guardia|plant[ãa]o|équipe|equipe|equipo|time|soporte|suporte|support)|escale\b|contatta(?:re|te)?\b|chiama(?:re|te)?\b|(?:den|die|das|dem)\s[^.,;]{2,40}\s(?:kontaktieren|anrufen|alarmieren|verständigen)\b|エスカレーション|联系|上报)/iu
/** The procedure is over because there is nothing left to do. */
const RESOLVED =
  /^\W*(?:all )?(?:done|finished|resolved|fixed)\W*$|^\W*(?:terminé|fini|hecho|listo|feito|concluído|erledigt|完了|完成|終了|结束)\W*$|^\W*(?:then\s+)?(?:please\s+)?(?:you(?:'re|’re| are) (?:all )?(?:done|finished|set)\b|(?:there is |there's )?no (?:further |other |more |additional )?actions? (?:is |are )?(?:needed|required|necessary)|(?:there is |there's )?nothing (?:more |else |further )?(?:to do|to fix|needs? to be done|is (?:needed|required|wrong))|(?:the |this |your )?(?:incident|problem|issue|alert|outage|ticket) (?:is|has been|was) (?:now )?(?:resolved|over|fixed|solved|mitigated|gone)|(?:close|resolve) (?:the|this) (?:incident|ticket|alert|case|issue)|(?:keine weitere[nr]? (?:maßnahmen?|aktion(?:en)?|schritte?)|nichts weiter zu tun|fertig\b)|no (?:se requieren?|es necesari[ao]|hace falta) (?:ninguna |más )?acci|aucune (?:autre )?action|rien (?:d'autre )?à faire|nenhuma (?:outra )?ação|(?:encerrar|cerrar el (?:incidente|caso)|terminer|clôturer l|vorfall schließen|ticket schließen)|(?:対応|作業)(?:終了|完了)|结束(?:处理)?$|无需(?:进一步)?(?:操作|处理)|(?:対応|作業)は?不要)/iu
/** It is over, and why is not said. */
const STOP =
  /^\W*(?:then\s+)?(?:please\s+)?(?:(?:stop|abort|halt|quit)(?: (?:here|now|immediately|at once|right (?:here|there|away)|and\b.*|(?:the|this) (?:procedure|runbook|playbook|process)))*\s*(?:[.,;:!)]|$)|(?:do not|don't|don’t) (?:continue|proceed|go on)\b|(?:exit|leave|end) (?:the|this) (?:procedure|runbook|playbook)|(?:hier |sofort )?(?:aufhören|abbrechen|beenden)\b|nicht (?:weitermachen|fortfahren)|det(?:enerse|éngase|ente)|arrête[zr]|pare\b|停止$|中止)/iu
/** Behind a stop: what says that all is well. */
const AFTER_STOP = /^\W*(?:then\s+)?(?:please\s+)?(?:stop|end|exit|leave)\b[^.;:,!]*[.;:,!]?\s*/iu

/** A stop that is no warning: nothing is left to do. */
const STOP_HERE =
  /^\W*(?:then\s+)?(?:please\s+)?(?:(?:you can |you may )?stop here|hier (?:aufhören|ist schluss)|(?:s['’])?arrête[rz](?:-vous)? ici|(?:det(?:enerse|éngase|ente)|parar?|pare) (?:aquí|aqui)|ここで終了|到此(?:为止|结束))\W*$/iu

/** The stop itself, so that the words that are joined to it are left. */
const STOP_AND = /^\W*(?:then\s+)?(?:please\s+)?(?:stop|end|exit|leave)\b(?:\s+(?:here|now))?\s+and\s+/iu

/**
 * The targets that the words behind a condition name.
 * @param nodes The words and the blocks below them.
 * @param languages The languages of the text.
 * @param source The text.
 * @param condition The words of the condition.
 */
export function targetsIn(
  nodes: readonly Nodes[],
  languages: readonly Language[],
  source: Source,
  condition = ''
): Target[] {
  const text = nodes.map((node) => plainText(node)).join('\n')
  const left = leftOut(text)
  const named = findTargets(nodes, source)
  const gone = named.filter((target) => !isDenied(target, source))
  const targets = gone.filter((target) => target.type !== 'step' || !left.has(target.label))
  if (targets.length > 0) return targets
  const place = nodes.find((node) => plainText(node) !== '')
  if (!place) return targets
  const position = place.position ? source.of(place) : source.range(0, 0)
  const label = stepNamed(text) ?? (gone.length < named.length ? null : numberNamed(text, languages))
  if (label !== null) return [{ type: 'step', label, step: null, form: 'words', position }]
  const terminal = endingSaid(text, condition)
  return terminal === null ? targets : [{ type: 'terminal', terminal, package: null, position }]
}

/** A step that is not gone to: "do not go to step 6", or one that is left out: "skip step 5". */
function isDenied(target: Target, source: Source): boolean {
  if (target.type !== 'step' || target.form !== 'words') return false
  if (/^skip\s+(?!(?:\w+\s+)?(?:to|ahead)\b)/i.test(source.slice(target.position))) return true
  const { offset } = target.position.start
  const before = source.slice(source.range(Math.max(0, offset - 24), offset))
  return /(?:\bnot|n['’]t|\bnever|\bwithout|\bbefore|\binstead of|\brather than|\bno need)\s+(?:(?:\w+\s+)?|(?:have|need|necessary|required)\s+to\s+)$/i.test(
    before
  )
}

/** Numbers of steps: "5", "5 and 6", "5-7". */
const NUMBERS =
  '#?(\\d{1,3})(?:\\s*(?:,|and|to|through|[-–]|und|bis|et|à|y|a|e|から|到|至|和)\\s*(?:step\\s+)?#?(\\d{1,3}))*'
/** How people say that steps are left out; the one behind them is next. */
const LEFT_OUT: readonly RegExp[] = [
  `\\b(?:skip|omit|ignore|bypass|leave out)\\s+(?:over\\s+)?(?:the\\s+)?steps?\\s+${NUMBERS}`,
  `\\bsteps?\\s+${NUMBERS}\\s+(?:(?:can|may|should)\\s+(?:safely\\s+)?be\\s+(?:skipped|omitted|left out|ignored)|(?:is|are)\\s+(?:not\\s+(?:needed|required|necessary)|unnecessary|optional)|(?:does|do)\\s+not\\s+apply)`,
  `\\bschritte?\\s+${NUMBERS}\\s+(?:überspringen|auslassen|weglassen|entf(?:ä|a)ll(?:t|en))`,
  `\\b(?:überspringen sie|überspringe)\\s+(?:die\\s+)?schritte?\\s+${NUMBERS}`,
  `\\b(?:ignore[rz]|saute[rz])\\s+(?:l['’]|les\\s+)?étapes?\\s+${NUMBERS}`,
  `\\b(?:omit(?:a|ir)|salt(?:e|ar)|sáltese)\\s+(?:el\\s+|los\\s+)?pasos?\\s+${NUMBERS}`,
  `\\b(?:pul(?:e|ar)|ignor(?:e|ar)|omit(?:a|ir))\\s+(?:[oa]s?\\s+)?(?:passos?|etapas?)\\s+${NUMBERS}`,
  `\\b(?:salta(?:re)?|ignora(?:re)?)\\s+(?:il\\s+|i\\s+)?pass(?:o|i|aggi(?:o)?)\\s+${NUMBERS}`,
  `\\bsla\\s+stap(?:pen)?\\s+${NUMBERS}\\s+over`,
  `(?:手順|ステップ)\\s*${NUMBERS}\\s*[をは]?(?:スキップ|飛ば|省略)`,
  `(?:跳过|略过)(?:第)?\\s*(?:步骤)?\\s*${NUMBERS}`
].map((words) => new RegExp(words, 'iu'))

/** The numbers of the first and the last step that some words leave out. */
function skipped(text: string): [number, number] | null {
  for (const words of LEFT_OUT) {
    const match = words.exec(text)
    if (match) return [Number(match[1]), Number(match[2] ?? match[1])]
  }
  return null
}

/** The labels of the steps that some words leave out. */
function leftOut(text: string): ReadonlySet<string | null> {
  const range = /\d/.test(text) ? skipped(text) : null
  if (!range) return new Set()
  const [first, last] = range
  return new Set(Array.from({ length: Math.min(Math.max(last - first + 1, 1), 50) }, (_, at) => `Step ${first + at}`))
}

const FROM_THE_START =
  /^\W*(?:then\s+)?(?:start (?:over|again|from (?:the )?(?:beginning|start|top))|begin again|(?:go |return )?back to the (?:beginning|start|top)|go to the (?:beginning|start|top))\b/i
const QUOTED =
  /\b(?:go|continue|proceed|jump|skip|return|move|see)(?:\s+(?:on|back|ahead|over))?\s+(?:to|with|at)?\s*["“„«]([^"“”„»«\n]{3,100})["”“»]/i
/** A section by its name: "go to the Slow queries section". */
const SECTION =
  /\b(?:go|continue|proceed|jump|skip|return|move|see|follow)(?:\s+(?:on|back|ahead|over))?\s+(?:(?:to|with|at|in)\s+)?the\s+((?!next\b|following\b|previous\b|last\b|first\b)[^\s.,;:][^.,;:\n]{1,60}?)\s+(?:section|part|procedure|chapter)\b/i
const NUMBER_ALONE =
  /\b(?:go|continue|proceed|jump|skip|return)(?:\s+(?:on|back|ahead))?\s+(?:to|at|with|from)\s+#?(\d{1,2})(?=\s*(?:[.,;)]|$))/i

/** A step that some words lead to without the forms of our grammar. */
function stepNamed(text: string): string | null {
  const left = skipped(text)
  if (left) return `Step ${left[1] + 1}`
  if (/\bskip (?:the |this )?(?:next|following) (?:step|one)\b/i.test(text)) return NEXT_BUT_ONE
  if (NEXT.test(text)) return NEXT_ONE
  if (FROM_THE_START.test(text)) return 'Step 1'
  const quoted = QUOTED.exec(text)
  if (quoted) return `"${quoted[1]!.trim()}"`
  const section = SECTION.exec(text)
  if (section) return `"${section[1]!.trim()}"`
  const number = /^\W*steps?\s+#?(\d{1,3})\b/i.exec(text) ?? NUMBER_ALONE.exec(text)
  return number ? `Step ${Number(number[1])}` : null
}

/** What is written next, named: "next question", "go on with the next check". */
const NEXT =
  /^\W*(?:(?:go|move|continue|proceed|carry on|skip|jump)(?: on)?(?: (?:to|with))?\s+|see\s+)?(?:the\s+)?(?:next|following)\s+(?:question|check|step|one|point|item|heading)\b|^\W*(?:weiter (?:mit|zu) (?:der|zur|dem|zum) )?nächste[rn]? (?:frage|schritt|punkt)\b|^\W*(?:passe[rz] à (?:la|l['’]) ?)?(?:question|étape) suivante\b|^\W*(?:(?:pase|pasar|ir|vaya) (?:a la |al )|(?:vá|ir|passe) para (?:a |o )?)?(?:siguiente (?:pregunta|paso)|próxim[ao] (?:pergunta|etapa|passo|pregunta))\b|^\W*次の(?:質問|手順|ステップ)|^\W*下一(?:步|个问题|题)/iu

/** The label of the step that is written next, until all steps are known. */
export const NEXT_ONE = 'Step +1'
/** The label of the step behind the next one, until all steps are known. */
export const NEXT_BUT_ONE = 'Step +2'

function numberNamed(text: string, languages: readonly Language[]): string | null {
  for (const { words } of languages) {
    const step = new RegExp(`(?:${words.steps.replaceAll(' ', '|')})\\s*#?(\\d{1,3})`, 'iu').exec(text)
    if (
      step === null ||
      /(?:\bnot|n['’]t|\bnever|\bnicht|\bne pas|\bno|\bnão)\s+(?:\S+\s+){0,2}$/iu.test(text.slice(0, step.index))
    )
      continue
    if (GO.test(text.slice(0, step.index)) || /へ|に(?:進|戻)/.test(text.slice(step.index)))
      return `Step ${Number(step[1])}`
  }
  return null
}

/** A condition that says that all is well. */
const WELL =
  /\b(?:works?|worked|succeed(?:s|ed)?|successful(?:ly)?|pass(?:es|ed)?|healthy|ok(?:ay)?|green|recover(?:s|ed)?|resolved|fixed|clear(?:s|ed)?|normal|stable|up|running|active|reachable|valid|empty|ready|back|läuft|gültig|erreichbar|actif|valide|activo|válido|ativo|válido)(?![\p{L}])|正常|有効|有效|健康/iu
const NOT_WELL =
  /\b(?:not|no longer|never|cannot|fail(?:s|ed|ing|ure)?|unable|un\w+|still|persists?|broken|errors?|down|worse|neither|none|no success|nicht|kein\w*|fehl\w*|weiterhin|ne|pas|échoue|toujours|persiste|falla|sigue|não|falha|continua|ancora|non)\b|n['’]t\b|ない|失敗|失败|仍|依然|不/iu

/** Whether some words say that all is well. */
export function saysWell(words: string): boolean {
  return WELL.test(words) && !NOT_WELL.test(words)
}

/** Whether some words say that something is not well. */
export function saysNotWell(words: string): boolean {
  return NOT_WELL.test(words)
}

/** Where the procedure ends by some words; null where it goes on. A stop that says no more asks for help: it may be a warning. */
export function endingSaid(text: string, condition: string): 'resolved' | 'escalate' | null {
  const parts = [text, ...text.split(/[,;，；]\s*(?:and\s+|then\s+)?/).slice(1)].filter(
    (part, index) => index === 0 || !/\b(?:if|when|unless|until|later)\b/i.test(part)
  )
  for (const part of parts) {
    if (ESCALATE.test(part)) return 'escalate'
    if (RESOLVED.test(part)) return 'resolved'
    if (STOP_HERE.test(part) && !saysNotWell(condition)) return 'resolved'
    if (!STOP.test(part)) continue
    if (RESOLVED.test(part.replace(AFTER_STOP, '')) || RESOLVED.test(text.replace(STOP_AND, ''))) return 'resolved'
    return saysWell(condition) && !ESCALATE.test(text.replace(STOP_AND, '')) ? 'resolved' : 'escalate'
  }
  return null
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
