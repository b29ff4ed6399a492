/**
 * What the last build came to, kept beside the site: what has not changed is not rendered again.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { RenderResult } from './render-pack.js'

/** What is kept of a build. */
export interface BuildState {
  /** Of everything that the build was made of. */
  stamp: string
  /** By slug: the stamp of what the runbook was made of, and what it came to. */
  packs: Record<string, { stamp: string; result: RenderResult }>
  /** All files that were written. */
  files: string[]
}

/** Reads the state of the last build; null when there is none that can be read. */
export function readState(path: string): BuildState | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as BuildState
  } catch {
    return null
  }
}

/** Keeps the state of a build. */
export function writeState(path: string, state: BuildState): void {
  writeFileSync(path, JSON.stringify(state))
}

/** A stamp of some values. */
export function stampOf(...values: readonly unknown[]): string {
  const hash = createHash('sha256')
  for (const value of values) hash.update(typeof value === 'string' ? value : JSON.stringify(value)).update('\0')
  return hash.digest('hex')
}
