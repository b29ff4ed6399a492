export {
  isSameChoice,
  optionsOf,
  type StepOption,
  commandsOf,
  confirmationPhrase,
  decidingCommand,
  manualActionOf,
  effectOf,
  fieldOf,
  isSameCommand,
  stepLabel,
  stepHeading,
  type PlacedCommand
} from '@keys/parser/model'
export { closingFacts, type ClosingFacts, type LeftStep } from './closing-facts.js'
export { decide } from './decide.js'
export { digest } from './digest.js'
export { ENDED_EARLY, evolve, replay, type PackOf } from './evolve.js'
export { REFUSALS, type Confirmation, type Decision, type Intent, type RefusalCode } from './intents.js'
export { contactsOf, isRole, type Contact } from './contacts.js'
export { doubtOf } from './input-doubts.js'
export { inputsInUse, missingInputs } from './inputs.js'
export { itemsOf, reachableFrom, type Item, type ItemState } from './items.js'
export { CHAIN_START, readJournal, writeEvent, type ChainEnd, type JournalFault, type ReadJournal } from './journal.js'
export {
  endInWords,
  evaluate,
  evaluateDeciding,
  isBrokenOff,
  observedOf,
  outcomeOf,
  type EvaluatedExecution,
  type Evaluation,
  type ExecutionOf
} from './evaluate.js'
export { lastLine, matches, type Outcome } from './matching.js'
export { shownText } from './output-text.js'
export { memoryStorage } from './memory-storage.js'
export { PackError, readRunPack, type PackText, type RunPack } from './pack.js'
export { classificationOf, strictest, type Classifier } from './policy/classifier.js'
export {
  beliedCommands,
  effectIn,
  isFolded,
  needsPerson,
  unattendedObstacles,
  type BeliedCommand
} from './policy/unattended.js'
export { unattendedMove, type UnattendedContext, type UnattendedMove } from './policy/unattended-move.js'
export * from './ports.js'
export { promptOf, type PassedPrompts, type Prompt, type PromptType } from './prompt.js'
export { canBeHidden } from './redact-forms.js'
export { createMasker, type Masker } from './redact.js'
export {
  JournalDamagedError,
  packReader,
  readRun,
  resumeRun,
  RunResolvedError,
  startRun,
  type ReadRun,
  type Resumed,
  type ResumeOptions
} from './runs.js'
export { asksForSecondPerson, isSomebodyElse } from './second-person.js'
export { Session } from './session.js'
export type { Performed, PerformOptions, SessionOptions, SessionPorts } from './session-options.js'
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
export { clockJumps, clockSentences, type ClockJump } from './evidence/clock.js'
export type { FileKind } from './evidence/kind-of-file.js'
export { bundleText, evidenceOf, readBundle, type EvidenceContent } from './evidence/bundle.js'
export { followUpsOf, type FollowUp } from './evidence/follow-ups.js'
export { evidenceSummary } from './evidence/summary.js'
export { evidenceHtml } from './evidence/html.js'
export { evidenceMarkdown } from './evidence/markdown.js'
export { SIGNATURE_NAMESPACE, type ReportOptions } from './evidence/report.js'
export { verifyEvidence, type EvidenceFault, type Verification } from './evidence/verify.js'
export { handoverMarkdown } from './handover-text.js'
export { handoverOf, type Handover, type HandoverVisit } from './handover.js'
export { parseOverlay, type Overlay, type OverlayFault } from './overlay.js'
export { fromBase64, readRunBundle, runBundleText, toBase64, type BundledFolder, type RunBundle } from './run-bundle.js'
export { stepsNamedIn } from './way-back.js'
export {
  evidenceFolders,
  preflight,
  type PreflightFinding,
  type PreflightOptions,
  type PreflightPorts,
  type PreflightReport
} from './preflight.js'
