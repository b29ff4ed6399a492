/**
 * Rule files of Prometheus: what a check of them needs, apart from searching, which does not read YAML.
 */
export { checkedRulesDocument, checkedRulesLines, type CheckedRules, type LinkFor } from './alert/checked-rules.js'
export {
  isFixable,
  linkedFiles,
  rulesIn,
  runbookBase,
  type LinkPlace,
  type PlacedRule,
  type RuleFileFault
} from './alert/rule-files.js'
