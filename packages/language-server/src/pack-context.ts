/**
 * What the features know of a pack: its documents as they stand in the editor, and what lies beside it.
 */
import { basename } from 'node:path'
import {
  commandTextsOf,
  folderFiles,
  overlayFiles,
  readFolder,
  readPack,
  type PackFacts,
  type PackSource
} from '@keys/pack'
import type { Diagnostic } from '@keys/schema'
import { createAnalyzer, RuleFailure, validatePack, type Analyzer, type ValidateSettings } from '@keys/validator'

/** A pack that can be named. */
export interface Neighbor {
  slug: string
  /** The name of its package. */
  package: string
  title: string
  /** Path of its folder. */
  path: string
}

/** What lies beside a pack. */
export interface WorkspaceContext {
  /** What a validation is given beside the pack. */
  options: ValidateSettings
  /** The packs that can be named, by slug. */
  neighbors: ReadonlyMap<string, Neighbor>
}

/** A pack, with what lies beside it. */
export interface PackContext extends WorkspaceContext {
  /** Path of its folder. */
  dir: string
  source: PackSource
  /** Knows the languages of its commands. */
  analyzer: Analyzer
}

/** A place in a document of a pack. */
export interface Place {
  context: PackContext
  /** Path of the document in the pack. */
  file: string
  /** The text of the document. */
  text: string
  /** Offset in UTF-16 code units. */
  offset: number
}

/** The findings of a pack. */
export interface Findings {
  diagnostics: readonly Diagnostic[]
  /** Set when a rule broke down; the findings of all others are there. */
  failure: RuleFailure | null
}

/**
 * Reads a pack as it stands in the editor.
 * @param dir Path of its folder.
 * @param open Texts of its open documents, by path in the pack.
 * @param workspaceContext What lies beside it.
 * @param before The pack as it stood before: what stayed the same is not parsed again.
 */
export async function readContext(
  dir: string,
  open: ReadonlyMap<string, string>,
  workspaceContext: WorkspaceContext,
  before?: PackSource
): Promise<PackContext> {
  const facts = await factsOf(dir, open.get('package.json'))
  const source = readPack(overlayFiles(folderFiles(dir), open), {
    ...facts,
    toTree: workspaceContext.options.toTree,
    ...(before && { before })
  })
  const analyzer = await createAnalyzer(commandTextsOf(source))
  return { ...workspaceContext, dir, source, analyzer }
}

/** What is known of a pack beside its files. What would be packed is not, while package.json is being changed. */
async function factsOf(dir: string, manifest: string | undefined): Promise<PackFacts> {
  try {
    const { folder, packedFiles, manifest: onDisk } = await readFolder(dir)
    return { folder, packedFiles: manifest === undefined || manifest === onDisk?.content ? packedFiles : null }
  } catch {
    return { folder: basename(dir) }
  }
}

/**
 * Runs all rules over a pack.
 * @param context The pack.
 */
export function findingsOf({ source, options, analyzer }: PackContext): Findings {
  try {
    return { diagnostics: validatePack(source, { ...options, analyzer }), failure: null }
  } catch (error) {
    if (!(error instanceof RuleFailure)) throw error
    return { diagnostics: error.diagnostics, failure: error }
  }
}
