/**
 * Questions: what an import cannot know, each with its place in the source.
 */
import type { Position } from '@keys/schema'

/** What is asked about. */
export type QuestionKind =
  | 'effect'
  | 'target'
  | 'input'
  | 'fence'
  | 'expected'
  | 'verification'
  | 'rollback'
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

  /**
   * The answer to a question; null when there is none, and then it is kept. An answer that is none of the options is none.
   */
  ask(question: Omit<Question, 'place'>, position: Position | null): string | null {
    const answer = this.answers[question.id]?.trim()
    if (answer !== undefined && answer !== '' && (question.options?.includes(answer) ?? true)) return answer
    const { line, column } = position?.start ?? { line: 1, column: 1 }
    this.open.push({ ...question, place: { file: this.file, line, column } })
    return null
  }
}
