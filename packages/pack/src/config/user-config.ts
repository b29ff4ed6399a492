/**
 * What whoever works here has set for all runbooks: who they are, and whom to call. `keys/config.json` where the system
 * keeps the configuration of its users.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isUsageError, UsageError } from '../usage-error.js'
import { isObject } from '../documents/is-object.js'

/** The configuration of a user. */
export interface UserConfig {
  /** The name that stands in the record. */
  operator?: string
  /** Path of the key of ssh with which they sign answers. */
  signingKey?: string
  /** Whom to call, by role. */
  contacts: Readonly<Record<string, string>>
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Where the configuration of the user lies; null where the system names no place.
 * @param environment The environment of the command.
 */
export function userConfigPath({ XDG_CONFIG_HOME: config, APPDATA: data, HOME: home }: Environment): string | null {
  const folder = config?.startsWith('/') ? config : process.platform === 'win32' ? data : home && join(home, '.config')
  return folder ? join(folder, 'keys', 'config.json') : null
}

/**
 * Reads the configuration of the user; an empty one when there is none.
 * @param environment The environment of the command.
 * @throws {UsageError} When it cannot be understood.
 */
export function userConfig(environment: Environment): UserConfig {
  const path = userConfigPath(environment)
  const text = path === null ? null : textOf(path)
  if (path === null || text === null) return { contacts: {} }
  const value = parsed(text)
  const { operator, signingKey, contacts = {}, ...others } = isObject(value) ? value : { operator: 0 }
  const isRight = [operator, signingKey].every(
    (name) => name === undefined || (typeof name === 'string' && name.trim() !== '')
  )
  const [unknown] = Object.keys(others)
  if (!isRight || !isObject(contacts) || unknown !== undefined) throw refused(path)
  const people = Object.entries(contacts).map(([role, person]) => {
    if (typeof person !== 'string') throw refused(path)
    return [role, person] as const
  })
  return {
    ...(typeof operator === 'string' && { operator: operator.trim() }),
    ...(typeof signingKey === 'string' && { signingKey: inHome(signingKey.trim(), environment) }),
    contacts: Object.fromEntries(people)
  }
}

/**
 * The name that the user has set for the record; null for none, or when the configuration cannot be understood.
 * @param environment The environment of the command.
 */
export function configuredOperator(environment: Environment): string | null {
  try {
    return userConfig(environment).operator ?? null
  } catch (error) {
    if (isUsageError(error)) return null
    throw error
  }
}

/** A path that may begin with the home of its user. */
function inHome(path: string, { HOME: home }: Environment): string {
  return home !== undefined && path.startsWith('~/') ? join(home, path.slice(2)) : path
}

function refused(path: string): UsageError {
  return new UsageError(
    `${path} cannot be understood.`,
    'It holds {"operator": "your name", "signingKey": "~/.ssh/id_ed25519_sk", "contacts": {"Incident lead": "Mara, +44 20 7946 0000"}}, or some of these, and nothing else.'
  )
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
