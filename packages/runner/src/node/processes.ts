/**
 * Runs commands as child processes, on Linux and macOS.
 *
 * Each child leads a process group and a session of its own: no key press at the terminal reaches it, no question of it
 * (a password, a host key) waits at the terminal unseen, and it is ended with all that it started.
 */
import { ChildProcess, spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import type { ProcessEnd } from '@keys/schema'
import type { Processes, ProcessRequest, ProcessResult } from '../ports.js'
import { invocationOf, missingProgram, type Invocation } from './interpreters.js'
import { createCapture, type Capture } from './processes-capture.js'
import { groupState, identityOf } from './process-identity.js'
import { endGroup } from './processes-group.js'
import { openOutputPipes, type OutputPipes } from './processes-pipes.js'

/** How long to wait for what should be over, in milliseconds. */
export interface Patience {
  /** Between asking a group to end (SIGTERM) and killing it (SIGKILL). */
  grace: number
  /** After a command has ended, for what it started in the background and still prints. */
  drain: number
}

const PATIENCE: Patience = { grace: 2000, drain: 1000 }

/** The longest time that a timer takes; above it, Node's timers fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1

const STREAMS = ['stdout', 'stderr'] as const

/**
 * Makes the port through which a run starts commands.
 *
 * What a command leaves running in the background is ended when it still holds the command's output {@link
 * Patience.drain} after the command's own end; what sends its output elsewhere (`nohup worker >log 2>&1 &`) is left
 * running, as if the block were pasted. A process that went into a session of its own (`setsid`) cannot be ended with
 * the group; nobody waits for it.
 * @param patience Milliseconds to wait, where the usual ones (2 s and 1 s) do not fit.
 */
export function nodeProcesses(patience: Partial<Patience> = {}): Processes {
  return {
    run: (request) => run(request, { ...PATIENCE, ...patience }),
    lookAt: (started, host) => groupState(started, host, hostname())
  }
}

async function run(request: ProcessRequest, patience: Patience): Promise<ProcessResult> {
  const started = performance.now()
  const captures = { stdout: captureOf('stdout', request), stderr: captureOf('stderr', request) }
  const { end, isCut } = await runToEnd(request, patience, captures)
  return {
    end,
    stdout: captures.stdout.result(isCut),
    stderr: captures.stderr.result(isCut),
    duration: performance.now() - started
  }
}

type StreamName = (typeof STREAMS)[number]
type Captures = Readonly<Record<StreamName, Capture>>

/** How a command ended, and whether its output broke off by that. */
interface Ending {
  end: ProcessEnd
  isCut: boolean
}

async function runToEnd(request: ProcessRequest, patience: Patience, captures: Captures): Promise<Ending> {
  const invocation = invocationOf(request)
  if (typeof invocation === 'string') return whole(notStarted(invocation))
  const obstacle = await obstacleTo(request)
  if (obstacle !== null) return whole(notStarted(obstacle))
  if (request.signal?.aborted) return whole({ type: 'canceled' })

  const pipes = await openOutputPipes()
  const child = start(request, invocation, pipes)
  if (!(child instanceof ChildProcess)) return whole(child)
  const exited = endOf(child, request.interpreter, invocation.program)
  const outputs = pipes.connect(child)
  for (const [index, name] of STREAMS.entries()) listen(outputs[index]!, captures[name])
  const closed = Promise.all(outputs.map((output) => new Promise((resolve) => output.once('close', resolve))))
  // One that has the terminal leads no group by which it could be found later.
  const isHeard = request.terminal ? null : hearStart(child, request)
  if (isHeard) void isHeard.finally(() => feed(child, invocation))
  else feed(child, invocation)

  const interruption = interrupt(request)
  const end = await Promise.race([exited, interruption.happened])
  const endAll = request.terminal ? () => endAlone(child, exited, patience.grace) : undefined
  const isSettled = child.pid === undefined || (await settle(child.pid, end, closed, interruption, patience, endAll))
  interruption.forget()
  release(child, outputs)
  return { end, isCut: !isSettled || end.type !== 'exited' }
}

function whole(end: ProcessEnd): Ending {
  return { end, isCut: false }
}

/** What Node would throw at, or would blame on the wrong thing; null when there is nothing. */
async function obstacleTo({ code, environment, folder }: ProcessRequest): Promise<string | null> {
  if (code.includes('\0')) return 'The block holds a NUL byte, which no interpreter takes. Take it out.'
  for (const [name, value] of Object.entries(environment)) {
    if (name === '' || /[=\0]/.test(name)) return `No environment variable can be named ${JSON.stringify(name)}.`
    if (value.includes('\0')) return `The value of ${name} holds a NUL byte, which no environment takes.`
  }
  const found = await stat(folder).catch(() => null)
  return found?.isDirectory() ? null : `There is no folder ${folder} to run it in.`
}

/** Starts the child; or says why it cannot be started. */
function start(request: ProcessRequest, invocation: Invocation, pipes: OutputPipes): ChildProcess | ProcessEnd {
  const input = invocation.stdin !== null ? 'pipe' : request.terminal ? 'inherit' : 'ignore'
  try {
    return spawn(invocation.program, invocation.args, {
      cwd: request.folder,
      env: invocation.environment,
      // In a session of its own it would have no terminal.
      detached: request.terminal !== true,
      stdio: [input, ...pipes.stdio, ...(invocation.script === null ? [] : ['pipe' as const])]
    })
  } catch (error) {
    pipes.discard()
    return notStarted(whyNot(error, request.interpreter, invocation.program))
  }
}

/** Captures one stream for the listener of a request. A listener that throws is not called again. */
function captureOf(name: StreamName, { outputLimit, filter, onOutput }: ProcessRequest): Capture {
  let listenerFailed = onOutput === undefined
  const listener = (text: string): void => {
    if (listenerFailed || text === '') return
    try {
      onOutput?.(name, text)
    } catch {
      // The command must not suffer from a fault of what shows it: it would go on, and nobody would end it.
      listenerFailed = true
    }
  }
  return createCapture({ limit: outputLimit, filter, onText: listener })
}

function listen(output: Readable, capture: Capture): void {
  output.on('data', (chunk: Buffer) => capture.add(chunk))
  output.on('error', () => {})
}

/**
 * Tells that the child was started; null when nobody wants to hear it. The block waits for it where it can: a child of
 * which nobody knows could go on unseen.
 */
function hearStart({ pid }: ChildProcess, { onStart }: ProcessRequest): Promise<void> | null {
  if (pid === undefined || onStart === undefined) return null
  // The command runs whatever becomes of the record: that its start is not told keeps nobody from seeing its end.
  return onStart({ process: pid, identity: identityOf(pid) }).catch(() => undefined)
}

/** Hands the block to the child. One that ends without reading it is no fault of ours. */
function feed(child: ChildProcess, { stdin, script }: Invocation): void {
  for (const [descriptor, text] of [stdin, null, null, script].entries()) {
    const stream = child.stdio[descriptor]
    if (text === null || !stream || !('write' in stream)) continue
    stream.on('error', () => {})
    stream.end(text)
  }
}

function endOf(child: ChildProcess, interpreter: ProcessRequest['interpreter'], program: string): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('exit', (status, signal) =>
      resolve(
        status === null
          ? { type: 'signaled', signal: signal ?? 'unknown' }
          : // Windows has larger ones; none of them is a success.
            { type: 'exited', status: Math.min(status, 255) }
      )
    )
    child.on('error', (error) => resolve(notStarted(whyNot(error, interpreter, program))))
  })
}

interface Interruption {
  /** Its time is over, or somebody cancels. */
  happened: Promise<{ type: 'timed-out' } | { type: 'canceled' }>
  /** Stops waiting for it. */
  forget(): void
}

function interrupt({ timeLimit, signal }: ProcessRequest): Interruption {
  let forget = () => {}
  const happened = new Promise<{ type: 'timed-out' } | { type: 'canceled' }>((resolve) => {
    const cancel = () => resolve({ type: 'canceled' })
    const timer = setTimeout(() => resolve({ type: 'timed-out' }), Math.min(timeLimit, LONGEST_TIMER))
    signal?.addEventListener('abort', cancel, { once: true })
    forget = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
    }
    if (signal?.aborted) cancel()
  })
  return { happened, forget }
}

/**
 * Waits for the last output, and ends what should be over.
 * @returns Whether the output came to its own end.
 */
async function settle(
  group: number,
  end: ProcessEnd,
  closed: Promise<unknown>,
  interruption: Interruption,
  patience: Patience,
  endAll: () => Promise<boolean> = () => endGroup(group, patience.grace)
): Promise<boolean> {
  const cutOff = end.type === 'timed-out' || end.type === 'canceled'
  if (!cutOff && (await within(patience.drain, closed, interruption.happened))) return true
  if (await endAll()) await within(patience.drain, closed)
  return false
}

/** Ends one process that belongs to the group of this one: its group would be our own end. */
async function endAlone(child: ChildProcess, exited: Promise<unknown>, grace: number): Promise<boolean> {
  if (child.exitCode !== null || child.signalCode !== null) return true
  child.kill('SIGTERM')
  if (await within(grace, exited)) return true
  return child.kill('SIGKILL')
}

/**
 * Waits for an event, but not longer than given, and not when something else comes first.
 * @returns Whether it came.
 */
async function within(milliseconds: number, event: Promise<unknown>, ...others: Promise<unknown>[]): Promise<boolean> {
  let came = false
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([event.then(() => (came = true)), late, ...others])
  clearTimeout(timer)
  // After a busy time, timers fire before what waits in the pipes is read: read it once more.
  if (!came) await turn()
  return came
}

/** Lets go of the child's pipes, whoever else holds them, so that nothing keeps this process alive. */
function release(child: ChildProcess, outputs: readonly Readable[]): void {
  for (const stream of [...outputs, ...child.stdio]) stream?.destroy()
  child.unref()
}

function notStarted(reason: string): ProcessEnd {
  return { type: 'not-started', reason }
}

function whyNot(error: unknown, interpreter: ProcessRequest['interpreter'], program: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT') return missingProgram(interpreter, program)
  if (code === 'E2BIG') return 'Its environment is too large for this system. Give it fewer or shorter inputs.'
  if (code === 'EACCES') return `${program} may not be executed, or its folder may not be entered, by this user.`
  return `${program} could not be started: ${error instanceof Error ? error.message : String(error)}`
}
