/**
 * Findings in the packs of a workspace, of which those that are known are kept between calls.
 */
// By itself: an import that is made while the command runs reads the whole package.
import { keptPlace } from '@keys/pack'
import type { HowToValidateKept } from '@keys/workspace/kept'
import type { Validation } from '@keys/workspace/result'
import type { Terminal } from './command.js'
import { BUILD } from './kept.js'

/**
 * Validates runbook packs.
 * @param paths As typed; none means the workspace.
 * @param terminal The folder in which the command runs, and its environment.
 * @param how How to validate.
 * @throws {UsageError} When a path is wrong or holds no pack, or a configuration or catalog is wrong.
 */
export async function validateKept(
  paths: readonly string[],
  { folder, environment }: Pick<Terminal, 'folder' | 'environment'>,
  how: Omit<HowToValidateKept, 'keptPlace'>
): Promise<Validation> {
  const kept = await import('@keys/workspace/kept')
  return kept.validateKept(paths, folder, {
    ...how,
    keptPlace: (name, root) => keptPlace(name, root, environment, BUILD)
  })
}
