/**
 * The part that needs no disk: for browsers, editors and tests.
 */
export { Analyzer, createAnalyzer, type Analysis } from '@keys/command-analysis'
export type { DisableComment, NamedRule } from './comments/read-comments.js'
export type { DisableComments } from './comments/suppress.js'
export { RuleFailure, validateChangesets, validatePack, type ValidateOptions, type ValidateSettings } from './engine.js'
export { applyFixes, fixPack, type Fixed, type FixedPack } from './fix.js'
export type { Message, MessageData, MessageTable } from './messages.js'
export { registry } from './registry.js'
export { remoteAddressesOf, type AskRemote, type RemoteAnswer, type RemoteAnswers } from './remote-links.js'
export { atLeast, countAtLeast, createReport, reaches, type PackFindings } from './report.js'
export { annotationsReport } from './reporters/annotations.js'
export { jsonReport } from './reporters/json.js'
export { prettyReport, type PrettyOptions } from './reporters/pretty.js'
export { sarifReport, type SarifOptions } from './reporters/sarif.js'
export { wrap } from './reporters/wrap.js'
export {
  defineRule,
  register,
  type RegisteredRule,
  type Rule,
  type RuleContext,
  type RuleDefinition,
  type SubjectName,
  type Subjects
} from './rule.js'
