import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { COVERAGE_FILE, drilledText, drillCoverageSchema, type DrillCoverage } from '@keys/schema'
import { PackReads } from '../files/reads.js'

/**
 * What a pack keeps of its last drill.
 * @param dir Path of the pack.
 * @param reads What was read of packs.
 * @returns The coverage; null when there is none, or none that can be read: `keys drill --update` writes it again.
 */
export function readCoverage(dir: string, reads: PackReads = new PackReads()): DrillCoverage | null {
  if (!existsSync(join(dir, COVERAGE_FILE))) return null
  try {
    const text = reads.text(dir, COVERAGE_FILE)
    return drillCoverageSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/**
 * The hash by which a drill names the text that it followed.
 * @param markdown The README.
 * @returns `sha256-` and 64 hexadecimal digits.
 */
export function readmeHash(markdown: string): string {
  return `sha256-${createHash('sha256').update(drilledText(markdown)).digest('hex')}`
}
