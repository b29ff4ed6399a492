/**
 * Steps that are written as something else than a list: numbered paragraphs, lines with letters, terms with what is done about
 * them, rows of a table, numbered comments in a fence, questions of a diagram, a list in a quote, a list in HTML. They become lists, at the places where they stand.
 */
import type { Code, List, ListItem, Paragraph, RootContent, Table } from 'mdast'
import { oneLine, paragraphOf, plainText } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { splitAt } from './cuts.js'
import { questionsDrawn } from './diagram.js'
import { listInHtml } from './html-lists.js'
import type { Language } from './language.js'
import { stepRowsOf } from './tables.js'

/** What numbers a paragraph: `Step 1.`, `(1)`, an escaped `1.`, `①`, `１．`, `1）`, `一、`. */
const MARK =
  /^\s*(?:(?:step|schritt|étape|paso|passo|passaggio|stap|krok|шаг|手順|ステップ|步骤)\s*#?([0-9０-９]{1,2})\s*[.):：．、–—-]|[（(]([0-9０-９]{1,2})[)）]|([0-9０-９]{1,2})[.)．、）]|([①-⑳])|([一二三四五六七八九十])[、．.])\s*(?=\S)/iu
/** A bullet that Markdown does not know. */
const BULLET = /^\s*[・•●○▪◦‣]\s*(?=\S)/u
const LETTER = /^\s*(?:([A-Za-z])[.)]|\(([a-z])\))\s+(?=\S)/u
const COMMENT = /^(?:#+|--|\/\/)\s*(?:step\s*)?(\d{1,2})\s*[.):-]\s*(\S.*)$/i
/** What a later command of the same shell needs: each item is run in a shell of its own. */
const KEEPS_STATE =
  /^\s*(?:(?:cd|pushd|export|source|\.|set|alias|use|begin|start transaction)(?=\W|$)|\$?[a-z_]\w*\s*=)|\\set\b/im
const TERM = /^([^\n:]{2,80})\n:\s+/

/**
 * Blocks in which whatever numbers steps is a list.
 * @param written The blocks of a part.
 * @param source The text.
 * @param holdsSteps Whether the part is known to hold steps: then a quote is one as well.
 * @param titles The names of headings and items to which the arrows of a diagram may lead, normalized.
 * @param languages The languages of the text.
 */
export function relisted(
  written: readonly RootContent[],
  source: Source,
  holdsSteps: boolean,
  titles: ReadonlySet<string>,
  languages: readonly Language[]
): readonly RootContent[] {
  const blocks = written.flatMap((block) => (block.type === 'paragraph' ? cutTranscript(block, source) : [block]))
  const numbers = blocks.map((block) => (block.type === 'paragraph' ? numberIn(block) : null))
  const counted = numbers.filter((number) => number !== null)
  const areNumbered = counted.length > 1 && counted.every((number, index) => number === index + 1)
  let terms = 0
  return blocks.flatMap((block, index): RootContent[] => {
    switch (block.type) {
      case 'paragraph':
        return areNumbered && numbers[index] !== null
          ? [listOf([withoutMark(block)], numbers[index]!, block)]
          : (linesListed(block, source) ??
              linesBehind(block, source) ??
              (TERM.test(plainText(block)) ? [termIn(block, ++terms)] : [block]))
      case 'code': {
        const questions = questionsDrawn(block, source, titles, languages)
        return questions ? [questions] : (cutAtComments(block, source) ?? [block])
      }
      case 'table':
        return rowsOf(block) ?? [block]
      case 'list':
        return [withLines(block, source)]
      case 'html':
        return [listInHtml(block, source) ?? block]
      case 'blockquote': {
        const isNote = /^\s*(?:\[!|note|warning|important|caution|tip\b|hinweis|achtung)/i.test(plainText(block))
        return holdsSteps && !isNote && block.children.some(({ type }) => type === 'list') ? block.children : [block]
      }
      default:
        return [block]
    }
  })
}

function numberIn(paragraph: Paragraph): number | null {
  return numberOpening(plainText(paragraph))
}

function numberOpening(text: string): number | null {
  const match = MARK.exec(text)
  if (!match) return null
  const [, labeled, inBrackets, plain, circled, han] = match
  if (han !== undefined) return '一二三四五六七八九十'.indexOf(han) + 1
  if (circled !== undefined) return circled.codePointAt(0)! - '①'.codePointAt(0)! + 1
  return Number((labeled ?? inBrackets ?? plain)!.normalize('NFKC'))
}

function withoutMark(paragraph: Paragraph): ListItem {
  const [, rest] = splitAt(paragraph.children, MARK.exec(plainText(paragraph))![0].length)
  return { type: 'listItem', spread: false, children: [paragraphOf(rest)], position: paragraph.position }
}

function listOf(children: ListItem[], start: number, whole: RootContent): List {
  return { type: 'list', ordered: true, start, spread: false, children, position: whole.position }
}

/** A list in whose items lettered or numbered lines are a list of their own. */
function withLines(list: List, source: Source): List {
  let isChanged = false
  const children = list.children.map((item): ListItem => {
    const content = item.children.flatMap((block): RootContent[] => {
      if (block.type !== 'paragraph') return [block]
      const [words, ...shown] = cutTranscript(block, source)
      const cut = words?.type === 'paragraph' ? linesBehind(words, source) : null
      isChanged ||= cut !== null || shown.length > 0
      return [...(cut ?? [words ?? block]), ...shown]
    })
    return { ...item, children: content as ListItem['children'] }
  })
  return isChanged ? { ...list, children } : list
}

/** A line of a shell as it is shown: behind its sign, a program. */
const SHOWN_LINE = /^\s*[$❯➜]\s+[a-z./~]\S*(?:\s|$)/i

/** The words of a paragraph, and what a shell shows on the lines below them, as the fence that it is meant to be. */
function cutTranscript(paragraph: Paragraph, source: Source): RootContent[] {
  const text = plainText(paragraph)
  if (!/[$❯➜]/.test(text) || !paragraph.position) return [paragraph]
  const lines = text.split('\n')
  const at = lines.findIndex((line) => SHOWN_LINE.test(line))
  if (at < 1) return [paragraph]
  const { start, end } = source.of(paragraph)
  const position = source.lines(start.line + at, end.line)
  const shown = source.slice(position).split(/\r\n|\r|\n/)
  // What stands in a quote has its markers before each line.
  if (shown.some((line) => /^\s*>/.test(line)) || !SHOWN_LINE.test(shown[0]!)) return [paragraph]
  const before = lines.slice(0, at).join('\n').length
  const words = paragraphOf(splitAt(paragraph.children, before)[0])
  return [words, { type: 'code', lang: 'console', value: shown.map((line) => line.trim()).join('\n'), position }]
}

/** A paragraph, and the list of the lettered or numbered lines that it ends with. */
function linesBehind(paragraph: Paragraph, source: Source): RootContent[] | null {
  const text = plainText(paragraph)
  const start = text.search(/\n[^\S\n]*(?:[（(]?[Aa1１][.)．、）]\s?|[①一][、．.]?|[・•●○▪◦‣])/)
  if (start < 1) return null
  const [before, after] = splitAt(paragraph.children, start + 1)
  const line = (paragraph.position?.start.line ?? 1) + text.slice(0, start + 1).split('\n').length - 1
  const list = linesListed(
    { ...paragraphOf(after), position: source.lines(line, paragraph.position?.end.line ?? line) },
    source
  )
  return list && [paragraphOf(splitAt(before, start)[0]), ...list]
}

/** A paragraph whose lines are lettered or numbered one after the other, or have a bullet each. */
function linesListed(paragraph: Paragraph, source: Source): RootContent[] | null {
  const text = plainText(paragraph)
  const lines = text.split('\n')
  if (lines.length < 2) return null
  const marks = marksOf(lines)
  if (!marks) return null
  const first = paragraph.position?.start.line ?? 1
  let offset = 0
  const items = lines.map((line, index): ListItem => {
    const [, from] = splitAt(paragraph.children, offset + marks[index]!.length)
    const [words] = splitAt(from, line.length - marks[index]!.length)
    offset += line.length + 1
    const position = source.lines(first + index, first + index)
    return { type: 'listItem', spread: false, children: [{ ...paragraphOf(words), position }], position }
  })
  return [{ ...listOf(items, 1, paragraph), ordered: !BULLET.test(lines[0]!) }]
}

/** The marks of lines that form a list; null for other lines. */
function marksOf(lines: readonly string[]): string[] | null {
  const letters = lines.map((line) => LETTER.exec(line))
  if (letters.every((mark, at) => (mark?.[1] ?? mark?.[2])?.toUpperCase() === String.fromCodePoint(65 + at)))
    return letters.map((mark) => mark![0])
  if (lines.every((line, at) => numberOpening(line) === at + 1)) return lines.map((line) => MARK.exec(line)![0])
  return lines.every((line) => BULLET.test(line)) ? lines.map((line) => BULLET.exec(line)![0]) : null
}

/** A term with what is done about it on the next line. */
function termIn(paragraph: Paragraph, number: number): List {
  const term = TERM.exec(plainText(paragraph))!
  const [before] = splitAt(paragraph.children, term[1]!.length)
  const [, after] = splitAt(paragraph.children, term[0].length)
  const item: ListItem = {
    type: 'listItem',
    spread: false,
    children: [paragraphOf(before), paragraphOf(after)],
    position: paragraph.position
  }
  return listOf([item], number, paragraph)
}

/** A fence whose comments number what is done: one item for each, if there are several. */
function cutAtComments(code: Code, source: Source): RootContent[] | null {
  const lines = code.value.split('\n')
  const starts = lines.flatMap((line, index) => {
    const match = COMMENT.exec(line)
    return match ? [{ index, number: Number(match[1]), title: match[2]! }] : []
  })
  if (starts.length < 2 || starts.some(({ number }, index) => number !== index + 1)) return null
  const leading = starts[0]!.index
  // What stands before the first number belongs to all that follows.
  if (lines.slice(0, leading).some((line) => line.trim() !== '' && !/^\s*(?:#|--|\/\/)/.test(line))) return null
  const first = source.of(code).start.line + 1
  const items = starts.flatMap(({ index, title }, at): ListItem[] => {
    const end = starts[at + 1]?.index ?? lines.length
    const piece = lines.slice(index + 1, end)
    while (piece.length > 0 && piece.at(-1)!.trim() === '') piece.pop()
    if (piece.length === 0) return []
    const position = source.lines(first + index, first + index + piece.length)
    const words = oneLine(title.replace(/(?<![-=#\s])[-=#\s]+$/, ''))
    return [
      {
        type: 'listItem',
        spread: false,
        position,
        children: [
          { ...paragraphOf([{ type: 'text', value: words }]), position: source.lines(first + index, first + index) },
          {
            type: 'code',
            lang: code.lang ?? null,
            value: piece.join('\n'),
            position: source.lines(first + index + 1, first + index + piece.length)
          }
        ]
      }
    ]
  })
  const keeps = KEEPS_STATE.test(lines.slice(0, starts.at(-1)!.index).join('\n'))
  return items.length === starts.length && !keeps ? [listOf(items, 1, code)] : null
}

/** The rows of a table of steps. */
function rowsOf(table: Table): RootContent[] | null {
  const rows = stepRowsOf(table)
  if (!rows) return null
  const items = rows.map(({ row, title, command, expected }): ListItem => {
    const below = command.length === 0 ? [] : [paragraphOf(command)]
    const label = expected[0] && {
      type: 'strong' as const,
      children: [{ type: 'text' as const, value: 'Expected' }],
      position: expected[0].position
    }
    const seen = label
      ? [paragraphOf([label, { type: 'text', value: ': ', position: label.position }, ...expected])]
      : []
    return {
      type: 'listItem',
      spread: false,
      children: [paragraphOf(title), ...below, ...seen],
      position: row.position
    }
  })
  return [listOf(items, 1, table)]
}
