import type { WorkspaceContext } from '@keys/language-server'
import { listedPacks } from '@keys/pack'
import { targetsOf } from '../validation.js'

/**
 * Reads what lies beside a pack: catalogs, configuration, other packs.
 * @param dir Path of the folder of the pack.
 * @param warn Told what is wrong there; the rules that need it then rest.
 */
export function readWorkspaceContext(dir: string, warn: (message: string) => void): WorkspaceContext {
  return {
    options: attempt(() => targetsOf('runbook', [dir], dir)[0]?.options, warn) ?? {},
    neighbors: new Map(
      (attempt(() => listedPacks(dir, {}), warn) ?? []).map(({ slug, title, path }) => [slug, { slug, title, path }])
    )
  }
}

function attempt<Result>(read: () => Result, warn: (message: string) => void): Result | null {
  try {
    return read()
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error))
    return null
  }
}
