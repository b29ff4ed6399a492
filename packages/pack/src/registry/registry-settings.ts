/**
 * Which registry publishes packs, as npm is told: by the environment, or by .npmrc of the project or of the user.
 */
import { join } from 'node:path'
import { readRegularFile } from '../files/folder.js'
import type { Place } from '../place.js'
import { UsageError } from '../usage-error.js'
import { isTrusted, projectFolders } from '../workspace/places.js'
import { trustedUsers, type TrustedUsers } from '../write/owners.js'

/** A registry. */
export interface Registry {
  /** Its address, with a slash at its end. */
  url: URL
  /** What it is told to know the caller; null for anybody. */
  token: string | null
}

const DEFAULT = 'https://registry.npmjs.org/'

/**
 * The registry of the packages of a scope.
 * @param scope The scope, such as `@keys`.
 * @param folder Path of the folder in which the command runs.
 * @param environment The environment of the command.
 * @throws {UsageError} When what is configured is no address.
 */
export function registryFor(scope: string, folder: string, environment: Place['environment']): Registry {
  const settings = settingsFor(folder, environment)
  const name = `${scope}:registry`
  const address = environment[`npm_config_${name}`] || settings.get(name) || environment['npm_config_registry']
  const typed = address || settings.get('registry') || DEFAULT
  const url = URL.canParse(typed) ? new URL(typed.endsWith('/') ? typed : `${typed}/`) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(
      'The configured registry is not an address.',
      'Correct `registry` in .npmrc or the environment.'
    )
  }
  return { url, token: settings.get(`//${url.host}${url.pathname}:_authToken`) ?? null }
}

/** All settings of the .npmrc of the project and of that of the user, as npm reads them; that of the project goes first. */
function settingsFor(folder: string, environment: Place['environment']): Map<string, string> {
  const settings = new Map<string, string>()
  const users = trustedUsers(environment)
  const home = environment['HOME'] ?? environment['USERPROFILE']
  for (const dir of new Set([prefixOf(folder, users), home])) {
    if (dir === undefined || !isTrusted(join(dir, '.npmrc'), users)) continue
    // A project comes from somebody else as often as not: it says which registry, and not which of all secrets to send there.
    const isGiven = (variable: string): boolean => dir === home || REGISTRY_VARIABLES.test(variable)
    for (const line of textOf(dir).split(/\r?\n/)) {
      const [, name, value] = /^\s*([^=;#\s]+)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? []
      if (name === undefined || value === undefined || settings.has(name)) continue
      const expanded = value.replaceAll(/\$\{(\w+)\}/g, (whole, variable: string) =>
        isGiven(variable) ? (environment[variable] ?? whole) : whole
      )
      settings.set(name, expanded)
    }
  }
  return settings
}

/** What a project's .npmrc may take from the environment: what is meant for registries. */
const REGISTRY_VARIABLES = /^(?:npm_|node_auth_|(?:github|gh|gitlab|ci_job)_token$)/i

/** The project of a folder as npm finds it: the nearest folder with a package.json or a node_modules; else the folder. */
function prefixOf(folder: string, users: TrustedUsers): string {
  const [nearest] = projectFolders(folder, users)
  const isPrefix = (dir: string): boolean =>
    ['package.json', 'node_modules'].some((name) => isTrusted(join(dir, name), users))
  return projectFolders(folder, users).find(isPrefix) ?? nearest ?? folder
}

function textOf(dir: string): string {
  try {
    return Buffer.from(readRegularFile(dir, '.npmrc')).toString('utf8')
  } catch {
    return ''
  }
}
