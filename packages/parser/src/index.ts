export { diffGraphs, leastBump, type RunbookVersion } from './diff/diff.js'
export { toMermaidDiff } from './diff/mermaid.js'
export { extractChangelog } from './changelog/extract-changelog.js'
export { extractChecklist } from './checklist/extract-checklist.js'
export { extractRunbook } from './runbook/extract-runbook.js'
export { findProblem, MAX_BYTES, MAX_DEPTH } from './markdown/limits.js'
export { toMermaid } from './graph/mermaid.js'
export { parseChangelog, parseChecklist, parseRunbook, type ParseOptions } from './parse.js'
export { remarkChecklist, remarkRunbook } from './plugins.js'
export { frontMatterOf, withoutFrontMatter, type FrontMatter } from './markdown/front-matter.js'
export { toTree, type ToTree } from './markdown/to-tree.js'
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
