/**
 * Decisions that are drawn: the questions of a flowchart in Mermaid become steps, and its arrows their branches.
 */
import type { Position } from '@keys/schema'
import type { Code, List, ListItem, Paragraph } from 'mdast'
import { oneLine } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { normalized } from './language.js'

interface Box {
  label: string
  isQuestion: boolean
  /** The line of the fence in which it is first named. */
  line: number
}

interface Arrow {
  from: string
  to: string
  label: string
}

const NODE =
  /^\s*([\p{L}\p{N}_]+)(?::::\w+)?\s*(?:(\{\{?)\s*([^}]*?)\s*\}\}?|(?:\(\[|\[\[|\[\(|\[\/|\(\(|[[(>])\s*("[^"]*"|[^\])]*?)\s*(?:\]\)|\]\]|\)\]|\/\]|\)\)|[\])]))?(?::::\w+)?/u
const ARROWS: readonly RegExp[] = [
  /^\s*<?(?:-{2,}[>ox]?|={2,}>?|-\.+->?)\s*\|([^|]*)\|\s*/,
  /^\s*<?(?:--|==|-\.)\s*([^\s>|=.-][^>|]*?)\s*(?:-{2,}[>ox]?|={2,}>?|\.-+>?)\s*/,
  /^\s*<?(?:-{2,}[>ox]?|={2,}>?|-\.+->?)()\s*/
]
const YES_OR_NO = /^(?:yes|no|ja|nein|oui|non|sí|si|sim|não|是|否|はい|いいえ)$/iu
const ENDS = /^(?:end|done|stop|finish(?:ed)?|resolved|ok|healthy|close(?:d| the incident)?|ende|fin|fim|完了|结束)$/iu

/**
 * The questions of a flowchart as a list of steps.
 * @param code A fence.
 * @param source The text.
 * @param titles The names of the headings and the items of the text, normalized: where an arrow leads to one, it leads to its step.
 * @returns Null for what is no flowchart, and for one that decides nothing.
 */
export function questionsDrawn(code: Code, source: Source, titles: ReadonlySet<string>): List | null {
  if (code.lang !== 'mermaid' || !/^\s*(?:%%.*\n\s*)*(?:flowchart|graph)\b/i.test(code.value)) return null
  const { boxes, arrows } = read(code.value)
  const first = source.of(code).start.line + 1
  const questions = [...boxes].filter(
    ([id, { isQuestion }]) => isQuestion && arrows.filter(({ from }) => from === id).length > 1
  )
  const children = questions.map(([id, { label, line }]): ListItem => {
    const position = source.lines(first + line, first + line)
    const answers = arrows
      .filter(({ from }) => from === id)
      .map((arrow): ListItem => answerOf(arrow, led(arrow.to, boxes, arrows, titles), position))
    const words = /[?？]$/.test(label) ? label : `${label}?`
    const list: List = { type: 'list', ordered: false, spread: false, children: answers, position }
    return { type: 'listItem', spread: false, children: [paragraph(words, position), list], position }
  })
  return children.length === 0
    ? null
    : {
        type: 'list',
        ordered: true,
        start: 1,
        spread: false,
        children,
        ...(code.position ? { position: code.position } : {})
      }
}

function read(text: string): { boxes: Map<string, Box>; arrows: Arrow[] } {
  const boxes = new Map<string, Box>()
  const arrows: Arrow[] = []
  for (const [line, written] of text.split('\n').entries()) {
    if (
      /^\s*(?:%%|(?:flowchart|graph|subgraph|end|style|class|classDef|click|linkStyle|direction)\b(?!\s*[-=[{(]))/i.test(
        written
      )
    )
      continue
    for (const part of written.split(';')) {
      let left = part
      let before: string | null = null
      let label = ''
      for (;;) {
        const node = NODE.exec(left)
        if (!node) break
        const [whole, id = '', question, asked, told] = node
        const words = clean(asked ?? told ?? '')
        const known = boxes.get(id)
        if (!known || (known.label === id && words !== ''))
          boxes.set(id, { label: words || id, isQuestion: question !== undefined, line: known?.line ?? line })
        if (before !== null) arrows.push({ from: before, to: id, label: clean(label) })
        left = left.slice(whole.length)
        const arrow = ARROWS.map((one) => one.exec(left)).find((found) => found !== null)
        if (!arrow) break
        before = id
        label = arrow[1] ?? ''
        left = left.slice(arrow[0].length)
      }
    }
  }
  return { boxes, arrows }
}

function clean(label: string): string {
  return oneLine(label.replace(/<br\s*\/?>|\\n/gi, ' ').replace(/^\s*"|"\s*$/g, ''))
}

/** What is done behind an arrow, and where it leads then. */
function led(
  to: string,
  boxes: ReadonlyMap<string, Box>,
  arrows: readonly Arrow[],
  titles: ReadonlySet<string>
): string {
  const done: string[] = []
  const seen = new Set<string>()
  for (let id: string | undefined = to; id !== undefined && !seen.has(id);) {
    seen.add(id)
    const { label, isQuestion } = boxes.get(id)!
    if (isQuestion) return [...done, `go to "${/[?？]$/.test(label) ? label : `${label}?`}"`].join(', ')
    if (titles.has(normalized(label))) return [...done, `go to "${label}"`].join(', ')
    if (ENDS.test(label)) break
    done.push(label)
    const next: readonly Arrow[] = arrows.filter(({ from }) => from === id)
    id = next[0]?.to
  }
  return [...done, 'done'].join(', ')
}

function answerOf({ label }: Arrow, words: string, position: Position): ListItem {
  const opening = YES_OR_NO.test(label) ? `${label}: ` : label === '' ? 'Otherwise: ' : null
  const lead: Paragraph =
    opening === null
      ? {
          type: 'paragraph',
          position,
          children: [
            { type: 'strong', position, children: [{ type: 'text', value: `If ${label}`, position }] },
            { type: 'text', value: `: ${words}`, position }
          ]
        }
      : paragraph(`${opening}${words}`, position)
  return { type: 'listItem', spread: false, children: [lead], position }
}

function paragraph(value: string, position: Position): Paragraph {
  return { type: 'paragraph', position, children: [{ type: 'text', value, position }] }
}
