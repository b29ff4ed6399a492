/**
 * Writes what was changed in a pack: all of its files or none.
 */
import {
  readFolder,
  ChangedMeanwhile,
  documentsOf,
  folderFiles,
  replaceFiles,
  UsageError,
  type Creation,
  type Replacement
} from '@keys/pack'
import type { ToTree } from '@keys/parser'
import { editStep } from '../fixes/step-edits.js'
import type { StepChange } from '../fixes/step-places.js'

/**
 * Writes edits to the files of a pack.
 * @param dir Path of the folder of the pack.
 * @param path The same, as people see it.
 * @param replacements What to replace by what.
 * @throws {UsageError} When a file changed meanwhile or cannot be written; then nothing was.
 */
export function writeEdits(dir: string, path: string, replacements: readonly (Replacement | Creation)[]): void {
  try {
    replaceFiles(dir, replacements)
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : null
      if (code === null) throw error
      throw new UsageError(
        `The changes to ${path} cannot be written (${code}).`,
        'See to it that the folder can be written to.'
      )
    }
    throw new UsageError(
      `${insidePack(path, error.file)} changed on disk while it was being edited, so nothing was written to its pack.`,
      'Try again when nobody else writes to it.'
    )
  }
}

/** The path of a file of a pack, as people see it. */
export function insidePack(path: string, file: string): string {
  return path === '.' ? file : `${path}/${file}`
}

/**
 * What changes in a pack when one of its steps is inserted, moved, removed or renamed; nothing is written.
 * @param dir Path of the folder of the pack.
 * @param change What is to be done.
 * @param toTree The Markdown engine; the reference engine when absent.
 * @throws {UsageError} When it cannot be done, with the reason.
 */
export async function stepReplacements(
  dir: string,
  change: StepChange,
  toTree?: ToTree
): Promise<{ edits: Replacement[]; labels: ReadonlyMap<string, string>; left: readonly string[] }> {
  const source = await readFolder(dir, { toTree })
  const files = folderFiles(dir)
  const programs = files
    .entries()
    .filter(({ path }) => /^drill\/(?!.*node_modules\/).*\.[cm]?[jt]s$/.test(path))
    .map(({ path }) => [path, new TextDecoder().decode(files.read(path))] as const)
  const result = editStep(source, new Map(programs), change, toTree)
  if ('refusal' in result) throw new UsageError(result.refusal, result.hint)
  const before = new Map([...documentsOf(source).map(({ path, text }) => [path, text] as const), ...programs])
  const { changed, labels, left } = result
  return { edits: [...changed].map(([file, after]) => ({ file, before: before.get(file) ?? '', after })), labels, left }
}
