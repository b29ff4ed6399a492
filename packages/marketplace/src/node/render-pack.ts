/**
 * Renders one runbook to the disk: the work of one thread, or of a build with few runbooks.
 */
import { loadNativeEngine } from '@keys/parser/native'
import { toTree, type ToTree } from '@keys/parser'
import type { IndexedRunbook } from '@keys/schema'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readListed } from '../read/listing.js'
import { packPages, type OlderVersion, type PackPages } from '../site/pack-pages.js'
import type { PackInput, SiteSettings } from '../site/types.js'
import { olderEntry, withOwnMetadata } from '../read/older.js'
import { writeFiles } from './write.js'

/** What all runbooks of a build have in common. */
export interface RenderSetup {
  settings: SiteSettings
  /** The folder of the index. */
  from: string
  /** The folder of the site. */
  to: string
}

/** What a runbook came to. */
export type RenderResult = { slug: string } & (
  | {
      ok: true
      pack: Omit<PackPages, 'files' | 'anchors'>
      files: [path: string, bytes: number][]
      anchors: PackPages['anchors']
    }
  | { ok: false; reason: string }
)

/**
 * Makes what renders one runbook. One that cannot be rendered is refused with its reason, and never takes others with it.
 * @param setup What all runbooks have in common.
 */
export async function makeRenderer(setup: RenderSetup): Promise<(input: PackInput) => Promise<RenderResult>> {
  const engine = (await loadNativeEngine()) ?? toTree
  return (input) => renderPack(input, setup, engine)
}

async function renderPack(
  input: PackInput,
  { settings, from, to }: RenderSetup,
  engine: ToTree
): Promise<RenderResult> {
  const { entry } = input
  try {
    const pack = await readListed(entry, readFileSync(join(from, entry['x-listing'].tarball.path)))
    const { files, anchors, ...rest } = packPages(input, pack, await olderVersions(entry, from), settings, engine)
    return { slug: entry.slug, ok: true, pack: rest, files: writeFiles(to, files), anchors }
  } catch (error) {
    return { slug: entry.slug, ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

async function olderVersions(entry: IndexedRunbook, from: string): Promise<OlderVersion[]> {
  const older: OlderVersion[] = []
  for (const listed of entry['x-listing'].versions ?? []) {
    if (listed.version === entry.version || listed.tarball === null || listed.content_hash === null) continue
    const path = join(from, listed.tarball.path)
    if (!existsSync(path)) continue
    const pack = await readListed(olderEntry(entry, listed), readFileSync(path))
    older.push({ listed, pack: { ...pack, entry: withOwnMetadata(pack.entry, pack.metadata, pack.model.runbook) } })
  }
  return older
}
