export { createDialogue, type Attached } from './create-dialogue.js'
export {
  Interrupted,
  type Dialogue,
  type Interruption,
  type Key,
  type Listener,
  type Option,
  type Question,
  type SearchAnswers,
  type SearchQuestion,
  type TextQuestion
} from './dialogue.js'
export { InterruptedError, longWork, type LongWork } from './long-work.js'
export { overview } from './overview.js'
export { preflightText } from './preflight-text.js'
export { render, type Style } from './render.js'
export { runsTable } from './runs-table.js'
export { KEYS, question, questionFor, type Answer, type Asking, type Shortcut } from './run-questions.js'
export { table } from './table.js'
export type { Person, Terminal, TypedInput } from './terminal.js'
export { verificationText, type VerificationResult } from './verification-text.js'
export { walkQuestions, type PlacedQuestion } from './walk-questions.js'
