/**
 * Why something could not be fetched, in words: codes of the machine are known to few.
 */
import { visible } from '../text/visible.js'

/** What the codes of the machine mean; those that are not here are shown as they are. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'it broke the connection off',
  UND_ERR_SOCKET: 'it broke the connection off',
  ENOTFOUND: 'no host has this name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'it did not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
  UND_ERR_HEADERS_TIMEOUT: 'it did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of its answer',
  ENETUNREACH: 'the network cannot be reached',
  EHOSTUNREACH: 'the host cannot be reached'
}

/**
 * Why something could not be fetched, to stand after a colon.
 * @param error What `fetch` threw.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof Error && /^(?:Timeout|Abort)Error$/.test(error.name)) return 'it did not answer in time'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null
  if (code === null) return visible(cause instanceof Error ? cause.message : String(cause))
  const words = REASONS[code]
  return visible(words === undefined ? code : `${words} (${code})`)
}
