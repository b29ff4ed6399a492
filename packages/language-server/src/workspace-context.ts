import { listedPacks } from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { targetsOf, type ValidateSettings } from '@keys/validator'
import type { ReadWorkspaceContext } from './session.js'

/**
 * Makes what reads, beside a pack that lies on a disk, its catalogs, its configuration and the other packs.
 * @param options `toTree` is the Markdown engine; the reference engine when absent.
 */
export function workspaceContextReader({ toTree }: { toTree?: ToTree } = {}): ReadWorkspaceContext {
  return async (dir, warn) => ({
    options: { ...(await attempt(() => optionsAt(dir, warn), warn)), ...(toTree && { toTree }) },
    neighbors: new Map(
      ((await attempt(() => listedPacks(dir, {}), warn)) ?? []).map(({ slug, package: name, title, path }) => [
        slug,
        { slug, package: name, title, path }
      ])
    )
  })
}

async function optionsAt(dir: string, warn: (message: string) => void): Promise<ValidateSettings | undefined> {
  const [target] = await targetsOf('runbook', [dir], dir)
  if (target?.settings.notLoaded) warn(target.settings.notLoaded)
  return target?.options
}

async function attempt<Result>(
  read: () => Result | Promise<Result>,
  warn: (message: string) => void
): Promise<Result | null> {
  try {
    return await read()
  } catch (error) {
    warn(error instanceof Error ? error.message : String(error))
    return null
  }
}
