/**
 * Plants faults in the packs of this repository and looks what is found. The validator is handed in, so that tests use
 * its source and scripts its build.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryFiles, readPack, type MemoryFile, type PackSource, type Workspace } from '@keys/pack/core'
import type { ToTree } from '@keys/parser'
import type { Catalog, Diagnostic } from '@keys/schema'
import type { RegisteredRule } from '../../src/core.js'
import type { CleanPack, Mutation, Planted } from './mutation.ts'

type Validator = typeof import('../../src/core.js')
type Analyzer = Awaited<ReturnType<Validator['createAnalyzer']>>

const KEYS = join(import.meta.dirname, '../../../../runbook-keys')

/** A pack, read once; only the file with the fault is read anew. */
export interface ReadyPack extends CleanPack {
  source: PackSource
}

/** What came of one mutation in one pack. */
export interface Detection {
  planted: Planted
  /** Where the finding has to lie. */
  expected: string
  /** What the rule that is meant for it finds: file and line of each finding. */
  found: string[]
  /** Whether it lies where it has to, and no other beside it. */
  isDetected: boolean
}

/** The packs of this repository, with what lies beside them. */
export class Laboratory {
  readonly packs: readonly ReadyPack[]
  readonly #validator: Validator
  readonly #toTree: ToTree | undefined
  readonly #options: { analyzer: Analyzer; catalogs: readonly Catalog[]; workspace: Workspace }

  /** Reads the packs, with the reference engine when no other is given, and loads all parsers. */
  static async open(validator: Validator, toTree?: ToTree): Promise<Laboratory> {
    return new Laboratory(validator, await validator.createAnalyzer(), toTree)
  }

  private constructor(validator: Validator, analyzer: Analyzer, toTree: ToTree | undefined) {
    this.#validator = validator
    this.#toTree = toTree
    const packs = slugs().map((slug) => ({ slug, files: filesIn(slug) }))
    const neighbors = new Map(packs.map(({ slug, files }) => [slug, relatedIn(files['pack.json'] ?? '')]))
    this.packs = packs.map((pack) => ({ ...pack, neighbors, source: this.#read(pack.slug, pack.files) }))
    const beside = [...neighbors].map(([slug, related]) => [slug, { related_runbooks: related, path: slug }] as const)
    this.#options = { analyzer, catalogs: catalogs(), workspace: { packs: new Map(beside) } }
  }

  /** The packs that have a place for a mutation. */
  placesOf({ file, plant }: Mutation): ReadyPack[] {
    return this.packs.filter((pack) => plant(pack.files[file] ?? '', pack) !== null)
  }

  /** What all rules find in a pack as it is. */
  cleanFindings({ source }: ReadyPack): Diagnostic[] {
    return this.#validator.validatePack(source, this.#options)
  }

  /** Plants a fault; null when the pack has no place for it. */
  detect(pack: ReadyPack, { file, plant, rule: code }: Mutation): Detection | null {
    const planted = plant(pack.files[file] ?? '', pack)
    if (planted === null) return null
    const { text, line, findings = 1 } = planted
    if (text === pack.files[file]) throw new Error('The mutation changes nothing')
    const files: Record<string, MemoryFile> = { ...pack.files }
    if (text === null) delete files[file]
    else files[file] = text
    const source = { ...this.#read(pack.slug, files), ...unchanged(pack.source, file) }
    // Rules on comments judge what all others found.
    const rule = this.#ruleOf(code)
    const options = rule.subject === 'comments' ? this.#options : { ...this.#options, rules: [rule] }
    const found = this.#validator
      .validatePack(source, options)
      .filter((diagnostic) => diagnostic.code === code)
      .map((diagnostic) => `${diagnostic.file}:${diagnostic.range.start.line}`)
    const expected = `${planted.file ?? file}:${line}`
    return { planted, expected, found, isDetected: found.includes(expected) && found.length === findings }
  }

  /** What all rules find in a pack of which one file holds something else. */
  findingsIn(pack: ReadyPack, file: string, content: MemoryFile): Diagnostic[] {
    const source = { ...this.#read(pack.slug, { ...pack.files, [file]: content }), ...unchanged(pack.source, file) }
    return this.#validator.validatePack(source, this.#options)
  }

  #ruleOf(code: string): RegisteredRule {
    const rule = this.#validator.registry.find((candidate) => candidate.code === code)
    if (rule === undefined) throw new Error(`There is no rule ${code}`)
    return rule
  }

  #read(slug: string, files: Readonly<Record<string, MemoryFile>>): PackSource {
    const manifest = files['package.json']
    return readPack(memoryFiles(files), {
      folder: slug,
      toTree: this.#toTree,
      packedFiles: shippedBy(typeof manifest === 'string' ? manifest : '')
    })
  }
}

/** Documents that hold no fault are taken over, because parsing them takes longer than all rules together. */
function unchanged(source: PackSource, file: string): Partial<PackSource> {
  return {
    ...(file !== 'README.md' && { readme: source.readme }),
    ...(file !== 'checklist.md' && { checklist: source.checklist }),
    ...(file !== 'CHANGELOG.md' && { changelog: source.changelog })
  }
}

/** The packs list plain names under `files`, which always ship with package.json. */
function shippedBy(manifest: string): string[] | null {
  const files = /"files": (\[[^\]]*\])/.exec(manifest)?.[1]
  return files === undefined ? null : ['package.json', ...(JSON.parse(files) as string[])]
}

function slugs(): string[] {
  const folders = readdirSync(KEYS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return folders.map(({ name }) => name).filter((name) => name !== 'catalogs')
}

function filesIn(slug: string): Record<string, string> {
  const names = ['README.md', 'checklist.md', 'pack.json', 'CHANGELOG.md', 'LICENSE.txt', 'package.json']
  const scripts = join(KEYS, slug, 'scripts')
  const optional = [
    ...['SETUP.md', 'incidents.json'].filter((name) => existsSync(join(KEYS, slug, name))),
    ...(existsSync(scripts) ? readdirSync(scripts).map((name) => `scripts/${name}`) : [])
  ]
  return Object.fromEntries([...names, ...optional].map((name) => [name, readFileSync(join(KEYS, slug, name), 'utf8')]))
}

function relatedIn(pack: string): string[] {
  return (JSON.parse(pack) as { related_runbooks?: string[] }).related_runbooks ?? []
}

function catalogs(): Catalog[] {
  const folder = join(KEYS, 'catalogs')
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Catalog)
}
