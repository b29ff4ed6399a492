/**
 * The file of a journal, written by whoever holds the lock.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { rename, rm, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { RunTakenOverError } from '../ports.js'
import { openRegular, refusal, refused, syncFolder } from './files.js'
import type { HeldLock } from './lock.js'

/** A journal that is open to be written. */
export interface JournalFile {
  /** Bytes of it that are on the disk for sure. */
  readonly length: number
  append(line: string): Promise<void>
  setAside(kept: number): Promise<string>
  /** @throws {RunTakenOverError} When somebody else holds the lock by now. */
  assertHeld(): void
  close(): Promise<void>
}

/**
 * Opens a journal to be written. Where the lock was taken over, the journal becomes another file of the same content: whatever
 * the writer before still has under way, writing or cutting off, happens to a file that nobody reads.
 * @param file The file; it is closed with the journal.
 * @param path Its path.
 * @param content What it holds.
 * @param lock The lock.
 */
export async function openJournal(
  file: FileHandle,
  path: string,
  content: Uint8Array,
  lock: HeldLock
): Promise<JournalFile> {
  if (lock.takenOver === null) return new HeldJournal(file, path, content, lock)
  const own = await replaced(path, content)
  try {
    await file.close()
  } catch (error) {
    await own.close()
    throw error
  }
  return new HeldJournal(own, path, content, lock)
}

async function replaced(path: string, content: Uint8Array): Promise<FileHandle> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`
  let file: FileHandle | null = null
  try {
    await writeFile(part, content, { mode: 0o600, flag: 'wx', flush: true })
    file = await openRegular(part, constants.O_RDWR)
    await rename(part, path)
    await syncFolder(dirname(path))
    return file
  } catch (error) {
    await file?.close()
    await rm(part, { force: true })
    throw error
  }
}

class HeldJournal implements JournalFile {
  length: number
  private readonly file: FileHandle
  private readonly path: string
  private readonly content: Uint8Array
  private readonly lock: HeldLock
  /** Bytes that a write that failed may have left behind `length`. */
  private dirty = 0

  constructor(file: FileHandle, path: string, content: Uint8Array, lock: HeldLock) {
    this.file = file
    this.path = path
    this.content = content
    this.lock = lock
    this.length = content.length
  }

  assertHeld(): void {
    // Whoever took the run over writes after the same event: what is written here as well would break the chain.
    if (!this.lock.isHeld()) throw new RunTakenOverError()
  }

  async append(line: string): Promise<void> {
    const bytes = Buffer.from(line)
    this.assertHeld()
    try {
      if (this.dirty > 0) await this.cutOff()
      this.dirty = bytes.length
      await writeAll(this.file, bytes, this.length)
      await this.file.datasync()
      // However long that took: what somebody else has not read counts for nothing.
      this.assertHeld()
      this.dirty = 0
    } catch (error) {
      this.assertHeld()
      await this.cutOff().catch(() => undefined)
      throw refusal(error)
    }
    this.length += bytes.length
  }

  /**
   * Cuts off what a write that failed left behind: no more than that, and only as long as nobody else writes here.
   * @throws {RunTakenOverError} When there is more than was written here.
   */
  private async cutOff(): Promise<void> {
    this.assertHeld()
    const { size } = await this.file.stat()
    if (size > this.length + this.dirty || size < this.length) throw new RunTakenOverError()
    await this.file.truncate(this.length)
    this.dirty = 0
  }

  async setAside(kept: number): Promise<string> {
    this.assertHeld()
    const folder = dirname(this.path)
    const name = `torn-${randomBytes(4).toString('hex')}`
    const rest = this.content.subarray(kept, this.length)
    await refused(writeFile(join(folder, name), rest, { mode: 0o600, flag: 'wx', flush: true }))
    await syncFolder(folder)
    this.assertHeld()
    await refused(this.file.truncate(kept))
    this.length = kept
    return name
  }

  close(): Promise<void> {
    return this.file.close()
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}
