/**
 * Validates what some paths mean and puts the findings together.
 */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { findWorkspace, readCatalogs, readWorkspace } from '@keys/indexer'
import type { ValidationReport } from '@keys/schema'
import { createReport, validateFolder, type PackFindings, type ValidateOptions } from '@keys/validator'
import { UsageError } from './command.js'
import { packsAt } from './packs.js'

/** A report, and the texts that it speaks of. */
export interface Validation {
  report: ValidationReport
  /** Gives the text of a file of a pack; null when it cannot be read. */
  sources: (pack: string, file: string) => string | null
}

/**
 * Validates runbook packs.
 * @param paths As typed; none means the workspace.
 * @param folder Path of the folder in which the command runs.
 * @throws {UsageError} When a path is wrong or holds no pack, or a catalog cannot be read.
 */
export async function validateRunbooks(paths: readonly string[], folder: string): Promise<Validation> {
  const packs: PackFindings[] = []
  const options = new Map<string | null, ValidateOptions>()
  for (const { dir } of packsAt(paths, folder)) {
    const root = findWorkspace(dir)
    const known = options.get(root) ?? optionsOf(root)
    options.set(root, known)
    const { diagnostics, failure } = await validateFolder(dir, known)
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
