/**
 * What everybody asks of a runbook that was parsed. It reads the model alone: no Markdown engine, no Node.
 */
export {
  allCommandsOf,
  COMMAND_PARTS,
  commandsOf,
  confirmationPhrase,
  decidingCommand,
  decidingCommandOf,
  effectOf,
  fieldOf,
  forwardCommands,
  isSameCommand,
  manualActionOf,
  statedEffectOf,
  writtenCommandsOf,
  type PlacedCommand
} from './commands.js'
export { hasUnwrittenDefault } from './default.js'
export { after, milliseconds } from './durations.js'
export { TextPlaces } from './text-places.js'
export {
  endingInShort,
  endingOf,
  endingOfNode,
  nodeOfEnding,
  stopInWords,
  type Ending,
  type EndingType
} from './ending.js'
export { componentsOf, namedByBranches, reach, successorsIn } from './graph.js'
export { isRequired, SHELL_VARIABLES } from './inputs.js'
export { outsideSteps, type OutsidePart } from './outside.js'
export { bound, boundRunbook } from './placeholders.js'
export { isSameChoice, optionsOf, type StepOption } from './options.js'
export { branchInWords, stepHeading, stepInWords, stepLabel } from './steps.js'
