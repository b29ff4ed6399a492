/**
 * The outline of a document: its title and its sections, each with the blocks below it.
 */
import type { Block, Position, SectionKind } from '@keys/schema'
import type { Heading, Root, RootContent } from 'mdast'
import Slugger from 'github-slugger'
import { parseHeadingName, type HeadingName } from './heading.js'
import { sectionKindOf } from './section-names.js'
import { oneLine, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'

export interface OutlineSection extends HeadingName {
  kind: SectionKind | null
  heading: Heading
  blocks: RootContent[]
}

export interface Outline {
  title: Heading | null
  /** Blocks before the title. */
  before: RootContent[]
  /** Blocks between the title and the first section. */
  introduction: RootContent[]
  sections: OutlineSection[]
  /** The anchor that GitHub gives each heading. */
  anchors: ReadonlyMap<Heading, string>
}

/**
 * Cuts a document into its sections. Sections are the H2 headings; in a document that has none, the headings that
 * stand highest below the title.
 */
export function outlineOf(tree: Root, source: Source): Outline {
  const blocks = tree.children
  const outline: Outline = { title: null, before: [], introduction: [], sections: [], anchors: anchorsOf(blocks) }
  const body = skipFrontMatter(blocks, source)
  const headings = body.filter((block) => block.type === 'heading')
  const title = headings.find((heading) => heading.depth === 1) ?? null
  const depth = sectionDepth(headings, title)
  outline.before.push(...blocks.slice(0, blocks.length - body.length))

  for (const block of body) {
    const section = outline.sections.at(-1)
    if (block === title) {
      outline.title = title
    } else if (block.type === 'heading' && (block.depth === depth || block.depth === 1)) {
      const name = parseHeadingName(oneLine(plainText(block)))
      outline.sections.push({ ...name, kind: sectionKindOf(name.name), heading: block, blocks: [] })
    } else if (section) {
      section.blocks.push(block)
    } else {
      const place = outline.title === null && title !== null ? outline.before : outline.introduction
      place.push(block)
    }
  }
  return outline
}

function sectionDepth(headings: readonly Heading[], title: Heading | null): number {
  const depths = headings.filter((heading) => heading !== title).map((heading) => heading.depth)
  return depths.includes(2) || depths.length === 0 ? 2 : Math.min(...depths)
}

function anchorsOf(blocks: readonly RootContent[]): Map<Heading, string> {
  const slugger = new Slugger()
  const anchors = new Map<Heading, string>()
  for (const block of blocks) if (block.type === 'heading') anchors.set(block, slugger.slug(plainText(block)))
  return anchors
}

/** The blocks behind the front matter, which an engine that does not know it takes for lines and underlined headings. */
function skipFrontMatter(blocks: readonly RootContent[], source: Source): RootContent[] {
  const { frontMatter } = source
  if (!frontMatter) return [...blocks]
  return blocks.filter((block) => source.of(block).start.offset >= frontMatter.end)
}

/** The blocks of a document with the roles that reading it gave them, in order of writing. */
export class Roles {
  private readonly roles = new Map<RootContent, Block['role']>()

  /** Says what a block was read as; the first word counts. */
  set(block: RootContent, role: Block['role']): void {
    if (!this.roles.has(block)) this.roles.set(block, role)
  }

  list(tree: Root, source: Source): Block[] {
    const { frontMatter } = source
    const first = frontMatter && source.range(frontMatter.start, frontMatter.end)
    let end = first?.end.offset ?? 0
    const blocks = tree.children.filter((block) => source.of(block).end.offset > end)
    const list = blocks.map((block): Block => {
      const position = placeAfter(end, source.of(block), source)
      end = position.end.offset
      return { role: this.roles.get(block) ?? (block.type === 'definition' ? 'definition' : 'untyped'), position }
    })
    return first ? [{ role: 'front-matter', position: first }, ...list] : list
  }
}

/** Where a block stands: mdast lets an underlined heading begin at the definition before it, and so twice. */
function placeAfter(end: number, position: Position, source: Source): Position {
  if (position.start.offset >= end) return position
  const gap = /^\s*/.exec(source.text.slice(end, position.end.offset))![0].length
  return { start: source.range(end + gap, end + gap).start, end: position.end }
}
