/** Puts the gate together, and does not listen unless it is closed. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Access } from './http/access.js'
import { makeFront, respond } from './http/front.js'
import type { OwnPath, Parts } from './http/parts.js'
import { Tarballs } from './http/tarballs.js'
import { faultOf, openLog, type Log } from './observe/logs.js'
import { openMetrics } from './observe/metrics.js'
import { Catalog } from './registry/catalog.js'
import { probe } from './registry/probe.js'
import { startRegistry } from './registry/verdaccio.js'
import type { Settings } from './settings.js'
import { pruneChanges } from './store/changes.js'
import { SqlSyncStore } from './store/sync-store.js'
import { Downloads } from './store/downloads.js'
import { Lease, RENEW_EVERY } from './store/lease.js'
import { Logins } from './store/logins.js'
import { Memory } from './store/memory.js'
import { openDatabase } from './store/open.js'
import { Tokens } from './store/tokens.js'
import { StripeDoor } from './stripe/door.js'
import { Keeper } from './sync/keeper.js'
import { Sync, type SyncLimits } from './sync/sync.js'

/** A gate that listens. */
export interface Gate {
  port: number
  parts: Parts
  /** Ends it: no new requests, then what is under way, then everything else. */
  close: () => Promise<void>
}

/** What a test may put in place. */
export interface GateOptions {
  log?: Log
  now?: () => number
  /** Paths besides the gate's own: the trial has one to buy by. */
  paths?: readonly OwnPath[]
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * Starts a gate.
 * @param settings Its settings.
 * @param options For tests.
 * @returns The gate, listening.
 * @throws When anything is not in place: then it does not listen.
 */
export async function startGate(settings: Settings, options: GateOptions = {}): Promise<Gate> {
  const now = options.now ?? Date.now
  const log = options.log ?? openLog(settings.logLevel)
  const metrics = openMetrics()
  const clock = (): number => performance.now()
  const database = await openDatabase(
    settings.databaseUrl === null ? { folder: settings.folder } : { url: settings.databaseUrl }
  )
  const ends: (() => Promise<void>)[] = [() => database.close()]
  try {
    const tokens = new Tokens(database.db, settings.pepper, now)
    const memory = new Memory(database, tokens, now, clock)
    ends.push(() => memory.stop())
    const downloads = new Downloads(database.db)
    const logins = new Logins(database.db, tokens, now)
    ends.push(() => downloads.flush())
    const lease = new Lease(database.db, clock)
    if (settings.writes && !(await lease.take())) {
      throw new Error(
        'Another process writes (KEYS_GATE_ROLE=writer). Start this one as a reader, or try again when the other has been gone for 15 seconds.'
      )
    }
    ends.push(() => lease.release())
    const registry = await startRegistry({ folder: join(settings.folder, 'registry'), store: settings.store })
    const catalog = new Catalog(database.db, registry.storage, settings.freePackages, clock)
    const stripe = new StripeDoor(settings.stripe)
    const store = new SqlSyncStore(database.db, now)
    const fault = (error: unknown, customer: string): void =>
      log.warn({ customer, fault: faultOf(error) }, 'A customer could not be looked at; what is known holds.')
    const sync = new Sync(store, stripe, now, limitsFor(settings, stripe.perSecond), fault)
    const keeper = new Keeper(sync, log, metrics)
    ends.push(() => keeper.stop())
    const { host, protocol } = new URL(settings.publicUrl)
    const access = new Access(memory, settings.trustedProxies)
    const parts: Parts = {
      settings,
      publicAddress: { host, protocol: protocol.slice(0, -1) },
      database,
      tokens,
      memory,
      downloads,
      logins,
      lease,
      access,
      catalog,
      tarballs: new Tarballs(registry.storage),
      registry,
      stripe,
      keeper,
      sync,
      log,
      metrics,
      now,
      paths: options.paths ?? []
    }
    await memory.look()
    await probe(parts, (request, response) => void respond(request, response, parts))
    addChores(parts)
    const server = makeFront(parts)
    await listen(server, settings.listen)
    ends.push(() => closeServer(server))
    const { port } = server.address() as AddressInfo
    log.info({ port, host: settings.listen.host }, 'The gate listens.')
    return { port, parts, close: () => endAll(ends) }
  } catch (error) {
    await endAll(ends)
    throw error
  }
}

/**
 * How much of what Stripe may be asked goes to whom: of two requests for each customer, an ordinary sweep takes half at most, so
 * that who buys now is never behind everybody else.
 */
function limitsFor({ longestAge }: Settings, perSecond: number): SyncLimits {
  const most = Math.floor((perSecond / 2) * (MINUTE / SECOND) * 0.5)
  return {
    atOnce: 4,
    sweepAge: Math.min(6 * HOUR, longestAge / 2),
    sweepEvery: MINUTE,
    sweepSize: { least: Math.min(20, most), most },
    urgentAge: longestAge / 2
  }
}

function addChores(parts: Parts): void {
  const { keeper, sync, lease, downloads, logins, memory, database, metrics, settings, now } = parts
  keeper.repeat({ name: 'receipts', every: SECOND, run: () => downloads.flush() })
  keeper.repeat({ name: 'last-used', every: 10 * SECOND, run: () => memory.flushUses() })
  if (settings.writes) {
    const asWriter = (run: () => Promise<void>) => (): Promise<void> =>
      lease.isHeld ? run().then(() => keeper.poke()) : Promise.resolve()
    keeper.repeat({ name: 'lease', every: RENEW_EVERY, run: () => lease.take().then(() => undefined) })
    keeper.repeat({ name: 'catch-up', every: 5 * MINUTE, run: asWriter(() => sync.catchUp()) })
    const sweep = (): Promise<void> => sync.sweep().then((looked) => keeper.count(looked))
    keeper.repeat({ name: 'sweep', every: MINUTE, run: asWriter(sweep) })
    // What lies in the storage and was never asked for, such as one that was brought along.
    const index = (): Promise<void> => parts.catalog.index(settings.scopes)
    keeper.repeat({ name: 'index', every: HOUR, run: index })
    void index().catch(() => undefined)
    keeper.repeat({
      name: 'prune',
      every: HOUR,
      run: () => pruneChanges(database.db, now()).then(() => logins.prune())
    })
    // What was lost while nobody listened is found now, not at the next time.
    void sync.catchUp().then(
      () => keeper.poke(),
      () => keeper.poke()
    )
  }
  keeper.repeat({
    name: 'gauges',
    every: 5 * SECOND,
    run: async () => {
      const open = database.db.selectFrom('customers').where('id', 'like', 'cus_%')
      const oldest = await open
        .where('id', 'in', database.db.selectFrom('windows').select('customer').where('ended_at', 'is', null))
        .select((eb) => eb.fn.min('answered_at').as('at'))
        .executeTakeFirst()
      const at = oldest?.at ?? null
      metrics.oldestAnswer.set(at === null ? 0 : (now() - at.getTime()) / SECOND)
      const due = await open
        .whereRef('wanted', '>', 'done')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirst()
      metrics.pending.set(Number(due?.count ?? 0))
    }
  })
}

function listen(server: Server, { host, port }: Settings['listen']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 2 * SECOND).unref()
  })
}

async function endAll(ends: (() => Promise<void>)[]): Promise<void> {
  for (const end of ends.toReversed()) await end().catch(() => undefined)
}
