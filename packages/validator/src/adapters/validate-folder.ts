import {
  commandTextsOf,
  readCoverage,
  readFolder,
  readmeHash,
  UsageError,
  visible,
  type AssetKindName,
  type PackReads,
  type PackSource
} from '@keys/pack'
import { createAnalyzer, type Analyzer } from '@keys/command-analysis'
import type { Diagnostic } from '@keys/schema'
import { PAGES } from '../engine/rule.js'
import { registry } from '../registry.js'
import { RuleFailure, validatePack, type ValidateSettings } from '../engine/engine.js'
import { remoteAddressesOf, type AskRemote } from '../engine/remote-links.js'

/** What a validation may be given beside the folder or tarball. */
export interface FolderOptions extends ValidateSettings {
  /** Tells what commands do; one with the parsers that the pack needs is made when it is absent. */
  analyzer?: Analyzer
  /** What was read of packs before. */
  reads?: PackReads
  /** What lies in it; a runbook pack when absent. */
  kind?: AssetKindName
  /** Whether the pack is about to be published: then rules run that rest at all other times. */
  isRelease?: boolean
  /** Asks the remote links over the network; nobody does when it is absent. */
  askRemote?: AskRemote | null
}

/** One folder, validated. */
export interface FolderResult {
  /** The pack as it was read. Let go of it when it has served: it holds all texts. */
  source: PackSource
  diagnostics: readonly Diagnostic[]
  /** Set when a rule broke down; `diagnostics` then holds what the others found. A usage error when it was one of the team. */
  failure: RuleFailure | UsageError | null
}

/**
 * Reads a pack from a folder and validates it. A rule that breaks down is told in the result, so that it hides neither
 * the findings of other rules nor other packs.
 * @param dir Path of the folder.
 * @param options What is at hand beside the pack.
 * @throws When the folder itself cannot be listed.
 */
export async function validateFolder(dir: string, options: FolderOptions = {}): Promise<FolderResult> {
  const source = await readFolder(dir, options)
  if (options.isRelease !== true) return validateSource(source, options)
  const hash = source.readme === null ? null : readmeHash(source.readme.text)
  return validateSource(source, {
    ...options,
    release: { coverage: readCoverage(dir, options.reads), readmeHash: hash }
  })
}

/** Asks the remote links of a pack that was read, when that is wanted, and validates it. */
export async function validateSource(source: PackSource, options: FolderOptions): Promise<FolderResult> {
  const remote = (await options.askRemote?.(remoteAddressesOf(source))) ?? options.remote ?? null
  const analyzer = options.analyzer ?? (await createAnalyzer(commandTextsOf(source)))
  try {
    return { source, diagnostics: validatePack(source, { ...options, analyzer, remote }), failure: null }
  } catch (error) {
    if (!(error instanceof RuleFailure)) throw error
    return { source, diagnostics: error.diagnostics, failure: ownFailure(error, source.folder, options) ?? error }
  }
}

/** What to say when only rules of the team broke down: that is no fault of ours. */
function ownFailure({ failures }: RuleFailure, folder: string, { rules = registry }: FolderOptions): UsageError | null {
  const ours = new Set(rules.flatMap(({ code, url }) => (url.startsWith(PAGES) ? [code] : [])))
  if (failures.some(({ code }) => ours.has(code))) return null
  const lines = failures.map(
    ({ code, error }) =>
      `The rule ${code} failed on ${folder}: ${error instanceof Error ? error.message : String(error)}`
  )
  return new UsageError(visible(lines.join('; ')), 'It is a rule of your own, named in keys.config.json: fix it there.')
}
