import packageJson from '../../package.json' with { type: 'json' }
import { EXIT, UsageError, defineCommand } from '../command.js'
import { BUILD } from '../kept.js'
import { RUNS_OPTION } from '../operate/run-flags.js'

export const command = defineCommand({
  name: 'mcp',
  group: 'incident',
  order: 9,
  summary: 'Start an MCP server for agents, which only read.',
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
    const { machinePorts, portIn, serveMachine } = await import('@keys/mcp/node')
    const { invocation } = await import('@keys/pack/invocation')
    const { namedRunsFolder } = await import('../operate/runs-folder.js')
    const given = options.http
    const port = given === undefined ? null : portIn(given)
    if (given !== undefined && port === null)
      throw new UsageError(`--http is ${JSON.stringify(given)}.`, 'Give a port from 0 to 65535.')
    const { folder, environment, person } = terminal
    const ports = machinePorts({
      folder,
      environment,
      runs: namedRunsFolder(options),
      keys: invocation(environment),
      tool: `keys ${packageJson.version} mcp`,
      build: BUILD
    })
    const over = new Promise<void>((resolve) => {
      person.onSignal(() => resolve())
      if (port === null) for (const event of ['end', 'close']) person.input.once(event, () => resolve())
    })
    const write = (text: string): void => terminal.stderr(text)
    await serveMachine(ports, { port, isAttended: person.input.isTTY === true, write, over })
    return EXIT.ok
  }
})
