/**
 * The part that needs no disk: for browsers, editors and tests.
 */
export { Analyzer, createAnalyzer, type Analysis } from '@keys/command-analysis'
export type { DisableComment, NamedRule } from './engine/read-comments.js'
export type { DisableComments } from './engine/suppress.js'
export {
  RuleFailure,
  validateChangesets,
  validatePack,
  type ValidateOptions,
  type ValidateSettings
} from './engine/engine.js'
export { applyFixes, fixPack, type Fixed, type FixedPack } from './fixes/fix.js'
export { editStep, type StepEdit } from './fixes/step-edits.js'
export type { StepChange } from './fixes/step-places.js'
export type { Message, MessageData, MessageTable } from './engine/messages.js'
export { readOwnRules, type OwnRuleFault } from './engine/own-rules.js'
export { registry } from './registry.js'
export { remoteAddressesOf, type AskRemote, type RemoteAnswer, type RemoteAnswers } from './engine/remote-links.js'
export { atLeast, countAtLeast, createReport, reaches, type PackFindings } from './engine/report.js'
export { annotationsReport } from './reporters/annotations.js'
export { jsonReport } from './reporters/json.js'
export { prettyReport, type PrettyOptions } from './reporters/pretty.js'
export { sarifReport, type SarifOptions } from './reporters/sarif.js'
export {
  defineRule,
  register,
  type RegisteredRule,
  type Release,
  type Rule,
  type RuleContext,
  type RuleDefinition,
  type SubjectName,
  type Subjects
} from './engine/rule.js'
