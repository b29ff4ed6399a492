/**
 * What is open, and the packs that it belongs to. A pack is read once for all requests until something of it changes.
 */
import type { PackSource } from '@keys/pack'
import { locate, normalized } from './locate.js'
import { findingsOf, readContext, type Findings, type PackContext, type WorkspaceContext } from './pack-context.js'

/** A document as an editor holds it. */
export interface OpenDocument {
  readonly uri: string
  readonly version: number
  getText(): string
}

/** An open document of a pack. */
export interface OpenPackDocument {
  file: string
  document: OpenDocument
}

/** A pack as it was read, with its open documents at that time. */
export interface PackState {
  context: PackContext
  /** The versions of the open documents, by path in the pack. */
  versions: ReadonlyMap<string, number>
  /** What the rules find; they run when this is first called. */
  findings(): Findings
}

/**
 * Reads what lies beside a pack: catalogs, configuration, other packs.
 * @param dir Path of the folder of the pack.
 * @param warn Told what is wrong there; the rules that need it then rest.
 */
export type ReadWorkspaceContext = (
  dir: string,
  warn: (message: string) => void
) => WorkspaceContext | Promise<WorkspaceContext>

/** Packs that have open documents, each read once until something of it changes. */
export class Session {
  readonly #documents: () => readonly OpenDocument[]
  readonly #readContext: ReadWorkspaceContext
  readonly #warn: (message: string) => void
  readonly #states = new Map<string, Promise<PackState>>()
  /** Packs as they were last read: what stays the same is not parsed again. */
  readonly #sources = new Map<string, PackSource>()
  readonly #contexts = new Map<string, WorkspaceContext>()

  /**
   * @param documents Gives all open documents.
   * @param readWorkspaceContext Reads what lies beside a pack.
   * @param warn Told what cannot be read there.
   */
  constructor(
    documents: () => readonly OpenDocument[],
    readWorkspaceContext: ReadWorkspaceContext,
    warn: (message: string) => void
  ) {
    this.#documents = documents
    this.#readContext = readWorkspaceContext
    this.#warn = warn
  }

  /** The open documents of a pack. */
  openIn(dir: string): OpenPackDocument[] {
    return this.#documents().flatMap((document) => {
      const place = locate(document.uri)
      return place?.dir === dir ? [{ file: place.file, document }] : []
    })
  }

  /** The open document at an address, however it is spelt. */
  openAt(uri: string): OpenDocument | null {
    return this.#documents().find((document) => normalized(document.uri) === normalized(uri)) ?? null
  }

  /** The folders of the packs that have open documents. */
  openPacks(): ReadonlySet<string> {
    return new Set(this.#documents().flatMap(({ uri }) => locate(uri)?.dir ?? []))
  }

  /** A pack as it stands in the editor. */
  stateOf(dir: string): Promise<PackState> {
    const known = this.#states.get(dir)
    if (known !== undefined) return known
    const state = this.#read(dir)
    this.#states.set(dir, state)
    return state
  }

  /** Forgets what was read of a pack, because one of its documents changed. */
  forget(dir: string): void {
    this.#states.delete(dir)
  }

  /** Forgets everything that was read, because files changed on disk. */
  forgetAll(): void {
    this.#states.clear()
    this.#contexts.clear()
  }

  async #read(dir: string): Promise<PackState> {
    const open = this.openIn(dir)
    const versions = new Map(open.map(({ file, document }) => [file, document.version]))
    const texts = new Map(open.map(({ file, document }) => [file, document.getText()]))
    const workspaceContext = this.#contexts.get(dir) ?? (await this.#readContext(dir, this.#warn))
    this.#contexts.set(dir, workspaceContext)
    const context = await readContext(dir, texts, workspaceContext, this.#sources.get(dir))
    this.#sources.set(dir, context.source)
    let findings: Findings | null = null
    return { context, versions, findings: () => (findings ??= findingsOf(context)) }
  }
}
