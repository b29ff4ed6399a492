/**
 * Validates what some paths mean and puts the findings together.
 */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { findWorkspace, readCatalogs, readWorkspace } from '@keys/indexer'
import type { ValidationReport } from '@keys/schema'
import {
  ASSET_KINDS,
  createReport,
  validateFolder,
  type AssetKindName,
  type PackFindings,
  type ValidateOptions
} from '@keys/validator'
import { UsageError } from './command.js'
import { keysAt, packsAt } from './packs.js'

/** A report, and the texts that it speaks of. */
export interface Validation {
  report: ValidationReport
  /** Gives the text of a file of a pack; null when it cannot be read. */
  sources: (pack: string, file: string) => string | null
}

/**
 * Validates what some paths mean.
 * @param kind What to look for at the paths.
 * @param paths As typed; none means the workspace, which only runbook packs have.
 * @param folder Path of the folder in which the command runs.
 * @throws {UsageError} When a path is wrong or holds nothing of this kind, or a catalog cannot be read.
 */
export async function validate(kind: AssetKindName, paths: readonly string[], folder: string): Promise<Validation> {
  const found =
    kind === 'runbook' ? packsAt(paths, folder).map(({ dir }) => dir) : keysAt(ASSET_KINDS[kind], paths, folder)
  const packs: PackFindings[] = []
  const known = new Map<string | null, ValidateOptions>()
  for (const dir of found) {
    const root = kind === 'runbook' ? findWorkspace(dir) : null
    const options = known.get(root) ?? optionsOf(root)
    known.set(root, options)
    const { diagnostics, failure } = await validateFolder(dir, { ...options, kind })
    if (failure) throw failure
    packs.push({ path: relative(folder, dir).replaceAll('\\', '/') || '.', diagnostics: [...diagnostics] })
    // Otherwise what is done with piles up until the end.
    await setImmediate()
  }
  return { report: createReport(packs), sources: (pack, file) => textAt(folder, pack, file) }
}

/** What is at hand in a workspace; nothing for a lone pack. */
function optionsOf(root: string | null): ValidateOptions {
  if (root === null) return {}
  const { catalogs, faults } = readCatalogs(root)
  const [first] = faults
  if (first) {
    throw new UsageError(
      `The catalog ${first.file} cannot be used: ${first.faults.join('; ')}.`,
      'Mend the catalog, then validate again.'
    )
  }
  return { catalogs, workspace: readWorkspace(root) }
}

/** The text of a file of a pack, for the code frame of a finding; null when it cannot be read. */
export function textAt(root: string, pack: string, file: string): string | null {
  try {
    return readFileSync(join(root, pack, file), 'utf8')
  } catch {
    return null
  }
}
