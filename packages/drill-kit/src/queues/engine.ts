// What the drill asks of a queue, whichever library it is.
import type { JobData } from '../app/jobs.js'

/** A queue, held by its own library. */
export type QueueEngine = {
  /** Orders jobs. */
  send(jobs: readonly JobData[]): Promise<void>
  /** Starts workers that call the handler for each job. */
  startWorkers(handler: JobHandler): Promise<void>
  /** Stops them at once. */
  stopWorkers(): Promise<void>
  /** Takes every waiting job, as a process does that is killed before it ends any. */
  orphan(): Promise<void>
  /** Counts jobs that are waiting or active. */
  countOpen(): Promise<number>
  /** Makes every job older by so many minutes. */
  age(minutes: number): Promise<void>
}

/** What is done for one job. */
export type JobHandler = (data: JobData) => Promise<void>
