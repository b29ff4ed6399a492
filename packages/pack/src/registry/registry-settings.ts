/**
 * Which registry publishes packs, as npm is told: by the environment, or by .npmrc of the project or of the user.
 */
import { dirname, join, resolve } from 'node:path'
import { readRegularFile } from '../files/folder.js'
import type { Place } from '../place.js'
import { UsageError } from '../usage-error.js'

/** A registry. */
export interface Registry {
  /** Its address, with a slash at its end. */
  url: URL
  /** What it is told to know the caller; null for anybody. */
  token: string | null
}

const SCOPE = '@keys:registry'
const DEFAULT = 'https://registry.npmjs.org/'

/**
 * The registry of packs.
 * @param folder Path of the folder in which the command runs.
 * @param environment The environment of the command.
 * @throws {UsageError} When what is configured is no address.
 */
export function registryFor(folder: string, environment: Place['environment']): Registry {
  const settings = settingsFor(folder, environment)
  const address = environment[`npm_config_${SCOPE}`] ?? settings.get(SCOPE) ?? environment['npm_config_registry']
  const typed = address ?? settings.get('registry') ?? DEFAULT
  const url = URL.canParse(typed) ? new URL(typed.endsWith('/') ? typed : `${typed}/`) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError('The configured registry is no address.', 'Correct `registry` in .npmrc or the environment.')
  }
  return { url, token: settings.get(`//${url.host}${url.pathname}:_authToken`) ?? null }
}

/** All settings of the .npmrc files; the nearest goes first. */
function settingsFor(folder: string, environment: Place['environment']): Map<string, string> {
  const settings = new Map<string, string>()
  const folders: string[] = []
  for (let dir = resolve(folder); folders.at(-1) !== dir; dir = dirname(dir)) folders.push(dir)
  const home = environment['HOME'] ?? environment['USERPROFILE']
  for (const dir of [...folders, ...(home === undefined ? [] : [home])]) {
    for (const line of textOf(join(dir)).split(/\r?\n/)) {
      const [, name, value] = /^\s*([^=;#\s]+)\s*=\s*"?(.*?)"?\s*$/.exec(line) ?? []
      if (name === undefined || value === undefined || settings.has(name)) continue
      settings.set(
        name,
        value.replaceAll(/\$\{(\w+)\}/g, (whole, variable: string) => environment[variable] ?? whole)
      )
    }
  }
  return settings
}

function textOf(dir: string): string {
  try {
    return Buffer.from(readRegularFile(dir, '.npmrc')).toString('utf8')
  } catch {
    return ''
  }
}
