// A classifier of tickets with a quality of its own for each snapshot. The qualities are chosen, not measured of any
// real model: they show that the method of the runbook works.
import { chance } from '../random.js'

/** The kinds of ticket. */
export const ticketLabels = ['billing', 'shipping', 'refund', 'account', 'other'] as const

/** One kind of ticket. */
export type TicketLabel = (typeof ticketLabels)[number]

/** How good a snapshot is. All shares are from 0 to 1. */
export type SnapshotQuality = {
  /** Share of tickets that it labels right when asked well. */
  accuracy: number
  /** Share of answers that it wraps in prose and a code fence, unless a response format is asked for. */
  wrapped: number
  /** Share of tickets that it refuses, with an empty answer. */
  refused: number
  /** The prompt that it follows well, `goodPrompt` unless given; any other costs it a fifth of its right answers. */
  prompt?: string
  /** Tokens that it thinks before it answers, none unless given. They are paid for like those of the answer. */
  thinks?: number
}

/** A request for a chat completion, as far as the model looks at it. */
export type ChatRequest = {
  model: string
  messages: { role: string; content: string }[]
  temperature?: number
  max_tokens?: number
  response_format?: unknown
}

/** What the model says. */
export type ChatAnswer = { content: string | null; finishReason: 'stop' | 'length' }

/** What a completion is charged for. */
export type ChatUsage = { prompt_tokens: number; completion_tokens: number; total_tokens: number }

/**
 * Counts the tokens of a completion, four letters each.
 *
 * @param quality The snapshot that answered.
 * @param request What was asked.
 * @param answer What it said.
 * @returns The usage, as the API tells it.
 */
export function usageOf(quality: SnapshotQuality, request: ChatRequest, answer: ChatAnswer): ChatUsage {
  const tokens = (text: string) => Math.ceil(text.length / 4)
  const prompt = request.messages.reduce((sum, { content }) => sum + tokens(content), 0)
  const completion = (quality.thinks ?? 0) + tokens(answer.content ?? '')
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion }
}

/** The prompt that the model follows well. */
export const goodPrompt = 'v1: classify the ticket. Answer with JSON.'

/** The prompt that costs it a fifth of its right answers. */
export const badPrompt = 'v2: be brief and creative.'

/**
 * Answers as a snapshot does: at temperature 0 always the same, above it with noise.
 *
 * @param snapshot Id of the snapshot; two snapshots err about different tickets.
 * @param quality How good it is.
 * @param request What is asked. A word `fact:<label>` in the context tells the right label.
 * @param throws Source of the noise.
 * @returns The answer.
 */
export function answerAs(
  snapshot: string,
  quality: SnapshotQuality,
  request: ChatRequest,
  throws: () => number
): ChatAnswer {
  const textOf = (role: string) => request.messages.find((message) => message.role === role)?.content ?? ''
  const asked = textOf('user')
  const ticket = /ticket \d+[^\n]*/.exec(asked)?.[0] ?? asked
  if (chance('refuses', snapshot, ticket) < quality.refused) return { content: null, finishReason: 'stop' }

  const temperature = request.temperature ?? 1
  const penalty = (textOf('system') === (quality.prompt ?? goodPrompt) ? 0 : 0.2) + (temperature > 1 ? 0.1 : 0)
  const difficulty = chance('difficulty', ticket)
  const noisy = temperature > 0 ? difficulty * 0.9 + throws() * 0.1 : difficulty
  const label = noisy > quality.accuracy - penalty ? wrong(known(asked, ticket)) : known(asked, ticket)

  const plain = JSON.stringify({ label })
  const wraps = request.response_format === undefined && chance('wraps', snapshot, ticket) < quality.wrapped
  const text = wraps ? `Sure!\n\`\`\`json\n${plain}\n\`\`\`` : plain
  // A quarter of a token budget this small goes to something else than the answer.
  const cut = request.max_tokens !== undefined && request.max_tokens < 8 && chance('cut', ticket) < 0.3
  return cut ? { content: text.slice(0, 9), finishReason: 'length' } : { content: text, finishReason: 'stop' }
}

// Without the fact in its context the model can only guess.
function known(asked: string, ticket: string): TicketLabel {
  const fact = /fact:(\w+)/.exec(asked)?.[1]
  return ticketLabels.find((label) => label === fact) ?? pick(chance('guess', ticket))
}

function wrong(label: TicketLabel): TicketLabel {
  return ticketLabels[(ticketLabels.indexOf(label) + 1) % ticketLabels.length] ?? 'other'
}

/**
 * Picks a label.
 *
 * @param share A number from 0 up to, but not including, 1.
 * @returns The label at that place.
 */
export function pick(share: number): TicketLabel {
  return ticketLabels[Math.floor(share * ticketLabels.length)] ?? 'other'
}
