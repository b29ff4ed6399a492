/**
 * A step inserted, moved, removed or renamed on disk, from what was typed.
 */
import { relative } from 'node:path'
import { packsAt, unifiedDiff, UsageError } from '@keys/pack'
import type { ToTree } from '@keys/parser'
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
  const [location] = packsAt([name], folder)
  const path = relative(folder, location!.dir).replaceAll('\\', '/') || '.'
  const edits = await stepReplacements(location!.dir, { type, label, title, to }, toTree)
  if (!isDry) writeEdits(location!.dir, path, edits)
  const changed = `${isDry ? 'Would change' : 'Changed'} ${edits.map(({ file }) => file).join(', ')}.\n`
  const next = type === 'insert' ? `Write its command and branches, and lead a step to it: keys validate ${path}\n` : ''
  const diffs = edits.map(({ file, before, after }) => unifiedDiff(insidePack(path, file), before, after))
  return { diff: isDry ? diffs.join('') : '', done: changed + next }
}
