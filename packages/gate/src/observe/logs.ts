/** Logs: one JSON object a line, of fields that are allowed here. No token, no secret, no address of the network. */
import pino, { type DestinationStream } from 'pino'
import { TOKEN_PATTERN } from '../core/token.js'

/** What may be written. */
export interface LogFields {
  request?: string
  method?: string
  route?: string
  pack?: string
  version?: string
  status?: number
  reason?: string
  customer?: string
  token?: string
  client?: string
  ms?: number
  event?: string
  type?: string
  count?: number
  fault?: string
  port?: number
  host?: string
}

/** Writes logs. */
export interface Log {
  debug: (fields: LogFields, text: string) => void
  info: (fields: LogFields, text: string) => void
  warn: (fields: LogFields, text: string) => void
  error: (fields: LogFields, text: string) => void
}

const ALLOWED: readonly (keyof LogFields)[] = [
  'request',
  'method',
  'route',
  'pack',
  'version',
  'status',
  'reason',
  'customer',
  'token',
  'client',
  'ms',
  'event',
  'type',
  'count',
  'fault',
  'port',
  'host'
]
const LONGEST = 200

/**
 * Opens a log.
 * @param level The least that is written.
 * @param destination Where to; standard output unless given.
 * @returns The log.
 */
export function openLog(level: string, destination?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const logger = destination === undefined ? pino(options) : pino(options, destination)
  const write =
    (name: keyof Log) =>
    (fields: LogFields, text: string): void => {
      if (logger.isLevelEnabled(name)) logger[name](cleaned(fields), text)
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}

function cleaned(fields: LogFields): Record<string, string | number> {
  const entries = ALLOWED.flatMap((name) => {
    const value = fields[name]
    return value === undefined ? [] : [[name, typeof value === 'string' ? harmless(value) : value] as const]
  })
  return Object.fromEntries(entries)
}

const SECRETS = new RegExp(
  `${TOKEN_PATTERN.source}|\\b(?:sk|rk)_(?:live|test)_\\w+|\\bwhsec_\\w+|://[^/\\s:@]+:[^/\\s@]+@`,
  'g'
)

/**
 * Makes text from outside harmless: no control characters, no secret, not long.
 * @param text Any text.
 * @returns What may be written.
 */
export function harmless(text: string): string {
  return text
    .replace(SECRETS, '(secret)')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, LONGEST)
}

/** What went wrong, for a log: never more than its message. */
export function faultOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
