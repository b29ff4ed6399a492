/**
 * The `keys` command: the one place that knows the process.
 */
import { writeSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import packageJson from '../package.json' with { type: 'json' }
import { EXIT, type EndSignal, type Person, type Terminal } from './command.js'

/**
 * Runs the command line and sets the exit code of the process.
 * @param args The arguments after the name of the command.
 */
export async function main(args: readonly string[]): Promise<void> {
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-v')) {
    // Scripts ask this often: it needs neither commands nor streams.
    writeSync(1, `${packageJson.version}\n`)
    return
  }
  // The parser of SQL is WebAssembly. Compiled a second time for speed it takes 600 MB, and the few statements of a pack
  // are parsed before that is done.
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
  // Whoever reads the output may stop reading, as `head` does; that is no fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok)
    // The terminal was closed: SIGHUP says so too, and who writes something down does it to the end.
    if (error.code === 'EIO') return
    throw error
  })
  const { run } = await import('./run.js')
  process.exitCode = await run(args, terminalOf(process))
}

function terminalOf(process: NodeJS.Process): Terminal {
  const { stdout, stderr, env } = process
  const forced = env['FORCE_COLOR']
  const color = env['NO_COLOR'] === undefined && (forced === undefined ? stdout.isTTY : forced !== '0')
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    color: color && env['TERM'] !== 'dumb',
    // In a pipe stdout has no width; what it is piped into mostly shows it on the same terminal.
    width: stdout.columns ?? stderr.columns ?? 80,
    folder: process.cwd(),
    environment: env,
    person: personOf(process)
  }
}

const END_SIGNALS: readonly EndSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

function personOf(process: NodeJS.Process): Person {
  const { stdout } = process
  return {
    // Opened when it is asked for: whoever does not read stdin does not wait for it.
    get input() {
      return process.stdin
    },
    isOutputTTY: stdout.isTTY,
    size: () => ({ columns: stdout.columns ?? 80, rows: stdout.rows ?? 24 }),
    onResize: (listener) => {
      stdout.on('resize', listener)
      return () => void stdout.off('resize', listener)
    },
    onSignal: (listener) => {
      for (const signal of END_SIGNALS) process.on(signal, listener)
      return () => {
        for (const signal of END_SIGNALS) process.off(signal, listener)
      }
    }
  }
}
