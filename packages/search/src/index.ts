export {
  isSearchDocument,
  searchDocument,
  searchDocumentOfEntry,
  type SearchDocument,
  type SearchedRunbook,
  type SearchRedirection,
  type SearchSignal
} from './document.js'
export {
  alertDocument,
  answerDocument,
  type AlertDocument,
  type AnswerDocument,
  type ListedDocument
} from './answer-documents.js'
export type { SearchReason } from './reasons.js'
export {
  createSearch,
  openSearch,
  packSearch,
  type Search,
  type SearchAnswer,
  type SearchInstead,
  type SearchResult
} from './search.js'
export { normalizeAlert, readAlertText } from './alert/normalize-alert.js'
export type { AlertSource, AlertStatus, NormalizedAlert } from './alert/normalized-alert.js'
export { ALERT_EVIDENCE, type AlertCandidate, type AlertEvidence } from './alert/found-candidates.js'
export { alertMatcher, matchAlert, type AlertAnswer, type LinkMap } from './alert/match-alert.js'
export { proposedInputs, type ProposedInput } from './alert/proposed-inputs.js'
export { checkRules, type AlertRule, type RuleFinding, type RulesCheck } from './alert/check-rules.js'
