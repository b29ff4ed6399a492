/**
 * Finds what a team adds to a runbook: `runbook-overlays/<slug>.md` in its own repository.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  isTrusted,
  projectFolders,
  readRegularText,
  trustedUsers,
  isUsageError,
  UsageError,
  userConfig,
  visible,
  type Place
} from '@keys/pack'
import { parseOverlay, type Overlay } from '../overlay/overlay.js'
import type { RunPack } from '../pack.js'
import type { RunStore } from '../ports.js'
import { text, type Block } from '../present/blocks.js'
import { readRun } from '../run/runs.js'

/** The folder in which overlays lie. */
const OVERLAYS_FOLDER = 'runbook-overlays'

/** An overlay that was found. */
export interface FoundOverlay extends Overlay {
  /** Absolute path of the file. */
  file: string
  /** What the team adds to a step; what would not be seen is made visible. */
  notesFor: (step: string) => readonly string[]
}

/**
 * The overlay of a pack.
 * @param pack The pack to which it adds.
 * @param folder Path of a folder; the nearest overlay in it or above, up to the root of its project, counts.
 * @param environment The environment of the command.
 * @returns Null when there is none.
 * @throws {UsageError} When it cannot be read, or belongs to another user.
 */
export function overlayFor(pack: RunPack, folder: string, environment: Place['environment']): FoundOverlay | null {
  const name = `${pack.pack.slug}.md`
  const users = trustedUsers(environment)
  const home = environment['HOME']
  for (const dir of projectFolders(folder, users, ...(home === undefined ? [] : [home]))) {
    const overlays = join(dir, OVERLAYS_FOLDER)
    const file = join(overlays, name)
    if (!existsSync(file)) continue
    if ([overlays, file].every((path) => isTrusted(path, users))) return read(overlays, name, pack)
    throw new UsageError(`The overlay ${file} belongs to another user.`, `To use it: chown it, or copy it to your own.`)
  }
  return null
}

/** What a team adds to a run. */
export interface TeamAdditions {
  /** Values for inputs that the environment does not have. */
  presets: Readonly<Record<string, string>>
  notesFor: (step: string) => readonly string[]
  /** Whom to call, by role. */
  contacts: Readonly<Record<string, string>>
  /** What is to be said of the overlay before the run goes on. */
  remarks: readonly Block[]
}

/**
 * What the overlay of a pack adds to a run. One that cannot be used is told and keeps nobody from running.
 * @param pack The pack.
 * @param around The folder in which the command runs, and its environment.
 */
export function teamAdditions(pack: RunPack, { folder, environment }: Place): TeamAdditions {
  const own = contactsOfUser(environment)
  const nothing = { presets: {}, notesFor: () => [], contacts: own.contacts }
  try {
    const found = overlayFor(pack, folder, environment)
    if (found === null) return { ...nothing, remarks: own.remarks }
    const { file, faults } = found
    const lost = faults.filter(({ severity }) => severity === 'error').length
    const remarks = [...own.remarks, text(`Your team adds to it: ${visible(file)}`, 'dim')]
    const warning = `${lost} of its parts cannot be used. See which: keys preflight ${pack.pack.slug}`
    // The team knows better who has which role for this runbook.
    const contacts = { ...own.contacts, ...found.contacts }
    return { ...found, contacts, remarks: lost === 0 ? remarks : [...remarks, text(warning, 'warning')] }
  } catch (error) {
    if (!isUsageError(error)) throw error
    return { ...nothing, remarks: [...own.remarks, text(`${error.message} The run goes on without it.`, 'warning')] }
  }
}

function contactsOfUser(environment: Place['environment']): Pick<TeamAdditions, 'contacts' | 'remarks'> {
  try {
    return { contacts: userConfig(environment).contacts, remarks: [] }
  } catch (error) {
    if (!isUsageError(error)) throw error
    return { contacts: {}, remarks: [text(`${error.message} The run goes on without it.`, 'warning')] }
  }
}

/**
 * What the overlay adds to a run that goes on, by the text that it follows.
 * @param run The id of the run.
 * @param storage Where it is kept.
 * @param around The folder in which the command runs, and its environment.
 */
export async function teamAdditionsOfRun(
  run: string,
  storage: Pick<RunStore, 'read'>,
  around: Place
): Promise<TeamAdditions> {
  const stored = await storage.read(run)
  const read = stored && readRun(stored)
  // Whoever goes on is told why there is nothing to go on with.
  return read ? teamAdditions(read.state.pack, around) : { presets: {}, notesFor: () => [], contacts: {}, remarks: [] }
}

function read(overlays: string, name: string, pack: RunPack): FoundOverlay {
  const overlay = parseOverlay(textOf(overlays, name), pack)
  return {
    ...overlay,
    file: join(overlays, name),
    notesFor: (step) => noteOf(overlay.notes[step] ?? [])
  }
}

/** All blocks as one note. One of several lines begins on a line of its own, so that its lists and its code stay whole. */
function noteOf(blocks: readonly string[]): string[] {
  const lines = blocks.join('\n\n').split(/\r?\n/).map(visible)
  if (blocks.length === 0) return []
  return [lines.length === 1 ? lines.join('') : `\n${lines.join('\n')}`]
}

function textOf(overlays: string, name: string): string {
  try {
    return readRegularText(overlays, name)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`The overlay ${join(overlays, name)} cannot be read: ${reason}.`, 'Make it a readable file.')
  }
}
