/**
 * The command of this package: what `npx @keys/mcp` starts.
 */
import { parseArgs } from 'node:util'
import { END_SIGNALS } from '@keys/pack'
import { invocation } from '@keys/pack/invocation'
import packageJson from '../package.json' with { type: 'json' }
import { machinePorts } from './node/machine-ports.js'
import { portIn, serveMachine } from './node/serve-machine.js'

const HELP = `Usage: npx @keys/mcp [options]

Serve agents over the Model Context Protocol: find a runbook, follow it step by step, run its read-only commands. What
changes something, and what a person decides, is left to a person at a terminal. The same as keys mcp.

Options:
  --http <port>    Serve over HTTP on 127.0.0.1 with a token, not over stdio; 0 for a free port.
  --runs <folder>  The folder in which runs are kept; else $KEYS_RUNS, else keys/runs where the system keeps state.
  --version        Show the version.
  --help           Show this.
`

/**
 * Runs the command.
 * @param given What was typed behind its name.
 * @param process The process: its streams, environment, folder and signals.
 * @returns The exit code: 0, or 2 for what cannot be understood.
 */
export async function main(given: readonly string[], process: NodeJS.Process): Promise<number> {
  const write = (text: string): void => void process.stderr.write(text)
  const options = optionsIn(given)
  if (typeof options === 'string') {
    write(`${options}\nSee: npx @keys/mcp --help\n`)
    return 2
  }
  if (options.help || options.version) {
    process.stdout.write(options.help ? HELP : `${packageJson.version}\n`)
    return 0
  }
  const { env: environment, stdin } = process
  const tool = `@keys/mcp ${packageJson.version}`
  const keys = invocation(environment)
  const place = { folder: process.cwd(), environment, runs: options.runs, keys, tool, build: tool }
  const over = new Promise<void>((resolve) => {
    for (const signal of END_SIGNALS) process.once(signal, () => resolve())
    if (options.port === null) for (const event of ['end', 'close']) stdin.once(event, () => resolve())
  })
  await serveMachine(machinePorts(place), { port: options.port, isAttended: stdin.isTTY, write, over })
  return 0
}

interface CommandOptions {
  port: number | null
  runs: string | null
  help: boolean
  version: boolean
}

/** What was typed; a sentence for what is wrong with it. */
function optionsIn(given: readonly string[]): CommandOptions | string {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: {
        http: { type: 'string' },
        runs: { type: 'string' },
        help: { type: 'boolean', default: false },
        version: { type: 'boolean', default: false }
      }
    })
    const { http, runs = null, help, version } = values
    const port = http === undefined ? null : portIn(http)
    if (http !== undefined && port === null) return `--http is ${JSON.stringify(http)}. Give a port from 0 to 65535.`
    return { port, runs, help, version }
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}
