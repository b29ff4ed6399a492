/** What the handlers of requests share. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer } from '../core/answers.js'
import type { Words } from '../core/words.js'
import type { Log } from '../observe/logs.js'
import type { Metrics } from '../observe/metrics.js'
import type { Catalog } from '../registry/catalog.js'
import type { Registry } from '../registry/verdaccio.js'
import type { Settings } from '../settings.js'
import type { Downloads } from '../store/downloads.js'
import type { Lease } from '../store/lease.js'
import type { Logins } from '../store/logins.js'
import type { Memory } from '../store/memory.js'
import type { OpenDatabase } from '../store/open.js'
import type { Tokens } from '../store/tokens.js'
import type { StripeDoor } from '../stripe/door.js'
import type { Keeper } from '../sync/keeper.js'
import type { Sync } from '../sync/sync.js'
import type { Access } from './access.js'
import type { Tarballs } from './tarballs.js'

/** Everything a handler may need. */
export interface Parts {
  settings: Settings
  /** Of the one address by which clients reach the gate. */
  publicAddress: { host: string; protocol: string }
  database: OpenDatabase
  tokens: Tokens
  memory: Memory
  downloads: Downloads
  logins: Logins
  lease: Lease
  access: Access
  catalog: Catalog
  tarballs: Tarballs
  registry: Registry
  stripe: StripeDoor
  keeper: Keeper
  sync: Sync
  log: Log
  metrics: Metrics
  now: () => number
  /** Paths besides the gate's own. */
  paths: readonly OwnPath[]
}

/** A path that the gate answers by itself. */
export interface OwnPath {
  name: string
  methods: readonly string[]
  path: RegExp
  handle: Handle
}

/** One request under way. */
export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  /** Its path, without the query. */
  path: string
  query: URLSearchParams
  id: string
}

/** Answers a request, or null when it has answered by itself. */
export type Handle = (exchange: Exchange, parts: Parts) => Promise<Answer | null>

/** What texts name, for a pack. */
export function wordsFor(settings: Settings, pack: string, feature: string | null): Words {
  return {
    url: settings.publicUrl,
    scope: pack.split('/')[0] ?? '',
    pack,
    plan: feature === null ? null : planOf(settings, feature),
    support: settings.support
  }
}

/** What texts name that are about signing in. */
export function signInWords({ publicUrl, scopes }: Settings): Pick<Words, 'url' | 'scope'> {
  return { url: publicUrl, scope: scopes[0] ?? '' }
}

/** The plan of a feature; one that nobody described is called by its key. */
export function planOf(settings: Settings, feature: string): NonNullable<Words['plan']> {
  const plan = settings.plans.find((one) => one.feature === feature)
  return plan ?? { feature, name: `the plan "${feature}"`, price: null }
}
