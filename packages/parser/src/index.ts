export { diffGraphs, leastBump, type RunbookVersion } from './diff.js'
export { toMermaidDiff } from './diff-mermaid.js'
export { extractChangelog } from './extract-changelog.js'
export { extractChecklist } from './extract-checklist.js'
export { extractRunbook } from './extract-runbook.js'
export { MAX_BYTES, MAX_DEPTH } from './limits.js'
export { toMermaid } from './mermaid.js'
export { parseChangelog, parseChecklist, parseRunbook, type ParseOptions } from './parse.js'
export { remarkChecklist, remarkRunbook } from './plugins.js'
export { toTree, type ToTree } from './to-tree.js'
export type {
  Branch,
  Bump,
  Change,
  Changelog,
  Checklist,
  Command,
  Field,
  Graph,
  Matcher,
  Runbook,
  Section,
  Step,
  Target
} from '@keys/schema'
