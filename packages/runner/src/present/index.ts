/**
 * What is shown of a run, as blocks and words without a terminal: for every surface on which a run is followed. Pure.
 */
export * from './all-commands.js'
export * from './blocks.js'
export * from './dry-run.js'
export { endWords } from '../run/end-words.js'
export * from './format.js'
export * from './input-blocks.js'
export * from './intro.js'
export * from './lines-to-type.js'
export { markdownBlocks, readable } from './markdown-blocks.js'
export * from './option-labels.js'
export * from './outro.js'
export * from './output-tail.js'
export * from './printed-checklist.js'
export * from './source-text.js'
export * from './step-blocks.js'
export * from './used-folders.js'
