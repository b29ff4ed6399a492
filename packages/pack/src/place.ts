import type { ToTree } from '@keys/parser'

/** Where something is looked for: what is read depends on nothing else of the process. */
export interface Place {
  /** Path of the folder from which paths and names are read. */
  folder: string
  /** The environment, which may name registries. */
  environment: Readonly<Record<string, string | undefined>>
  /** The Markdown engine with which it is read; the reference engine when absent. */
  toTree?: ToTree | undefined
}
