/**
 * What only a person knows of code in a text: whether a fence without a language is run, and whether what a decision names in code is
 * compared by machine with what the command before it prints.
 */
import { writtenCommandsOf } from '@keys/parser/model'
import type { Branch, Position, Runbook, Step } from '@keys/schema'
import type { Asker } from './questions.js'

/** A fence without a language in which no command was found. */
interface Unmarked {
  /** Its first line in the text, from 1. */
  line: number
  /** Where its opening line ends. */
  offset: number
  code: string
}

/** What was answered about code. */
export interface CodeAnswers {
  /** The languages that fences without one get, by the offset where their opening lines end. */
  languages: ReadonlyMap<number, 'bash' | 'text'>
  /** Who compares what decisions name in code; null when nobody has said it. */
  compares: 'a machine' | 'a person' | null
}

const WHO = ['a machine', 'a person'] as const

/**
 * Asks about fences and about code in decisions, once for the whole text.
 * @param text The text.
 * @param runbook What was read of it.
 * @param steps The steps that stand in the draft.
 * @param asker Who asks.
 */
export function askWhatRuns(text: string, runbook: Runbook, steps: readonly Step[], asker: Asker): CodeAnswers {
  return { languages: askFences(text, runbook, steps, asker), compares: askMatchers(steps, asker) }
}

/** Whether a decision names something in code that no command of its step can have printed. */
export function namesCode({ strayCode, matchers }: Branch): boolean {
  return strayCode.length + matchers.length > 0
}

/** A condition whose code nobody compares by machine. */
export function inQuotes(condition: string): string {
  return condition.replace(/`([^`]*)`/g, '“$1”')
}

function askFences(text: string, runbook: Runbook, steps: readonly Step[], asker: Asker): CodeAnswers['languages'] {
  const commands = [...steps.flatMap(writtenCommandsOf), ...runbook.sections.flatMap((section) => section.commands)]
  const taken = commands.map(({ position }) => position)
  const fences = unmarkedIn(text, taken).filter(({ offset }) =>
    steps.some(({ position: { start, end } }) => start.offset <= offset && offset <= end.offset)
  )
  const [first] = fences
  if (!first) return new Map()
  const list = fences.map(({ line, code }) => `line ${line} (${code.trim().split('\n')[0]!.slice(0, 40)})`)
  const named = list.length < 7 ? list.join('; ') : `${list.slice(0, 6).join('; ')}; and ${list.length - 6} more`
  const words =
    fences.length === 1
      ? `Is the fence without a language run: ${named}? Answer with its line, or with none.`
      : `Which fences without a language are run: ${named}? Answer with their lines, or with none.`
  const start = { line: first.line, column: 1, offset: first.offset }
  const question = { id: 'fences', kind: 'fence', text: words, proposal: 'none' } as const
  const answer = asker.ask(question, { start, end: start })
  if (answer === null) return new Map()
  const run = new Set(answer.match(/\d+/g)?.map(Number))
  return new Map(fences.map(({ line, offset }) => [offset, run.has(line) ? 'bash' : 'text']))
}

/** The fences of a text that say no language and hold no command. */
function unmarkedIn(text: string, taken: readonly Position[]): Unmarked[] {
  const found: Unmarked[] = []
  let offset = 0
  let open: { mark: string; fence: Unmarked | null; start: number } | null = null
  for (const [index, line] of text.split('\n').entries()) {
    const mark = /^[\s>]*(`{3,}|~{3,})\s*(\S*)/.exec(line)
    if (open === null && mark) {
      const isPlain = mark[2] === ''
      open = {
        mark: mark[1]!,
        start: offset,
        fence: isPlain ? { line: index + 1, offset: offset + line.trimEnd().length, code: '' } : null
      }
    } else if (open !== null && mark?.[2] === '' && mark[1]!.startsWith(open.mark)) {
      const { fence, start } = open
      const end = offset + line.length
      const isTaken = taken.some((position) => position.start.offset < end && position.end.offset > start)
      if (fence && !isTaken && fence.code.trim() !== '') found.push(fence)
      open = null
    } else if (open?.fence) open.fence.code += `${line}\n`
    offset += line.length + 1
  }
  return found
}

function askMatchers(steps: readonly Step[], asker: Asker): CodeAnswers['compares'] {
  const branches = steps
    .filter(({ commands }) => commands.length > 0)
    .flatMap((step) => step.branches.filter((branch) => namesCode(branch)))
  const [first] = branches
  if (!first) return null
  const list = branches.map(({ condition, position }) => `line ${position.start.line} (${condition.slice(0, 60)})`)
  const words = `Decisions name what a command prints: ${list.slice(0, 6).join('; ')}${list.length > 6 ? `; and ${list.length - 6} more` : ''}. Who compares it with the last line of the command?`
  const question = { id: 'matchers', kind: 'matcher', needed: 'release', text: words, options: WHO } as const
  const answer = asker.ask({ ...question, proposal: 'a person' }, first.position)
  return WHO.find((who) => who === answer) ?? null
}
