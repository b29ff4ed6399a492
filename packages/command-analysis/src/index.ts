export { Analyzer, createAnalyzer, type Analysis } from './analyzer.js'
export { answersIn } from './answers.js'
export { onlyLooks } from './commands.js'
export {
  callChanges,
  callDestruction,
  requestChanges,
  runsIn,
  sqlChanges,
  sqlDestruction,
  type Change
} from './effect/changes.js'
export type {
  Call,
  CommandFacts,
  Fault,
  FileUse,
  Input,
  Language,
  Printed,
  Request,
  SqlScript,
  Statement,
  Swallowed,
  VariableUse,
  Word
} from './facts.js'
export { loadParsers, type Parsers } from './parsers.js'
export { exposuresIn } from './secrets/flow.js'
export { secretsIn } from './secrets/names.js'
export type { Exposure, Taint } from './secrets/taint.js'
export { GIVEN_TOOLS, isBuiltin } from './shell/names.js'
export { pitfallsIn, type Pitfall, type Pitfalls } from './pitfalls.js'
export { promptsIn } from './shell/prompt.js'
export { toolsCalledBy, type CalledTool } from './tools.js'
export { firstLine, MappedText, type Span } from './text/mapped-text.js'
export { nodeIn, nodesIn, textIn, walk, type Node } from './text/tree.js'
