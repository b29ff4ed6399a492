/**
 * Reads packs for commands that show them. What cannot be read is told in one sentence; `keys validate` tells the rest.
 */
import type { PackLocation } from '../workspace/discover.js'
import type { Pack, Runbook } from '@keys/schema'
import { readFolder, type ReadOptions } from '../open/read-folder.js'
import { filesOf } from '../plain/plain-files.js'
import { readPack } from '../read-pack.js'
import { UsageError } from '../usage-error.js'

/** A pack that can be shown. */
export interface ReadPack {
  /** The name of its package. */
  name: string
  pack: Pack
  runbook: Runbook
  /** The text of the runbook. */
  markdown: string
}

/**
 * Reads a pack with its runbook.
 * @param location Where it lies.
 * @param options How it is read.
 * @throws {UsageError} When pack.json or README.md cannot be read, or pack.json is wrong.
 */
export async function readModel(location: PackLocation, options: ReadOptions = {}): Promise<ReadPack> {
  const { file } = location
  const { metadata, readme } =
    file === undefined
      ? await readFolder(location.dir, options)
      : readPack(filesOf(location, options.toTree), { ...options, folder: location.slug })
  if (metadata.pack === null) throw unreadable(location, 'its pack.json is wrong')
  if (readme === null || readme.model.problems.length > 0) throw unreadable(location, 'its README.md cannot be read')
  return { name: location.package, pack: metadata.pack, runbook: readme.model, markdown: readme.content }
}

function unreadable({ slug, dir, file }: PackLocation, reason: string): UsageError {
  if (file !== undefined) return new UsageError(`${file} cannot be shown: ${reason}.`, 'Name a Markdown file.')
  return new UsageError(`The pack ${slug} cannot be shown: ${reason}.`, `See what is wrong: keys validate ${dir}`)
}
