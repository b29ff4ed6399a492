/**
 * Fixes what the rules know how to fix, on disk or as a diff.
 */
import {
  ChangedMeanwhile,
  commandTextsOf,
  documentsOf,
  readFolder,
  replaceFiles,
  unifiedDiff,
  type AssetKindName,
  type PackSource,
  type Replacement
} from '@keys/pack'
import { setImmediate } from 'node:timers/promises'
import { createAnalyzer, fixPack, type FixedPack } from '@keys/validator'
import { UsageError, type Terminal } from './command.js'
import { limitWasmMemory } from './wasm-memory.js'
import { targetsOf, type HowToValidate } from './validation.js'

/** What fixing came to. */
export interface FixSummary {
  /** The findings that were fixed, or would be. */
  fixed: number
  /** The files that were changed, or would be. */
  files: number
}

/**
 * Fixes the packs that some paths mean. Each pack is fixed as a whole or not at all.
 * @param kind What to look for at the paths.
 * @param paths As typed; none means the workspace.
 * @param isDry Whether to show a diff in place of writing.
 * @param terminal Where to show it.
 * @param how What goes before the configuration, and the Markdown engine.
 * @throws {UsageError} When a path is wrong, or a file changed while it was being fixed.
 */
export async function fix(
  kind: AssetKindName,
  paths: readonly string[],
  isDry: boolean,
  terminal: Pick<Terminal, 'folder' | 'stdout'>,
  how: HowToValidate = {}
): Promise<FixSummary> {
  limitWasmMemory()
  const summary = { fixed: 0, files: 0 }
  for (const { dir, path, isTarball, options } of await targetsOf(kind, paths, terminal.folder, how)) {
    if (isTarball)
      throw new UsageError(`${path} is a tarball, which is not changed.`, 'Fix the pack, then pack it again.')
    const source = await readFolder(dir, { kind, toTree: how.toTree })
    const result = fixPack(source, { ...options, analyzer: await createAnalyzer(commandTextsOf(source)) })
    const replacements = replacementsOf(source, result)
    if (isDry)
      for (const { file, before, after } of replacements)
        terminal.stdout(unifiedDiff(inside(path, file), before, after))
    else write(dir, path, replacements)
    summary.fixed += result.fixed.length
    summary.files += replacements.length
    // Otherwise what is done with piles up until the end.
    await setImmediate()
  }
  return summary
}

/** What fixing came to, in one sentence. */
export function sentenceOf({ fixed, files }: FixSummary, isDry: boolean): string {
  if (fixed === 0) return 'Nothing to fix automatically.\n'
  return `${isDry ? 'Would fix' : 'Fixed'} ${counted(fixed, 'finding')} in ${counted(files, 'file')}.\n`
}

function replacementsOf(source: PackSource, { changed }: FixedPack): Replacement[] {
  return documentsOf(source).flatMap(({ path, text }) => {
    const after = changed.get(path)
    return after === undefined ? [] : [{ file: path, before: text, after }]
  })
}

function write(dir: string, path: string, replacements: readonly Replacement[]): void {
  try {
    replaceFiles(dir, replacements)
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : null
      if (code === null) throw error
      throw new UsageError(
        `The fixes of ${path} cannot be written (${code}).`,
        'See to it that the folder can be written to.'
      )
    }
    throw new UsageError(
      `${inside(path, error.file)} changed on disk while it was being fixed, so nothing was written to its pack.`,
      'Fix again when nobody else writes to it.'
    )
  }
}

function inside(path: string, file: string): string {
  return path === '.' ? file : `${path}/${file}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
