/**
 * Work over many packs, on several threads where that pays: paths go in, and what was found comes out, in the order in which
 * they went in.
 */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Threads } from './threads.js'
import type { MakeWork } from './serve-thread.js'

/** What is done with each task, and how. */
export interface ThreadedWork<Setup, Task, Result> {
  /** The built module that a thread runs: it hands `make` to `serveThread`. Where it does not lie, as beside sources, all is done here. */
  module: URL
  /** Loads the work, for when it is done on the thread that asks. */
  make: MakeWork<Setup, Task, Result>
  /** What all tasks have in common. It is copied to each thread. */
  setup: Setup
  /** Fewer tasks than this are done here: they would be done before threads have started. */
  least: number
  /** How many threads there are at most; as many as the machine runs at once, up to four, when absent. */
  threads?: number | undefined
  /** Megabytes that the objects of a thread may take; a task that needs more is given a thread without a limit. */
  memory?: number | undefined
  /** Told after each task how many are done. */
  onDone?: ((done: number, all: number) => void) | undefined
  /** Ends the work early: all threads end, and its reason is thrown. */
  signal?: AbortSignal | undefined
}

/** More need more memory than they save time. */
const MOST_THREADS = 4

/**
 * Does some tasks.
 * @param tasks The tasks: small values that can be copied, such as paths.
 * @param work What is done with each.
 * @returns What each came to, in their order. Threads end with it, also when nobody asks on.
 * @throws What a task throws, when its turn has come; by its name and its fields as it was thrown. Or that a thread broke down twice on the same task.
 */
export async function* inThreads<Setup, Task, Result>(
  tasks: readonly Task[],
  work: ThreadedWork<Setup, Task, Result>
): AsyncGenerator<Result, void> {
  const most = Math.min(work.threads ?? MOST_THREADS, availableParallelism(), tasks.length)
  const isMany = tasks.length >= work.least && most > 1 && existsSync(fileURLToPath(work.module))
  yield* isMany ? spread(tasks, work, most) : here(tasks, work)
}

async function* here<Setup, Task, Result>(
  tasks: readonly Task[],
  { make, setup, onDone, signal }: ThreadedWork<Setup, Task, Result>
): AsyncGenerator<Result, void> {
  const act = await make(setup)
  for (const [place, task] of tasks.entries()) {
    signal?.throwIfAborted()
    yield await act(task)
    onDone?.(place + 1, tasks.length)
    // Otherwise what is done with piles up until the end.
    await setImmediate()
  }
}

async function* spread<Setup, Task, Result>(
  tasks: readonly Task[],
  { module, setup, memory, onDone, signal }: ThreadedWork<Setup, Task, Result>,
  count: number
): AsyncGenerator<Result, void> {
  const threads = new Threads<Task, Result>(tasks, { module, setup, memory, count })
  const abort = (): void => threads.fail(signal?.reason)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    signal?.throwIfAborted()
    for (let place = 0; place < tasks.length; place++) {
      yield await threads.result(place)
      onDone?.(place + 1, tasks.length)
    }
  } finally {
    signal?.removeEventListener('abort', abort)
    await threads.end()
  }
}
