/**
 * One pack, drilled in a process of its own: its parts have an event loop to themselves, and its code cannot take the
 * others with it. Started by `drill-packs.ts`.
 */
import { END_SIGNALS, isUsageError } from '@keys/pack'
import type { Classifier } from '@keys/runner'
import { runPackAt } from '@keys/runner/node'
import type { Progress } from '../run-scenario.js'
import { loadDrill } from './load.js'
import { plainDrillResult, type Admission, type FromWorker, type ToWorker } from './messages.js'

const controller = new AbortController()
// Whoever started it is gone, or wants it to end.
process.on('disconnect', () => controller.abort())
for (const signal of END_SIGNALS) process.on(signal, () => controller.abort())
const waiting: (() => void)[] = []
process.on('message', (message: ToWorker | Admission) => {
  if ('type' in message) waiting.shift()?.()
  else void answer(message).finally(() => process.disconnect())
})

async function answer({ location, only, classifier: module }: ToWorker): Promise<void> {
  try {
    const pack = runPackAt(location)
    const { kit, drill } = await loadDrill(location)
    const classifier = module === null ? null : await classifierOf(module, Object.values(pack.files))
    const names = drill.scenarios.map(({ name }) => name)
    // The others may be names of another pack: whether any has them is asked where all are known.
    const own = only?.filter((name) => names.includes(name))
    const result = await kit.runDrill(pack, drill, {
      signal: controller.signal,
      onProgress: (progress: Progress) => send({ type: 'progress', progress: plain(progress) }),
      admit: (left: number) =>
        new Promise<void>((resolve) => {
          waiting.push(resolve)
          send({ type: 'waits', left: left / (drill.concurrency ?? 1) })
        }),
      ...(own ? { only: own } : {}),
      ...(classifier ? { classifier } : {})
    })
    send({ type: 'done', result: plainDrillResult(result, names) })
  } catch (error) {
    if (controller.signal.aborted) return send({ type: 'interrupted' })
    const { name, message, hint } = describeError(error)
    send({ type: 'failed', name, message, hint })
  }
}

/** Whoever starts the drills says what tells commands apart: a drill knows only the port. */
async function classifierOf(module: string, texts: readonly string[]): Promise<Classifier> {
  const { createAnalyzer } = (await import(module)) as {
    createAnalyzer: (texts: readonly string[]) => Promise<Classifier>
  }
  return createAnalyzer(texts)
}

function plain(progress: Progress): Extract<FromWorker, { type: 'progress' }>['progress'] {
  return progress.type === 'done' ? { ...progress, failure: progress.failure !== null } : progress
}

function describeError(error: unknown): { name: string; message: string; hint: string } {
  if (isUsageError(error)) return { name: 'UsageError', message: error.message, hint: error.hint }
  if (error instanceof Error && error.name === 'MissingServiceError') {
    return { name: 'UsageError', message: error.message, hint: 'A drill never passes without its parts.' }
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { name: 'Error', message, hint: '' }
}

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message)
}
