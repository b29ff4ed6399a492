import type { PackReads } from '@keys/pack'
import type { EngineName } from '@keys/parser/native'
import type { ValidateSettings } from '@keys/validator'

/** What a configuration changes in building. */
export interface BuildSettings {
  /** Rules that are off or have another severity. */
  severities?: NonNullable<ValidateSettings['severities']>
  /** All rules, with those of the team; those of this project when absent. */
  rules?: NonNullable<ValidateSettings['rules']>
  /** The Markdown engine; the reference engine when absent. What is built does not depend on it. */
  toTree?: ValidateSettings['toTree']
  /** The slugs of packs that are still being written; no index lists them. */
  drafts?: readonly string[]
  /** The name of that engine, for threads, which load it themselves. */
  engine?: EngineName | undefined
  /** Absolute paths of catalogs beside those of the workspace. */
  catalogs?: readonly string[]
  /** What was read of packs before. */
  reads?: PackReads
  /** Told how many packs are built. */
  onDone?: ((done: number, all: number) => void) | undefined
  /** Ends it early; its reason is thrown, and nothing that was begun stays. */
  signal?: AbortSignal | undefined
}
