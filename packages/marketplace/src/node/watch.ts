/**
 * Watches folders while pages are worked on.
 */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'

/** Changes come in bursts: one save is several. */
const QUIET = 250

/**
 * Does something whenever a folder changes; never twice at the same time.
 * @param folder The folder, with all below it.
 * @param counts Whether a change of a path in it counts.
 * @param act What is done. What goes wrong in it is said, and the next change is waited for.
 */
export function watchFolder(folder: string, counts: (path: string) => boolean, act: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  watch(folder, { recursive: true }, (_, path) => {
    if (path === null || !counts(path.replaceAll('\\', '/'))) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      running = running.then(act).catch((error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
      })
    }, QUIET)
  })
}

/** Whether a file of a pack is written by somebody, not generated or installed. */
export function isWritten(path: string): boolean {
  return !/(?:^|\/)node_modules\/|(?:^|\/)(?:runbook\.json|index\.js|index\.d\.ts)$|\.tmp$|~$/.test(path)
}

/**
 * Runs a command line to its end, with its words on this terminal.
 * @param line A command and its arguments, with blanks between.
 */
export function runLine(line: string): Promise<void> {
  const [command = '', ...args] = line.split(' ')
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' })
    child.on('error', (error) => {
      process.stderr.write(`${line} cannot be started: ${error.message}\n`)
      resolve()
    })
    // One that fails has said why, and leaves the index as it was.
    child.on('close', () => resolve())
  })
}
