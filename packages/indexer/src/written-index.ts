/**
 * The index of a workspace written, and what is said of it: to a person, not to a program.
 */
import { join, relative } from 'node:path'
import { PackReads, packsFolder, UsageError, workspaceOf, workspacePacks, type Place } from '@keys/pack'
import { createReport, prettyReport, settingsOf, type PrettyOptions } from '@keys/validator'
import { buildIndex } from './build-index.js'
import type { BuildSettings } from './build-settings.js'

/** How findings are shown. */
export interface IndexLook extends Pick<PrettyOptions, 'color' | 'width'> {
  /** Gives the text of a file of a pack of a workspace, as findings name both. */
  textIn: (root: string, pack: string, file: string) => string | null
}

/** What is said of an index, and whether it was written. */
export interface WrittenIndex {
  isWritten: boolean
  stdout: string
  stderr: string
}

/**
 * Writes the index of the workspace that lies around a folder.
 * @param place The folder, the environment, and the Markdown engine.
 * @param look How findings are shown.
 * @param how What is told of how far it is, and what ends it early.
 * @throws {UsageError} When there is no workspace or no pack in it, or what is configured is wrong.
 */
export async function writtenIndex(
  place: Place,
  { textIn, ...look }: IndexLook,
  how: Pick<BuildSettings, 'engine' | 'onDone' | 'signal'> = {}
): Promise<WrittenIndex> {
  const { folder, environment, toTree } = place
  const root = workspaceOf(folder)
  const reads = new PackReads()
  // The name stands for any pack: all of them have the same configuration.
  const settings = { ...(await settingsOf(join(root, packsFolder(root), 'any'), folder)), ...how, toTree, reads }
  if (workspacePacks(root, reads).length === 0) {
    throw new UsageError(`There are no packs in ${packsFolder(root)}/.`, 'A pack is a folder that holds a pack.json.')
  }
  const result = await buildIndex(root, environment, settings).catch((error: unknown) => {
    if (error instanceof RangeError) throw new UsageError(error.message, 'Correct it, or take it away.')
    throw error
  })
  if (result.ok) {
    const lines = [
      `${relative(folder, result.path)}: ${result.runbooks.length} runbooks, packed in dist/packs`,
      ...leftOut(result.privatePacks, 'they are private and nobody can install them'),
      ...leftOut(result.drafts, 'keys.config.json says that they are drafts')
    ]
    return { isWritten: true, stdout: `${lines.join('\n')}\n`, stderr: '' }
  }
  const report = createReport(result.findings)
  const findings = prettyReport(report, { ...look, sources: (pack, file) => textIn(root, pack, file) })
  const catalogs = result.catalogFaults.map(({ file, faults }) => `${file}: ${faults.join('; ')}\n`)
  const stderr = 'The index was not written: fix the errors above first.\n'
  return { isWritten: false, stdout: [findings, ...catalogs].join(''), stderr }
}

function leftOut(packs: readonly string[], reason: string): string[] {
  return packs.length === 0 ? [] : [`Left out, as ${reason}: ${packs.join(', ')}`]
}
