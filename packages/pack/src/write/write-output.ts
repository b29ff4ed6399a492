/**
 * Writes what somebody asked for with `--output`: a file, or what only looks like one.
 */
import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { statusAt } from '../files/status.js'
import { assertReplaceable, UnsafeTargetError, writeTogether } from './write-atomically.js'

/** What a shell gives for an open file; whatever that is, it is written to and never replaced. */
const DESCRIPTOR = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/
const STREAMS: Readonly<Record<string, number>> = { '/dev/stdout': 1, '/dev/stderr': 2 }

/**
 * Writes a text where somebody wants it, for nobody else to read. A regular file is written whole or not at all; into a
 * terminal, a pipe or a device such as `/dev/null` it is written, and that stays what it is.
 * @param path Absolute path.
 * @param text The text.
 * @throws {UnsafeTargetError} When it is a folder, a link to a file, a disk, a pipe that nobody reads, or has no folder.
 * @throws When it cannot be written.
 */
export function writeOutput(path: string, text: string): void {
  const descriptor = STREAMS[path] ?? DESCRIPTOR.exec(path)?.[1]
  const stat = statusAt(path)
  if (descriptor !== undefined) writeAll(Number(descriptor), text)
  else if (stat?.isCharacterDevice() || stat?.isFIFO()) writeInto(path, text)
  else {
    assertReplaceable(path)
    if (!statusAt(dirname(path))) {
      throw new UnsafeTargetError(path, 'in a folder that does not exist', `Create it: mkdir -p ${dirname(path)}`)
    }
    writeTogether([{ path, content: text, mode: 0o600 }])
  }
}

function writeInto(path: string, text: string): void {
  const { O_WRONLY, O_NOCTTY, O_NONBLOCK } = constants
  // Without a reader, opening a pipe would wait for ever, deaf to signals.
  const probe = openWithReader(path, O_WRONLY | O_NOCTTY | O_NONBLOCK)
  try {
    const file = openSync(path, O_WRONLY | O_NOCTTY)
    try {
      writeAll(file, text)
    } finally {
      closeSync(file)
    }
  } finally {
    closeSync(probe)
  }
}

function openWithReader(path: string, flags: number): number {
  try {
    return openSync(path, flags)
  } catch (error) {
    const isAlone = error instanceof Error && 'code' in error && error.code === 'ENXIO'
    if (!isAlone) throw error
    throw new UnsafeTargetError(path, 'a pipe that no program reads', 'Start the reader first.')
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text)
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(file, bytes, written)
    } catch (error) {
      // A full pipe that its owner has set not to wait.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}
