/** Starts Verdaccio without a port of its own, and refuses unless it is provably closed. */
import { randomBytes } from 'node:crypto'
import { readFile, writeFile, mkdir } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { context } from './context.js'
import { KeysGatePlugin, GROUP } from './plugin.js'
import type { RegistryStorage } from './storage.js'

/** Answers requests. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** The registry behind the gate. */
export interface Registry {
  handle: Handler
  storage: RegistryStorage
}

/** Where packages are kept: on disk, or by a storage plugin of Verdaccio. */
export interface RegistryOptions {
  folder: string
  /** A section `store` of Verdaccio's configuration: the name of a plugin, and its settings. */
  store: { name: string; settings: Record<string, unknown> } | null
}

/** A section of Verdaccio's configuration, or all of it. */
export type Config = Record<string, unknown>

/** Each of these opens something: memory and paths, an endless memory of credentials, other registries. */
const OPENING = [
  'filters',
  '_debug',
  'server',
  'security',
  'experiments',
  'flags',
  'notify',
  'theme',
  'listen',
  'https'
]

/**
 * Starts it.
 * @param options Where packages are kept.
 * @param change What is to be another than usual in its configuration; tests show by it that nothing else starts.
 * @returns What answers requests, inside of a context of the gate only.
 * @throws When a part is not in place; each would be an open door.
 */
export async function startRegistry(options: RegistryOptions, change: Config = {}): Promise<Registry> {
  await mkdir(join(options.folder, 'storage'), { recursive: true, mode: 0o700 })
  const config = { ...configOf(options, await secretIn(options.folder)), ...change }
  assertDenying(config)
  const { runServer } = await import('verdaccio')
  const plugins: object[] = []
  const found: { auth?: { plugins?: unknown[] }; storage?: RegistryStorage } = {}
  const server = await context.run(
    { kind: 'start', plugins, loaded: (auth, storage) => Object.assign(found, { auth, storage }) },
    () => runServer(config as Parameters<typeof runServer>[0])
  )
  const handle = server.listeners('request')[0] as Handler | undefined
  assertClosed(found, plugins, options)
  if (handle === undefined || found.storage === undefined) throw new Error('Verdaccio gave no server.')
  return { handle, storage: found.storage }
}

/** The configuration denies by itself: should the plugin ever be missing, nobody has the group that it names. */
export function configOf({ folder, store }: RegistryOptions, secret: string): Config {
  const only = [GROUP]
  return {
    configPath: join(folder, 'verdaccio.yaml'),
    self_path: join(folder, 'verdaccio.yaml'),
    storage: join(folder, 'storage'),
    plugins: fileURLToPath(new URL('../plugins', import.meta.url)),
    secret,
    auth: { 'keys-gate': {} },
    middlewares: { 'keys-gate': { enabled: true } },
    ...(store === null ? {} : { store: { [store.name]: store.settings } }),
    uplinks: {},
    packages: { '**': { access: only, publish: only, unpublish: only } },
    publish: { allow_offline: true },
    web: { enable: false },
    max_body_size: '70mb',
    user_agent: false,
    log: { type: 'stdout', format: 'json', level: 'error' }
  }
}

function notClosed(what: string): Error {
  return new Error(`The registry behind the gate is not closed: ${what} The gate does not start.`)
}

/** Whether the configuration denies by itself. */
function assertDenying(config: Config): void {
  const opening = OPENING.filter((name) => config[name] !== undefined)
  if (opening.length > 0) throw notClosed(`its configuration has ${opening.join(', ')}.`)
  const packages = (config['packages'] ?? {}) as Record<string, Record<string, unknown>>
  const groups = Object.values(packages).flatMap(({ access, publish, unpublish }) =>
    [access, publish, unpublish].flat()
  )
  if (packages['**'] === undefined) throw notClosed('no rule holds for all packages.')
  if (groups.some((group) => group !== GROUP)) throw notClosed('its configuration gives leave to somebody.')
  if (Object.keys(config['uplinks'] ?? {}).length > 0) throw notClosed('it asks other registries.')
  if ((config['web'] as { enable?: unknown } | undefined)?.enable !== false) throw notClosed('it shows pages.')
}

function assertClosed(
  { auth, storage }: { auth?: { plugins?: unknown[] }; storage?: RegistryStorage },
  plugins: readonly object[],
  options: RegistryOptions
): void {
  if (auth === undefined || storage === undefined) throw notClosed("the gate's plugin was not loaded.")
  const checks = auth.plugins ?? []
  if (!(checks[0] instanceof KeysGatePlugin)) throw notClosed('another plugin decides who may read.')
  // The last is Verdaccio's own, which asks the configuration.
  if (checks.length !== 2) throw notClosed(`${checks.length - 1} plugins decide who may read, and one "yes" is enough.`)
  if (plugins.filter((plugin) => plugin instanceof KeysGatePlugin).length !== 2) {
    throw notClosed('of its two parts (leave, start) not both were loaded.')
  }
  const own = storage.localStorage?.storagePlugin?.constructor.name ?? ''
  const isLocal = own.startsWith('LocalDatabase') || own === 'LocalStorage'
  if (options.store !== null && isLocal) {
    throw notClosed(`the storage plugin "${options.store.name}" was not loaded, and the disk took its place.`)
  }
}

/** Verdaccio makes a new secret at every start otherwise, and writes it last of all who start. */
async function secretIn(folder: string): Promise<string> {
  const path = join(folder, 'verdaccio.secret')
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known !== null && known.length === 32) return known
  const secret = randomBytes(16).toString('hex')
  await writeFile(path, secret, { mode: 0o600 })
  return secret
}
