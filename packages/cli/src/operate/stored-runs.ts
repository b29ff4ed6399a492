/**
 * The runs of a folder, as a list says them.
 */
import { hostname } from 'node:os'
import { join } from 'node:path'
import { packReader, readRun, situationOf, type RunState, type RunStorage, type Writer } from '@keys/runner'
import { lockHolder } from '@keys/runner/node'
import { UsageError, type Terminal } from '../command.js'
import { table } from '../table.js'
import { type Block, dueIn, nodeName, shortId, text, timeOf } from '@keys/runner/present'
import { render } from './render.js'

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
 * @param storage Where they are kept.
 * @param folder The same, as a folder: locks are read from it without taking them.
 */
export async function listedRuns(storage: RunStorage, folder: string): Promise<ListedRun[]> {
  const packOf = packReader()
  const runs = await mapFew(await storage.list(), (run) => listed(run, storage, folder, packOf))
  return runs.toSorted((a, b) => (b.startedAt ?? b.run).localeCompare(a.startedAt ?? a.run))
}

/** Of so many runs of a pack it is looked whether they are open, those of the last days: a run has to begin at once. */
const MOST_LOOKED_AT = 10

/**
 * The runs of a pack that have not ended, the newest first.
 * @param slug The pack.
 * @param storage Where runs are kept.
 * @param folder The same, as a folder.
 */
export async function openRunsOf(slug: string, storage: RunStorage, folder: string): Promise<ListedRun[]> {
  const runs = (await storage.list()).filter((run) => slugIn(run) === slug).toSorted()
  const packOf = packReader()
  const latest = await mapFew(runs.slice(-MOST_LOOKED_AT), (run) => listed(run, storage, folder, packOf))
  return latest
    .filter(({ state }) => state === 'open')
    .toSorted((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''))
}

/** The slug in the id of a run: it stands between the day and the letters at the end. */
function slugIn(run: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}-(.+)-[^-]+$/.exec(run)?.[1]
}

const NOWHERE = { handedTo: null, host: null, folder: null } as const

async function listed(run: string, storage: RunStorage, folder: string, packOf: PackOf): Promise<ListedRun> {
  const lockedBy = openIn(folder, run)
  const state = await stateOf(run, storage, packOf)
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
    pack: `${pack.pack.slug} ${pack.pack.version}`,
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
async function stateOf(run: string, storage: RunStorage, packOf: PackOf): Promise<RunState | string> {
  try {
    const stored = await storage.read(run)
    const read = stored && readRun(stored, packOf)
    if (read === null) return 'it broke off before its first event'
    // A torn last line is fixed by going on; what is damaged before its end is not.
    return read.state
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * Who has a run open.
 * @param folder Where runs are kept.
 * @param run The id of the run.
 * @returns Null for nobody, and for a folder that cannot be read.
 */
export function openIn(folder: string, run: string): Writer | null {
  try {
    return lockHolder(join(folder, run), hostname())
  } catch {
    return null
  }
}

/**
 * The newest run that has not ended.
 * @throws {UsageError} When there is none.
 */
export async function newestOpen(storage: RunStorage): Promise<string> {
  const packOf = packReader()
  for (const runs of byDay(await storage.list())) {
    const states = await mapFew(runs, async (run) => ({ run, state: await stateOf(run, storage, packOf) }))
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

/** Below it, a table of runs has no room. */
const TABLE_WIDTH = 100

/**
 * Runs for people: a table, or where there is no room for one a few lines for each.
 * @param runs The runs.
 * @param now ISO 8601.
 * @param terminal Its width and whether colors may be written.
 */
export function runsTable(
  runs: readonly ListedRun[],
  now: string,
  terminal: Pick<Terminal, 'color' | 'width'>
): string {
  const rows = runs.map(({ id, pack, startedAt, operator, stands, window, lockedBy, handedTo, host, folder }) => {
    const due = window === null ? [] : [dueIn(window, now)]
    const handed = handedTo === null ? [] : [`handed over${handedTo === '' ? '' : ` to ${handedTo}`}`]
    const where = folder === null ? [] : [`in ${folder}${host === null || host === hostname() ? '' : ` on ${host}`}`]
    const lock =
      lockedBy === null ? [] : [`open at ${lockedBy.operator}@${lockedBy.host} since ${timeOf(lockedBy.since, now)}`]
    const since = startedAt === null ? '-' : timeOf(startedAt, now)
    return [id, pack ?? '-', since, operator ?? '-', [stands, ...due, ...handed, ...lock, ...where].join(', ')] as const
  })
  if (terminal.width >= TABLE_WIDTH) return table(['run', 'pack', 'since', 'operator', 'stands at'], rows, terminal)
  const blocks = rows.flatMap(([id, pack, since, operator, stands]): Block[] => [
    { type: 'title', text: `${id}  ${pack}` },
    text(stands, 'plain', 2),
    text(`since ${since}, ${operator}`, 'dim', 2)
  ])
  return `${render(blocks, { ...terminal, isPlain: false }).join('\n')}\n`
}
