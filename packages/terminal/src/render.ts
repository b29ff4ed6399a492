/**
 * Draws blocks as lines. The one place where text of packs and commands becomes text for a terminal.
 */
import { cut, fold, visible } from '@keys/pack'
import columnsOf from 'fast-string-width'
import pc from 'picocolors'
import type { Block, Tone } from '@keys/runner/present'

/** How lines are drawn. */
export interface Style {
  /** Columns of the terminal. */
  width: number
  color: boolean
  /** Without lines across and other drawings, for screen readers. */
  isPlain: boolean
}

type Colors = ReturnType<typeof pc.createColors>

/** Text is not easy to read in longer lines. */
const WIDEST = 100

/**
 * The lines of some blocks.
 * @param blocks The blocks.
 * @param style How to draw them.
 * @returns Lines without line ends, none longer than the terminal is wide; in plain style those of code stay whole.
 */
export function render(blocks: readonly Block[], style: Style): string[] {
  const colors = pc.createColors(style.color)
  return blocks.flatMap((block) => linesOf(block, style, colors))
}

function linesOf(block: Block, style: Style, colors: Colors): string[] {
  const width = Math.max(20, style.isPlain ? style.width - 1 : Math.min(style.width - 1, WIDEST))
  switch (block.type) {
    case 'gap':
      return ['']
    case 'rule':
      return rule(block.left, block.right ?? '', width, style).map(colors.dim)
    case 'title':
      return title(block.text, block.badge ?? null, width, colors)
    case 'text':
      return paragraph(block, width, colors)
    case 'line':
      return [`  ${printable(block.text)}`]
    case 'list':
      return block.items.flatMap((item) =>
        fold(printable(item), width - 4).map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`)
      )
    case 'pairs':
      return pairs(block.pairs, width, colors)
    case 'code':
      return code(block, width, style, colors)
    case 'output':
      return block.lines.flatMap((line) =>
        fold(printable(line), width - 2).map((part) => `${style.isPlain ? '' : colors.dim('| ')}${part}`)
      )
  }
}

function rule(left: string, right: string, width: number, { isPlain }: Style): string[] {
  const words = [left, right].map(printable).filter((word) => word !== '')
  if (isPlain) return fold(words.join(', '), width)
  const [first = '', last] = words
  const start = `── ${first} `
  const end = last === undefined ? '' : ` ${last} ──`
  const room = width - columnsOf(start) - columnsOf(end)
  return room < 2 ? fold(words.join(' · '), width) : [`${start}${'─'.repeat(room)}${end}`]
}

function title(words: string, badge: string | null, width: number, colors: Colors): string[] {
  const lines = fold(printable(words), width).map(colors.bold)
  if (badge === null) return lines
  const end = lines.length - 1
  const last = fold(printable(words), width).at(-1) ?? ''
  if (columnsOf(last) + 2 + badge.length > width) return [...lines, emphasized(badge, colors)]
  return lines.with(end, `${lines[end]}  ${emphasized(badge, colors)}`)
}

/** What a command may do, in words and in a color. */
function emphasized(badge: string, colors: Colors): string {
  const shown = `[${badge}]`
  if (badge === 'IRREVERSIBLE') return colors.red(colors.bold(shown))
  return badge === 'REVERSIBLE' ? colors.yellow(shown) : colors.green(shown)
}

function paragraph(block: Extract<Block, { type: 'text' }>, width: number, colors: Colors): string[] {
  const { indent = 0, label, tone = 'plain' } = block
  const lead = label === undefined ? '' : `${printable(label)}: `
  const paint = paintOf(tone, colors)
  return block.text.split('\n').flatMap((part, number) => {
    const own = number === 0 ? lead : ''
    return fold((own + printable(part)).trimEnd(), width - indent).map((line, index) => {
      const marked = index === 0 && own !== '' && line.startsWith(own.trimEnd())
      const cut = marked ? own.trimEnd().length : 0
      return ' '.repeat(indent) + colors.bold(line.slice(0, cut)) + paint(line.slice(cut))
    })
  })
}

function paintOf(tone: Tone, colors: Colors): (text: string) => string {
  switch (tone) {
    case 'dim':
      return colors.dim
    case 'strong':
      return colors.bold
    case 'good':
      return colors.green
    case 'bad':
      return colors.red
    case 'warning':
      return colors.yellow
    case 'plain':
      return (text) => text
  }
}

function pairs(rows: readonly (readonly [string, string])[], width: number, colors: Colors): string[] {
  const names = rows.map(([name]) => printable(name))
  const widest = Math.min(Math.max(0, ...names.map((name) => columnsOf(name))), Math.floor(width / 2))
  return rows.flatMap(([, value], row) => {
    const name = names[row] ?? ''
    const fits = columnsOf(name) <= widest
    const lead = `  ${colors.cyan(name)}${' '.repeat(Math.max(0, widest - columnsOf(name)))}  `
    const lines = fold(printable(value), width - widest - 4)
    const hung = lines.map((line, index) => (index === 0 && fits ? lead : ' '.repeat(widest + 4)) + line)
    return fits ? hung : [`  ${colors.cyan(name)}`, ...hung]
  })
}

/** Stands at the margin of a line that goes on with the one above. */
const GOES_ON = '↪ '

function code(block: Extract<Block, { type: 'code' }>, width: number, style: Style, colors: Colors): string[] {
  // Tabs stay: what is copied has to be what stands in the text.
  const lines = block.code
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t').map(visible).join('\t'))
  const shown = block.most === undefined || lines.length <= block.most ? lines : lines.slice(0, block.most - 2)
  const left = lines.length - shown.length
  const more = left === 0 ? [] : [`${left} more lines; v shows them`]
  if (style.isPlain) return [`${block.label}:`, ...shown, ...more, 'End of the command.']
  return [
    ...rule(block.label, '', width, style).map(colors.dim),
    ...shown.flatMap((line) => softWrapped(line, style.width - 1, colors)),
    ...more.map(colors.yellow),
    colors.dim('─'.repeat(width))
  ]
}

/** A line of code broken at its blanks, each part with a mark at the margin: the command itself has no such break. */
function softWrapped(line: string, width: number, colors: Colors): string[] {
  if (columnsOf(line.replaceAll('\t', ' '.repeat(8))) <= width) return [line]
  const room = Math.max(8, width - GOES_ON.length)
  const parts: string[] = []
  let current = ''
  // Blanks stay where they are: they may stand in quotes.
  for (const piece of line.replaceAll('\t', '    ').match(/ +|[^ ]+/g) ?? []) {
    for (const word of cut(piece, room)) {
      if (current !== '' && columnsOf(current + word) > room) {
        parts.push(current)
        current = word
      } else {
        current += word
      }
    }
  }
  return [...parts, current].map((part, index) => (index === 0 ? part : colors.dim(GOES_ON) + part))
}

/** One line without anything that steers a terminal; tabs become spaces. */
export function printable(line: string): string {
  return visible(line.replaceAll('\t', '    '))
}
