// The feature that uses a model: retrieval, a prompt, an OpenAI-compatible API, and a parser. What a release or a person
// can change stands in `config`.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createFaults, type Faults } from '../faults.js'
import { isRecord, readBody, sendJson } from '../http.js'
import { goodPrompt } from '../openai/model.js'
import { modelIds, type OpenAiStandIn } from '../openai/server.js'
import { contextOf, retrieve, type AiIndex } from './ai-cases.js'
import type { App } from './app.js'

/**
 * Mistakes of the feature:
 * - `retries-until-it-parses`: asks again, at temperature 1, until an answer is JSON, four times at most.
 * - `hides-sources`: does not say which documents it found.
 * - `fails`: the route throws.
 */
export type AiFault = 'retries-until-it-parses' | 'hides-sources' | 'fails'

/** What a release sets. */
export type AiConfig = {
  model: string
  prompt: string
  temperature: number
  maxTokens: number | undefined
  responseFormat: { type: 'json_object' } | undefined
  index: AiIndex
  /** Takes the one JSON object out of the text around it. */
  tolerantParser: boolean
  /** Whether customers get answers. The eval route answers also while this is off. */
  enabled: boolean
}

/** What the feature answers. */
export type AiAnswer = {
  output: string
  model: string
  finishReason: string
  sources: string[]
  enabled: boolean
  /** Tokens that were paid for, of every try. */
  tokens: number
}

/** The running feature. */
export type AiFeature = Faults<AiFault> & {
  /** Route that takes a POST with `id` and `input` and goes the way of a customer's request. */
  readonly evalUrl: string
  readonly evalToken: string
  readonly config: AiConfig
  /** Answers a ticket, as for a customer. @throws Error with the status when the API does not answer well. */
  answer(input: string): Promise<AiAnswer>
  /** The body that is sent, with placeholders where the case goes. */
  request(): Record<string, unknown>
  /**
   * Changes something while somebody measures, as a release that comes at a bad time does.
   *
   * @param answers After so many more requests to the eval route.
   * @param change What to do then.
   */
  after(answers: number, change: () => void): void
}

/**
 * Adds the route `/internal/eval`.
 *
 * @param app The application.
 * @param openAi The API that it asks.
 * @returns The feature's handle, with the configuration of the good release.
 */
export function addAi(app: App, openAi: Pick<OpenAiStandIn, 'baseUrl' | 'apiKey'>): AiFeature {
  let plan: { left: number; change: () => void } | undefined
  const feature: AiFeature = {
    ...createFaults<AiFault>(),
    evalUrl: `${app.url}/internal/eval`,
    evalToken: 'drill-eval-token',
    config: {
      model: modelIds.alias,
      prompt: goodPrompt,
      temperature: 0,
      maxTokens: undefined,
      responseFormat: undefined,
      index: 'docs-v1',
      tolerantParser: false,
      enabled: true
    },
    answer: (input) => answer(feature, openAi, app.scope.signal, input),
    request: () => bodyOf(feature.config, '{{context}}', '{{input}}'),
    after: (left, change) => void (plan = { left, change })
  }
  app.route('/internal/eval', async (request, response) => {
    await serve(feature, request, response)
    if (plan && --plan.left === 0) plan.change()
  })
  return feature
}

async function serve(feature: AiFeature, request: IncomingMessage, response: ServerResponse) {
  const body: unknown = JSON.parse((await readBody(request)).toString() || 'null')
  if (request.headers.authorization !== `Bearer ${feature.evalToken}`) {
    return sendJson(response, 401, { error: { code: 'unauthorized' } })
  }
  if (feature.has('fails')) throw new Error('the release is broken')
  if (!isRecord(body) || typeof body['input'] !== 'string')
    return sendJson(response, 400, { error: { code: 'no_input' } })
  try {
    return sendJson(response, 200, await feature.answer(body['input']))
  } catch (error) {
    return sendJson(response, 502, { error: { code: String(error instanceof Error ? error.message : error) } })
  }
}

async function answer(
  feature: AiFeature,
  openAi: Pick<OpenAiStandIn, 'baseUrl' | 'apiKey'>,
  signal: AbortSignal,
  input: string
): Promise<AiAnswer> {
  const { config } = feature
  const documents = retrieve(config.index, input)
  const ask = (changes: object = {}) =>
    complete(openAi, { ...bodyOf(config, contextOf(documents), input), ...changes }, signal)
  let { output, model, finishReason, tokens } = await ask()
  for (let more = 3; feature.has('retries-until-it-parses') && !parses(output) && more > 0; more--) {
    const next = await ask({ temperature: 1 })
    ;({ output, model, finishReason } = next)
    tokens += next.tokens
  }
  if (config.tolerantParser) output = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)
  const sources = feature.has('hides-sources') ? [] : documents.map(({ id }) => id)
  return { output, model, finishReason, sources, enabled: config.enabled, tokens }
}

function bodyOf(config: AiConfig, context: string, input: string): Record<string, unknown> {
  return {
    model: config.model,
    temperature: config.temperature,
    ...(config.maxTokens !== undefined && { max_tokens: config.maxTokens }),
    ...(config.responseFormat && { response_format: config.responseFormat }),
    messages: [
      { role: 'system', content: config.prompt },
      { role: 'user', content: `Context: ${context}\nTicket: ${input}` }
    ]
  }
}

async function complete(openAi: Pick<OpenAiStandIn, 'baseUrl' | 'apiKey'>, body: object, signal: AbortSignal) {
  const response = await fetch(`${openAi.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${openAi.apiKey}` },
    body: JSON.stringify(body),
    signal: AbortSignal.any([AbortSignal.timeout(5000), signal])
  })
  const value: unknown = await response.json().catch(() => null)
  if (!response.ok || !isRecord(value) || !Array.isArray(value['choices'])) throw new Error(String(response.status))
  const choice: unknown = value['choices'][0]
  const message = isRecord(choice) && isRecord(choice['message']) ? choice['message'] : {}
  return {
    // A refusal has no content; the feature then has nothing to parse.
    output: typeof message['content'] === 'string' ? message['content'] : '',
    model: String(value['model']),
    finishReason: isRecord(choice) ? String(choice['finish_reason']) : '',
    tokens: isRecord(value['usage']) ? Number(value['usage']['total_tokens']) : 0
  }
}

function parses(text: string) {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
