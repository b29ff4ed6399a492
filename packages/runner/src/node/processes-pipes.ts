/**
 * The pipes through which a command's output comes.
 *
 * What Node calls a pipe is a socket, and Linux does not open a socket by its name: `tee /dev/stderr` and
 * `echo >/dev/stdout` fail below it, though they work when the block is pasted. Hence named pipes there.
 */
import { execFile, type ChildProcess } from 'node:child_process'
import { closeSync, constants, openSync, rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

/** Where stdout and stderr of a child go, in this order. */
export interface OutputPipes {
  /** What `spawn` takes for them. */
  stdio: readonly ('pipe' | number)[]
  /**
   * Takes the ends to read from, when the child has been started.
   * @returns The streams, to be listened to at once.
   */
  connect(child: ChildProcess): Readable[]
  /** Closes everything, when no child has been started. */
  discard(): void
}

/**
 * Opens the pipes for one command.
 * @returns Named pipes on Linux, whose names are gone already; what Node has where those cannot be made.
 */
export async function openOutputPipes(): Promise<OutputPipes> {
  const named = process.platform === 'linux' ? await openNamedPipes().catch(() => null) : null
  return named ?? { stdio: ['pipe', 'pipe'], connect: ({ stdout, stderr }) => [stdout!, stderr!], discard: () => {} }
}

async function openNamedPipes(): Promise<OutputPipes> {
  const { folder, paths } = await takePair()
  const descriptors: number[] = []
  const discard = () => descriptors.splice(0).forEach((descriptor) => closeSync(descriptor))
  try {
    // The reading ends first, and without waiting: the writing ends can only be opened when somebody reads.
    for (const flags of [constants.O_RDONLY | constants.O_NONBLOCK, constants.O_WRONLY]) {
      for (const path of paths) descriptors.push(openSync(path, flags))
    }
  } catch (error) {
    discard()
    throw error
  } finally {
    for (const path of paths) rmSync(path, { force: true })
    if (!ready.some((pair) => pair.folder === folder)) remove(folder)
  }
  return {
    stdio: descriptors.slice(2),
    connect() {
      const readers = descriptors.splice(0, 2)
      // The child has its own; as long as ours were open, the streams would not end.
      discard()
      return readers.map((fd) => new Socket({ fd, readable: true, writable: false }))
    },
    discard
  }
}

interface Pair {
  folder: string
  /** For stdout and stderr. */
  paths: readonly string[]
}

/** Pairs that nobody has opened yet. `mkfifo` is a program: whoever runs many commands starts it seldom. */
const ready: Pair[] = []
/** Commands so far. Only who has run many will run many more; everybody else leaves no name behind, even when killed. */
let taken = 0
const MANY = 16
const BATCH = 32

async function takePair(): Promise<Pair> {
  taken++
  const waiting = ready.pop()
  if (waiting) return waiting
  const folder = await mkdtemp(join(tmpdir(), 'keys-run-'))
  folders.add(folder)
  const pairs = Array.from({ length: taken < MANY ? 1 : BATCH }, (_, number) => ({
    folder,
    paths: ['stdout', 'stderr'].map((name) => join(folder, `${name}-${number}`))
  }))
  try {
    await promisify(execFile)('mkfifo', ['-m', '600', ...pairs.flatMap(({ paths }) => paths)])
  } catch (error) {
    remove(folder)
    throw error
  }
  const [first, ...rest] = pairs
  ready.push(...rest)
  return first!
}

/** Folders with names in them. They go with the last name, or with this process. */
const folders = new Set<string>()
process.once('exit', () => folders.forEach(remove))

function remove(folder: string): void {
  folders.delete(folder)
  rmSync(folder, { recursive: true, force: true })
}
