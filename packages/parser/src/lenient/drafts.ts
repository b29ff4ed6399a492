/**
 * Steps before their bodies are read, and how they follow each other.
 */
import type { Branch, Position, StepKind, Target } from '@keys/schema'
import type { Heading, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { parseHeadingName, type HeadingName } from '../headings/heading.js'
import { leadOf, oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { parseTimeBox } from '../headings/time-box.js'
import { isOtherwise, opensCondition } from './conditions.js'
import { firstSentence, sentenceStarts, splitAt } from './cuts.js'
import { commandDecisionsIn } from './command-conditions.js'
import type { Item } from './items.js'
import { isInstruction, type Language } from './language.js'
import { allBlocksOf, type Part } from './parts.js'
import { kindOfStep } from './roles.js'
import type { SectionRole } from './words/words.js'

/** A step that was found. */
export interface Draft {
  kind: StepKind
  ordinal: number | null
  /** What numbers it; null for the word of its kind. */
  word: string | null
  title: string
  form: 'heading' | 'list-item'
  anchor: string | null
  name: Pick<HeadingName, 'timeBox' | 'effect'> | null
  /** The part in which it is numbered. */
  part: Part
  headingPosition: Position
  /** Where it begins. */
  position: Position
  /** The words of its title, in which commands may stand. */
  words: RootContent | null
  blocks: RootContent[]
  /** Whether it has no words of its own, but those of its heading. */
  isBare?: boolean
  /** That it stands in one of several ways, and whether it is the last there: behind that comes what follows all of them. */
  way?: 'on' | 'last'
  /** Where it goes on when it is done, where its words say so without a condition. */
  onward?: Target
  /** Decisions that stand elsewhere and are about what it finds. */
  decisions: Branch[]
}

/** One of several ways. */
export interface FlowOption {
  title: string
  position: Position
  flow: Flow[]
  /** Whether it is done in all other cases. */
  isDefault?: boolean
}

/** What follows in order: a step, a choice between ways, decisions on what was found before. */
export type Flow =
  | { type: 'step'; draft: Draft }
  | { type: 'choice'; part: Part; kind: StepKind; options: FlowOption[] }
  | { type: 'decisions'; part: Part; role: SectionRole | null; blocks: RootContent[] }

const LONGEST_TITLE = 120

/** Some words as a title, cut at a blank where they are long. */
export function titleOf(words: string): string {
  const line = oneLine(words).replace(/\s*[:：.。]$/u, '')
  if (line.length <= LONGEST_TITLE) return line
  const end = line.lastIndexOf(' ', LONGEST_TITLE - 1)
  return `${line.slice(0, end > 40 ? end : LONGEST_TITLE - 1)}…`
}

/** A heading with everything below it as one step. */
export function headedDraft(
  part: Part,
  role: SectionRole | null,
  source: Source,
  languages: readonly Language[],
  title?: string
): Draft {
  const blocks = title === undefined ? allBlocksOf(part) : [...part.blocks]
  const heading = part.heading ?? blocks[0]!
  const own = part.role === null || part.number ? part.title : null
  const words = titleOf(title ?? own ?? firstInstruction(blocks, languages) ?? part.title) || firstWords(blocks)
  return {
    kind: kindOfStep(role, words),
    ordinal: part.number?.value ?? null,
    word: role === null || part.number?.kind === 'step' ? 'Step' : null,
    title: words,
    form: 'heading',
    anchor: part.anchor,
    name: part.name,
    part,
    headingPosition: headingPositionOf(heading, source),
    position: source.of(heading),
    words: null,
    blocks,
    decisions: []
  }
}

function firstWords(blocks: readonly RootContent[]): string {
  const paragraph = blocks.find((block) => block.type === 'paragraph')
  return (paragraph && titleOf(plainText(paragraph))) || 'Step'
}

function headingPositionOf(heading: Heading | Paragraph | RootContent, source: Source): Position {
  const first = heading.type === 'paragraph' ? heading.children[0] : undefined
  return source.of(first?.type === 'strong' ? first : heading)
}

/** What opens a sentence that says what something does: "Restarting it first ensures that ...". A heading may tell so. */
const GERUND = /^\p{L}{3,}ing\b.*\b(?:is|are|was|were|will|can|may|\w{3,}s)\b/iu

/** The first sentence anywhere in the paragraphs of some blocks that tells somebody to do something, however long it is. */
export function anyInstruction(blocks: readonly RootContent[], languages: readonly Language[]): string | null {
  for (const block of blocks) {
    if (block.type !== 'paragraph') continue
    const text = oneLine(plainText(block))
    const starts = sentenceStarts(text)
    for (const [index, start] of starts.entries()) {
      const sentence = text.slice(start, starts[index + 1]).trim()
      if (isInstruction(sentence, languages) && !GERUND.test(sentence)) return titleOf(sentence)
    }
  }
  return null
}

/** The first sentence of some blocks that tells somebody to do something, when it is short enough for a title. */
export function firstInstruction(blocks: readonly RootContent[], languages: readonly Language[]): string | null {
  for (const block of blocks) {
    if (block.type !== 'paragraph') continue
    const text = oneLine(plainText(block))
    const sentence = firstSentence(text)
      .trim()
      .replace(/[.。:：]$/, '')
    if (sentence.length <= LONGEST_TITLE && isInstruction(sentence, languages) && !GERUND.test(sentence))
      return sentence
  }
  return null
}

/** Blocks with a command that stand under no heading of their own. */
export function looseDraft(
  blocks: RootContent[],
  title: string,
  part: Part,
  role: SectionRole | null,
  source: Source
): Draft {
  return {
    kind: kindOfStep(role, title),
    ordinal: null,
    word: null,
    title: titleOf(title),
    form: 'list-item',
    anchor: null,
    name: null,
    part,
    headingPosition: source.of(blocks[0]!),
    position: source.of(blocks[0]!),
    words: null,
    blocks,
    decisions: []
  }
}

/** An item of a list as a step. */
export function itemDraft(
  { item, number, after }: Item,
  isNumbered: boolean,
  part: Part,
  role: SectionRole | null,
  source: Source,
  languages: readonly Language[]
): Draft {
  const lead = leadOf(item) ?? []
  const { title: written, words, rest } = titleIn(lead, languages)
  const name = parseHeadingName(written)
  const title = name.name
  const below = lead.length > 0 ? item.children.slice(1) : item.children
  const position = source.of(item)
  return {
    kind: kindOfStep(role, title),
    ordinal: isNumbered ? number : null,
    word: role === null ? 'Step' : null,
    title: title === '' ? `Step ${number}` : title,
    form: 'list-item',
    anchor: null,
    name: { effect: name.effect, timeBox: name.timeBox ?? part.name.timeBox ?? parseTimeBox(part.title) },
    part,
    headingPosition: words ? source.of(words) : position,
    position,
    words,
    blocks: [...(rest ? [rest] : []), ...below, ...after],
    decisions: [],
    ...wayOf(item)
  }
}

function wayOf({ data }: Item['item']): Pick<Draft, 'way'> {
  const way = data && 'way' in data ? data.way : null
  return way === 'on' || way === 'last' ? { way } : {}
}

/** The title of an item: its bold lead, or its first sentence; and what else its first paragraph says. */
function titleIn(
  lead: readonly PhrasingContent[],
  languages: readonly Language[]
): { title: string; words: Paragraph | null; rest: Paragraph | null } {
  const [first] = lead
  if (!first) return { title: '', words: null, rest: null }
  const paragraph = paragraphOf([...lead])
  if (first.type === 'strong' && plainText(first).trim().length > 2) {
    const rest = lead.slice(1)
    const words = plainText(rest).replace(/^[\s:：.,–—-]+/, '')
    return {
      title: titleOf(plainText(first)),
      words: paragraphOf([first]),
      rest: words === '' ? null : paragraphOf(withoutColon(rest))
    }
  }
  const text = plainText(lead)
  const isCondition =
    opensCondition(text, 'item', languages) ||
    isOtherwise(text, languages) ||
    commandDecisionsIn(lead, 'item', languages, true)[0]?.start === 0
  const end = sentenceStarts(text)[1] ?? text.length
  const sentence = text.slice(0, end).trim()
  const title = titleOf(sentence.replace(/[.。]$/, ''))
  if (isCondition) {
    const opening: Paragraph = { ...paragraph, data: { opensItem: true } as Paragraph['data'] }
    return { title, words: opening, rest: opening }
  }
  if (title.endsWith('…')) return { title, words: paragraph, rest: paragraph }
  const [before, after] = splitAt(lead, end)
  return { title, words: paragraphOf(before), rest: plainText(after).trim() === '' ? null : paragraphOf(after) }
}

function withoutColon(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const [first] = nodes
  return first?.type === 'text'
    ? splitAt(nodes, /^\s*(?:[:：.]|[–—-](?=\s))?\s*/.exec(first.value)![0].length)[1]
    : [...nodes]
}
