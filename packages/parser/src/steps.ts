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
import type { Heading, List, ListItem, RootContent } from 'mdast'
import { readBody, type Body } from './body.js'
import { parseHeadingName, parseStepName, type HeadingName } from './heading.js'
import { leadOf, oneLine, plainText } from './nodes.js'
import type { OutlineSection } from './outline.js'
import type { Source } from './source.js'
import { parseTimeBox } from './time-box.js'

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
  heading: Heading
  name: HeadingName
  blocks: RootContent[]
}

/**
 * Reads the steps of a section: its H3 headings, or, in other people's runbooks, numbered items with a bold lead.
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
  const { lead, windows } = windowsOf(section)
  const result: SectionSteps = { lead, steps: [], roles: new Map() }
  if (windows.length === 0) {
    const numbered = numberedItems(lead)
    if (numbered) {
      result.lead = lead.filter((block) => block !== numbered)
      addItems(numbered, kind, null, result, source)
    }
    return result
  }
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
  const headingPosition = source.of(window.heading)
  const last = blocks.findLast((block) => block.type !== 'definition')
  result.steps.push({
    ...identity(kind, ordinal, word, title),
    anchor: anchors.get(window.heading) ?? null,
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
  const rest: RootContent[] =
    bold && lead.length > 1 ? [{ type: 'paragraph', children: lead.slice(1), ...at(lead) }] : []
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

/** The position of the words after a bold lead. */
function at(lead: readonly RootContent[]): Pick<RootContent, 'position'> {
  const start = lead[1]?.position?.start
  const end = lead.at(-1)?.position?.end
  return start && end ? { position: { start, end } } : {}
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
