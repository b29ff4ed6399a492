/**
 * One writer at a time: a lock file that says who holds it, and that a dead process does not hold for ever.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { RunLockedError, type Writer } from '../ports.js'

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
  release(): void
}

/**
 * Takes a lock.
 * @param path Path of the lock file.
 * @param run The run, for the message.
 * @param writer Who wants it; the process is this one.
 * @param force Whether to take it from a process on another host, of which nobody here knows whether it lives.
 * @throws {RunLockedError} When somebody else holds it.
 */
export function takeLock(path: string, run: string, writer: Writer, force: boolean): HeldLock {
  const mine = JSON.stringify({ ...writer, identity: identityOf(writer.process) } satisfies Lock)
  let takenOver: Writer | null = null
  // Whoever loses a race looks again; each round somebody else has won one.
  for (let round = 0; round < 100; round++) {
    if (create(path, mine)) return { takenOver, release: () => release(path, mine) }
    const text = read(path)
    if (text === null) continue
    const holder = parse(text)
    if (holder && !isGone(holder, writer.host) && !force) throw new RunLockedError(run, holder)
    if (remove(path, text)) takenOver = holder
  }
  throw new RunLockedError(run, parse(read(path) ?? '') ?? writer)
}

/** Makes the file with its content in one step; false when it is there already. */
function create(path: string, content: string): boolean {
  const draft = aside(path)
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Removes the lock if it still is the one that was read. */
function remove(path: string, text: string): boolean {
  const old = aside(path)
  try {
    renameSync(path, old)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
  try {
    if (readFileSync(old, 'utf8') === text) return true
    // Somebody took it over in between: give it back.
    linkSync(old, path)
    return false
  } finally {
    rmSync(old, { force: true })
  }
}

function release(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true })
}

function isGone(lock: Lock, host: string): boolean {
  if (lock.host !== host) return false
  try {
    process.kill(lock.process, 0)
  } catch (error) {
    return hasCode(error, 'ESRCH')
  }
  const identity = identityOf(lock.process)
  return lock.identity !== null && identity !== null && lock.identity !== identity
}

/** When a process started, and since which start of the machine; Linux alone says so. */
function identityOf(id: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8')
    // proc_pid_stat(5): field 22 is the start time; the name, field 2, may hold blanks and ends with the last ")".
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return started === undefined ? null : `${boot}/${started}`
  } catch {
    return null
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** A lock that cannot be read is nobody's. */
function parse(text: string): Lock | null {
  try {
    return lockSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

function aside(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
