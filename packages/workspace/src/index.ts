/**
 * All packs of a workspace at once: what is known of it, and what rules find in them.
 */
export { indexKept, type HowToIndexKept } from './index-kept.js'
export { knownWorkspace, type KnownOptions, type KnownWorkspace } from './known-workspace.js'
export { textAt, validationOf, type Result, type Validation, type WarningLimit } from './result.js'
export { judge, validate, type Judged } from './validate.js'
export { validateKept, type HowToValidateKept } from './validate-kept.js'
