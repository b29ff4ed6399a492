/**
 * A text as a tree of parts: each heading with the blocks below it. A line in bold above a list or a fence is a heading too.
 */
import type { Heading, Paragraph, RootContent, Strong } from 'mdast'
import { parseHeadingName, type HeadingName } from '../headings/heading.js'
import { isFieldName } from '../runbook/labels.js'
import { oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import { foldHeading, foldsIn } from './folds.js'
import { roleOf, type Language } from './language.js'
import { SQL } from './fences.js'
import { numberOf, type PartNumber } from './numbers.js'
import type { SectionRole } from './words/words.js'

/** A heading and what stands below it, up to the next one of its depth. */
export interface Part {
  /** A heading, or a paragraph that is one; null for what stands before the first heading. */
  readonly heading: Heading | Paragraph | null
  readonly depth: number
  /** Its words without number, qualifiers and attribute. */
  readonly title: string
  readonly name: HeadingName
  readonly number: PartNumber | null
  readonly anchor: string | null
  /** What its name stands for. */
  readonly role: SectionRole | null
  /** The blocks before its first child. */
  readonly blocks: RootContent[]
  readonly children: Part[]
}

const HEADINGS = 6
const BOLD_DEPTH = HEADINGS + 1
/** `{#id}`, or as kramdown has it `{: #id }`. */
const ATTRIBUTE = /\s*\{:?\s*#([^\s}]+)[^}]*\}\s*$/

/** The words of a heading, and the id that it gives itself. */
export function headingWords(heading: Heading | Paragraph): { words: string; id: string | null } {
  const written = oneLine(plainText(heading))
  const attribute = ATTRIBUTE.exec(written)
  return attribute ? { words: written.slice(0, attribute.index), id: attribute[1]! } : { words: written, id: null }
}

/**
 * Cuts a text into its parts.
 * @param blocks The blocks of the text without its front matter.
 * @param title The heading that is the title; what stands below it and before the next heading is the root's own.
 * @param anchors The anchors of the headings.
 * @param languages The languages of the text.
 */
export function partsOf(
  blocks: readonly RootContent[],
  title: Heading | null,
  anchors: ReadonlyMap<Heading, string>,
  languages: readonly Language[]
): Part {
  const root = partOf(null, 0, '', null, languages)
  const open: Part[] = [root]
  /** How many parts are open outside of what is folded, the innermost last, and how many folds stand in it as they are. */
  const folds: { outside: number; inner: number }[] = []
  /** Whether a fold has ended, so that what follows is no longer of it. */
  let isBehindFold = false
  for (const [index, block] of blocks.entries()) {
    if (block === title) {
      open.length = 1
      continue
    }
    const folded = foldHeading(block, languages)
    if (folded) {
      const depth = Math.max(open.at(-1)!.depth, HEADINGS) + 0.5
      folds.push({ outside: open.length, inner: 0 })
      add(partOf(folded, depth, oneLine(plainText(folded)).replace(/\s*[:：]$/, ''), null, languages))
      continue
    }
    const fold = folds.at(-1)
    const change = fold ? foldsIn(block) : 0
    if (fold && fold.inner + change < 0) {
      open.length = fold.outside
      folds.pop()
      isBehindFold = true
      continue
    }
    if (fold) fold.inner += change
    const opened = block.type === 'heading' ? headed(block) : block.type === 'paragraph' ? bold(block, index) : null
    if (opened) {
      const least = (fold?.outside ?? 0) + 1
      while (open.length > least && open.at(-1)!.depth >= opened.depth) open.pop()
      add(opened)
    } else {
      if (isBehindFold) add(partOf(null, Math.max(open.at(-1)!.depth, HEADINGS) + 0.5, '', null, languages))
      open.at(-1)!.blocks.push(block)
    }
    isBehindFold = false
  }
  return root

  function add(part: Part): void {
    open.at(-1)!.children.push(part)
    open.push(part)
  }

  function headed(heading: Heading): Part {
    const { words, id } = headingWords(heading)
    return partOf(heading, heading.depth, words, id ?? anchors.get(heading) ?? null, languages)
  }

  function bold(paragraph: Paragraph, index: number): Part | null {
    const strong = boldHeading(paragraph, blocks[index + 1], languages)
    if (!strong) return null
    const part = partOf(paragraph, BOLD_DEPTH, oneLine(plainText(strong)).replace(/\s*[:：]$/, ''), null, languages)
    const rest = restAfter(paragraph, strong)
    if (rest) part.blocks.push(rest)
    return part
  }
}

function partOf(
  heading: Heading | Paragraph | null,
  depth: number,
  words: string,
  anchor: string | null,
  languages: readonly Language[]
): Part {
  const name = parseHeadingName(words.replace(/^\[(.*)\]$/, '$1'))
  const number = numberOf(name.name, languages)
  const title = number?.title ?? name.name
  const role = title === '' ? null : roleOf(title, languages)
  return {
    heading,
    depth,
    title: title === '' ? name.name : title,
    name,
    number,
    anchor,
    role,
    blocks: [],
    children: []
  }
}

/** The bold words of a paragraph that is a heading in all but name: alone on its line, or the name of a step. */
function boldHeading(
  paragraph: Paragraph,
  next: RootContent | undefined,
  languages: readonly Language[]
): Strong | null {
  const [first, second, third] = paragraph.children
  if (first?.type !== 'strong') return null
  const words = oneLine(plainText(first)).replace(/\s*[:：]$/, '')
  if (words === '' || words.length > 100 || isFieldName(words) || /^STOP\b/.test(words)) return null
  if (SQL.test(words)) return null
  const number = numberOf(words, languages)
  if (number?.kind === 'step' && number.value !== null) return first
  const isAlone =
    second === undefined || (third === undefined && second.type === 'text' && /^\s*[:：]?\s*$/.test(second.value))
  if (!isAlone || next === undefined) return null
  if (languages.some((language) => language.words.condition.test(words) || language.words.otherwise.test(words)))
    return null
  return next.type === 'list' || next.type === 'code' || (next.type === 'paragraph' && !/[.!?。]$/.test(words))
    ? first
    : null
}

/** The words behind a bold name, as a paragraph of their own. */
function restAfter(paragraph: Paragraph, strong: Strong): Paragraph | null {
  const children = paragraph.children.slice(paragraph.children.indexOf(strong) + 1)
  if (
    plainText(children)
      .replace(/^\s*[:：]?\s*/, '')
      .trim() === ''
  )
    return null
  return paragraphOf(children)
}

/** All blocks of a part, its children's headings and blocks included, in order of writing. */
export function allBlocksOf(part: Part): RootContent[] {
  return [
    ...part.blocks,
    ...part.children.flatMap((child) => [...(child.heading ? [child.heading] : []), ...blocksBelow(child)])
  ]
}

/** The words behind a bold name stand in the paragraph of the name. */
function blocksBelow(part: Part): RootContent[] {
  const blocks = allBlocksOf(part)
  const isRest =
    part.heading?.type === 'paragraph' && blocks[0]?.position?.start.line === part.heading.position?.start.line
  return isRest ? blocks.slice(1) : blocks
}
