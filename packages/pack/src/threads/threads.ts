/**
 * Some threads and the tasks that they share: each is given the next one when it is done with one.
 */
import { Worker } from 'node:worker_threads'
import { carried, thrownElsewhere } from './carried-error.js'
import type { Answer, Given } from './serve-thread.js'

/** How threads are started. */
export interface ThreadSettings {
  module: URL
  setup: unknown
  /** Megabytes that the objects of each may take. */
  memory: number | undefined
  count: number
}

/**
 * Megabytes for objects that were just made. Without a limit V8 takes many times as much of what a task leaves behind, and
 * that in each thread; collecting it more often takes no more time.
 */
const YOUNG = 16
/** A thread has the next task at hand when it is done with one. */
const AT_HAND = 2
/** So many results per thread may wait for one before them: a slow task holds the others up before they fill the memory. */
const AHEAD = 64

/** Threads at work on some tasks, whose results are asked for in order. */
export class Threads<Task, Result> {
  readonly #tasks: readonly Task[]
  readonly #settings: ThreadSettings
  readonly #running = new Map<Worker, Set<number>>()
  readonly #answers = new Map<number, Answer<Result>>()
  /** Tasks on which a thread broke down. */
  readonly #broken = new Set<number>()
  /** Tasks that are given out again. */
  #again: number[] = []
  #next = 0
  #asked = 0
  #failure: { reason: unknown } | null = null
  #wake: () => void = () => {}

  constructor(tasks: readonly Task[], settings: ThreadSettings) {
    this.#tasks = tasks
    this.#settings = settings
    for (let number = 0; number < settings.count; number++) this.#start(settings.memory)
  }

  /**
   * What a task came to. To be asked in order, each once.
   * @param place Its place among the tasks, from 0.
   */
  async result(place: number): Promise<Result> {
    this.#asked = place
    for (const worker of this.#running.keys()) this.#give(worker)
    for (;;) {
      if (this.#failure) throw this.#failure.reason
      const answer = this.#answers.get(place)
      if (answer !== undefined) {
        this.#answers.delete(place)
        if ('error' in answer) throw thrownElsewhere(answer.error)
        return answer.result
      }
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  /** Has the result that is waited for fail. */
  fail(reason: unknown): void {
    this.#failure ??= { reason }
    this.#wake()
  }

  /** Ends all threads, whatever they are at. */
  async end(): Promise<void> {
    const workers = [...this.#running.keys()]
    this.#running.clear()
    await Promise.all(workers.map((worker) => worker.terminate()))
  }

  #start(memory: number | undefined): void {
    const { module, setup } = this.#settings
    const resourceLimits = {
      maxYoungGenerationSizeMb: YOUNG,
      ...(memory === undefined ? {} : { maxOldGenerationSizeMb: memory })
    }
    const worker = new Worker(module, { workerData: setup, resourceLimits })
    let reason: unknown = null
    worker.on('message', (answer: Answer<Result>) => {
      this.#running.get(worker)?.delete(answer.place)
      this.#answers.set(answer.place, answer)
      this.#give(worker)
      this.#wake()
    })
    worker.on('error', (error) => (reason = error))
    worker.on('exit', (code) => this.#ended(worker, reason ?? new Error(`A thread ended with code ${code}.`)))
    this.#running.set(worker, new Set())
    this.#give(worker)
  }

  /** Gives a thread what it has room for. */
  #give(worker: Worker): void {
    const own = this.#running.get(worker)
    if (own === undefined) return
    while (own.size < AT_HAND) {
      const place = this.#again.shift() ?? this.#following()
      if (place === null) return
      own.add(place)
      const given: Given<Task> = { place, task: this.#tasks[place] as Task }
      worker.postMessage(given, [])
    }
  }

  #following(): number | null {
    const isDone = this.#next >= this.#tasks.length
    return isDone || this.#next >= this.#asked + AHEAD * this.#settings.count ? null : this.#next++
  }

  /** A thread that ended by itself: what it was at is tried once more, by another one and with all the memory there is. */
  #ended(worker: Worker, reason: unknown): void {
    const own = this.#running.get(worker)
    if (own === undefined) return
    this.#running.delete(worker)
    const [current, ...others] = own
    if (current === undefined) return this.fail(reason)
    const isSecond = this.#broken.has(current)
    this.#broken.add(current)
    if (isSecond) this.#answers.set(current, { place: current, error: carried(reason) })
    this.#again = [...(isSecond ? [] : [current]), ...others, ...this.#again].toSorted((a, b) => a - b)
    this.#wake()
    this.#start(undefined)
  }
}
