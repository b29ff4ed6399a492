/**
 * Decisions that are drawn: the questions of a flowchart in Mermaid become steps, its arrows their branches, and what is done
 * behind an arrow a step of its own.
 */
import type { Position } from '@keys/schema'
import type { Code, List, ListItem, Paragraph } from 'mdast'
import { oneLine } from '../markdown/nodes.js'
import type { Source } from '../markdown/source.js'
import { isInstruction, normalized, type Language } from './language.js'
import { endingSaid, saysWell } from './targets.js'

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

/** A flowchart, and what its boxes are called elsewhere in the text. */
interface Chart {
  boxes: ReadonlyMap<string, Box>
  arrows: readonly Arrow[]
  titles: ReadonlySet<string>
  languages: readonly Language[]
}

/** Where a drawing begins, and nothing is done. */
const BEGINS = /^(?:start(?: here)?|begin|alert(?: fires)?|trigger|anfang|début|inicio|início|开始|開始)$/iu

/**
 * The questions of a flowchart, and what is done behind them, as a list of steps.
 * @param code A fence.
 * @param source The text.
 * @param titles The names of the headings and the items of the text, normalized: where an arrow leads to one, it leads to its step.
 * @param languages The languages of the text.
 * @returns Null for what is no flowchart, and for one that decides nothing.
 */
export function questionsDrawn(
  code: Code,
  source: Source,
  titles: ReadonlySet<string>,
  languages: readonly Language[]
): List | null {
  if (code.lang !== 'mermaid' || !/^\s*(?:%%.*\n\s*)*(?:flowchart|graph)\b/i.test(code.value)) return null
  const chart: Chart = { ...read(code.value), titles, languages }
  const { boxes, arrows } = chart
  const first = source.of(code).start.line + 1
  const asked = (id: string): boolean => boxes.get(id)!.isQuestion && outOf(id, chart).length > 1
  const questions = [...boxes.keys()].filter(asked)
  if (questions.length === 0) return null
  const item = (id: string, answers: (position: Position) => ListItem[]): ListItem => {
    const { label, line, isQuestion } = boxes.get(id)!
    const position = source.lines(first + line, first + line)
    const words = isQuestion && !/[?？]$/.test(label) ? `${label}?` : label
    const children = answers(position)
    const list: List = { type: 'list', ordered: false, spread: false, children, position }
    const below = children.length === 0 ? [] : [list]
    return { type: 'listItem', spread: false, children: [paragraph(words, position), ...below], position }
  }
  const behind = new Set(questions.flatMap((id) => reachedFrom(id, arrows)))
  const actions = [...boxes.keys()].filter((id) => isAction(id, chart))
  const before = actions.filter((id) => !behind.has(id))
  const order = [...before, ...questions, ...actions.filter((id) => behind.has(id))]
  const children = order.map((id, index): ListItem => {
    const out = outOf(id, chart)
    if (boxes.get(id)!.isQuestion) {
      const asked = item(id, (position) => out.map((arrow) => answerOf(arrow, led(arrow.to, chart), position)))
      // What is none of its answers leads to none of the actions.
      return id === questions.at(-1) ? { ...asked, data: { way: 'last' } } : asked
    }
    const words = out[0] ? led(out[0].to, chart) : 'done'
    const isNext = out[0] !== undefined && out[0].to === order[index + 1]
    // Behind the last action of a way comes what follows the drawing.
    const way = words === 'done' ? 'last' : 'on'
    const onward = (position: Position): ListItem[] =>
      words === 'done' || isNext ? [] : [answerOf({ from: id, to: '', label: '' }, words, position)]
    return { ...item(id, onward), ...(behind.has(id) ? { data: { way } } : {}) }
  })
  return {
    type: 'list',
    ordered: true,
    start: 1,
    spread: false,
    children,
    ...(code.position ? { position: code.position } : {})
  }
}

function outOf(id: string, { arrows }: Chart): Arrow[] {
  return arrows.filter(({ from }) => from === id)
}

/** What a box leads to by its words: "Go to Authentication checks" is not an action where a section is called so. */
function nameIn(label: string): string {
  return label.replace(/^(?:go|proceed|continue|jump|move)\s+(?:on\s+)?(?:to|with)\s+(?:the\s+)?/i, '')
}

function reachedFrom(start: string, arrows: readonly Arrow[]): string[] {
  const reached = new Set([start])
  for (const id of reached) for (const { from, to } of arrows) if (from === id) reached.add(to)
  return [...reached]
}

/** Whether a box says what is done, and no step of the text is called so. */
function isAction(id: string, { boxes, titles, languages }: Chart): boolean {
  const { label, isQuestion } = boxes.get(id)!
  return (
    !isQuestion &&
    !ENDS.test(label) &&
    !BEGINS.test(label) &&
    !titles.has(normalized(nameIn(label))) &&
    endingSaid(label, '') === null &&
    isInstruction(label, languages)
  )
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

/** Where an arrow leads, and what is said on the way. */
function led(to: string, chart: Chart): string {
  const { boxes, titles } = chart
  const said: string[] = []
  const seen = new Set<string>()
  for (let id: string | undefined = to; id !== undefined && !seen.has(id);) {
    seen.add(id)
    const { label, isQuestion } = boxes.get(id)!
    if (isQuestion) return [...said, `go to "${/[?？]$/.test(label) ? label : `${label}?`}"`].join(', ')
    const name = nameIn(label)
    if (titles.has(normalized(name)) || isAction(id, chart))
      return [...said, `go to "${titles.has(normalized(name)) ? name : label}"`].join(', ')
    if (ENDS.test(label)) return [...said, 'done'].join(', ')
    said.push(label)
    id = outOf(id, chart)[0]?.to
  }
  // A box that only names something has solved nothing.
  const last = said.at(-1) ?? ''
  const end = endingSaid(last, '') ?? (saysWell(last) ? 'resolved' : 'escalate')
  return [...said, end === 'resolved' ? 'done' : 'escalate'].join(', ')
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
