/**
 * Rehearses packs, side by side.
 */
import type { PackLocation } from '@keys/indexer'
import type { Progress } from '@keys/drill'
import { runPackAt } from '../run-pack.js'
import { loadDrill } from './load.js'
import type { PackRehearsal } from './report.js'

export interface DrillPacksOptions {
  signal: AbortSignal
  /** Scenarios to rehearse, by name; all when it is absent. */
  only?: readonly string[]
  /** How many packs are rehearsed at the same time. */
  jobs: number
  onProgress: (slug: string, progress: Progress) => void
}

/**
 * Rehearses packs that have drills.
 * @param locations The packs.
 * @param options How.
 * @returns The rehearsals, in the order of the packs.
 * @throws {MissingPartError} When the machine lacks a part.
 * @throws {UsageError} When a drill cannot be loaded.
 */
export async function drillPacks(
  locations: readonly PackLocation[],
  { signal, only, jobs, onProgress }: DrillPacksOptions
): Promise<PackRehearsal[]> {
  // All are loaded before one begins: a drill that cannot be loaded is told at once.
  const loaded = []
  for (const location of locations) loaded.push({ location, pack: runPackAt(location), ...(await loadDrill(location)) })
  const failed = new AbortController()
  const results: PackRehearsal[] = []
  const queue = [...loaded.entries()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, { location, pack, kit, drill }] = next
      const started = performance.now()
      const rehearsal = await kit.rehearse(pack, drill, {
        signal: AbortSignal.any([signal, failed.signal]),
        onProgress: (progress) => onProgress(location.slug, progress),
        ...(only ? { only } : {})
      })
      results[index] = { slug: location.slug, rehearsal, duration: performance.now() - started }
    }
  }
  const workers = Array.from({ length: jobs }, () =>
    work().catch((error: unknown) => {
      failed.abort(error)
      throw error
    })
  )
  // Everything is ended before the first failure is told.
  const ends = await Promise.allSettled(workers)
  for (const end of ends) if (end.status === 'rejected') throw failed.signal.reason ?? end.reason
  return results
}
