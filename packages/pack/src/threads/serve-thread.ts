/**
 * The side of a thread: it does one task after the other, until it is ended.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { carried, type CarriedError } from './carried-error.js'

/**
 * Makes what does a task, out of what all tasks have in common.
 * @param setup What they have in common.
 */
export type MakeWork<Setup, Task, Result> = (setup: Setup) => Promise<(task: Task) => Promise<Result> | Result>

/** A task on its way to a thread. */
export interface Given<Task> {
  place: number
  task: Task
}

/** What a task came to, on its way back. */
export type Answer<Result> = { place: number } & ({ result: Result } | { error: CarriedError })

/**
 * Serves the tasks that `inThreads` hands out; to be called by the module that a thread runs. What a task throws is told
 * where its result is waited for, and ends nothing here.
 * @param make The same as in `ThreadedWork`. Setup, tasks and results are copied between threads.
 */
export function serveThread<Setup, Task, Result>(make: MakeWork<Setup, Task, Result>): void {
  const work = make(workerData as Setup)
  // Told with the first task.
  work.catch(() => {})
  async function answerTo({ place, task }: Given<Task>): Promise<Answer<Result>> {
    try {
      const act = await work
      return { place, result: await act(task) }
    } catch (error) {
      return { place, error: carried(error) }
    }
  }
  async function serve(given: Given<Task>, before: Promise<void>): Promise<void> {
    await before
    parentPort?.postMessage(await answerTo(given), [])
  }
  let last = Promise.resolve()
  parentPort?.on('message', (given: Given<Task>) => {
    last = serve(given, last)
  })
}
