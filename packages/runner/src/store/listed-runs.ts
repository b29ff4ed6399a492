/**
 * The runs that a store keeps, and which of them is meant.
 */
import { plainFileOf } from '@keys/schema'
import { titleOfPack } from '../pack.js'
import { UsageError } from '@keys/pack/usage-error'
import type { RunStore, Writer } from '../ports.js'
import { nodeName, shortId } from '../present/format.js'
import { packReader, readRun } from '../run/runs.js'
import { situationOf } from '../run/situation.js'
import type { RunState } from '../run/state.js'

/** What a list says of a run. */
export interface ListedRun {
  run: string
  /** What can be typed for it. */
  id: string
  state: 'open' | 'ended' | 'damaged'
  /** The package and its version; null when they cannot be read. */
  pack: string | null
  /** Where it stands, or as what it ended. */
  stands: string
  startedAt: string | null
  /** Who answered last. */
  operator: string | null
  /** To whom it was handed over since; null for nobody, and an empty text for nobody who was named. */
  handedTo: string | null
  /** The machine and the folder in which it was worked on last. */
  host: string | null
  folder: string | null
  /** When the window opens for which it waits; null when it does not wait. */
  window: string | null
  /** Who has it open; null for nobody. */
  lockedBy: Writer | null
}

/**
 * All runs, the newest first.
 * @param store Where they are kept.
 * @param host The name of this machine.
 */
export async function listedRuns(store: RunStore, host: string): Promise<ListedRun[]> {
  const packOf = packReader()
  const runs = await mapFew(await store.list(), (run) => listed(run, store, host, packOf))
  return runs.toSorted((a, b) => (b.startedAt ?? b.run).localeCompare(a.startedAt ?? a.run))
}

/** Of so many runs of a pack it is looked whether they are open, those of the last days: a run has to begin at once. */
const MOST_LOOKED_AT = 10

/**
 * The runs of a pack that have not ended, the newest first.
 * @param slug The pack.
 * @param store Where runs are kept.
 * @param host The name of this machine.
 */
export async function openRunsOf(slug: string, store: RunStore, host: string): Promise<ListedRun[]> {
  const runs = (await store.list()).filter((run) => slugIn(run) === slug).toSorted()
  const packOf = packReader()
  const latest = await mapFew(runs.slice(-MOST_LOOKED_AT), (run) => listed(run, store, host, packOf))
  return latest
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''))
}

/** The slug in the id of a run: it stands between the day and the letters at the end. */
function slugIn(run: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}-(.+)-[^-]+$/.exec(run)?.[1]
}

const NOWHERE = { handedTo: null, host: null, folder: null } as const

async function listed(run: string, store: RunStore, host: string, packOf: PackOf): Promise<ListedRun> {
  const lockedBy = await store.holder(run, host)
  const state = await stateOf(run, store, packOf)
  const nothing = {
    run,
    id: shortId(run),
    pack: null,
    startedAt: null,
    operator: null,
    window: null,
    lockedBy,
    ...NOWHERE
  }
  if (typeof state === 'string') return { ...nothing, state: 'damaged', stands: state }
  const { pack, place, startedAt, session } = state
  const isEnded = place.type === 'ended'
  return {
    ...nothing,
    state: isEnded ? 'ended' : 'open',
    pack: plainFileOf(pack.pack) === null ? `${pack.pack.slug} ${pack.pack.version}` : titleOfPack(pack),
    stands: `${place.type === 'rollback' ? 'rollback of ' : ''}${nodeName(pack, place.type === 'ended' ? place.node : place.step)}`,
    startedAt,
    operator: session?.operator ?? null,
    handedTo: state.handedOver === null ? null : (state.handedOver.to ?? ''),
    host: session?.host ?? null,
    folder: state.folder,
    window: situationOf(state)?.deferredUntil ?? null
  }
}

/** So many runs are read at the same time: each takes several open files, and a process may have few. */
const AT_ONCE = 8

/** What some work comes to for each of some items, in their order; a few are worked on at a time. */
async function mapFew<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/** Reads a text of a pack. */
type PackOf = ReturnType<typeof packReader>

/** The state of a run; or why there is none. One run that cannot be read hides none of the others. */
async function stateOf(run: string, store: RunStore, packOf: PackOf): Promise<RunState | string> {
  try {
    const stored = await store.read(run)
    const read = stored && readRun(stored, packOf)
    if (read === null) return 'it broke off before its first event'
    // A torn last line is fixed by going on; what is damaged before its end is not.
    return read.state
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * The newest run that has not ended.
 * @throws {UsageError} When there is none.
 */
export async function newestOpen(store: RunStore): Promise<string> {
  const packOf = packReader()
  for (const runs of byDay(await store.list())) {
    const states = await mapFew(runs, async (run) => ({ run, state: await stateOf(run, store, packOf) }))
    const open = states.flatMap(({ run, state }) =>
      typeof state === 'string' || state.place.type === 'ended' ? [] : [{ run, at: state.startedAt }]
    )
    const [newest] = open.toSorted((a, b) => b.at.localeCompare(a.at))
    if (newest) return newest.run
  }
  throw new UsageError('No run is open.', 'Start one: keys run <pack>. Ended ones: keys runs --all')
}

/** Runs by the day with which their ids begin, the last day first. */
function byDay(runs: readonly string[]): string[][] {
  const days = new Map<string, string[]>()
  for (const run of runs.toSorted().toReversed()) {
    const day = run.slice(0, 10)
    const others = days.get(day)
    if (others) others.push(run)
    else days.set(day, [run])
  }
  return [...days.values()]
}

/**
 * The runs whose window is open by now, the longest waiting first.
 * @param runs What a list says of runs.
 * @param now ISO 8601.
 */
export function dueWindows(runs: readonly ListedRun[], now: string): ListedRun[] {
  const due = runs.filter(({ state, window }) => state === 'open' && window !== null && window <= now)
  return due.toSorted((a, b) => (a.window ?? '').localeCompare(b.window ?? ''))
}

/**
 * The run that somebody means.
 * @param typed Its id, the last part of it, or the beginning of either.
 * @param store Where runs are kept.
 * @returns The whole id.
 * @throws {UsageError} When there is none, or more than one.
 */
export async function runNamed(typed: string, store: Pick<RunStore, 'list'>): Promise<string> {
  const runs = await store.list()
  if (runs.includes(typed)) return typed
  const found = runs.filter((run) => run.startsWith(typed) || run.slice(run.lastIndexOf('-') + 1).startsWith(typed))
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  if (found.length === 0) throw new UsageError(`There is no run ${typed}.`, 'See which there are: keys runs --all')
  const names = found.slice(0, 5).map((run) => `${shortId(run)} (${run})`)
  throw new UsageError(`${found.length} runs begin with ${typed}: ${names.join(', ')}.`, 'Type more of the id.')
}
