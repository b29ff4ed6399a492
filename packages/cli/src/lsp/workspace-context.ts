import type { ReadWorkspaceContext } from '@keys/language-server'
import { listedPacks } from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { targetsOf } from '../validation.js'

/**
 * Makes what reads, beside a pack, its catalogs, its configuration and the other packs.
 * @param toTree The Markdown engine.
 */
export function workspaceContextReader(toTree: ToTree): ReadWorkspaceContext {
  return (dir, warn) => ({
    options: { ...attempt(() => targetsOf('runbook', [dir], dir)[0]?.options, warn), toTree },
    neighbors: new Map(
      (attempt(() => listedPacks(dir, {}), warn) ?? []).map(({ slug, package: name, title, path }) => [
        slug,
        { slug, package: name, title, path }
      ])
    )
  })
}

function attempt<Result>(read: () => Result, warn: (message: string) => void): Result | null {
  try {
    return read()
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error))
    return null
  }
}
