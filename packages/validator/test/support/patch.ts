import {
  memoryFiles,
  readPack,
  type ArchiveFault,
  type Changesets,
  type MemoryFile,
  type PackSource,
  type Workspace
} from '@keys/pack/core'
import type { Catalog, Diagnostic } from '@keys/schema'
import { registry, validatePack, type RegisteredRule, type Release, type RemoteAnswer } from '../../src/core.js'
import { validFolder, validPack } from '../fixtures/valid-pack.js'
import { analyzer } from './analyzer.js'

/**
 * What a test changes in the valid pack, by path:
 * - a string, bytes or an entry: the file in its place; null: no such file;
 * - a function: what it makes of the text;
 * - `README.md#diagnosis-flow`: that section or step in place of the one with this anchor. A text that opens with a
 *   heading replaces the heading too. Qualifiers in parentheses may be left out of the anchor;
 * - `{ fields }` for a JSON file: merged over its top-level fields; null removes one;
 * - `folder`, `shipped`, `archive`, `catalogs`, `workspace`, `changesets`, `release`, `remote`: facts from outside.
 */
export interface Patch {
  files?: Readonly<Record<string, FilePatch>>
  folder?: string
  packedFiles?: readonly string[] | null
  archive?: readonly ArchiveFault[]
  catalogs?: readonly Catalog[] | null
  workspace?: Workspace | null
  changesets?: Changesets | null
  release?: Release | null
  /** By address. */
  remote?: Readonly<Record<string, RemoteAnswer>>
}
export type FilePatch = MemoryFile | null | ((text: string) => string) | { fields: Readonly<Record<string, unknown>> }
export type Files = Record<string, MemoryFile>

/** The files of the valid pack with a patch over them. */
export function patchedFiles(patch: Patch['files'] = {}): Files {
  const files: Files = { ...validPack }
  for (const [place, change] of Object.entries(patch)) {
    const [path = '', anchor] = place.split('#')
    const before = files[path]
    const text = typeof before === 'string' ? before : ''
    if (change === null) delete files[path]
    else if (typeof change === 'function') files[path] = changed(place, text, change(text))
    else if (anchor !== undefined && typeof change === 'string')
      files[path] = changed(place, text, replaceSection(text, anchor, change))
    else if (typeof change === 'object' && 'fields' in change) files[path] = mergeFields(text, change.fields)
    else files[path] = change
  }
  return files
}

/** Reads and validates the valid pack with a patch over it, by one rule or by all. */
export function validatePatched(
  patch: Patch,
  rules?: readonly RegisteredRule[]
): { source: PackSource; diagnostics: Diagnostic[] } {
  return validateFiles(patchedFiles(patch.files), patch, rules)
}

/** Reads and validates files as they are. */
export function validateFiles(
  files: Files,
  facts: Omit<Patch, 'files'> = {},
  rules?: readonly RegisteredRule[]
): { source: PackSource; diagnostics: Diagnostic[] } {
  const source = readFiles(files, facts)
  const { catalogs = null, workspace = null, changesets = null, release = null } = facts
  const remote = facts.remote === undefined ? null : new Map(Object.entries(facts.remote))
  // Rules on comments judge what all others found.
  const judges = rules?.every(({ subject }) => subject === 'comments')
  const diagnostics = validatePack(source, {
    analyzer,
    catalogs,
    workspace,
    changesets,
    release,
    remote,
    ...(rules && !judges && { rules })
  })
  const asked = new Set(rules?.map(({ code }) => code))
  return { source, diagnostics: judges ? diagnostics.filter(({ code }) => asked.has(code)) : diagnostics }
}

/** What was read before, by its runbook: the same texts are read for one row of a table after the other. */
const known = new Map<MemoryFile | undefined, PackSource>()

/** Reads files as they are. */
export function readFiles(
  files: Files,
  { folder = validFolder, packedFiles = null, archive = [] }: Omit<Patch, 'files'> = {}
): PackSource {
  const before = known.get(files['README.md'])
  const source = readPack(memoryFiles(files), { folder, packedFiles, archive, ...(before && { before }) })
  known.set(files['README.md'], source)
  return source
}

/** The rule of a code. */
export function ruleOf(code: string): RegisteredRule {
  const rule = registry.find((candidate) => candidate.code === code)
  if (rule === undefined) throw new Error(`No rule ${code}: run \`pnpm generate\``)
  return rule
}

/** Merges fields over a JSON object, one field to a line, as the valid pack has it. */
export function mergeFields(text: string, fields: Readonly<Record<string, unknown>>): string {
  const merged = { ...(JSON.parse(text) as Record<string, unknown>), ...fields }
  const lines = Object.entries(merged)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

/** Replaces a section or step, up to the next heading of its level or above and before the definitions at the end. */
export function replaceSection(markdown: string, anchor: string, fragment: string): string {
  const lines = markdown.split('\n')
  const headings = headingsOf(lines)
  const heading = headings.find(({ title }) => anchorsOf(title).includes(anchor))
  if (heading === undefined) throw new Error(`No heading #${anchor} in the valid pack`)
  const next =
    headings.find(({ line, level }) => line > heading.line && level <= heading.level)?.line ?? definitionsAt(lines)
  const body = fragment.replace(/\n+$/, '').split('\n')
  const own = /^#{1,6} /.test(fragment) ? [] : [lines[heading.line] ?? '', '']
  return [...lines.slice(0, heading.line), ...own, ...body, '', ...lines.slice(next)].join('\n')
}

function headingsOf(lines: readonly string[]): { line: number; level: number; title: string }[] {
  let fence = false
  return lines.flatMap((text, line) => {
    if (text.startsWith('```')) fence = !fence
    const match = fence ? null : /^(#{1,6}) (.+)$/.exec(text)
    return match ? [{ line, level: match[1]?.length ?? 0, title: match[2] ?? '' }] : []
  })
}

function definitionsAt(lines: readonly string[]): number {
  const first = lines.findIndex((line) => /^\[[^\]]+\]: /.test(line))
  return first === -1 ? lines.length : first
}

function anchorsOf(title: string): string[] {
  return [title, title.replace(/\s*\([^)]*\)$/, '')].map((text) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-')
  )
}

function changed(place: string, before: string, after: string): string {
  if (before === after) throw new Error(`The patch of ${place} changes nothing`)
  return after
}
