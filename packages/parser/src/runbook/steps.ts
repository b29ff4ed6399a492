/**
 * The steps of a section.
 */
import {
  STEP_SECTIONS,
  STEP_WORDS,
  type Block,
  type Position,
  type Step,
  type StepKind,
  type TimeBox
} from '@keys/schema'
import { slug } from 'github-slugger'
import type { Heading, List, ListItem, Paragraph, PhrasingContent, RootContent, Strong } from 'mdast'
import { readBody, type Body } from './step-body.js'
import { parseHeadingName, parseStepName, type HeadingName } from '../headings/heading.js'
import { openingOf } from './labels.js'
import { cut, leadOf, oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { OutlineSection } from '../headings/outline.js'
import type { Source } from '../markdown/source.js'
import { parseTimeBox } from '../headings/time-box.js'

/** A section of steps, read. */
export interface SectionSteps {
  /** The blocks before the first step. */
  lead: RootContent[]
  steps: Step[]
  /** What each block of the steps was read as. */
  roles: Map<RootContent, Block['role']>
}

/** A step before its body is read. */
interface Window {
  /** A heading; in other people's runbooks perhaps a paragraph that opens with the name of a step in bold. */
  heading: Heading | Paragraph
  name: HeadingName
  blocks: RootContent[]
}

/**
 * Reads the steps of a section: its H3 headings, or, in other people's runbooks, numbered items with a bold lead, or
 * paragraphs that open with a name such as **Step 1: Look**.
 * @param section A section whose kind has steps.
 * @param kind The kind of the steps.
 * @param anchors The anchors of the headings.
 * @param source The text they stand in.
 */
export function readSteps(
  section: OutlineSection,
  kind: StepKind,
  anchors: ReadonlyMap<Heading, string>,
  source: Source
): SectionSteps {
  const headed = windowsOf(section)
  const numbered = headed.windows.length === 0 ? numberedItems(headed.lead) : null
  if (numbered) {
    const result: SectionSteps = {
      lead: headed.lead.filter((block) => block !== numbered),
      steps: [],
      roles: new Map()
    }
    addItems(numbered, kind, null, result, source)
    return result
  }
  const { lead, windows } = headed.windows.length === 0 ? boldWindows(headed.lead) : headed
  const result: SectionSteps = { lead, steps: [], roles: new Map() }
  for (const window of windows) {
    const items = kind === 'verification' ? windowItems(window) : null
    result.roles.set(window.heading, items ? 'prose' : 'step-heading')
    if (items) addItems(items, kind, timeBoxOf(window), result, source)
    const blocks = items ? [] : window.blocks
    if (!items) addHeadingStep(window, blocks, kind, anchors, result, source)
  }
  return result
}

function windowsOf(section: OutlineSection): { lead: RootContent[]; windows: Window[] } {
  const headings = section.blocks.filter((block) => block.type === 'heading')
  const depth = Math.min(...headings.map((heading) => heading.depth))
  const lead: RootContent[] = []
  const windows: Window[] = []
  for (const block of section.blocks) {
    const window = windows.at(-1)
    if (block.type === 'heading' && block.depth === depth && !isProhibition(block)) {
      windows.push({ heading: block, name: parseHeadingName(oneLine(plainText(block))), blocks: [] })
    } else if (window) {
      window.blocks.push(block)
    } else {
      lead.push(block)
    }
  }
  return { lead, windows }
}

/** Paragraphs that open with the name of a step in bold, each with the blocks up to the next. */
function boldWindows(blocks: readonly RootContent[]): { lead: RootContent[]; windows: Window[] } {
  const lead: RootContent[] = []
  const windows: Window[] = []
  for (const block of blocks) {
    const bold = block.type === 'paragraph' ? boldName(block) : null
    if (bold && block.type === 'paragraph') {
      windows.push({ heading: block, name: parseHeadingName(nameIn(bold)), blocks: afterLead(block.children) })
    } else (windows.at(-1)?.blocks ?? lead).push(block)
  }
  return { lead, windows }
}

/** The bold words that a paragraph opens with, when they name a step with its number. */
function boldName({ children }: Paragraph): Strong | null {
  const [first] = children
  return first?.type === 'strong' && parseStepName(nameIn(first)).word !== null ? first : null
}

function nameIn(bold: Strong): string {
  return oneLine(plainText(bold)).replace(/:$/, '')
}

/** Whether a heading opens a list of what not to do, and so no step. */
export function isProhibition(heading: Heading): boolean {
  return /^(do not|don't|never)\b/i.test(plainText(heading).trim())
}

/** A numbered list whose items all open in bold: steps without headings. */
function numberedItems(blocks: readonly RootContent[]): List | null {
  const list = blocks.find((block) => block.type === 'list' && block.ordered === true)
  if (list?.type !== 'list') return null
  return list.children.every((item) => leadOf(item)?.[0]?.type === 'strong') ? list : null
}

/** The time box of a window: a qualifier of its heading, or the whole heading, such as "Within 5 minutes". */
function timeBoxOf(window: Window): TimeBox | null {
  return window.name.timeBox ?? parseTimeBox(window.name.name)
}

/** The numbered checks of a time window in a verification section; null when its heading is itself a step. */
function windowItems(window: Window): List | null {
  if (parseStepName(window.name.name).ordinal !== null || timeBoxOf(window) === null) return null
  const list = window.blocks.find((block) => block.type === 'list' && block.ordered === true)
  return list?.type === 'list' ? list : null
}

function addHeadingStep(
  window: Window,
  blocks: readonly RootContent[],
  kind: StepKind,
  anchors: ReadonlyMap<Heading, string>,
  result: SectionSteps,
  source: Source
): void {
  const { ordinal, title, word } = parseStepName(window.name.name)
  const body = readBody(blocks, source)
  blocks.forEach((block, index) => result.roles.set(block, body.roles[index]!))
  const { heading } = window
  const headingPosition = source.of(heading.type === 'heading' ? heading : (heading.children[0] ?? heading))
  const last = blocks.findLast((block) => block.type !== 'definition')
  result.steps.push({
    ...identity(kind, ordinal, word, title),
    anchor: heading.type === 'heading' ? (anchors.get(heading) ?? null) : null,
    effect: window.name.effect,
    timeBox: window.name.timeBox,
    form: 'heading',
    ...contents(body),
    headingPosition,
    position: last ? source.span(headingPosition, source.of(last)) : headingPosition
  })
}

function addItems(list: List, kind: StepKind, timeBox: TimeBox | null, result: SectionSteps, source: Source): void {
  result.roles.set(list, 'list')
  for (const [index, item] of list.children.entries()) {
    const ordinal = (list.start ?? 1) + index
    result.steps.push(itemStep(item, kind, ordinal, timeBox, source))
  }
}

function itemStep(item: ListItem, kind: StepKind, ordinal: number, timeBox: TimeBox | null, source: Source): Step {
  const lead = leadOf(item) ?? []
  const first = lead[0]
  const bold = first?.type === 'strong'
  const name = parseHeadingName(oneLine(plainText(bold ? first : lead)).replace(/:$/, ''))
  const rest = bold ? afterLead(lead) : []
  const position = source.of(item)
  const headingPosition: Position = first ? source.of(bold ? first : item.children[0]!) : position
  return {
    ...identity(kind, ordinal, null, name.name === '' ? `${STEP_WORDS[kind]} ${ordinal}` : name.name),
    anchor: null,
    effect: name.effect,
    timeBox: name.timeBox ?? timeBox,
    form: 'list-item',
    ...contents(readBody([...rest, ...item.children.slice(1)], source)),
    headingPosition,
    position
  }
}

/** The words after a bold lead, as a block of their own: an item where they open with a condition, so that it is read. */
function afterLead(lead: readonly PhrasingContent[]): (List | Paragraph)[] {
  const [first, ...others] = lead.slice(1)
  if (first === undefined) return []
  const start = first.type === 'text' ? /^\s*(?:[.:]|->|=>|→|—)?\s*/.exec(first.value)![0].length : 0
  const words = first.type === 'text' ? [...cut(first, start), ...others] : [first, ...others]
  if (openingOf(words, true) === null) return [paragraphOf([first, ...others])]
  const paragraph = paragraphOf(words)
  const { position } = paragraph
  const item: ListItem = { type: 'listItem', children: [paragraph], ...(position && { position }) }
  return [{ type: 'list', children: [item], ...(position && { position }) }]
}

function identity(kind: StepKind, ordinal: number | null, word: string | null, title: string) {
  const own = slug(title) || STEP_WORDS[kind].toLowerCase()
  return {
    id: own,
    slug: own,
    kind,
    ordinal,
    label: ordinal === null ? null : `${word ?? STEP_WORDS[kind]} ${ordinal}`,
    title,
    section: STEP_SECTIONS[kind]
  }
}

function contents(body: Body) {
  const { fields, branches, commands, prose, formerIds } = body
  return { fields, branches, commands, prose, formerIds }
}
