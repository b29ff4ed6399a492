/**
 * A runbook or checklist as lines, sections, steps and blocks. It reads only the strict form that the packs of this
 * repository keep, and it shares nothing with the parser: what the parser gets wrong must not be got wrong here too.
 */

/** Lines of a text, from `start` up to and without `end`, counted from 0. */
export interface Block {
  start: number
  end: number
  text: string
}

/** An H2 section, or a phase of a checklist. */
export interface SectionOutline extends Block {
  title: string
  items: Block[]
}

/** An H3 step. */
export interface StepOutline extends Block {
  word: string
  number: number
  label: string
  /** Paragraphs that open with a label in bold. */
  fields: (Block & { name: string })[]
  branches: Block[]
  fences: Block[]
}

export interface Outline {
  lines: readonly string[]
  sections: SectionOutline[]
  steps: StepOutline[]
  /** Lines that define where a label in brackets leads. */
  definitions: Block[]
}

const FENCE = /^`{3,}/
const DEFINITION = /^\[[^\]]+\]: /
const BRANCH = /^- \*\*(?:If|Otherwise)/

/** Each text is asked for by a hundred mutations. */
const known = new Map<string, Outline>()

/** Reads the outline of a text. */
export function outlineOf(text: string): Outline {
  const outline = known.get(text) ?? read(text)
  known.set(text, outline)
  return outline
}

function read(text: string): Outline {
  const lines = text.split('\n')
  const blocks = blocksOf(lines)
  const definitions = blocks.filter((block) => DEFINITION.test(block.text))
  const last = definitions[0]?.start ?? lines.length
  const spansOf = (mark: RegExp, ends: RegExp): Block[] =>
    blocks
      .filter((block) => mark.test(block.text))
      .map(({ start }) => {
        const end = blocks.find((block) => block.start > start && ends.test(block.text))?.start ?? last
        return { start, end, text: lines.slice(start, end).join('\n') }
      })
  const within = ({ start, end }: Block, mark: RegExp): Block[] =>
    blocks.filter((block) => block.start > start && block.end <= end && mark.test(block.text))
  return {
    lines,
    definitions,
    sections: spansOf(/^## /, /^## /).map((span) => ({
      ...span,
      title: (lines[span.start] ?? '').slice(3),
      items: within(span, /^- /)
    })),
    steps: spansOf(/^### \w+ \d+: /, /^##+ /).map((span) => {
      const [, word = '', number = ''] = /^### (\w+) (\d+)/.exec(span.text) ?? []
      const fields = within(span, /^\*\*[A-Z][\w ]+\*\*/)
      return {
        ...span,
        word,
        number: Number(number),
        label: `${word} ${number}`,
        fields: fields.map((block) => ({ ...block, name: /^\*\*([\w ]+)/.exec(block.text)?.[1] ?? '' })),
        branches: within(span, BRANCH),
        fences: within(span, FENCE)
      }
    })
  }
}

/** Headings, fences, list items, definitions and paragraphs. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = []
  for (let start = 0; start < lines.length;) {
    const end = endOf(lines, start)
    const text = lines.slice(start, end).join('\n')
    if (text.trim() !== '') blocks.push({ start, end, text })
    start = end
  }
  return blocks
}

function endOf(lines: readonly string[], start: number): number {
  const line = lines[start] ?? ''
  const after = (found: number) => (found === -1 ? lines.length : found)
  if (FENCE.test(line)) return after(lines.indexOf(FENCE.exec(line)?.[0] ?? '', start + 1)) + 1
  if (line === '' || /^#{1,6} /.test(line) || DEFINITION.test(line)) return start + 1
  const ends = (next: string) =>
    next === '' || FENCE.test(next) || /^(?:- |#{1,6} )/.test(next) || DEFINITION.test(next)
  return after(lines.findIndex((next, index) => index > start && ends(next)))
}
