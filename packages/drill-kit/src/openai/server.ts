// An API that speaks like OpenAI's: a list of models and chat completions, two snapshots and one that wraps its answers
// behind an alias that the provider can move.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isRecord, pause, readBody, sendJson, startHttp } from '../http.js'
import { createRandom } from '../random.js'
import type { Scope } from '@keys/drill'
import { answerAs, usageOf, type ChatRequest, type SnapshotQuality } from './model.js'

/** Ids of the models. `alias` points to one of the others. */
export const modelIds = {
  alias: 'clf',
  knownGood: 'clf-2026-03-01',
  moved: 'clf-2026-09-01',
  wrapping: 'clf-2026-10-01'
} as const

/** How the API behaves: well, 401, 429, 500, after a second, never, or with a web page. */
export type OpenAiMode = 'ok' | 'unauthorized' | 'rate-limited' | 'error' | 'slow' | 'blackhole' | 'not-json'

/** A running API. */
export type OpenAiStandIn = {
  /** Base address with its version, without a slash at its end. */
  readonly baseUrl: string
  readonly apiKey: string
  /** The snapshot that the alias points to now. Moving it is what a provider does without telling. */
  aliasOf: string
  /** Quality of each snapshot. A snapshot that is taken out is retired: 404 and not listed. */
  readonly snapshots: Map<string, SnapshotQuality>
  /** Days on which snapshots end, by id, as `GET /models` shows them. */
  readonly shutdownDates: Map<string, string>
  mode: OpenAiMode
  /** Share of completions that fail with 503, from 0 to 1. */
  failing: number
  /** Completions asked for so far. */
  readonly calls: number
}

/**
 * Starts the API with its alias on the known-good snapshot.
 *
 * @param scope Ends it when closed.
 * @returns Its handle.
 */
export async function startOpenAi(scope: Scope): Promise<OpenAiStandIn> {
  const server = await startHttp(scope, (request, response) => serve(request, response))
  const throws = createRandom('openai')
  let calls = 0
  const api: OpenAiStandIn = {
    baseUrl: `${server.url}/v1`,
    apiKey: 'sk-drill-not-a-real-key',
    aliasOf: modelIds.knownGood,
    snapshots: new Map([
      [modelIds.knownGood, { accuracy: 0.95, wrapped: 0, refused: 0 }],
      [modelIds.moved, { accuracy: 0.77, wrapped: 0.09, refused: 0 }],
      [modelIds.wrapping, { accuracy: 0.95, wrapped: 0.4, refused: 0 }]
    ]),
    shutdownDates: new Map(),
    mode: 'ok',
    failing: 0,
    get calls() {
      return calls
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const body = await readBody(request)
    if (api.mode === 'blackhole') return
    if (api.mode === 'slow') await pause(1000, scope.signal)
    if (api.mode === 'unauthorized' || request.headers.authorization !== `Bearer ${api.apiKey}`) {
      return refuse(response, 401, 'invalid_api_key', 'Incorrect API key provided.')
    }
    if (api.mode === 'rate-limited') return refuse(response, 429, 'rate_limit_exceeded', 'Rate limit reached.')
    if (api.mode === 'error') return refuse(response, 500, 'server_error', 'The server had an error.')
    if (api.mode === 'not-json') return void response.writeHead(200).end('<html>')
    if (request.method === 'GET' && request.url === '/v1/models') return sendJson(response, 200, listModels(api))
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
      return refuse(response, 404, 'unknown_url', `Unknown request URL: ${request.url}`)
    }
    calls++
    return complete(api, body, throws, response)
  }
  return api
}

function listModels(api: OpenAiStandIn) {
  const data = [...api.snapshots.keys(), modelIds.alias].map((id) => {
    const end = api.shutdownDates.get(id)
    return { id, object: 'model', created: 1, owned_by: 'drill', ...(end && { shutdown_date: end }) }
  })
  return { object: 'list', data }
}

function complete(api: OpenAiStandIn, body: Buffer, throws: () => number, response: ServerResponse) {
  const asked = parseChat(body)
  if (!asked) return refuse(response, 400, 'invalid_request', 'The body is not a chat completion request.')
  const model = asked.model === modelIds.alias ? api.aliasOf : asked.model
  const quality = api.snapshots.get(model)
  if (!quality) return refuse(response, 404, 'model_not_found', `The model \`${asked.model}\` does not exist.`)
  if (throws() < api.failing) return refuse(response, 503, 'overloaded', 'The engine is overloaded.')
  const answer = answerAs(model, quality, asked, throws)
  const { content, finishReason } = answer
  const refusal = content === null ? 'I cannot help with that.' : null
  return sendJson(response, 200, {
    id: 'chatcmpl-drill',
    object: 'chat.completion',
    created: 1,
    model,
    system_fingerprint: `fp_${model}`,
    choices: [{ index: 0, message: { role: 'assistant', content, refusal }, finish_reason: finishReason }],
    usage: usageOf(quality, asked, answer)
  })
}

function parseChat(body: Buffer): ChatRequest | undefined {
  let value: unknown
  try {
    value = JSON.parse(body.toString())
  } catch {
    return undefined
  }
  if (!isRecord(value) || typeof value['model'] !== 'string' || !Array.isArray(value['messages'])) return undefined
  const messages = value['messages'].filter(isRecord).map(({ role, content }) => ({
    role: String(role),
    content: String(content)
  }))
  const number = (field: string) => (typeof value[field] === 'number' ? value[field] : undefined)
  return {
    model: value['model'],
    messages,
    temperature: number('temperature'),
    max_tokens: number('max_tokens'),
    response_format: value['response_format']
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string) {
  sendJson(response, status, { error: { message, type: 'invalid_request_error', param: null, code } })
}
