/**
 * Reads a pack in stages: list, decode, parse JSON, parse Markdown (when first asked for). Whatever cannot be read is
 * said with its reason; nothing throws for bad input.
 */
import { parseChangelog, parseChecklist, parseRunbook, type ParseOptions, type ToTree } from '@keys/parser'
import {
  packageNameOf,
  packageNameParts,
  packSchema,
  type Changelog,
  type Checklist,
  type Pack,
  type Problem,
  type Runbook
} from '@keys/schema'
import { ASSET_KINDS, type AssetKind, type AssetKindName } from './asset-kinds.js'
import { decodeUtf8, type EncodingFault } from './documents/decode.js'
import { isObject } from './documents/is-object.js'
import { JsonDocument } from './documents/json-document.js'
import { MarkdownDocument } from './documents/markdown-document.js'
import { TextDocument } from './documents/text-document.js'
import { MAX_FILE_SIZE, type ArchiveFault, type PackEntry, type PackFiles } from './files/port.js'

/** Why a file that was looked for could not be read. */
export type ReadError =
  | { reason: 'missing' | 'directory' | 'symlink' | 'other' | 'unreadable' }
  | { reason: 'too-large'; size: number }
  | { reason: 'not-utf8'; fault: EncodingFault }

/** One fault that the schema of pack.json finds. */
export type SchemaIssue = NonNullable<ReturnType<typeof packSchema.safeParse>['error']>['issues'][number]

/** What pack.json says, as far as it can be relied upon. */
export interface Metadata {
  /** The whole pack.json; null when anything in it is wrong. */
  pack: Pack | null
  /** The fields that are right by themselves. */
  fields: Readonly<Partial<Pack>>
  /** The fields that are wrong, or missing though required. */
  invalid: ReadonlySet<string>
  /** What the schema finds. */
  issues: readonly SchemaIssue[]
}

/** A pack as it was read. */
export interface PackSource {
  /** What it is: a runbook pack, or a key that is validated by its metadata. */
  kind: AssetKind
  /** The name of the folder, without the path to it. */
  folder: string
  /** Everything in the pack, by path. */
  entries: ReadonlyMap<string, PackEntry>
  /** The files that the published package will hold; null when that is not known. */
  packedFiles: ReadonlySet<string> | null
  /** README.md. */
  readme: MarkdownDocument<Runbook> | null
  /** checklist.md. */
  checklist: MarkdownDocument<Checklist> | null
  /** CHANGELOG.md. */
  changelog: MarkdownDocument<Changelog> | null
  /** pack.json; key.json or library.json for the other kinds. */
  packJson: JsonDocument | null
  /** incidents.json; null where there is none. */
  incidents: JsonDocument | null
  /** package.json. */
  manifest: JsonDocument | null
  /** The files below `scripts/` that could be read, by path. */
  scripts: Readonly<Record<string, string>>
  /** LICENSE.txt. */
  license: TextDocument | null
  /** What is wrong with the tarball that it came in; nothing for a folder. */
  archive: readonly ArchiveFault[]
  /** Why a document above is null, by path. */
  unread: ReadonlyMap<string, ReadError>
  /** What pack.json says. */
  metadata: Metadata
}

/** What is known of a pack beside its files. */
export interface PackFacts {
  /** The name of the folder that the pack lies in. */
  folder: string
  /** What it is; a runbook pack when absent. */
  kind?: AssetKindName
  /** The files that the package manager would pack; absent or null when nobody asked it. */
  packedFiles?: Iterable<string> | null
  /** What is wrong with the tarball that it came in. */
  archive?: readonly ArchiveFault[]
  /** The Markdown engine; the reference engine when absent. All engines give the same trees. */
  toTree?: ToTree | undefined
  /** The pack as it was read before: Markdown that stayed the same is not parsed again. */
  before?: PackSource
}

/**
 * Reads a pack.
 * @param files Where from.
 * @param facts What is known of it beside its files.
 */
export function readPack(files: PackFiles, facts: PackFacts): PackSource {
  const kind = ASSET_KINDS[facts.kind ?? 'runbook']
  const entries = new Map(files.entries().map((entry) => [entry.path, entry]))
  const unread = new Map<string, ReadError>()

  function read<Document>(path: string, make: (path: string, text: string) => Document): Document | null {
    const result = readText(files, entries.get(path))
    if (typeof result === 'string') return make(path, result)
    unread.set(path, result)
    return null
  }
  const json = (path: string, text: string) => new JsonDocument(path, text)
  const { before, toTree } = facts
  const engine: ParseOptions = toTree === undefined ? {} : { toTree }
  function markdown<Model extends { problems: Problem[] }>(
    file: string,
    parse: (markdown: string, options: ParseOptions) => Model,
    former: MarkdownDocument<Model> | null | undefined
  ): MarkdownDocument<Model> | null {
    return read(file, (path, text) => {
      if (former?.text === text) return former
      return new MarkdownDocument(path, text, (markdown) => parse(markdown, engine))
    })
  }

  const packJson = read(kind.metadata, json)
  const scripts = Object.fromEntries(
    [...entries.keys()].toSorted().flatMap((path) => {
      const script = path.startsWith('scripts/') ? read(path, (_, text) => text) : null
      return script === null ? [] : [[path, script] as const]
    })
  )
  const hasSameScripts = JSON.stringify(before?.scripts) === JSON.stringify(scripts)
  return {
    kind,
    folder: facts.folder,
    entries,
    packedFiles: facts.packedFiles === undefined || facts.packedFiles === null ? null : new Set(facts.packedFiles),
    scripts,
    readme: markdown(
      'README.md',
      (text, options) => parseRunbook(text, { ...options, scripts }),
      hasSameScripts ? before?.readme : null
    ),
    checklist: markdown('checklist.md', parseChecklist, before?.checklist),
    changelog: markdown('CHANGELOG.md', parseChangelog, before?.changelog),
    packJson,
    incidents: entries.has('incidents.json') ? read('incidents.json', json) : null,
    manifest: read('package.json', json),
    license: read('LICENSE.txt', (path, text) => new TextDocument(path, text)),
    archive: facts.archive ?? [],
    unread,
    metadata: readMetadata(packJson, kind)
  }
}

/** All documents of a pack that could be read. */
export function documentsOf(source: PackSource): TextDocument[] {
  const { readme, checklist, changelog, packJson, incidents, manifest, license } = source
  return [readme, checklist, changelog, packJson, incidents, manifest, license].filter((document) => document !== null)
}

/**
 * The name of the package of a pack: that of its slug, in the scope that its package.json says.
 * @param source The pack.
 * @param scope The scope of a pack whose package.json says none.
 */
export function packageOf({ manifest, metadata, folder }: PackSource, scope?: string): string {
  const written = manifest?.object?.['name']
  const parts = typeof written === 'string' ? packageNameParts(written) : null
  return packageNameOf(metadata.fields.slug ?? folder, parts?.scope ?? scope)
}

/** The texts of a pack that hold commands: by them it is known which parsers are needed. */
export function commandTextsOf({ readme, scripts }: PackSource): string[] {
  return [readme?.text ?? '', ...Object.values(scripts)]
}

function readText(files: PackFiles, entry: PackEntry | undefined): string | ReadError {
  if (entry === undefined) return { reason: 'missing' }
  if (entry.type !== 'file') return { reason: entry.type }
  if (entry.size > MAX_FILE_SIZE) return { reason: 'too-large', size: entry.size }
  try {
    const text = decodeUtf8(files.read(entry.path))
    return typeof text === 'string' ? text : { reason: 'not-utf8', fault: text }
  } catch {
    return { reason: 'unreadable' }
  }
}

function readMetadata(document: JsonDocument | null, { schema }: AssetKind): Metadata {
  if (document === null || document.value === undefined) {
    return { pack: null, fields: {}, invalid: new Set(Object.keys(schema.shape)), issues: [] }
  }
  const result = schema.safeParse(document.value)
  if (result.success) return { pack: result.data as Pack, fields: result.data as Pack, invalid: new Set(), issues: [] }
  const { issues } = result.error
  // An unknown field makes no other field wrong.
  const faults = issues.filter((issue) => issue.code !== 'unrecognized_keys' || issue.path.length > 0)
  const isPack = isObject(document.value)
  const invalid = new Set(isPack ? faults.map(({ path }) => String(path[0])) : Object.keys(schema.shape))
  const valid = Object.entries(isPack ? document.value : {}).filter(
    ([key]) => Object.hasOwn(schema.shape, key) && !invalid.has(key)
  )
  return { pack: null, fields: Object.fromEntries(valid) as Partial<Pack>, invalid, issues }
}
