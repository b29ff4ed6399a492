export { isSameChoice, waysOf, type Way } from './choices.js'
export {
  commandsOf,
  confirmationPhrase,
  decisiveCommand,
  deedOf,
  effectOf,
  fieldOf,
  questionOf,
  type PlacedCommand
} from './commands.js'
export { decide } from './decide.js'
export { digest } from './digest.js'
export { evolve, replay, type PackOf } from './evolve.js'
export { REFUSALS, type Confirmation, type Decision, type Intent, type RefusalCode } from './intents.js'
export { missingInputs } from './inputs.js'
export { itemsOf, reachableFrom, type Item, type ItemState } from './items.js'
export { CHAIN_START, readJournal, writeEvent, type ChainEnd, type JournalFault, type ReadJournal } from './journal.js'
export { endInWords, judge, observedOf, outcomeOf, type ExecutionOf, type Judgement } from './judge.js'
export { lastLine, matches, type Outcome } from './matching.js'
export { memoryStorage } from './memory-storage.js'
export { PackError, readRunPack, type PackText, type RunPack } from './pack.js'
export * from './ports.js'
export { createMasker, type Masker } from './redact.js'
export { JournalDamagedError, readRun, resumeRun, startRun, type ReadRun, type Resumed } from './runs.js'
export { Session, type Performed, type PerformOptions, type SessionOptions, type SessionPorts } from './session.js'
export { situationOf, type CommandView, type Situation, type Timer } from './situation.js'
export {
  currentVisit,
  lastExecution,
  openExecution,
  RunEventError,
  type Execution,
  type ExecutionEnd,
  type InputValue,
  type Leaving,
  type Place,
  type RunState,
  type Visit
} from './state.js'
