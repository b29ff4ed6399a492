/**
 * Renders many runbooks, on several threads where that pays.
 */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { renderPack, type RenderResult, type RenderTask } from './render-pack.js'

/** Fewer are rendered faster than a thread starts. */
const WORTH_A_THREAD = 24
const MOST_THREADS = 4
/** Room for what one runbook leaves behind: with the usual 16 MB a thread tidies up several times a runbook. */
const YOUNG_MB = 64
const WORKER = join(import.meta.dirname, 'worker.js')

/**
 * Renders runbooks.
 * @returns What each came to, in the order of the tasks.
 */
export async function renderAll(tasks: readonly RenderTask[]): Promise<RenderResult[]> {
  const threads = Math.min(MOST_THREADS, availableParallelism(), Math.floor(tasks.length / WORTH_A_THREAD))
  if (threads < 2 || !existsSync(WORKER)) {
    const results: RenderResult[] = []
    for (const task of tasks) results.push(await renderPack(task))
    return results
  }
  const results: RenderResult[] = []
  const queue = tasks.entries()
  await Promise.all(Array.from({ length: threads }, () => work(queue, results)))
  return results
}

/** One thread: it takes the next task when it is done with one. */
async function work(queue: Iterator<[number, RenderTask]>, results: RenderResult[]): Promise<void> {
  const worker = new Worker(WORKER, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } })
  try {
    await new Promise<void>((resolve, reject) => {
      let place = -1
      const next = (): void => {
        const { value, done } = queue.next()
        if (done === true) {
          resolve()
          return
        }
        const [index, task] = value
        place = index
        worker.postMessage(task, [])
      }
      worker.on('message', (result: RenderResult) => {
        results[place] = result
        next()
      })
      worker.on('error', reject)
      next()
    })
  } finally {
    await worker.terminate()
  }
}
