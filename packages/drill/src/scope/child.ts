// Child processes: each in a process group of its own, ended by the id of its leader, and watched in case we are killed.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import type { Scope } from './scope.js'

/** A running process of a world. */
export type Child = {
  readonly pid: number
  /** What it has written to stderr and stdout, the last 20 000 characters. */
  output(): string
  /** Tells whether it has not ended yet. */
  running(): boolean
  /** Settles when it has ended, with its exit status, or null when a signal ended it. */
  readonly ended: Promise<number | null>
  /**
   * Waits for a line of its output.
   *
   * @param pattern What to wait for.
   * @throws Error with its output when it ends before.
   */
  waitFor(pattern: RegExp): Promise<void>
  /**
   * Ends it and its process group.
   *
   * @param signal First signal; SIGKILL follows when it is still there after `graceMs`.
   * @param graceMs Milliseconds.
   */
  end(signal?: NodeJS.Signals, graceMs?: number): Promise<void>
}

/** How a child process is started. */
export type ChildOptions = { cwd?: string; env?: NodeJS.ProcessEnv; signal?: NodeJS.Signals }

/**
 * Starts a process that lives as long as the scope at most.
 *
 * @param scope Ends it when closed.
 * @param command Program.
 * @param args Its arguments.
 * @param options Folder, environment, and the signal that ends it politely (SIGTERM unless said).
 * @returns Its handle, once it has a process id.
 * @throws Error when it cannot be started.
 */
export async function startChild(
  scope: Scope,
  command: string,
  args: readonly string[],
  options: ChildOptions = {}
): Promise<Child> {
  const watchdog = await scope.watchdog()
  scope.signal.throwIfAborted()
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const pid = child.pid
  // Without a process id it could not be started; the error event says why.
  if (pid === undefined) throw await once(child, 'error').then(([reason]: unknown[]) => reason)
  // From here to defer() nothing waits: a scope that is closed at any moment knows of this process.
  watchdog.watch(pid)
  void ended.then(() => watchdog.forget(pid))
  const output = collect(child)
  const end = (signal: NodeJS.Signals = options.signal ?? 'SIGTERM', graceMs = 5000) =>
    endGroup(child, pid, ended, signal, graceMs)
  scope.defer(() => end())
  const running = () => child.exitCode === null && child.signalCode === null
  return {
    pid,
    output: output.text,
    running,
    ended,
    waitFor: (pattern) => waitFor(command, output, ended, pattern),
    end
  }
}

async function endGroup(
  child: ChildProcess,
  pid: number,
  ended: Promise<unknown>,
  signal: NodeJS.Signals,
  graceMs: number
) {
  if (child.exitCode === null && child.signalCode === null) {
    sendSignal(pid, signal)
    const timer = setTimeout(() => sendSignal(-pid, 'SIGKILL'), graceMs)
    await ended
    clearTimeout(timer)
  }
  // Its own children, if it left any.
  sendSignal(-pid, 'SIGKILL')
}

function sendSignal(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended meanwhile, or the group is empty.
  }
}

function collect(child: { stdout: Readable; stderr: Readable }) {
  let text = ''
  const listeners = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-20_000)
      for (const listener of listeners) listener()
    })
  }
  return { text: () => text, listeners }
}

function waitFor(command: string, output: ReturnType<typeof collect>, ended: Promise<unknown>, pattern: RegExp) {
  return new Promise<void>((resolve, reject) => {
    const look = () => {
      if (!pattern.test(output.text())) return
      output.listeners.delete(look)
      resolve()
    }
    output.listeners.add(look)
    look()
    void ended.then(() => reject(new Error(`${command} ended before it was ready:\n${output.text()}`)))
  })
}
