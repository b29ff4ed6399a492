/**
 * Questions: what an import cannot know, each with its place in the source.
 */
import type { Position } from '@keys/schema'

/** What is asked about. */
export type QuestionKind =
  | 'effect'
  | 'target'
  | 'order'
  | 'input'
  | 'fence'
  | 'matcher'
  | 'access'
  | 'expected'
  | 'verification'
  | 'rollback'
  | 'precondition'
  | 'escalate-when'
  | 'evidence'
  | 'follow-ups'
  | 'when-not-to-use'
  | 'alert'
  | 'contact'
  | 'owner'
  | 'license'

/** A gap that a person fills. */
export interface Question {
  /** What an answer names; it stays the same as long as the source does. */
  id: string
  kind: QuestionKind
  /** What it is needed for: to follow the draft, or only to release it. */
  needed: 'use' | 'release'
  text: string
  /** The answers to choose from; any words when absent. */
  options?: readonly string[]
  /** What seems likely; never set without a person. */
  proposal: string | null
  place: { file: string; line: number; column: number }
}

/** Answers by the ids of their questions. */
export type Answers = Readonly<Record<string, string>>

/** Collects the questions that no answer was given to. */
export class Asker {
  readonly open: Question[] = []
  /** The file of the text that is imported. */
  readonly file: string
  private readonly answers: Answers

  constructor(file: string, answers: Answers) {
    this.file = file
    this.answers = answers
  }

  /** What was answered before; null for nothing. */
  answerTo(id: string): string | null {
    return this.answers[id]?.trim() || null
  }

  /** Whether a question was asked that nobody has answered. */
  isOpen(id: string): boolean {
    return this.open.some((question) => question.id === id)
  }

  /** The answer to a question that is not asked as yet; null when there is none, or when it is none of the options. */
  optionAt({ id, options }: Pick<Question, 'id' | 'options'>): string | null {
    const answer = this.answerTo(id)
    return answer !== null && (options?.includes(answer) ?? true) ? answer : null
  }

  /**
   * The answer to a question; null when there is none, and then it is kept. An answer that is none of the options is none.
   */
  ask(
    { needed = 'use', ...question }: Omit<Question, 'place' | 'needed'> & Partial<Pick<Question, 'needed'>>,
    position: Position | null
  ): string | null {
    const answer = this.optionAt(question)
    if (answer !== null) return answer
    const { line, column } = position?.start ?? { line: 1, column: 1 }
    this.open.push({ ...question, needed, place: { file: this.file, line, column } })
    return null
  }
}
