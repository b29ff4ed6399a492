/**
 * The machine-readable twin of a runbook's page.
 */
import type { IndexedRunbook, Runbook } from '@keys/schema'
import type { ListedPack } from '../read/listing.js'

/** What a program reads of a runbook: its entry in the index, and the outline of its graph. */
export interface RunbookTwin {
  entry: IndexedRunbook
  steps: readonly Pick<Runbook['steps'][number], 'id' | 'formerIds' | 'label' | 'title' | 'kind' | 'effect'>[]
  graph: { entry: string | null; edges: readonly { from: string; to: string; condition?: string }[] }
  /** The text as packed, relative to this file; null for a gated runbook. */
  readme: string | null
}

/** The twin of a runbook's page. */
export function twinOf({ entry, model }: ListedPack, isGated: boolean): RunbookTwin {
  const { steps, graph } = model.runbook
  return {
    entry,
    steps: steps.map(({ id, formerIds, label, title, kind, effect }) => ({
      id,
      formerIds,
      label,
      title,
      kind,
      effect
    })),
    graph: {
      entry: graph.entry,
      edges: graph.edges.map(({ from, to, condition }) => ({ from, to, ...(condition === null ? {} : { condition }) }))
    },
    readme: isGated ? null : 'README.md'
  }
}
