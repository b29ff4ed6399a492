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
export { readAssignments } from './run/assignments.js'
export { closingFacts, verifiedIn, type ClosingFacts, type LeftStep } from './run/closing-facts.js'
export { intentOf } from './run/answer-intent.js'
export { decide, toSign, type ToSign } from './run/decide.js'
export { ANSWER_NAMESPACE, type SignatureCheck, type SignedAnswer, type Signers } from './run/answer-statement.js'
export { answerSignatures, type AnswerSignatures } from './evidence/answer-signatures.js'
export { digest } from './journal/digest.js'
export { ENDED_EARLY, evolve, replay, type PackOf } from './run/evolve.js'
export { REFUSALS, type Confirmation, type Decision, type Intent, type RefusalCode } from './run/intents.js'
export { contactsOf, isRole, type Contact } from './overlay/contacts.js'
export { doubtOf } from './run/input-doubts.js'
export { inputsInUse, missingByName, missingInputs } from './run/inputs.js'
export { itemsOf, reachableFrom, type Item, type ItemState } from './run/items.js'
export {
  CHAIN_START,
  readJournal,
  writeEvent,
  type ChainEnd,
  type JournalFault,
  type ReadJournal
} from './journal/journal.js'
export { endInWords } from './run/end-words.js'
export {
  evaluate,
  evaluateDeciding,
  isBrokenOff,
  observedOf,
  outcomeOf,
  type EvaluatedExecution,
  type Evaluation,
  type ExecutionOf
} from './run/evaluate.js'
export { lastLine, matches, type Outcome } from './run/matching.js'
export { shownText } from './run/output-text.js'
export { memoryStore } from './store/memory-store.js'
export { PackError, readRunPack, titleOfPack, type PackText, type RunPack } from './pack.js'
export { classificationOf, strictest, type Classifier } from './policy/classifier.js'
export {
  beliedCommands,
  effectIn,
  isFolded,
  needsPerson,
  unattendedObstacles,
  type BeliedCommand
} from './policy/unattended.js'
export { readOnlyProcesses } from './policy/read-only-processes.js'
export { unattendedMove, type UnattendedContext, type UnattendedMove } from './policy/unattended-move.js'
export * from './ports.js'
export { promptOf, type PassedPrompts, type Prompt, type PromptType } from './run/prompt.js'
export { canBeHidden } from './secrets/redact-forms.js'
export { createMasker, type Masker } from './secrets/redact.js'
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
} from './run/runs.js'
export { asksForSecondPerson, isSomebodyElse } from './run/second-person.js'
export { Session } from './run/session.js'
export type { Performed, PerformOptions, SessionOptions, SessionPorts } from './run/session-options.js'
export { situationOf, type CommandView, type Situation, type Timer } from './run/situation.js'
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
} from './run/state.js'
export { clockJumps, clockSentences, type ClockJump } from './evidence/clock.js'
export type { FileKind } from './evidence/kind-of-file.js'
export { bundleText, evidenceOf, readBundle, type EvidenceContent } from './evidence/bundle.js'
export { followUpsOf, type FollowUp } from './evidence/follow-ups.js'
export { evidenceSummary } from './evidence/summary.js'
export { evidenceHtml } from './evidence/html.js'
export { evidenceMarkdown } from './evidence/markdown.js'
export { SIGNATURE_NAMESPACE, type ReportOptions } from './evidence/report.js'
export { snapshotFaults, type SnapshotFault } from './evidence/snapshot-faults.js'
export { dueWindows, listedRuns, newestOpen, openRunsOf, runNamed, type ListedRun } from './store/listed-runs.js'
export type { EvidenceFault } from './evidence/evidence-faults.js'
export { verifyEvidence, type Verification } from './evidence/verify.js'
export { handoverMarkdown } from './handover/handover-text.js'
export { handoverOf, type Handover, type HandoverVisit } from './handover/handover.js'
export { parseOverlay, type Overlay, type OverlayFault } from './overlay/overlay.js'
export {
  fromBase64,
  readRunBundle,
  runBundleText,
  toBase64,
  type BundledFolder,
  type RunBundle
} from './journal/run-bundle.js'
export { stepsNamedIn } from './run/way-back.js'
export { evidenceFolders } from './preflight/evidence-folders.js'
export { preflight } from './preflight/preflight.js'
export type { PreflightFinding, PreflightOptions, PreflightPorts, PreflightReport } from './preflight/types.js'
