/**
 * Fixes what the rules know how to fix, on disk or as a diff.
 */
import { setImmediate } from 'node:timers/promises'
import { createAnalyzer } from '@keys/command-analysis'
import {
  commandTextsOf,
  documentsOf,
  readFolder,
  unifiedDiff,
  UsageError,
  type AssetKindName,
  type Creation,
  type PackSource,
  type Replacement
} from '@keys/pack'
import { fixPack, type FixedPack } from '../fixes/fix.js'
import { targetsOf, type HowToValidate } from './targets.js'
import { insidePack, writeEdits } from './write-edits.js'

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
 * @param folder Path of the folder in which the command runs.
 * @param show Given the diff of each file in place of writing it; null to write.
 * @param how What goes before the configuration, and the Markdown engine.
 * @throws {UsageError} When a path is wrong, or a file changed while it was being fixed.
 */
export async function fixPacks(
  kind: AssetKindName,
  paths: readonly string[],
  folder: string,
  show: ((diff: string) => void) | null,
  how: HowToValidate = {}
): Promise<FixSummary> {
  const summary = { fixed: 0, files: 0 }
  for (const { dir, path, isTarball, options } of await targetsOf(kind, paths, folder, how)) {
    if (isTarball)
      throw new UsageError(`${path} is a tarball, which is not changed.`, 'Fix the pack, then pack it again.')
    const source = await readFolder(dir, { kind, toTree: how.toTree })
    const result = fixPack(source, { ...options, analyzer: await createAnalyzer(commandTextsOf(source)) })
    const replacements = replacementsOf(source, result)
    if (show)
      for (const { file, before, after } of replacements) show(unifiedDiff(insidePack(path, file), before ?? '', after))
    else writeEdits(dir, path, replacements)
    summary.fixed += result.fixed.length
    summary.files += replacements.length
    // Otherwise what is done with piles up until the end.
    await setImmediate()
  }
  return summary
}

/**
 * What fixing came to, in one sentence.
 * @param summary What it came to.
 * @param isDry Whether nothing was written.
 */
export function fixSentence({ fixed, files }: FixSummary, isDry: boolean): string {
  if (fixed === 0) return 'Nothing to fix automatically.\n'
  return `${isDry ? 'Would fix' : 'Fixed'} ${counted(fixed, 'finding')} in ${counted(files, 'file')}.\n`
}

function replacementsOf(source: PackSource, { changed }: FixedPack): (Replacement | Creation)[] {
  const before = new Map(documentsOf(source).map(({ path, text }) => [path, text]))
  const order = [...before.keys(), ...changed.keys()]
  return [...changed]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([file, after]) => {
      const text = before.get(file)
      return text === undefined ? { file, before: null, after } : { file, before: text, after }
    })
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
