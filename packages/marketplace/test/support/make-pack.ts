/** Packs made for a test, as an indexer would have listed them. */
import { contentHash } from '@keys/pack'
import { parseChecklist, parseRunbook } from '@keys/parser'
import type { AssetsIndex, IndexedRunbook, Pack } from '@keys/schema'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Header } from 'tar'

/** What a pack is made of; what is absent is harmless. */
export interface PackParts {
  slug: string
  readme: string
  checklist?: string
  changelog?: string
  metadata?: Partial<Pack>
  /** Other files, by path. */
  files?: Readonly<Record<string, string>>
  /** Changes the model as a liar would. */
  lie?: (model: { runbook: ReturnType<typeof parseRunbook> }) => void
}

/** A pack, packed, with its entry. */
export interface MadePack {
  entry: IndexedRunbook
  bytes: Buffer
}

/** Makes a pack. */
export function makePack(parts: PackParts): MadePack {
  const {
    slug,
    readme,
    checklist = '# Checklist\n',
    changelog = '# x\n\n## 1.0.0 - 2026-11-23\n\nFirst.\n',
    metadata,
    files = {},
    lie
  } = parts
  const model = { runbook: parseRunbook(readme), checklist: parseChecklist(checklist) }
  lie?.(model)
  const pack: Pack = {
    slug,
    title: slug,
    description: 'A pack for a test.',
    tool: 'operational',
    key_type: ['incident'],
    version: '1.0.0',
    outcome: 'incident-response',
    maturity: 'operator',
    license_spdx: 'MIT',
    author: { name: 'Somebody' },
    documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
    ...metadata
  }
  const all: Record<string, string> = {
    'README.md': readme,
    'checklist.md': checklist,
    'CHANGELOG.md': changelog,
    'LICENSE.txt': 'MIT\n',
    'pack.json': JSON.stringify(pack),
    'runbook.json': JSON.stringify(model),
    ...files
  }
  const bytes = gzipSync(tarOf(Object.entries(all).map(([path, text]) => [`package/${path}`, Buffer.from(text)])))
  const { runbook } = model
  return {
    bytes,
    entry: {
      ...pack,
      'x-listing': {
        package: `@keys/runbook-${slug}`,
        install: `npm install @keys/runbook-${slug}`,
        tarball: {
          path: `packs/${slug}.tgz`,
          integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
          size: bytes.length
        },
        content_hash: contentHash((path) => Buffer.from(all[path] ?? ''), Object.keys(all)),
        counts: { steps: runbook.steps.length, branches: 0, commands: 0, checklist_items: 0 },
        signals: runbook.signals.map(({ kind, text, code }) => ({ kind, text, code })),
        sections: runbook.sections.map(({ kind, title, anchor }) => ({ kind, title, anchor })),
        coverage: null,
        incidents: { right: 0, sent_on: 0, total: 0 },
        changelog: { version: '1.0.0', date: '2026-11-23', text: 'First.' }
      }
    }
  }
}

/** A tar archive; paths may be anything. */
export function tarOf(files: readonly (readonly [path: string, content: Buffer])[]): Buffer {
  const blocks = files.flatMap(([path, content]) => {
    const header = Buffer.alloc(512)
    new Header({ path, mode: 0o644, size: content.length, type: 'File', mtime: new Date(0) }).encode(header, 0)
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

/** The same entry for other bytes, as somebody would list a tarball that is not what it seems. */
export function withBytes({ entry }: MadePack, bytes: Buffer): MadePack {
  const listing = entry['x-listing']
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  return {
    bytes,
    entry: { ...entry, 'x-listing': { ...listing, tarball: { ...listing.tarball, integrity, size: bytes.length } } }
  }
}

/** Writes an index with its tarballs. */
export function writeIndex(folder: string, packs: readonly MadePack[]): string {
  for (const { entry, bytes } of packs) {
    const path = join(folder, entry['x-listing'].tarball.path)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
  const index: AssetsIndex = {
    version: '1.1',
    generated_at: '2026-11-23T00:00:00.000Z',
    runbooks: packs.map(({ entry }) => entry),
    node_keys: [],
    jupyter_keys: []
  }
  const path = join(folder, 'assets-index.json')
  writeFileSync(path, JSON.stringify(index))
  return path
}
