import type { Workspace, WorkspacePack } from '@keys/pack/core'
import type { DrillCoverage } from '@keys/schema'

export const HASH = `sha256-${'b'.repeat(64)}`

/** What a drill of the text as it is came to, with some fields changed. */
export function coverage(change: Partial<DrillCoverage> = {}): DrillCoverage {
  return {
    readme_hash: HASH,
    commands: { covered: 9, total: 10 },
    branches: { covered: 20, total: 21 },
    defaults: { covered: 1, total: 6 },
    production_only: [],
    scripted: { decisions: 0, manual_actions: 2 },
    uncovered: [],
    scenarios: [],
    ...change
  }
}

/** A workspace in which this is known of the drill of the valid pack. */
export function withDrill(drill?: Partial<NonNullable<WorkspacePack['drill']>>): Workspace {
  const known = { exists: true, coverage: coverage(), readme_hash: HASH, ...drill }
  const pack = { related_runbooks: [], path: 'a', ...(drill && { drill: known }) }
  return { packs: new Map([['work-queue-stopped', pack]]) }
}
