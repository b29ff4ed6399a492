/** The built server for agents, over stdio, and what an agent takes from its results. */
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

/** The built command. */
export const KEYS = join(import.meta.dirname, '../bin/keys.js')

/** What these tests read of a result. */
export interface Result {
  refused: { code: string; next: string } | null
  next: string
  output: { end: string; stdout: { text: string } } | null
  handover: { text: string } | null
  run: {
    run: string
    state: string
    step: { id: string; commands: { digest: string; isNext: boolean }[] } | null
    waiting: { need: string; lineToType: string } | null
    outcome: { hasEnded: boolean; end: string | null }
  }
  candidates: { pack: string }[]
}

/** How a client says which protocol it speaks. */
export type Mode = 'legacy' | 'auto' | { pin: string }

/** Where a server is started. */
export interface Place {
  root: string
  runs: string
  env: Record<string, string>
  /** The command with its arguments; `keys mcp` when absent. */
  command?: readonly string[]
}

/** Starts the server as a client does; closing the client ends it. */
export async function agentAt(
  { root, runs, env, command = [KEYS, 'mcp'] }: Place,
  mode: Mode,
  name = 'long-test'
): Promise<Client> {
  const client = new Client({ name, version: '1.0.0' }, { versionNegotiation: { mode } })
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...command, '--runs', runs],
    cwd: root,
    env,
    stderr: 'pipe'
  })
  await client.connect(transport)
  return client
}

/** Calls a tool, as an agent does. */
export async function call(client: Client, name: string, given: object): Promise<Result> {
  const { structuredContent, content } = await client.callTool({ name, arguments: { ...given } })
  if (structuredContent === undefined) throw new Error(JSON.stringify(content))
  return structuredContent as unknown as Result
}

/** What runs the next command of a step. */
export const next = ({ run }: Result): { run: string; step: string; digest: string } => ({
  run: run.run,
  step: run.step?.id ?? '',
  digest: run.step?.commands.find(({ isNext }) => isNext)?.digest ?? ''
})
