/**
 * From a pack to its drill, and to the kit that rehearses it: the one that the pack itself depends on.
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Kit from '@keys/drill'
import type { PackLocation } from '@keys/indexer'
import { DRILL_FILE } from '@keys/schema'
import { UsageError } from '../command.js'

export interface LoadedDrill {
  kit: typeof Kit
  drill: Kit.Drill<unknown, Kit.World>
}

/** Whether a pack has a drill. */
export function hasDrill({ dir }: PackLocation): boolean {
  return existsSync(join(dir, DRILL_FILE))
}

/**
 * Loads the drill of a pack. This runs the code of its author.
 * @param location Where the pack lies.
 * @throws {UsageError} When it has none, when the kit is not installed, or when the file exports no drill.
 */
export async function loadDrill({ dir, slug }: PackLocation): Promise<LoadedDrill> {
  const file = join(dir, DRILL_FILE)
  if (!existsSync(file)) {
    throw new UsageError(`${slug} has no ${DRILL_FILE}.`, 'How to write one: docs/runbook-keys/DRILLS.md')
  }
  const kit: typeof Kit = await import(pathToFileURL(kitFor(file)).href)
  let exported: unknown
  try {
    exported = await import(pathToFileURL(file).href)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${slug}: ${DRILL_FILE} cannot be loaded: ${reason}`, 'Mend the file, then run again.')
  }
  const { drill } = exported as { drill?: unknown }
  if (!isDrill(drill)) {
    throw new UsageError(
      `${slug}: ${DRILL_FILE} exports no drill.`,
      "Export it: export const drill = defineDrill({ world, scenarios }), from '@keys/drill'."
    )
  }
  return { kit, drill }
}

function kitFor(file: string): string {
  try {
    return createRequire(file).resolve('@keys/drill')
  } catch {
    throw new UsageError(
      'The kit that rehearses runbooks is not installed.',
      'Install it: npm install --save-dev @keys/drill'
    )
  }
}

function isDrill(value: unknown): value is LoadedDrill['drill'] {
  return (
    typeof value === 'object' &&
    value !== null &&
    'world' in value &&
    typeof value.world === 'function' &&
    'scenarios' in value &&
    Array.isArray(value.scenarios)
  )
}
