/**
 * Drills packs, side by side, each in a process of its own.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { nearest, UsageError, visible, type PackLocation } from '@keys/pack'
import { DRILL_FILE } from '@keys/schema'
import type { Admission, FromWorker, PlainProgress, PlainDrillResult, ToWorker } from './messages.js'
import type { PackResult } from './results.js'
import { Slots } from './slots.js'

/** Milliseconds that a worker has to end what it started. */
const GRACE = 5000
/** Milliseconds for the last lines of a worker that has ended. */
const LAST_LINES = 1000
/** Scenarios of all packs at the same time: half of one is waiting, and some compare times. */
const SCENARIOS_PER_CORE = 3

export interface DrillPacksOptions {
  signal: AbortSignal
  /** Ends at once what `signal` lets end in peace. */
  force: AbortSignal
  /** Scenarios to drill, by name; all when it is absent. */
  only?: readonly string[]
  /**
   * The address of a module that exports `createAnalyzer`, which makes a classifier for the texts of a pack. What it shows to be
   * read-only runs by the policy of the runner; without one the scenario confirms each command.
   */
  classifier?: string
  /** How many packs are drilled at the same time. */
  jobs: number
  onProgress: (slug: string, progress: PlainProgress) => void
  /** Hears each line that a drill writes to stdout or stderr. It may hold control characters. */
  onOutput: (slug: string, line: string) => void
}

/** What goes on between one worker and whoever started it. */
interface WorkerCallbacks {
  signal: AbortSignal
  force: AbortSignal
  onProgress: (progress: PlainProgress) => void
  onOutput: (line: string) => void
  /** A scenario is ready to begin, so many rounds of them are left. */
  onWait: (left: number, admit: () => void) => void
}

/**
 * Drills packs that have drills.
 * @param locations The packs.
 * @param options How.
 * @returns The drills, in the order of the packs.
 * @throws {UsageError} When a drill cannot be loaded, the machine lacks a part, or no drill has a name in `only`.
 * @throws What `signal` aborts with.
 */
export async function drillPacks(
  locations: readonly PackLocation[],
  { signal, force, only, classifier, jobs, onProgress, onOutput }: DrillPacksOptions
): Promise<PackResult[]> {
  const failed = new AbortController()
  const any = AbortSignal.any([signal, failed.signal])
  const results: PackResult[] = []
  const queue = [...locations.entries()]
  const slots = new Slots(SCENARIOS_PER_CORE * availableParallelism())
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !any.aborted; next = queue.shift()) {
      const [index, location] = next
      const started = performance.now()
      const result = await inWorker(
        { location, only: only ?? null, classifier: classifier ?? null },
        {
          signal: any,
          force,
          onProgress: (progress) => {
            if (progress.type === 'done') slots.giveBack(location.slug, progress.duration)
            onProgress(location.slug, progress)
          },
          onOutput: (line) => onOutput(location.slug, line),
          onWait: (left, admit) => slots.ask(location.slug, left, admit)
        }
      ).finally(() => slots.forget(location.slug))
      results[index] = { slug: location.slug, result, duration: performance.now() - started }
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
  expectNames(only ?? [], results)
  return results
}

/** Drills one pack. Whatever happens, this settles only when the process has ended. */
function inWorker(task: ToWorker, callbacks: WorkerCallbacks): Promise<PlainDrillResult> {
  const { signal } = callbacks
  // Beside this file, in the build of this package and in that of a command that holds it.
  const worker = fork(fileURLToPath(new URL('drill-worker.js', import.meta.url)), {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  passOn(worker, callbacks.onOutput)
  let last: FromWorker | null = null
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'progress') callbacks.onProgress(message.progress)
    else if (message.type === 'waits') callbacks.onWait(message.left, () => admit(worker))
    else last = message
  })
  const forget = endWith(worker, callbacks)
  if (!signal.aborted) worker.send(task)
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('close', (code, killedBy) => {
      forget()
      const result = last
      if (result?.type === 'done') resolve(result.result)
      else if (result?.type === 'failed' && result.name === 'UsageError')
        reject(new UsageError(result.message, result.hint))
      else reject(signal.reason ?? brokenOff(task.location.slug, result, killedBy ?? `code ${code}`))
    })
  })
}

function admit(worker: ChildProcess): void {
  const admission: Admission = { type: 'admitted' }
  if (worker.connected) worker.send(admission)
}

/** Passes on what the code of an author writes, line by line. */
function passOn(worker: ChildProcess, onOutput: WorkerCallbacks['onOutput']): void {
  const streams = [worker.stdout, worker.stderr].filter((stream) => stream !== null)
  for (const input of streams) createInterface({ input }).on('line', onOutput)
  // What outlives the worker may hold its pipes open, and nobody waits for that.
  worker.once('exit', () => {
    const timer = setTimeout(() => streams.forEach((stream) => stream.destroy()), LAST_LINES)
    worker.once('close', () => clearTimeout(timer))
  })
}

/**
 * Ends a worker when the signal aborts: politely, then by force, because the code of an author may never let go of the
 * event loop. The watchdog of its drill tidies up after force.
 * @returns What to call when it has ended.
 */
function endWith(worker: ChildProcess, { signal, force }: WorkerCallbacks): () => void {
  let timer: NodeJS.Timeout | undefined
  const kill = (): void => void worker.kill('SIGKILL')
  const end = (): void => {
    worker.kill('SIGTERM')
    timer = setTimeout(kill, GRACE)
  }
  signal.addEventListener('abort', end, { once: true })
  force.addEventListener('abort', kill, { once: true })
  if (signal.aborted) end()
  if (force.aborted) kill()
  return () => {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    force.removeEventListener('abort', kill)
  }
}

/** The code of an author runs in there: what ends it is told as a fault of the drill. */
function brokenOff(slug: string, result: FromWorker | null, end: string): UsageError {
  const what =
    result?.type === 'failed' ? `the drill broke off: ${result.message}` : `the process of its drill ended with ${end}.`
  return new UsageError(
    `${slug}: ${what}`,
    `Fix ${DRILL_FILE}: it must not throw while starting services, and must not call process.exit().`
  )
}

/** A misspelled name must not look like a drill that passed. */
function expectNames(only: readonly string[], results: readonly PackResult[]): void {
  const names = [...new Set(results.flatMap(({ result }) => result.names))]
  const unknown = only.find((name) => !names.includes(name))
  if (unknown === undefined) return
  const meant = nearest(unknown, names)
  const listed = names.toSorted((a, b) => Number(b === meant) - Number(a === meant))
  throw new UsageError(
    `No scenario is called “${visible(unknown)}”.`,
    ['There are:', ...listed.map((name) => `  ${visible(name)}`)].join('\n')
  )
}
