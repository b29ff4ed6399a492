/**
 * One writer at a time: a lock that says who holds it, and that a dead process does not hold for ever.
 *
 * Each writer makes a file of its own, `lock-<n>`, with the next number; the highest number counts, and it is never
 * removed; its holder lets go by emptying it, for which even a full disk has room. So nobody can take over, or remove, a lock that is not the
 * one that was looked at, however slow he is: its successor is there already.
 */
import { existsSync, linkSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import { RunLockedError, type Writer } from '../ports.js'
import { identityOf, isGone } from './process-identity.js'

const lockSchema = z.object({
  operator: z.string(),
  host: z.string(),
  process: z.int(),
  since: z.string(),
  /** What tells a process from a later one of the same number; null where the system does not say. */
  identity: z.string().nullable()
})
type Lock = z.infer<typeof lockSchema>

export interface HeldLock {
  /** Whose lock was taken over because that process is gone, or by force. */
  takenOver: Writer | null
  /** Whether nobody took it over. */
  isHeld(): boolean
  release(): void
}

/**
 * Takes the lock of a folder.
 * @param folder Path of the folder.
 * @param run The run, for the message.
 * @param writer Who wants it; the process is this one.
 * @param force Whether to take it from a process that may live.
 * @throws {RunLockedError} When somebody else holds it.
 */
export function takeLock(folder: string, run: string, writer: Writer, force: boolean): HeldLock {
  const mine: Lock = { ...writer, identity: identityOf(writer.process) }
  // Whoever loses a race looks again; each round somebody else has won one.
  for (;;) {
    const last = lastNumber(folder)
    const holder = last === 0 ? null : read(pathOf(folder, last))
    if (holder !== null && !force && !isGone(holder, writer.host)) throw new RunLockedError(run, writerOf(holder))
    const number = last + 1
    if (!create(folder, number, mine)) continue
    if (lastNumber(folder) > number) {
      // The lock that was looked at was long out of date.
      rmSync(pathOf(folder, number), { force: true })
      continue
    }
    removeBefore(folder, number)
    const isHeld = (): boolean => existsSync(pathOf(folder, number)) && !existsSync(pathOf(folder, number + 1))
    const takenOver = holder === null ? null : writerOf(holder)
    return { takenOver, isHeld, release: () => release(pathOf(folder, number)) }
  }
}

/**
 * Who has the run of a folder open, as far as it can be told from here.
 * @param folder Path of the folder of the run.
 * @param host The name of this machine; a process that is gone on it holds nothing.
 * @returns The writer; null for nobody.
 */
export function lockHolder(folder: string, host: string): Writer | null {
  const last = lastNumber(folder)
  const holder = last === 0 ? null : read(pathOf(folder, last))
  return holder === null || isGone(holder, host) ? null : writerOf(holder)
}

const NAME = /^lock-(\d{1,15})$/

function pathOf(folder: string, number: number): string {
  return join(folder, `lock-${number}`)
}

function numbers(folder: string): number[] {
  return readdirSync(folder).flatMap((name) => {
    const number = NAME.exec(name)?.[1]
    return number === undefined ? [] : [Number(number)]
  })
}

function lastNumber(folder: string): number {
  return Math.max(0, ...numbers(folder))
}

function removeBefore(folder: string, number: number): void {
  for (const older of numbers(folder)) if (older < number) rmSync(pathOf(folder, older), { force: true })
}

/** Makes the file with its content in one step; false when it is there already. */
function create(folder: string, number: number, lock: Lock): boolean {
  const draft = draftOf(folder, lock)
  try {
    linkSync(draft, pathOf(folder, number))
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function release(path: string): void {
  try {
    truncateSync(path)
  } catch {
    // It was taken over, or nothing can be written any more; then it ends with the process.
  }
}

function draftOf(folder: string, lock: Lock): string {
  const path = join(folder, `draft-${process.pid}-${randomBytes(4).toString('hex')}`)
  try {
    writeFileSync(path, JSON.stringify(lock), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
  return path
}

/** Who holds a lock. An empty one is nobody's, and one that a loss of power has damaged neither. */
function read(path: string): Lock | null {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    const isRefused = error instanceof Error && 'syscall' in error && 'code' in error && error.code !== 'ENOENT'
    if (isRefused) throw error
    return null
  }
}

function writerOf({ operator, host, process: id, since }: Lock): Writer {
  return { operator, host, process: id, since }
}
