// Everything that goes over the wire, recorded and held against the schemas of the protocol, for clients of both eras.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createMcpHandler } from '@modelcontextprotocol/server'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { nextOf, openLab, type Lab } from './support.js'
import type { RunResult } from '../src/index.js'

type Revision = '2025-11-25' | '2026-07-28'

/** What a message has to be, by the method that it answers. */
const RESULTS: Readonly<Record<string, string>> = {
  initialize: 'InitializeResult',
  'server/discover': 'DiscoverResult',
  'tools/list': 'ListToolsResult',
  'tools/call': 'CallToolResult',
  'resources/list': 'ListResourcesResult',
  'resources/templates/list': 'ListResourceTemplatesResult',
  'resources/read': 'ReadResourceResult'
}

interface Message {
  id?: number | string
  method?: string
  result?: unknown
  error?: unknown
}

interface Exchange {
  request: Message
  answers: Message[]
}

/** Says what is wrong with a message. */
function schemaOf(revision: Revision): (name: string, value: unknown) => string[] {
  const text = readFileSync(join(import.meta.dirname, 'protocol-schemas', `${revision}.json`), 'utf8')
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).addSchema(JSON.parse(text), 'mcp')
  return (name, value) => {
    const validate = ajv.getSchema(`mcp#/$defs/${name}`)
    if (!validate) throw new Error(`The schema of ${revision} has no ${name}.`)
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

/** A client whose traffic is recorded. */
async function recorded(lab: Lab, revision: Revision): Promise<{ client: Client; traffic: Exchange[] }> {
  const handler = createMcpHandler(() => lab.tools.server())
  const traffic: Exchange[] = []
  const fetch = async (url: string | URL, init?: RequestInit): Promise<Response> => {
    const response = await handler.fetch(new Request(url, init))
    if (typeof init?.body !== 'string') return response
    const text = await response.clone().text()
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    const parts = isStream ? [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => data) : [text]
    const answers = parts.filter((part) => part.trim() !== '').map((part) => JSON.parse(part) as Message)
    traffic.push({ request: JSON.parse(init.body) as Message, answers })
    return response
  }
  const mode = revision === '2025-11-25' ? ('legacy' as const) : { pin: revision }
  const client = new Client({ name: 'recorded', version: '1.0.0' }, { versionNegotiation: { mode } })
  await client.connect(new StreamableHTTPClientTransport(new URL('http://127.0.0.1/mcp'), { fetch }))
  onTestFinished(async () => {
    await client.close()
    await handler.close()
  })
  return { client, traffic }
}

/** An agent that uses all there is, and is refused in all ways. */
async function everything(client: Client): Promise<void> {
  const call = async (name: string, given: Record<string, unknown>): Promise<RunResult> =>
    (await client.callTool({ name, arguments: given })).structuredContent as RunResult
  await client.listTools()
  await client.listResources()
  await client.listResourceTemplates()
  await client.readResource({ uri: 'keys://packs' })
  await client.readResource({ uri: 'keys://packs/queue-stands-still' })
  await expect(client.readResource({ uri: 'keys://packs/no-such-pack' })).rejects.toThrow()
  await call('find_runbook', { alert: { labels: { alertname: 'QueueStandsStill' }, annotations: {} } })
  await call('find_runbook', {})
  await call('start_run', { pack: 'no-such-pack' })
  const started = await call('start_run', { pack: 'queue-stands-still' })
  const run = started.run?.run ?? ''
  await call('current_step', { run })
  await call('run_read_only', { run, step: 'elsewhere', digest: '0'.repeat(64) })
  await call('run_read_only', nextOf(started))
  await call('note', { run, text: 'It stands still.' })
  await call('note', { run, text: 'x', confirm: true })
  await call('wait_for_person', { run, seconds: 0 })
  await call('list_runs', {})
  await call('hand_over', { run })
  await client.callTool({ name: 'force', arguments: {} }).catch(() => undefined)
}

describe.each<Revision>(['2025-11-25', '2026-07-28'])('the traffic of a client of %s', (revision) => {
  test('is what the schema of the protocol says', async () => {
    const lab = await openLab()
    onTestFinished(() => lab.end())
    const { client, traffic } = await recorded(lab, revision)
    await everything(client)
    const wrong = schemaOf(revision)
    const seen = new Set<string>()
    const faults = traffic.flatMap(({ request, answers }) =>
      answers.flatMap((answer) => {
        const { method = '' } = request
        seen.add('error' in answer ? 'error' : method)
        const name = 'error' in answer ? null : RESULTS[method]
        if (name === undefined) return [`An answer to ${method} has no schema here.`]
        const result = name === null ? [] : wrong(name, answer.result)
        return [...wrong('JSONRPCMessage', answer), ...result].map((fault) => `${method}: ${fault}`)
      })
    )
    expect(faults).toEqual([])
    const beginning = revision === '2025-11-25' ? 'initialize' : 'server/discover'
    const all = ['error', 'resources/list', 'resources/read', 'resources/templates/list', 'tools/call', 'tools/list']
    expect([...seen].toSorted()).toEqual([...all, beginning].toSorted())
  })

  test('would be found when it were something else', () => {
    const wrong = schemaOf(revision)
    expect(wrong('CallToolResult', { content: 'done' })).not.toEqual([])
    expect(wrong('ListToolsResult', { tools: [{ title: 'no name' }] })).not.toEqual([])
    expect(wrong('JSONRPCMessage', { id: 1, result: {} })).not.toEqual([])
  })
})
