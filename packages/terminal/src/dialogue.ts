/**
 * How the flow of a run talks to a person. It knows no terminal: one dialogue draws on it, one writes plain lines, tests
 * bring their own.
 */
import type { Block } from '@keys/runner/present'

/** One of the answers to a question. */
export interface Option<Value> {
  value: Value
  label: string
  /** What follows from it, such as where a branch leads. */
  note?: string
}

/** Something else that can be done at a question, by one key. */
export interface Key<Value> {
  /** The key: one lower-case letter, or `?`. */
  key: string
  /** What it does, in one word or two. */
  word: string
  value: Value
}

export interface Question<Value> {
  /** What is asked, drawn with the answers and gone with them. */
  head: readonly Block[]
  options: readonly Option<Value>[]
  /** The answer that Enter gives; null when a person has to decide. */
  preselected: number | null
  /** What Enter does, for the line of keys; `confirm` when absent. */
  enter?: string
  keys: readonly Key<Value>[]
  /** What Esc answers, where it leads back. */
  back?: { value: Value }
  /** A line on where the run is. Asked again while the question stands: time goes on. */
  status?: () => string
}

export interface TextQuestion {
  label: string
  /** What is shown with it. */
  head?: readonly Block[]
  /** Whether what is typed is not shown. */
  isSecret?: boolean
  /** Says what is wrong with an answer; null for nothing. */
  refuse?: (answer: string) => string | null
}

/** Something that is looked for by typing. */
export interface SearchQuestion<Value> {
  /** What is asked. */
  label: string
  /**
   * What can be chosen for what was typed or pasted.
   * @param typed All of it; lines that were pasted stay lines.
   */
  answers: (typed: string) => SearchAnswers<Value>
}

export interface SearchAnswers<Value> {
  /** The best first. */
  options: readonly Option<Value>[]
  /** Whether Enter takes the first one: whoever is not sure of it has to choose. */
  isSure: boolean
  /** What is to be said of them. */
  note?: string
}

/** Hears a command, and ends it. */
export interface Listener {
  onOutput: (stream: 'stdout' | 'stderr', text: string) => void
  signal: AbortSignal
}

export interface Dialogue {
  /** Shows something that stays. */
  show(blocks: readonly Block[]): void
  /**
   * Asks for one of some answers.
   * @throws {Interrupted} When nobody answers.
   */
  choose<Value>(question: Question<Value>): Promise<Value>
  /**
   * Asks for a line of text.
   * @returns The text without white space around it; null when the person took the question back.
   * @throws {Interrupted} When nobody answers.
   */
  ask(question: TextQuestion): Promise<string | null>
  /**
   * Lets somebody find something by typing.
   * @returns What was chosen; null when the person took the question back.
   * @throws {Interrupted} When nobody answers.
   */
  search<Value>(question: SearchQuestion<Value>): Promise<Value | null>
  /**
   * Shows the output of a command while it runs, and its last lines when it is over.
   * @param work Runs it.
   */
  watch<Result>(work: (listener: Listener) => Promise<Result>): Promise<Result>
  /**
   * Lets a command have the terminal while it runs, so that it can ask the person; absent where there is none to give.
   * @param work Runs it.
   */
  lend?<Result>(work: (listener: Listener) => Promise<Result>): Promise<Result>
  /**
   * Shows a long text to leaf through.
   * @throws {Interrupted} When nobody answers.
   */
  page(blocks: readonly Block[]): Promise<void>
  /** Puts a text on the clipboard of the person's machine, where the terminal can. */
  copy(text: string): void
}

/** Why nobody answers: Ctrl-C, the end of what is typed, or a signal that ends the process. */
export type Interruption = 'ctrl-c' | 'end' | 'signal'

/** Nobody answers a question. */
export class Interrupted extends Error {
  readonly why: Interruption

  constructor(why: Interruption) {
    super(`nobody answers: ${why}`)
    this.name = 'Interrupted'
    this.why = why
  }
}
