/**
 * What the reading of other people's runbooks knows of a language. Data only: a further language is a further file.
 */
import type { SectionKind } from '@keys/schema'

/** What a heading of somebody else's runbook stands for: one of our sections, or a part that we have no section for. */
export type SectionRole = SectionKind | 'rollback' | 'fixes' | 'causes' | 'references'

/** The words of one language. Words are separated by blanks, names by `|`; all in lower case. */
export interface LanguageWords {
  /** Its code in ISO 639-1. */
  code: string
  /** Small words by which a text in this language is told. */
  common: string
  /** The names of sections, by what they stand for. */
  sections: Partial<Record<SectionRole, string>>
  /** Words that make a name plain, such as "steps" in "mitigation steps"; names are looked up without them. */
  fillers: string
  /** Words that a sentence telling somebody to do something opens with. */
  verbs: string
  /** Endings that make the first word such a verb, as a regular expression; null for none. */
  verbForm: RegExp | null
  /** Where the verb stands in a sentence that tells somebody to do something. */
  verbAt: 'start' | 'start-or-end' | 'start-unspaced' | 'end-unspaced'
  /** Words that look like verbs by their form and are none. */
  notVerbs: string
  /** What numbers a step, such as "step" in "Step 3". */
  steps: string
  /** What numbers a part that holds steps, such as "phase". */
  groups: string
  /** What numbers or names one of several ways, such as "option". */
  alternatives: string
  /** What opens a condition. */
  condition: RegExp
  /** What opens a condition in the middle of a paragraph; words of time, such as "when", are left out. */
  sentenceCondition: RegExp
  /** What opens the words for all other cases. */
  otherwise: RegExp
  /** What ends a condition, beside punctuation. */
  consequence: RegExp
  /** What a service or a file may be, such as "down" or "empty": a label before what is done then. */
  states: string
  /** What opens a condition behind what is done, with the sign or blank before it; looked for everywhere in a sentence. */
  trailing: RegExp
  /** Words that stand anywhere in a sentence and leave to a person whether a command is run: "if necessary". */
  wish: RegExp
}
