/** When what is done: looks at Stripe in the background, and writes what waits. */
import { faultOf, type Log } from '../observe/logs.js'
import type { Metrics } from '../observe/metrics.js'
import type { Looked, Sync } from './sync.js'

/** What is done from time to time. */
export interface Chore {
  name: string
  every: number
  run: () => Promise<void>
}

const RETRY = 5000
const LONGEST_RETRY = 60_000

/** Runs the background. Nothing in it can end the process. */
export class Keeper {
  readonly #sync: Sync
  readonly #log: Log
  readonly #metrics: Metrics
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #busy = new Set<Promise<void>>()
  #working: Promise<void> | null = null
  #again = false
  #delay = RETRY
  #retry: NodeJS.Timeout | null = null
  #stopped = false

  constructor(sync: Sync, log: Log, metrics: Metrics) {
    this.#sync = sync
    this.#log = log
    this.#metrics = metrics
  }

  /** Does something now and again. One run at a time; what fails is logged, and tried at the next time. */
  repeat({ name, every, run }: Chore): void {
    let busy = false
    const once = async (): Promise<void> => {
      if (busy || this.#stopped) return
      busy = true
      await run().catch((error: unknown) =>
        this.#log.warn({ fault: faultOf(error), type: name }, 'A chore failed; it is tried again.')
      )
      busy = false
    }
    this.#timers.add(setInterval(() => this.#hold(once()), every))
  }

  /** Looks at all for whom it is due, soon. */
  poke(): void {
    if (this.#stopped) return
    if (this.#working !== null) {
      this.#again = true
      return
    }
    this.#working = this.#work().finally(() => {
      this.#working = null
      if (this.#again) {
        this.#again = false
        this.poke()
      }
    })
    this.#hold(this.#working)
  }

  /** Counts looks, for the metrics. */
  count({ done, failed }: Looked): void {
    this.#metrics.refreshes.inc({ result: 'done' }, done)
    this.#metrics.refreshes.inc({ result: 'failed' }, failed)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#retry !== null) clearTimeout(this.#retry)
    await Promise.allSettled(this.#busy)
  }

  async #work(): Promise<void> {
    try {
      const looked = await this.#sync.work()
      this.count(looked)
      if (looked.failed === 0) this.#delay = RETRY
      if (looked.failed > 0 || this.#sync.rests) this.#later()
    } catch (error) {
      this.#log.warn({ fault: faultOf(error) }, 'Customers could not be looked at; it is tried again.')
      this.#later()
    }
  }

  #later(): void {
    if (this.#stopped) return
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.poke(), this.#delay)
    this.#delay = Math.min(this.#delay * 2, LONGEST_RETRY)
  }

  #hold(work: Promise<void>): void {
    this.#busy.add(work)
    void work.finally(() => this.#busy.delete(work))
  }
}
