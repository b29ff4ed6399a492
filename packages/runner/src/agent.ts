/**
 * What a process for agents needs of this machine. It has no way to run what is not shown to be read-only: an agent's
 * process imports this, and never `@keys/runner/node`.
 */
import { nodeProcesses } from './node/processes.js'
import type { RunPack } from './pack.js'
import type { Classifier } from './policy/classifier.js'
import { readOnlyProcesses } from './policy/read-only-processes.js'
import type { Processes } from './ports.js'

export { randomIds, systemClock, whoAmI } from './node/clock.js'
export { folderStore } from './node/folder-store.js'
export { teamAdditions } from './node/overlays.js'
export { signedAnswersAt } from './node/team-signers.js'
export { runPackAt } from './node/run-pack.js'

/**
 * Runs commands of a pack as child processes, those that are shown to be read-only.
 * @param packOf Gives the pack that is followed now.
 * @param classifier Tells what commands do.
 */
export function readOnlyNodeProcesses(packOf: () => RunPack, classifier: Classifier): Processes {
  return readOnlyProcesses(nodeProcesses(), packOf, classifier)
}
