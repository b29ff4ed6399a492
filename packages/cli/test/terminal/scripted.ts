import { createAnalyzer } from '@keys/command-analysis'
import { contentHash } from '@keys/pack'
import {
  memoryStore,
  readRunPack,
  startRun,
  type Processes,
  type RunPack,
  type RunStore,
  type Session
} from '@keys/runner'
import type { Block, SessionOutcome } from '@keys/runner/present'
import { RunController } from '../../src/operate/run-controller.js'
import {
  type Dialogue,
  Interrupted,
  type Interruption,
  type Question,
  render,
  type SearchQuestion
} from '@keys/terminal'
import { operate, type FlowOptions } from '../../src/operate/flow.js'
import { withInterrupts } from '../../src/operate/interrupts.js'
import { QUEUE_PACK } from './fixture.js'

/** What a script says: Enter, a number or a letter at a question, words, or an interruption. */
export type Said = string | { words: string | null } | { interrupt: Interruption }

/** The queue pack, with other documents where they are given. */
export function queuePack(changes: Readonly<Record<string, string>> = {}): RunPack {
  const files: Readonly<Record<string, string>> = { ...QUEUE_PACK, ...changes }
  return readRunPack({ contentHash: contentHash((path) => Buffer.from(files[path] ?? '')), files })
}

/** Commands that print what they are told, in order; nothing more means success without a word. */
export function printing(...outputs: readonly (string | number)[]): Processes & { ran: string[] } {
  const left = [...outputs]
  const ran: string[] = []
  return {
    ran,
    run: async ({ code }) => {
      ran.push(code)
      const next = left.shift() ?? ''
      const text = typeof next === 'number' ? '' : next
      const stream = { text, bytes: text.length, dropped: 0 }
      const empty = { text: '', bytes: 0, dropped: 0 }
      return {
        end: { type: 'exited', status: typeof next === 'number' ? next : 0 },
        stdout: stream,
        stderr: empty,
        duration: 5
      }
    }
  }
}

/** A dialogue that answers from a script, and keeps all that it was shown. */
export class ScriptedDialogue implements Dialogue {
  readonly shown: string[] = []
  readonly asked: string[] = []
  /** The labels of the answers to each question. */
  readonly offered: string[][] = []
  readonly copied: string[] = []
  private readonly script: Said[]

  constructor(script: readonly Said[]) {
    this.script = [...script]
  }

  /** How much of the script was not needed. */
  get left(): number {
    return this.script.length
  }

  show(blocks: readonly Block[]): void {
    this.shown.push(...render(blocks, { width: 100, color: false, isPlain: true }))
  }

  async choose<Value>(question: Question<Value>): Promise<Value> {
    this.show(question.head)
    this.asked.push(question.head.flatMap((block) => ('text' in block ? block.text : '')).join(' '))
    this.offered.push(question.options.map(({ label }) => label))
    const said = this.next()
    if (typeof said === 'object') throw new Error(`expected a key, the script has ${JSON.stringify(said)}`)
    const key = question.keys.find((candidate) => candidate.key === said)
    if (key) return key.value
    const index = said === '' ? question.preselected : Number(said) - 1
    const option = index === null ? undefined : question.options[index]
    if (!option) throw new Error(`no answer ${JSON.stringify(said)} to ${this.asked.at(-1)}`)
    return option.value
  }

  async ask({ label, head = [], refuse }: Parameters<Dialogue['ask']>[0]): Promise<string | null> {
    this.show(head)
    this.asked.push(label)
    for (;;) {
      const said = this.next()
      if (typeof said === 'string' || !('words' in said)) throw new Error(`expected words for ${label}`)
      if (said.words === null || (refuse?.(said.words) ?? null) === null) return said.words
    }
  }

  async search<Value>({ answers }: SearchQuestion<Value>): Promise<Value | null> {
    const said = this.next()
    if (typeof said === 'string' || !('words' in said)) throw new Error('expected words to search for')
    return said.words === null ? null : (answers(said.words).options[0]?.value ?? null)
  }

  async watch<Result>(
    work: (listener: { onOutput: () => void; signal: AbortSignal }) => Promise<Result>
  ): Promise<Result> {
    return work({ onOutput: () => undefined, signal: new AbortController().signal })
  }

  async page(blocks: readonly Block[]): Promise<void> {
    this.show(blocks)
  }

  copy(text: string): void {
    this.copied.push(text)
  }

  private next(): Exclude<Said, { interrupt: Interruption }> {
    const said = this.script.shift() ?? { interrupt: 'end' }
    if (typeof said === 'object' && 'interrupt' in said) throw new Interrupted(said.interrupt)
    return said
  }
}

interface Seated {
  session: Session
  dialogue: ScriptedDialogue
  controller: RunController
  now: { at: string }
}

export interface Played extends Omit<Seated, 'controller'> {
  outcome: SessionOutcome
}

const ENVIRONMENT = { QUEUE_FILE: '/queue', QUEUE_TOKEN: 'tok-not-a-real-one-1' }

/** Starts a run in memory, and sits down to it. */
export async function interactiveRun(
  script: readonly Said[],
  processes: Processes = printing(),
  pack: RunPack = queuePack(),
  storage: RunStore = memoryStore(),
  environment: Readonly<Record<string, string>> = ENVIRONMENT
): Promise<Seated> {
  const now = { at: '2026-11-23T14:00:00.000Z' }
  const clock = { now: () => now.at, monotonic: () => 0 }
  const classifier = await createAnalyzer()
  const ports = { storage, processes, clock, ids: { unique: () => 'abcdefghjk' }, classifier }
  const session = await startRun(pack, ports, {
    operator: 'ada',
    host: 'desk',
    process: 1,
    tool: 'test',
    environment,
    folder: '/'
  })
  const dialogue = new ScriptedDialogue(script)
  const controller = new RunController(session, withInterrupts(dialogue), clock, (step) =>
    step.startsWith('do-the') ? ['Ask Grace.'] : []
  )
  return { session, dialogue, controller, now }
}

/** Plays a run in memory. */
export async function play(
  script: readonly Said[],
  processes: Processes = printing(),
  options: FlowOptions = { isYes: false, isAttended: true },
  pack: RunPack = queuePack(),
  storage: RunStore = memoryStore()
): Promise<Played> {
  const { controller, ...run } = await interactiveRun(script, processes, pack, storage)
  return { ...run, outcome: await operate(controller, options) }
}
