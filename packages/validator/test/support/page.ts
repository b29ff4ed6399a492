import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ArchiveFault, Changesets, PackEntry, WorkspacePack } from '@keys/pack/core'
import type { Catalog } from '@keys/schema'
import type { Release, RemoteAnswer } from '../../src/core.js'
import type { FilePatch, Patch } from './patch.js'

/** The page of a rule, cut into its parts. */
export interface Page {
  title: string
  /** H2 headings in order of writing. */
  headings: string[]
  fails: Patch
  passes: Patch
}

interface Fence {
  heading: string
  info: string
  body: string
}

/** Reads docs/rules/<code>.md. */
export function readPage(code: string): Page {
  const lines = readFileSync(join(import.meta.dirname, '../../docs/rules', `${code}.md`), 'utf8').split('\n')
  const { headings, fences } = outline(lines)
  return {
    title: lines[0]?.replace(/^# /, '') ?? '',
    headings,
    fails: patchOf(fences.filter(({ heading }) => heading === 'Fails')),
    passes: patchOf(fences.filter(({ heading }) => heading === 'Passes'))
  }
}

function outline(lines: readonly string[]): { headings: string[]; fences: Fence[] } {
  const headings: string[] = []
  const fences: Fence[] = []
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (line.startsWith('## ')) headings.push(line.slice(3))
    const fence = /^(`{3,})(\S+) (.+)$/.exec(line)
    if (fence === null) continue
    const end = lines.indexOf(fence[1] ?? '', index + 1)
    if (end === -1) throw new Error(`The fence on line ${index + 1} has no end`)
    const body = lines.slice(index + 1, end).map((text) => `${text}\n`)
    fences.push({ heading: headings.at(-1) ?? '', info: fence[3] ?? '', body: body.join('') })
    index = end
  }
  return { headings, fences }
}

/** All fences of a part together are one change to the valid pack. */
function patchOf(fences: readonly Fence[]): Patch {
  const patch: Patch & { files: Record<string, FilePatch> } = { files: {} }
  for (const { info, body } of fences) {
    if (info === 'folder') patch.folder = body.trim()
    else if (info === 'archive') patch.archive = JSON.parse(body) as ArchiveFault[]
    else if (info === 'packed-files') patch.packedFiles = JSON.parse(body) as string[]
    else if (info === 'catalogs') patch.catalogs = JSON.parse(body) as Catalog[]
    else if (info === 'remote') patch.remote = JSON.parse(body) as Record<string, RemoteAnswer>
    else if (info === 'release') patch.release = JSON.parse(body) as Release
    else if (info === 'changesets') patch.changesets = JSON.parse(body) as Changesets
    else if (info === 'workspace') {
      patch.workspace = { packs: new Map(Object.entries(JSON.parse(body) as Record<string, WorkspacePack>)) }
    } else if (info === 'entries') Object.assign(patch.files, entriesOf(body))
    else patch.files[info.replace(/ whole$/, '')] = fileOf(info, body)
  }
  return patch
}

function fileOf(info: string, body: string): FilePatch {
  if (!info.endsWith('.json')) return body
  try {
    return { fields: JSON.parse(body) as Record<string, unknown> }
  } catch {
    return body
  }
}

function entriesOf(body: string): Record<string, FilePatch> {
  const entries = JSON.parse(body) as Record<
    string,
    null | { type: PackEntry['type']; size?: number } | { base64: string }
  >
  return Object.fromEntries(
    Object.entries(entries).map(([path, entry]) => [
      path,
      entry !== null && 'base64' in entry ? new Uint8Array(Buffer.from(entry.base64, 'base64')) : entry
    ])
  )
}
