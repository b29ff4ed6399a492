/**
 * Asks remote addresses over the network whether they are there. No credentials, no cookies, no proxy; nothing of an
 * answer is read but its status and where it leads on.
 */
import { lookup as lookUp } from 'node:dns'
import { request as requestPlainly, type RequestOptions } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { AskRemote, RemoteAnswer } from '../engine/remote-links.js'
import { isPublicAddress } from './public-address.js'

/** How addresses are asked. */
export interface RemoteOptions {
  /** The version that the requests name. */
  version?: string
  /** What one request may take, in milliseconds. */
  timeout?: number
  /** How many are asked at a time. */
  concurrency?: number
  /** Which addresses of the internet protocol may be asked; those of the public internet when absent. */
  isAllowed?: (address: string) => boolean
}

/** So many redirects are followed, as browsers do. */
const MAX_REDIRECTS = 20
/** So many addresses are asked in all; a pack with more of them is made to keep somebody busy. */
const MAX_ADDRESSES = 1000

/**
 * Makes a function that asks addresses, each once, however often it is called.
 * @param options How.
 * @returns It never rejects: what cannot be asked is told as unanswered.
 */
export function remoteAsker(options: RemoteOptions = {}): AskRemote {
  const { concurrency = 6 } = options
  const asked = new Map<string, Promise<RemoteAnswer>>()
  const waiting: (() => void)[] = []
  let running = 0

  async function inTurn(url: string): Promise<RemoteAnswer> {
    if (running >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      return await answerOf(url, options)
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }

  return async (urls) => {
    for (const url of urls) {
      if (asked.has(url)) continue
      const isTooMany = asked.size >= MAX_ADDRESSES
      asked.set(url, isTooMany ? Promise.resolve(unanswered(`more than ${MAX_ADDRESSES} addresses`)) : inTurn(url))
    }
    return new Map(await Promise.all(urls.map(async (url) => [url, await asked.get(url)!] as const)))
  }
}

/** HEAD first, as it costs the least; GET where it is refused, as many servers do not know it. */
async function answerOf(url: string, options: RemoteOptions): Promise<RemoteAnswer> {
  try {
    const head = await follow(new URL(url), 'HEAD', options).catch((error: unknown) => {
      if (codeOf(error) !== 'ECONNRESET') throw error
      return null
    })
    if (head?.type === 'unanswered' || (head && head.status < 400)) return head
    return await follow(new URL(url), 'GET', options)
  } catch (error) {
    return unanswered(reasonOf(error))
  }
}

async function follow(from: URL, method: 'HEAD' | 'GET', options: RemoteOptions): Promise<RemoteAnswer> {
  let url = from
  for (let count = 0; count <= MAX_REDIRECTS; count++) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return unanswered(`it leads on to ${url.protocol}`)
    if (url.username !== '' || url.password !== '') return unanswered('the address holds a name or a password')
    const { status, location } = await ask(url, method, options)
    if (status < 300 || status > 399 || location === null) return { type: 'answered', status, url: url.href }
    const { hash } = url
    url = new URL(location, url)
    if (url.hash === '') url.hash = hash
  }
  return unanswered(`more than ${MAX_REDIRECTS} redirects`)
}

/** One request; the connection is closed before anything of the body is read. */
function ask(
  url: URL,
  method: 'HEAD' | 'GET',
  { version, timeout = 10_000, isAllowed = isPublicAddress }: RemoteOptions
): Promise<{ status: number; location: string | null }> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // The name is not looked up for an address written in numbers.
  if (isIP(host) !== 0 && !isAllowed(host)) return Promise.reject(new NotPublic())
  const request = url.protocol === 'https:' ? requestSecurely : requestPlainly
  const settings: RequestOptions = {
    method,
    agent: false,
    lookup: guarded(isAllowed),
    signal: AbortSignal.timeout(timeout),
    headers: {
      accept: '*/*',
      'user-agent': `keys${version === undefined ? '' : `/${version}`} (+https://github.com/keys-assets/runbook-keys)`
    }
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, settings, (response) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null })
      // What a connection that is closed has still to say is of no interest.
      response.on('error', () => {})
      response.destroy()
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** Looks a name up and connects to what was checked, so that no second look-up gives another address. */
function guarded(isAllowed: (address: string) => boolean): LookupFunction {
  return (name, options, done) => {
    lookUp(name, { ...options, all: true }, (error, found) => {
      const allowed = error ? [] : found.filter(({ address }) => isAllowed(address))
      const [first] = allowed
      if (error) done(error, '')
      // One that is not public among those that are is no oversight.
      else if (first === undefined || allowed.length < found.length) done(new NotPublic(), '')
      else if (options.all === true) done(null, allowed)
      else done(null, first.address, first.family)
    })
  }
}

class NotPublic extends Error {
  constructor() {
    super('its address is not of the public internet')
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'it took too long',
  ECONNREFUSED: 'it refuses connections',
  ECONNRESET: 'it broke the connection off',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'its name could not be looked up',
  CERT_HAS_EXPIRED: 'its certificate has expired'
}

function reasonOf(error: unknown): string {
  if (error instanceof NotPublic) return error.message
  const code = codeOf(error)
  return REASONS[code] ?? (code === '' ? 'its answer could not be read' : code)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function unanswered(reason: string): RemoteAnswer {
  return { type: 'unanswered', reason }
}
