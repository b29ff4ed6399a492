/**
 * The scaffold of a new pack, for `keys new`. What is published is the command alone.
 */
export { streamsOf, type Streams } from './ask.js'
export { completionScript, SHELLS, type CompletedCommand } from './completion.js'
export { examine, examinedText, type Examined } from './doctor.js'
export { guidePage, guidePages } from './guide.js'
export { createRunbook, type ScaffoldPlace } from './create-runbook.js'
export type { TypedInput } from './parse-flags.js'
export { LICENSE_IDS } from '@keys/pack/edits'
