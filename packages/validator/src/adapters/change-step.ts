/**
 * A step inserted, moved, removed or renamed on disk, from what was typed.
 */
import { existsSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import {
  knownPacks,
  packsAt,
  projectFolders,
  readRegularText,
  type Replacement,
  statusAt,
  trustedUsers,
  unifiedDiff,
  UsageError
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { retitledHeadings } from '../fixes/step-edits.js'
import { insidePack, stepReplacements, writeEdits } from './write-edits.js'

/** What was typed. */
export interface TypedStepChange {
  /** What to do, the pack, and the label of the step. */
  words: readonly string[]
  title: string
  to: string
  /** Whether only a diff is shown. */
  isDry: boolean
}

/**
 * Changes a step, or shows what would change.
 * @param typed What was typed.
 * @param folder Path of the folder in which the command runs.
 * @param toTree The Markdown engine.
 * @returns The diff, when only that was asked for, and what was done, for people.
 * @throws {UsageError} When it cannot be done; then nothing was.
 */
export async function changeStep(
  { words: [type = '', name = '', label = '', ...more], title, to, isDry }: TypedStepChange,
  folder: string,
  toTree?: ToTree
): Promise<{ diff: string; done: string }> {
  if (type !== 'insert' && type !== 'move' && type !== 'remove' && type !== 'rename')
    throw new UsageError(`There is no action ${type}.`, 'Actions are insert, move, remove and rename.')
  if (label === '' || more.length > 0)
    throw new UsageError(
      'Give the action, the pack and the label of the step.',
      'Such as: keys step remove job-queue-stuck "Step 3"'
    )
  const dir = packNamed(name, folder)
  const path = relative(folder, dir).replaceAll('\\', '/') || '.'
  const change = { type, label: labelFrom(label), title, to: labelFrom(to) } as const
  const { edits, labels, left } = await stepReplacements(dir, change, toTree)
  const overlay = overlayEdit(dir, labels)
  if (!isDry) {
    writeEdits(dir, path, edits)
    if (overlay) writeEdits(dirname(overlay.path), relative(folder, dirname(overlay.path)), [overlay.edit])
  }
  const shown = [
    ...edits.map((edit) => ({ ...edit, path: insidePack(path, edit.file), name: edit.file })),
    ...(overlay
      ? [{ ...overlay.edit, path: relative(folder, overlay.path), name: relative(folder, overlay.path) }]
      : [])
  ]
  const changed = `${isDry ? 'Would change' : 'Changed'} ${shown.map((one) => one.name).join(', ')}.\n`
  const kept = left.length === 0 ? '' : `Left as it is, in code or in a comment: ${left.join(', ')}.\n`
  const next = type === 'insert' ? `Write its command and branches, and lead a step to it: keys validate ${path}\n` : ''
  const diffs = shown.map((one) => unifiedDiff(one.path, one.before, one.after))
  return { diff: isDry ? diffs.join('') : '', done: changed + kept + next }
}

/** A label as it stands in headings, however its capitals were typed. */
function labelFrom(typed: string): string {
  const words = typed.trim().replace(/\s+/g, ' ').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The folder of the one pack that is meant. */
function packNamed(name: string, folder: string): string {
  if (statusAt(join(folder, name)) === undefined && !/[/\\]/.test(name) && !hasPack(name, folder)) {
    const known = knownPacks(folder).map(({ slug }) => slug)
    const all = known.length === 0 ? 'There are no packs here.' : `There are ${known.slice(0, 10).join(', ')}.`
    throw new UsageError(`There is no pack ${JSON.stringify(name)} here.`, all)
  }
  const [location] = packsAt([name], folder)
  return location!.dir
}

function hasPack(name: string, folder: string): boolean {
  return knownPacks(folder).some((pack) => pack.slug === name || pack.package === name)
}

/** What becomes of the nearest file in which a team adds to a pack: its headings name steps. */
function overlayEdit(dir: string, labels: ReadonlyMap<string, string>): { path: string; edit: Replacement } | null {
  const file = `${basename(dir)}.md`
  const folders = projectFolders(dirname(dir), trustedUsers(process.env)).map((one) => join(one, 'runbook-overlays'))
  const overlays = folders.find((one) => existsSync(join(one, file)))
  if (overlays === undefined) return null
  const before = readRegularText(overlays, file)
  const after = retitledHeadings(before, labels)
  return after === before ? null : { path: join(overlays, file), edit: { file, before, after } }
}
