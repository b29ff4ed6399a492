import { EXIT, UsageError, defineCommand } from '../command.js'
import { RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'mcp',
  group: 'incident',
  order: 8,
  summary: 'Serve agents: they look, a person acts.',
  description:
    'Serve agents over the Model Context Protocol: find a runbook, follow it step by step, run its read-only commands. ' +
    'What changes something, and what a person decides, is left to a person at a terminal.',
  options: [
    {
      flags: '--http <port>',
      summary: 'Serve over HTTP on 127.0.0.1 with a token, not over stdio; 0 for a free port.'
    },
    RUNS_OPTION
  ],
  examples: [
    { line: 'keys mcp', summary: 'on stdin and stdout; an agent starts it, not a person' },
    { line: 'keys mcp --http 4810', summary: 'for clients that speak HTTP; shows the address and the token' }
  ],
  async run({ options }, terminal) {
    const port = portOf(options.http)
    const { keysTools, serveOverHttp, serveOverStdio } = await import('@keys/mcp')
    const { serverPorts } = await import('../mcp/server-ports.js')
    const onError = ({ message }: Error): void => terminal.stderr(`keys mcp: ${message}\n`)
    const tools = keysTools(serverPorts(options, terminal))
    const { person } = terminal
    const overStdio = (): (() => Promise<void>) => {
      const served = serveOverStdio(tools, onError)
      return () => served.close()
    }
    const overHttp = async (on: number): Promise<() => Promise<void>> => {
      const served = await serveOverHttp(tools, on, onError)
      terminal.stderr(`${served.url}\nAuthorization: Bearer ${served.token}\nCtrl+C ends it.\n`)
      return () => served.close()
    }
    if (port === null && person.input.isTTY === true)
      terminal.stderr('This waits for an agent, which starts it and talks to it. Ctrl+C ends it.\n')
    const over = new Promise<void>((resolve) => {
      person.onSignal(() => resolve())
      if (port === null) for (const event of ['end', 'close']) person.input.once(event, () => resolve())
    })
    const close = port === null ? overStdio() : await overHttp(port)
    await over
    await close()
    return EXIT.ok
  }
})

function portOf(value: string | undefined): number | null {
  if (value === undefined) return null
  const port = Number(value)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new UsageError(`--http is ${JSON.stringify(value)}.`, 'Give a port from 0 to 65535.')
}
