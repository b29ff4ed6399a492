/**
 * A dialogue in whole lines: without a terminal, on one that can do little, and for screen readers. Nothing moves.
 */
import type { Terminal } from './terminal.js'
import { PendingPrompt } from './pending-prompt.js'
import { type Block, OutputTail } from '@keys/runner/present'
import { Interrupted, type Dialogue, type Option, type Question, type TextQuestion } from './dialogue.js'
import { printable, render, type Style } from './render.js'
import { TypedLines } from './typed-lines.js'

/** So many lines of output are shown as they come; after them the last ones alone. */
const MOST_LIVE = 200
const LAST = 20
const UNFOLDED = 1_000_000

/** A dialogue, and how to end it. */
export interface AttachedDialogue extends Dialogue {
  /** Gives the terminal back; what was typed and not read is forgotten. */
  close(): Promise<void>
}

/** Milliseconds in which the other lines of a paste follow the first. */
const PASTE_TIME = 60

/**
 * Talks in whole lines.
 * @param terminal Where to write, and who sits there.
 */
export function plainDialogue(terminal: Pick<Terminal, 'stdout' | 'color' | 'person'>): AttachedDialogue {
  const { person, stdout } = terminal
  const pending = new PendingPrompt()
  const lines = new TypedLines(person.input, (why) => pending.interrupt(why))
  const forget = person.onSignal((signal) => pending.interrupt(signal === 'SIGINT' ? 'ctrl-c' : 'signal'))
  // Whole lines go into a pipe; a reader of terminals reads them as they are folded.
  const style = (): Style => ({
    width: person.isOutputTTY ? person.size().columns : UNFOLDED,
    color: terminal.color,
    isPlain: true
  })
  const show = (blocks: readonly Block[]): void => {
    for (const line of render(blocks, style())) stdout(`${line}\n`)
  }
  const nextLine = (input?: { isSecret: boolean }): Promise<string> =>
    pending.answer<string>((answer) => lines.next(answer, input?.isSecret ?? false))

  return {
    show,
    async choose(question) {
      show(questionBlocks(question))
      for (;;) {
        const line = (await nextLine()).trim().toLowerCase()
        const found = chosen(question, line)
        if (typeof found === 'object') return found.value
        // Where no answer has the letter, it leaves as Ctrl-C does.
        if (line === 'q') throw new Interrupted('ctrl-c')
        stdout(`${found}\n`)
      }
    },
    async ask(question) {
      show([...(question.head ?? []), { type: 'text', text: `${question.label}:` }])
      for (;;) {
        const answer = (await nextLine({ isSecret: question.isSecret ?? false })).trim()
        const fault = refusal(question, answer)
        if (fault === null) return answer
        stdout(`${printable(fault)}\n${printable(question.label)}:\n`)
      }
    },
    async search(question) {
      show([{ type: 'text', text: question.label }])
      for (;;) {
        stdout('Your words (empty to leave):\n')
        const typed = (await nextLine()).trim()
        // A paste of several lines is one question.
        const more = person.input.isTTY === true ? await lines.following(PASTE_TIME) : ''
        if (typed === '' && more === '') return null
        const { options, note, isSure } = question.answers(`${typed}\n${more}`.trim())
        if (note !== undefined) stdout(`${printable(note)}\n`)
        if (options.length === 0) continue
        const other = { value: null, label: 'Search for something else' }
        const chosenOption = await this.choose<Option<(typeof options)[number]['value']>['value'] | null>({
          head: [],
          options: [...options, other],
          preselected: isSure ? 0 : null,
          keys: []
        })
        if (chosenOption !== null) return chosenOption
      }
    },
    async watch(work) {
      stdout('The command runs. Ctrl-C ends it.\n')
      const tail = new OutputTail(LAST)
      const live = (completed: readonly string[]): void => {
        const before = tail.count - completed.length
        const shown = completed.slice(0, Math.max(0, MOST_LIVE - before))
        show([{ type: 'output', lines: shown }])
        if (before <= MOST_LIVE && tail.count > MOST_LIVE)
          stdout('There is more; the last lines follow when it is over.\n')
      }
      const stopIgnoring = lines.drop()
      const result = await pending
        .during((signal) => work({ signal, onOutput: (stream, text) => live(tail.add(stream, text)) }))
        .finally(stopIgnoring)
      live(tail.end())
      if (tail.count > MOST_LIVE) show([{ type: 'output', lines: tail.last(LAST) }])
      return result
    },
    async page(blocks) {
      show(blocks)
    },
    copy: () => undefined,
    async close() {
      forget()
      await lines.drain()
      lines.close()
    }
  }
}

function refusal({ refuse }: TextQuestion, answer: string): string | null {
  return refuse?.(answer) ?? null
}

function questionBlocks<Value>({ head, options, preselected, keys, status }: Question<Value>): Block[] {
  const words = options.map(({ label, note }, index) => {
    const mark = index === preselected ? ' (Enter)' : ''
    return `${index + 1}. ${sentence(label)}${note === undefined ? '' : ` ${sentence(note.replace(/^→ /, 'Leads to '))}`}${mark}`
  })
  const letters = keys.map(({ key, word }) => `${key} ${word}`).join(', ')
  const enter = preselected === null ? '' : `, Enter for ${preselected + 1}`
  return [
    ...head,
    ...words.map((text): Block => ({ type: 'text', text })),
    ...(letters === '' ? [] : [{ type: 'text', text: `Or a letter: ${letters}.` } satisfies Block]),
    ...(status === undefined ? [] : [{ type: 'text', text: status() } satisfies Block]),
    { type: 'text', text: `Your answer${enter}:` }
  ]
}

/** Words that begin and end like a sentence, so that those beside them are told from them. */
function sentence(words: string): string {
  const begun = words.charAt(0).toUpperCase() + words.slice(1)
  return /[.!?)]$/.test(begun) ? begun : `${begun}.`
}

/** The answer that a line stands for; or what is wrong with it. */
function chosen<Value>({ options, preselected, keys }: Question<Value>, line: string): { value: Value } | string {
  const byKey = keys.find(({ key }) => key === line)
  if (byKey) return { value: byKey.value }
  const index = line === '' ? preselected : Number(line) - 1
  const option = index === null ? undefined : options[index]
  if (option) return { value: option.value }
  const letters = keys.map(({ key }) => key).join(', ')
  const numbers = options.length === 1 ? '1' : `a number from 1 to ${options.length}`
  if (options.length === 0) return `Type one of ${letters}, then Enter.`
  const leaves = keys.some(({ key }) => key === 'q') ? '' : ' (q stops)'
  return `Type ${numbers}${letters === '' ? '' : ` or one of ${letters}`}, then Enter${leaves}.`
}
