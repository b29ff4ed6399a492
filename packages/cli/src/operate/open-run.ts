/**
 * Opens a run, so that somebody can sit at it: a new one, or one that is stored.
 */
import { createAnalyzer } from '@keys/command-analysis'
import {
  fromBase64,
  openRunsOf,
  readRun,
  resumeRun,
  startRun,
  type ListedRun,
  type RunPack,
  type RunState,
  type SessionPorts
} from '@keys/runner'
import {
  bundleIn,
  findPack,
  type FoundPack,
  FROM_REGISTRY,
  presentPack,
  takeIn,
  type TakenIn,
  teamAdditions,
  teamAdditionsOfRun,
  usedFolders
} from '@keys/runner/node'
import { statusAt } from '@keys/pack'
import { plainFileOf } from '@keys/schema'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { UsageError, type Terminal } from '../command.js'
import type { RunOptions } from './run-flags.js'
import { agreed, untrustedPack, type UntrustedText } from '../trust/ask.js'
import { offerAdoption } from './switch-version.js'
import { gap, resumeBlocks, shortId, startBlocks, text, timeOf, usedFolderBlocks } from '@keys/runner/present'
import type { Dialogue } from '@keys/terminal'
import { SessionExit } from './interrupts.js'
import { placeOf } from './run-place.js'
import { portsOf, sessionOptionsOf, type Opened } from './interactive-session.js'

/** From where a run is opened. */
export interface RunContext {
  ports: SessionPorts
  options: RunOptions
  terminal: Terminal
  /** Values of inputs that are others here, such as evidence folders that came with a bundle. */
  moved?: Readonly<Record<string, string>>
}

/** What the command gives for opening runs. */
export function runContextOf(options: RunOptions, terminal: Terminal): RunContext {
  return { ports: portsOf(options, terminal), options, terminal }
}

/**
 * Starts a run of a pack; where one of it is open already, asks whether that one is meant.
 * @param found The pack.
 * @param context From where it is opened.
 * @param dialogue The person; null for nobody.
 * @throws {UsageError} When it is from elsewhere, and nobody is there to be asked whether its commands may run.
 * @throws {StorageError} When it cannot be stored.
 */
export async function openNew(found: FoundPack, context: RunContext, dialogue: Dialogue | null): Promise<Opened> {
  const { ports, options, terminal } = context
  const again = found.from === FROM_REGISTRY ? `${found.pack.pack.slug} --fetch` : found.from
  if (!(await agreed(await untrustedPack(found), `keys run ${again}`, options, terminal, dialogue))) {
    throw new SessionExit('stopped')
  }
  if (dialogue !== null) {
    const open = await openRunsOf(found.pack.pack.slug, ports.storage, hostname())
    const meant = await askWhich(open, dialogue, ports.clock.now())
    if (meant !== null) return openStored(meant, context, dialogue, found)
  }
  const { packErrorBlocks } = await import('./pack-errors.js')
  const errors = await packErrorBlocks(found, terminal)
  const { presets, notesFor, contacts, remarks } = teamAdditions(found.pack, terminal)
  const classifier = await createAnalyzer(Object.values(found.pack.files))
  const session = await startRun(
    found.pack,
    { ...ports, classifier },
    { ...sessionOptionsOf(terminal, options), presets }
  )
  return {
    session,
    intro: [...startBlocks(session.state, found.from), ...errors, ...remarks],
    notesFor,
    contacts,
    afterInputs: async ({ state }) => usedFolderBlocks(await usedFolders(state, ports.storage), ports.clock.now())
  }
}

/**
 * Asks whether a pack that is not here may be fetched from the registry.
 * @param packageName The package that publishes it.
 * @param dialogue The person; null for nobody, who allows nothing.
 */
export async function askToFetch(packageName: string, dialogue: Dialogue | null): Promise<boolean> {
  if (dialogue === null) return false
  return dialogue.choose({
    head: [text(`There is no such pack here. Fetch ${packageName} from the npm registry?`, 'strong')],
    options: [
      { value: false, label: 'No, stop' },
      { value: true, label: 'Fetch it', note: 'nothing of it is installed, and no script of it runs' }
    ],
    preselected: null,
    keys: []
  })
}

/** Whoever types `run` once more may mean the run that a crash has cut off. */
async function askWhich(open: readonly ListedRun[], dialogue: Dialogue, now: string): Promise<string | null> {
  if (open.length === 0) return null
  return dialogue.choose<string | null>({
    head: [gap, text(open.length === 1 ? 'A run of it is open.' : `${open.length} runs of it are open.`, 'strong')],
    options: [
      ...open.map(({ run, stands, startedAt, operator, lockedBy }) => ({
        value: run,
        label: `Go on with ${shortId(run)}, at ${stands}`,
        note: lockedBy
          ? `${lockedBy.operator} on ${lockedBy.host} has it open`
          : `since ${timeOf(startedAt ?? now, now)}, ${operator ?? 'nobody'}`
      })),
      { value: null, label: 'Start a new run' }
    ],
    preselected: null,
    keys: []
  })
}

/**
 * Opens a run that is stored.
 * @param run Its id.
 * @param context From where it is opened.
 * @param dialogue The person; null for nobody.
 * @param here Its text as it is here now, where it was just found.
 * @throws {RunLockedError} When somebody else has it open.
 * @throws {StorageError} When it cannot be read or written.
 */
export async function openStored(
  run: string,
  { ports, options, terminal, moved = {} }: RunContext,
  dialogue: Dialogue | null,
  here: FoundPack | null = null
): Promise<Opened> {
  const { presets, notesFor, contacts, remarks } = await teamAdditionsOfRun(run, ports.storage, terminal)
  // Which texts a run followed is known when it is open.
  const classifier = await createAnalyzer()
  const own = sessionOptionsOf(terminal, options)
  const { reopen } = options
  const stored = await ports.storage.read(run)
  const read = stored && readRun(stored)
  if (typeof reopen === 'string' && read && read.state.place.type !== 'ended')
    throw new UsageError('This run has not ended: there is nothing to reopen.', `keys resume ${shortId(run)}`)
  const untrusted =
    read === null || read === undefined ? null : await untrustedElsewhere(read.state, hostname(), terminal)
  if (!(await agreed(untrusted, `keys resume ${shortId(run)}`, options, terminal, dialogue)))
    throw new SessionExit('stopped')
  const place = read ? await placeOf(read.state, { ...own, options, dialogue }) : null
  if (read && dialogue !== null && options.here !== true) await confirmNotHandedOver(read.state, own.operator, dialogue)
  const given = { ...own, presets, ...(place ? { folder: place.folder, moves: place.moves } : {}) }
  const resumed = await resumeRun(run, { ...ports, classifier }, given, {
    force: options.takeOver === true,
    ...(typeof reopen === 'string' ? { reopen } : {})
  })
  for (const [name, value] of Object.entries(moved))
    await resumed.session.perform({ type: 'set-input', name, value, origin: 'person' })
  return {
    session: resumed.session,
    intro: [
      ...resumeBlocks(resumed, read?.state.changedAt ?? '', ports.clock.now()),
      ...(place?.remarks ?? []),
      ...remarks
    ],
    notesFor,
    contacts,
    prepare: async (session, dialogue) => {
      const present = here ?? (await presentText(session.state, terminal))
      const mayRun = async (found: FoundPack) =>
        agreed(await untrustedPack(found), `keys resume ${shortId(run)}`, options, terminal, dialogue)
      if (present) await offerAdoption(session, present, dialogue, mayRun)
    }
  }
}

/** The text of a run as it is here now: its pack, or the file that it was made for, in the folder where the run began. */
async function presentText({ pack, folder }: RunState, terminal: Terminal): Promise<FoundPack | null> {
  const file = plainFileOf(pack.pack)
  if (file === null) return presentPack(pack.name, terminal)
  const path = resolve(folder ?? terminal.folder, file)
  return statusAt(path)?.isFile() === true ? findPack(path, terminal, async () => false) : null
}

/** A run that left this machine as a bundle may go on elsewhere by now: then there would be two records of it. */
async function confirmNotHandedOver({ handedOver }: RunState, operator: string, dialogue: Dialogue): Promise<void> {
  if (handedOver === null || !handedOver.asBundle) return
  const to = handedOver.to === null ? '' : ` to ${handedOver.to}`
  const goesOn = await dialogue.choose({
    head: [
      text(`It was handed over${to} as a bundle at ${handedOver.at}.`, 'warning'),
      text('Whoever goes on here as well makes a second record of it; the two cannot be joined.')
    ],
    options: [
      { value: false, label: 'Stop: it goes on elsewhere' },
      { value: true, label: `Go on here as ${operator}: nobody goes on elsewhere` }
    ],
    preselected: null,
    keys: []
  })
  if (!goesOn) throw new SessionExit('stopped')
}

/** What a run would run that was last gone on with on another machine; null for one of this machine, and one that is over. */
async function untrustedElsewhere(state: RunState, here: string, terminal: Terminal): Promise<UntrustedText | null> {
  const host = state.session?.host ?? here
  if (host === here || state.place.type === 'ended') return null
  return untrustedText(state.pack, `its run comes from another machine, ${host}`, terminal)
}

/** A text that came with a run, unless the very same one lies here and is believed. */
async function untrustedText(pack: RunPack, reason: string, terminal: Terminal): Promise<UntrustedText | null> {
  const present = presentPack(pack.name, terminal)
  if (present?.untrustedReason === null && present.pack.contentHash === pack.contentHash) return null
  return untrustedPack({ pack, from: reason, untrustedReason: reason })
}

/**
 * Takes in a run that came as a bundle, once somebody agreed to what it would run. Before that, nothing of it is stored.
 * @param typed What was typed; only the path of a file is a bundle.
 * @param context From where it is opened.
 * @param dialogue The person; null for nobody.
 * @returns What was taken in; null for what is no file.
 * @throws {UsageError} When the file is no bundle, or something else is in its place; when nobody is there to be asked.
 */
export async function takenIn(
  typed: string,
  { ports, options, terminal }: RunContext,
  dialogue: Dialogue | null
): Promise<TakenIn | null> {
  const path = resolve(terminal.folder, typed)
  if (statusAt(path)?.isFile() !== true) return null
  const bundle = bundleIn(path)
  const { state } = readRun({ journal: fromBase64(bundle.journal), packs: bundle.packs }) ?? {}
  const known = (await ports.storage.read(bundle.run))?.packs ?? []
  const isKnown = known.some(({ contentHash }) => contentHash === state?.pack.contentHash)
  const untrusted =
    state === undefined || isKnown || state.place.type === 'ended'
      ? null
      : await untrustedText(state.pack, 'it came with a bundle', terminal)
  if (!(await agreed(untrusted, `keys resume ${typed}`, options, terminal, dialogue))) throw new SessionExit('stopped')
  const { operator, host, process } = sessionOptionsOf(terminal, options)
  const writer = { operator, host, process, since: ports.clock.now() }
  return takeIn(bundle, ports.storage, writer, terminal.folder)
}

/**
 * A context in which a run that came as a bundle goes on: in this folder, its evidence folders where they were put.
 * @param context From where it is opened.
 * @param moved Evidence folders that got another place, by their input.
 */
export function goingOnHere(context: RunContext, moved: Readonly<Record<string, string>>): RunContext {
  return { ...context, options: { ...context.options, here: true }, moved }
}
