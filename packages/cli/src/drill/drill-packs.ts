/**
 * Rehearses packs, side by side, each in a process of its own.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PackLocation } from '@keys/indexer'
import { DRILL_FILE } from '@keys/schema'
import { UsageError } from '../command.js'
import type { FromWorker, PlainProgress, PlainRehearsal, ToWorker } from './messages.js'
import type { PackRehearsal } from './report.js'

export interface DrillPacksOptions {
  signal: AbortSignal
  /** Scenarios to rehearse, by name; all when it is absent. */
  only?: readonly string[]
  /** How many packs are rehearsed at the same time. */
  jobs: number
  onProgress: (slug: string, progress: PlainProgress) => void
}

/**
 * Rehearses packs that have drills.
 * @param locations The packs.
 * @param options How.
 * @returns The rehearsals, in the order of the packs.
 * @throws {UsageError} When a drill cannot be loaded, or the machine lacks a part.
 * @throws What `signal` aborts with.
 */
export async function drillPacks(
  locations: readonly PackLocation[],
  { signal, only, jobs, onProgress }: DrillPacksOptions
): Promise<PackRehearsal[]> {
  const failed = new AbortController()
  const any = AbortSignal.any([signal, failed.signal])
  const results: PackRehearsal[] = []
  const queue = [...locations.entries()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !any.aborted; next = queue.shift()) {
      const [index, location] = next
      const started = performance.now()
      const hear = (progress: PlainProgress): void => onProgress(location.slug, progress)
      const rehearsal = await inWorker({ location, only: only ?? null }, any, hear)
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
  signal.throwIfAborted()
  for (const end of ends) if (end.status === 'rejected') throw failed.signal.reason ?? end.reason
  return results
}

/** Rehearses one pack. Whatever happens, this settles only when the process has ended. */
function inWorker(
  task: ToWorker,
  signal: AbortSignal,
  hear: (progress: PlainProgress) => void
): Promise<PlainRehearsal> {
  // Beside this file, once both are bundled.
  const worker = fork(fileURLToPath(new URL('drill-worker.js', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  let said = ''
  worker.stderr?.on('data', (data: Buffer) => {
    said = `${said}${data.toString()}`.slice(-4000)
  })
  let last: FromWorker | null = null
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'progress') hear(message.progress)
    else last = message
  })
  const end = (): void => void worker.kill('SIGTERM')
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  else worker.send(task)
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', end)
      const result = last
      if (result?.type === 'done') resolve(result.rehearsal)
      else if (result?.type === 'failed' && result.name === 'UsageError')
        reject(new UsageError(result.message, result.hint))
      else reject(signal.reason ?? brokenOff(task.location.slug, result, killedBy ?? `code ${code}`, said))
    })
  })
}

/** The code of an author runs in there: what ends it is told as a fault of the drill. */
function brokenOff(slug: string, result: FromWorker | null, end: string, said: string): UsageError {
  const what =
    result?.type === 'failed'
      ? `the rehearsal broke off: ${result.message}`
      : `the process of its rehearsal ended with ${end}.${said === '' ? '' : `\n${said.trimEnd()}`}`
  return new UsageError(
    `${slug}: ${what}`,
    `Mend ${DRILL_FILE}, which neither throws in its parts nor ends its process.`
  )
}
