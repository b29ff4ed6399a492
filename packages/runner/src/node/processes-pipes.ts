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
  const { readers, writers } = await takePair()
  const discard = () => closeAll(readers, writers)
  return {
    stdio: writers,
    connect() {
      const taken = readers.splice(0)
      // The child has its own writing ends; as long as ours were open, the streams would not end.
      closeAll(writers)
      return taken.map((fd) => new Socket({ fd, readable: true, writable: false }))
    },
    discard
  }
}

/** Open ends of two pipes, for stdout and stderr. */
interface Pair {
  readers: number[]
  writers: number[]
}

/** Pairs that no command has taken yet. `mkfifo` is a program: whoever runs many commands starts it seldom. */
const ready: Pair[] = []
/** Commands so far. Only who has run many will run many more. */
let taken = 0
const MANY = 16
/** Each pair takes four descriptors, of which a process has 256 or more. */
const BATCH = 16

async function takePair(): Promise<Pair> {
  taken++
  if (ready.length === 0) ready.push(...(await makePairs(taken < MANY ? 1 : BATCH)))
  return ready.pop()!
}

/** Makes pipes, opens them and takes their names away again: nothing is left behind by whoever is killed later. */
async function makePairs(count: number): Promise<Pair[]> {
  const folder = await mkdtemp(join(tmpdir(), 'keys-run-'))
  const pairs: Pair[] = []
  try {
    const names = Array.from({ length: count }, (_, number) =>
      ['stdout', 'stderr'].map((name) => join(folder, `${name}-${number}`))
    )
    await promisify(execFile)('mkfifo', ['-m', '600', ...names.flat()])
    for (const paths of names) {
      const pair: Pair = { readers: [], writers: [] }
      pairs.push(pair)
      // The reading ends first, and without waiting: the writing ends can only be opened when somebody reads.
      for (const path of paths) pair.readers.push(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK))
      for (const path of paths) pair.writers.push(openSync(path, constants.O_WRONLY))
    }
    return pairs
  } catch (error) {
    for (const { readers, writers } of pairs) closeAll(readers, writers)
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function closeAll(...descriptors: readonly number[][]): void {
  for (const list of descriptors) list.splice(0).forEach((descriptor) => closeSync(descriptor))
}
