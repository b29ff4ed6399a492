/**
 * The language of a text, and the questions about words that depend on it.
 */
import { de } from './words/de.js'
import { en } from './words/en.js'
import { es } from './words/es.js'
import { fr } from './words/fr.js'
import { ja } from './words/ja.js'
import { other } from './words/other.js'
import { pt } from './words/pt.js'
import type { LanguageWords, SectionRole } from './words/words.js'
import { zh } from './words/zh.js'

/** The words of a language, ready to be looked up. */
export interface Language {
  readonly words: LanguageWords
  readonly verbs: ReadonlySet<string>
  readonly notVerbs: ReadonlySet<string>
  readonly sections: ReadonlyMap<string, SectionRole>
  readonly fillers: ReadonlySet<string>
  readonly states: ReadonlySet<string>
}

const setOf = (words: string): Set<string> => new Set(words.split(' ').filter((word) => word !== ''))

function prepared(words: LanguageWords): Language {
  return {
    words,
    verbs: setOf(words.verbs),
    notVerbs: setOf(words.notVerbs),
    fillers: setOf(words.fillers),
    states: new Set(words.states.split('|')),
    sections: new Map(
      (Object.entries(words.sections) as [SectionRole, string][]).flatMap(([role, names]) =>
        names.split('|').map((name) => [name, role] as const)
      )
    )
  }
}

const LATIN: readonly Language[] = [en, de, fr, es, pt].map(prepared)
const ENGLISH: Language = LATIN[0]!
/** The languages whose verbs are not known. */
const OTHER = prepared(other)
const COUNTED: readonly Language[] = [...LATIN, OTHER]
/** The language of our own grammar. */
export const ENGLISH_ONLY: readonly Language[] = [ENGLISH]
const JAPANESE = prepared(ja)
const CHINESE = prepared(zh)
const ALL: readonly Language[] = [...COUNTED, JAPANESE, CHINESE]
/** Which of the languages that are told by their words have a small word, or a verb that English has not. */
const COMMON = new Map<string, number[]>()
for (const [index, { words, verbs }] of COUNTED.entries()) {
  const telling = index === 0 ? [] : [...verbs].filter((verb) => verb.length > 4 && !ENGLISH.verbs.has(verb))
  for (const word of new Set([...setOf(words.common), ...telling]))
    COMMON.set(word, [...(COMMON.get(word) ?? []), index])
}

/** How much of a text is looked at: enough for its language, whatever its length. */
const SAMPLE = 2400
const HEADING = /^#{1,4}\s+(.+)$/gm
/** Signs of Chinese or Japanese in the sample from which on a text counts as such. */
const FEW = 40

/**
 * The languages that a text is read in: its own first, then English, in which headings and notes stand in many texts.
 * @param text The text.
 */
export function languagesOf(text: string): readonly Language[] {
  const sample = text.slice(0, SAMPLE)
  const isLatin = !/[\u3000-\u9fff]/.test(sample)
  const kana = isLatin ? 0 : (sample.match(/[\u3040-\u30ff]/g)?.length ?? 0)
  const han = isLatin ? 0 : (sample.match(/[\u4e00-\u9fff]/g)?.length ?? 0)
  if (kana + han > FEW || (kana + han) * 4 > sample.length) {
    return [kana * 8 > han ? JAPANESE : CHINESE, ENGLISH]
  }
  if ((sample.match(/[\u0400-\u04ff\uac00-\ud7af]/g)?.length ?? 0) > FEW / 2) return [OTHER, ENGLISH]
  const counts = COUNTED.map(() => 0)
  for (const word of sample.toLowerCase().split(/[^a-z\u00aa-\u024f]+/)) {
    for (const index of COMMON.get(word) ?? []) counts[index]!++
  }
  // The names of sections tell more than small words do, of which a short text has few.
  for (const [, heading] of sample.matchAll(HEADING)) {
    const name = normalized(heading!)
    if (!ENGLISH.sections.has(name))
      for (const [index, { sections }] of COUNTED.entries()) if (sections.has(name)) counts[index]! += 2
  }
  const most = Math.max(...counts)
  const best = counts.indexOf(most)
  if (best > 0 && (most >= 4 || (most >= 2 && counts[0]! * 2 < most))) return [COUNTED[best]!, ENGLISH]
  return kana + han > 0 ? [ENGLISH, kana > 0 ? JAPANESE : CHINESE] : ENGLISH_ONLY
}

/** Words in lower case without signs and without a number before them. */
export function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:\d+ )+(?=\p{L})/u, '')
}

/** Words behind a short name that only say of what it is: "Mitigation for X", "Diagnosis: X". */
const JOINS = /^(?:of|for|and|by|in|on|with|it|this|them|when|after|if|from|de|du|des|para|von|und|für|及|和)$/

/**
 * What a heading stands for.
 * @param name The heading without its number and qualifiers.
 * @param languages The languages of the text.
 * @returns Null for a name that no language knows.
 */
export function roleOf(name: string, languages: readonly Language[]): SectionRole | null {
  const words = normalized(name)
  // A heading in another language than the rest is no surprise, so that whole names are looked up in all.
  for (const { sections } of [...languages, ...ALL]) {
    const role = sections.get(words)
    if (role) return role
  }
  for (const language of languages) {
    const role = roleOfParts(words.split(' '), language)
    if (role) return role
  }
  return null
}

function roleOfParts(words: readonly string[], language: Language): SectionRole | null {
  const telling = words.filter((word) => !language.fillers.has(word))
  const role = telling.length < words.length ? language.sections.get(telling.join(' ')) : undefined
  if (role) return role
  for (let count = Math.min(4, words.length - 1); count > 0; count--) {
    const found = language.sections.get(words.slice(0, count).join(' '))
    if (found && JOINS.test(words[count]!)) return found
  }
  const last = words.at(-1)!
  if (words[0] === 'how' && words[1] === 'to') return 'actions'
  if (words[0] === 'how' && /^(?:does|is|are)$/.test(words[1]!)) return 'scope'
  if (words.length < 9 && words.includes('steps')) return 'actions'
  if (words.length > 6 || words.length < 2) return null
  if (/^(?:procedures?|instructions|workflow|playbook|steps|runbook)$/.test(last)) return 'actions'
  if (/^(?:fixes|solutions|workarounds|scenarios|options)$/.test(last)) return 'fixes'
  if (
    /^(?:references|examples|resources|links|metrics|dashboards|template|templates|roadmap|takeaways|benefits|practices|principles|tips)$/.test(
      last
    )
  )
    return 'references'
  if (/^(?:causes|reasons)$/.test(last)) return 'causes'
  return null
}

/** What may stand before the verb of a sentence. */
const BEFORE_VERB =
  /^(?:(?:please|then|next|first|firstly|second|secondly|third|finally|lastly|also|now|immediately|manually|carefully|quickly|optionally|optional|again|either|always|periodically|once done|to begin|otherwise|(?:(?:you|we)(?: also| then)? (?:can|should|must|need to|may|(?:may|might|will) (?:need|want|wish|have) to|have to|ought to)|(?:you|we)['’]ll (?:need|want|have) to)(?: also| then)?|try to|be sure to|need to|zunächst|anschließend|danach|bitte|ensuite|puis|d'abord|enfin|veuillez|luego|después|primero|depois|primeiro|em seguida)[\s,:]+|\([^)]{1,40}\)\s*|\[[^\]]{0,30}\]\s*|[^\p{L}\p{N}`<]+)+/iu
/** An opening that says where, when or with what, and the verb behind its comma. */
const CIRCUMSTANCE =
  /^(?:in|on|from|at|to|using|with|for|after|before|once|while|as|within|under|via|by|when|if|depending|during|through|inside|based|since|auf|im|in der|um|dans|sur|depuis|pour|en|para|desde|no|na|after that)\b[^.;:]{2,140}?,\s*(?:then\s+)?([\p{L}-]+)/iu
const COLON_LEAD = /^[^.:]{2,60}:\s*([\p{L}-]+)/u
/** A label that tells what something is or is for; the words behind it are not an action, though they may open like one. */
const DESCRIBES =
  /^(?:definition|goals?|purpose|(?:\w+ )?objectives?|(?:\w+ )?outcomes?|results?|examples?|benefits?|why|impact|use cases?|best for|pros|cons|meaning|description|summary|symptoms?|causes?|reasons?|risks?|trade-?offs?|returns?|types?)\s*:/i
/** A sign before what is wrong to do. */
export const WRONG = /^(?:❌|✗|✘|🚫|⛔|\u274e)/u
/** What somebody is going to see, and does not do. */
const OBSERVES =
  /^(?:\p{L}+,?\s+)?(?:you|we)(?:\s+(?:should|will|may|might|must)|['’]ll)(?:\s+(?:also|now|then|already|only|probably|again))*\s+(?:see|be|have(?!\s+to\b)|get|receive|notice|find|know|observe|expect)\b/iu

/**
 * Whether a sentence says what is going to be seen, or what is so, and belongs to what was done before it.
 * @param sentence The words of an item.
 */
export function isRemark(sentence: string): boolean {
  return OBSERVES.test(sentence) || REMARK.test(sentence)
}

const REMARK =
  /^(?:(?:please\s+)?note\b|n\.?b\.?\s|(?:this|that|it|these|those|there)\s|(?:the|your|both|all)\s[^.:;]{2,80}?\s(?:should|will)\s|(?:after|once|within)\s(?![^.:;]*\b(?:you|we)\b)[^.:;]{2,60}?\s(?:should|will)\s)/i

/**
 * Whether a sentence tells somebody to do something.
 * @param sentence The words of a heading, an item or a paragraph.
 * @param languages The languages of the text.
 */
export function isInstruction(sentence: string, languages: readonly Language[]): boolean {
  return languages.some((language) => isInstructionIn(sentence, language))
}

function isInstructionIn(sentence: string, language: Language): boolean {
  const { words } = language
  const start = sentence.slice(0, 240).trim()
  if (WRONG.test(start) || DESCRIBES.test(start) || OBSERVES.test(start) || /^(?:please )?note that\b/i.test(start))
    return false
  if (words.verbAt === 'start' && /^[a-z]/i.test(start) && isVerb(start, language)) return true
  const text = start.replace(BEFORE_VERB, '').trim()
  if (text === '') return false
  if (words.verbAt === 'start-unspaced') {
    return (
      /^[\p{Script=Han}]{1,2}/u.test(text) && [4, 3, 2, 1].some((length) => language.verbs.has(text.slice(0, length)))
    )
  }
  if (words.verbAt === 'end-unspaced') {
    const first = text.split(/[。\n（(]|[:：]\s*(?=\S)/)[0]!.replace(/(?<![\s:：、，])[\s:：、，]+$/u, '')
    return [9, 6, 5, 4, 3, 2, 1].some((length) => language.verbs.has(first.slice(-length)))
  }
  if (isVerb(text, language)) return true
  const later = CIRCUMSTANCE.exec(text)?.[1] ?? COLON_LEAD.exec(text)?.[1]
  if (
    later !== undefined &&
    isVerb(text.slice(text.indexOf(later, later === text ? 0 : text.search(/[,:]/) + 1)), language)
  )
    return true
  if (words.verbAt !== 'start-or-end') return false
  const last = /([\p{L}]+)[^\p{L}]*$/u.exec(text.split(/[.:;(\n]/)[0]!)?.[1] ?? ''
  return language.verbs.has(last.toLowerCase()) && /^\p{Ll}/u.test(last)
}

/** What follows the subject of a sentence, and no verb that tells somebody to do something. */
const FINITE =
  /^(?:is|are|was|were|isn['’]t|aren['’]t|has|had|can|cannot|can['’]t|could|should|will|would|may|might|must)$/i

/** Whether a text opens with a verb of a language, as somebody is told to do something. */
function isVerb(text: string, language: Language): boolean {
  const match = /^([\p{L}][\p{L}'’\u2010\u2011-]*)(?:\s+(\S+))?/u.exec(text)
  // `update:options` is a name.
  if (!match || /^:\S/.test(text.slice(match[1]!.length))) return false
  // "Access is limited to ..." says something of it.
  if (language.words.code === 'en' && FINITE.test(match[2] ?? '')) return false
  const word = match[1]!.toLowerCase().replace('’', "'")
  const base = language.words.code === 'en' ? baseOf(word, language.verbs) : word
  const isKnown = base !== null && language.verbs.has(base)
  if (!isKnown) return (language.words.verbForm?.test(word) ?? false) && !language.notVerbs.has(word)
  if (!language.notVerbs.has(word)) return true
  // A word that may be a noun as well: a verb where its object follows.
  return /^(?:the|a|an|all|any|each|every|your|this|that|these|those|to|into|in|on|out|it|its|for|which|what|whether|if|with|off|`)/u.test(
    match[2] ?? ''
  )
}

/** What a text does that explains: "Understanding the queue". */
const EXPLAINS = /^(?:understand|introduc|learn|explain)ing$/

/** The verb of a word such as "checking" or "check"; null for one that has no such form. */
function baseOf(word: string, verbs: ReadonlySet<string>): string | null {
  if (verbs.has(word)) return word
  if (!word.endsWith('ing') || word.length < 6 || EXPLAINS.test(word)) return null
  const stem = word.slice(0, -3)
  const forms = [stem, `${stem}e`, /(.)\1$/.test(stem) ? stem.slice(0, -1) : stem]
  return forms.find((form) => verbs.has(form)) ?? null
}
