/**
 * What the words of a precondition claim about other steps. Only plain claims are read, such as "[Step 5] was passed" or
 * "Check 3 printed `ready`": better to miss a claim than to read one that nobody made.
 */
import type { TextDocument } from '@keys/pack/core'
import type { Field, Position, Runbook, Step } from '@keys/schema'

/** That a step has been taken before another one. */
export interface Claim {
  /** The steps of which one has to have been taken; several when "or" joins them. */
  steps: readonly Step[]
  /** What the step has answered, as it is written in inline code; one of them. Empty when that is not said. */
  answers: readonly string[]
  /** The words that claim it. */
  position: Position
}

/** Longer sentences are not read. */
const MAX_SENTENCE = 1000
/** The preconditions of so many other steps may be taken over. */
const MAX_CHAIN = 10
const LABEL = String.raw`(?:check|step|action|verify|verification)\s{1,9}\d{1,4}\b`
/** `[Step 2]`, `[what waits](#step-2-count-what-waits)`, `[what waits][Step 2]` or `Step 2`. */
const MENTION = String.raw`(?:\[[^\][]{1,200}\](?:\[[^\][]{0,200}\]|\([^()\s]{0,200}\))?|\b${LABEL})`
const JOINT = String.raw`(?:\s{0,9},\s{0,9}(?:(?:and|or)\s{1,9})?|\s{1,9}(?:and|or)\s{1,9})`
const HAPPENED = String.raw`(?:(?:has|have|had|was|were|is|are)\s{1,9}(?:(?:already|just|been)\s{1,9}){0,3})?(?:passed|done|run|ran|taken|finished|completed?|succeeded|ended|held|printed|said|showed|shown|answered|reported|returned|found|counted|measured|gave|given|wrote|saved|made)\b(?!\s{1,9}over\b)`
const ANSWERS = '`[^`]+`(?:\\s{0,9},\\s{0,9}(?:or\\s{1,9})?`[^`]+`|\\s{1,9}or\\s{1,9}`[^`]+`){0,20}'
const CLAIM = new RegExp(
  String.raw`(?<mentions>${MENTION}(?:${JOINT}${MENTION}){0,20})\s{1,9}${HAPPENED}(?:\s{1,9}(?:with\s{1,9})?(?<answers>${ANSWERS})(?!\s{0,9},?\s{0,9}and\s{1,9}\x60))?`,
  'gi'
)
/** The precondition of another step, taken over whole. */
const SAME_AS = new RegExp(String.raw`^\s*(?:the\s{1,9}same\s{1,9})?as\s{1,9}for\s{1,9}(?<mention>${MENTION})\s*$`, 'i')
const SENTENCE_END = /[.;!?](?=\s|$)|\n\s*\n|\n\s*(?:[-*+]|\d{1,9}[.)])\s/g
/** Words that make of a claim a case, or one of several ways: anywhere in the sentence, and before the claim. */
const CASE =
  /\b(?:if(?!\s+any\b)|when|whenever|unless|whether|where|except|otherwise|or|either|in\s+case)\b|<!--|^\W*for\b/i
const NOT_BEFORE =
  /\b(?:no|not|nor|neither|never|nobody|nothing|none|cannot|without|before|until|till|instead)\b|n't\b|\b(?:of|by|to|from|in|at|on|with|for|like|than|as)\s*$/i
/** A key or a runbook that lies elsewhere, and may have steps of its own. */
const ELSEWHERE = /`(?:@|(?:jupyter|node|next)-)/
const ALTERNATIVE_CODE = /`[^`]*`,?\s+or\s+(?=`)/g

/** Reads what the preconditions of a runbook claim. */
export class PreconditionReader {
  readonly #document: TextDocument
  /** Steps by label in small letters and by `#anchor`; null where several have it. */
  readonly #steps = new Map<string, Step | null>()

  constructor({ steps }: Runbook, document: TextDocument) {
    this.#document = document
    for (const step of steps) {
      const names = [step.label?.toLowerCase() ?? null, step.anchor === null ? null : `#${step.anchor}`]
      for (const name of names) if (name !== null) this.#steps.set(name, this.#steps.has(name) ? null : step)
    }
  }

  /** What the preconditions of a step claim about other steps. */
  claimsOf(step: Step): Claim[] {
    return this.#claimsOf(step, new Set())
  }

  /** Each step is read once, so that steps that refer to each other cost no more than they are many. */
  #claimsOf(step: Step, seen: Set<Step>): Claim[] {
    seen.add(step)
    return step.fields
      .filter(({ label }) => label === 'precondition')
      .flatMap((field) => sentencesOf(field, this.#document))
      .flatMap(({ text, start }) => {
        const mention = SAME_AS.exec(masked(text))?.groups?.['mention']
        const other = mention === undefined ? null : this.#stepOf(mention)
        if (mention === undefined || other === null) return this.#claimsIn(text, start)
        if (seen.has(other) || seen.size > MAX_CHAIN) return []
        const from = start + text.indexOf(mention)
        const position = this.#document.range(from, from + mention.length)
        return this.#claimsOf(other, seen).map((claim) => ({ ...claim, position }))
      })
  }

  #claimsIn(text: string, start: number): Claim[] {
    if (ELSEWHERE.test(text)) return []
    const plain = masked(text)
    return [...plain.matchAll(CLAIM)].flatMap(({ index, 0: words, groups }) => {
      const [before, after] = [plain.slice(0, index), plain.slice(index + words.length)]
      if (CASE.test(before) || CASE.test(after.replaceAll(ALTERNATIVE_CODE, '')) || NOT_BEFORE.test(before)) return []
      const mentions = groups?.['mentions'] ?? ''
      const steps = [...mentions.matchAll(new RegExp(MENTION, 'gi'))].map(([mention]) => this.#stepOf(mention))
      const known = steps.filter((step) => step !== null)
      if (known.length < steps.length) return []
      const position = this.#document.range(start + index, start + index + mentions.length)
      if (/\bor\b/i.test(mentions)) return [{ steps: known, answers: [], position }]
      const said = groups?.['answers'] === undefined ? '' : text.slice(index + mentions.length, index + words.length)
      const answers = known.length === 1 ? [...said.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.trim()) : []
      return known.map((step) => ({ steps: [step], answers, position }))
    })
  }

  /** The one step that a mention means; null for what is no step, and where several have the label. */
  #stepOf(mention: string): Step | null {
    const [, words = mention, label = '', url = ''] = /^\[([^\]]*)\](?:\[([^\]]*)\]|\(([^)]*)\))?$/.exec(mention) ?? []
    if (url !== '') return this.#steps.get(url) ?? null
    const [, word = '', number = ''] = /^(\w+)\s+(\d+)$/.exec((label || words).trim()) ?? []
    return this.#steps.get(`${word.toLowerCase().replace(/^verification$/, 'verify')} ${Number(number)}`) ?? null
  }
}

interface Sentence {
  text: string
  /** Where it begins in the document. */
  start: number
}

/** The sentences of a field up to its first fence, without their stops. */
function sentencesOf({ labelPosition, position }: Field, { text: all }: TextDocument): Sentence[] {
  const from = labelPosition.end.offset
  const [words = ''] = all.slice(from, position.end.offset).split(/^[ \t>]*(?:`{3}|~{3})/m, 1)
  // The colon stands inside or after the bold of the label.
  const text = words.replace(/^\W*?:\**/, (opening) => ' '.repeat(opening.length))
  const sentences: Sentence[] = []
  let start = 0
  for (const { index, 0: end } of [...masked(text).matchAll(SENTENCE_END), { index: text.length, 0: '' }]) {
    if (index - start <= MAX_SENTENCE) sentences.push({ text: text.slice(start, index), start: from + start })
    start = index + end.length
  }
  return sentences
}

/** What stands in inline code is no word of the sentence; lengths stay. */
function masked(text: string): string {
  return text.replaceAll(/`[^`]+`/g, (code) => `\`${'x'.repeat(code.length - 2)}\``)
}
