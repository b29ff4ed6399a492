/**
 * The `keys` command: the one place that knows the process.
 */
import { END_SIGNALS } from '@keys/pack'
import type { Person, Terminal } from './command.js'
import { isTerminal, writerTo } from './streams.js'

/**
 * Runs the command line and sets the exit code of the process.
 * @param args The arguments after the name of the command.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { run } = await import('./run.js')
  process.exitCode = await run(args, terminalOf(process))
}

function terminalOf(process: NodeJS.Process): Terminal {
  const { env } = process
  const forced = env['FORCE_COLOR']
  const color = env['NO_COLOR'] === undefined && (forced === undefined ? isTerminal(1) : forced !== '0')
  return {
    stdout: writerTo(process, 1),
    stderr: writerTo(process, 2),
    color: color && env['TERM'] !== 'dumb',
    // In a pipe stdout has no width; what it is piped into mostly shows it on the same terminal.
    width: (isTerminal(1) && process.stdout.columns) || (isTerminal(2) && process.stderr.columns) || 80,
    folder: process.cwd(),
    environment: env,
    person: personOf(process)
  }
}

/** Streams are opened when they are asked for: Node needs longer for them than many a command. */
function personOf(process: NodeJS.Process): Person {
  return {
    // Whoever does not read stdin does not wait for it.
    get input() {
      return process.stdin
    },
    isOutputTTY: isTerminal(1),
    isErrorTTY: isTerminal(2),
    size: () => ({ columns: process.stdout.columns ?? 80, rows: process.stdout.rows ?? 24 }),
    onResize: (listener) => {
      process.stdout.on('resize', listener)
      return () => void process.stdout.off('resize', listener)
    },
    onSignal: (listener) => {
      for (const signal of END_SIGNALS) process.on(signal, listener)
      return () => {
        for (const signal of END_SIGNALS) process.off(signal, listener)
      }
    }
  }
}
