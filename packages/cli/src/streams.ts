/**
 * How the command writes: straight to the file, the pipe or the terminal, without the streams of Node, which take longer to
 * load than many a command runs.
 */
import { fstatSync, statSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { devNull } from 'node:os'
import { EXIT } from './command.js'

type Descriptor = 1 | 2

/**
 * Whether what is written is seen on a terminal.
 * @param descriptor Standard output or standard error.
 */
export function isTerminal(descriptor: Descriptor): boolean {
  try {
    const stat = fstatSync(descriptor)
    if (!stat.isCharacterDevice() || stat.rdev === statSync(devNull).rdev) return false
  } catch {
    // It is closed, or there is no device for nothing.
    return false
  }
  const { isatty } = createRequire(import.meta.filename)('node:tty') as typeof import('node:tty')
  return isatty(descriptor)
}

/**
 * Makes what writes texts, each all of it before it returns.
 * @param process Whose streams they are.
 * @param descriptor Standard output or standard error.
 */
export function writerTo(process: NodeJS.Process, descriptor: Descriptor): (text: string) => void {
  let stream: NodeJS.WriteStream | null = null
  function failed(error: unknown): void {
    const code = error instanceof Error && 'code' in error ? error.code : null
    // Whoever reads the output may stop reading, as `head` does; that is no fault.
    if (code === 'EPIPE' && descriptor === 1) process.exit(EXIT.ok)
    // The terminal was closed: SIGHUP says so too, and who writes something down does it to the end.
    if (code !== 'EIO' && code !== 'EPIPE' && code !== 'EBADF') throw error
  }
  return (text) => {
    if (stream !== null) return void stream.write(text)
    let rest: Uint8Array = Buffer.from(text)
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return failed(error)
      // A pipe that does not wait, and is full: from here on the stream of Node keeps what has no room yet.
      stream = descriptor === 1 ? process.stdout : process.stderr
      stream.on('error', failed)
      stream.write(rest)
    }
  }
}
