/** Sends answers, and reads bodies. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { PRIVATE, type Answer } from '../core/answers.js'

/**
 * Sends an answer of the gate's own.
 * @param response Where to.
 * @param answer What; text and bytes are sent as they are, everything else as JSON.
 * @param isHead Whether only its headers are wanted.
 */
export function send(response: ServerResponse, answer: Answer, isHead = false): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const isText = typeof answer.body === 'string'
  const body = Buffer.isBuffer(answer.body)
    ? answer.body
    : Buffer.from(isText ? String(answer.body) : `${JSON.stringify(answer.body)}\n`)
  response.writeHead(answer.status, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    ...PRIVATE,
    'x-content-type-options': 'nosniff',
    ...answer.headers,
    // What has no body has no length either.
    ...(answer.status === 304 ? {} : { 'content-length': body.length })
  })
  response.end(isHead || answer.status === 304 ? undefined : body)
}

/** A body that is too large, or that ends too early. */
export class BodyError extends Error {
  readonly status: number
  constructor(status: number, text: string) {
    super(text)
    this.status = status
  }
}

/**
 * Reads a whole body.
 * @param request Whose.
 * @param most More bytes are refused, and not read.
 * @returns Its bytes as they came: signatures are made over them.
 * @throws BodyError.
 */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = new BodyError(413, `The body is larger than ${most} bytes.`)
  const encoding = request.headers['content-encoding']
  if (encoding !== undefined && encoding !== 'identity') throw new BodyError(415, 'Send the body without compression.')
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > most) throw tooLarge
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/**
 * Reads a body of JSON.
 * @param request Whose.
 * @param most More bytes are refused.
 * @returns The object in it.
 * @throws BodyError.
 */
export async function readObject(request: IncomingMessage, most: number): Promise<Record<string, unknown>> {
  const text = (await readBody(request, most)).toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text === '' ? '{}' : text)
  } catch {
    throw new BodyError(400, 'The body is not JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BodyError(400, 'The body is not a JSON object.')
  return value as Record<string, unknown>
}
