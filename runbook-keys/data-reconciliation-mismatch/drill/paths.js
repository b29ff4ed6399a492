// @ts-check
// The ways that scenarios share.
import { comparedBefore } from './world.js'

export const CHECKED = ['Check 1', 'Check 2', 'Check 3', 'Check 4']
/** To the comparison, made once; `comparedOnce` makes it the second. */
export const COMPARED = [...CHECKED, 'Step 1', 'Action 1', 'Step 2']
export const ORPHANED = [...COMPARED, 'Step 3']
export const NAMED = [...COMPARED, 'Step 4']
export const REHEARSED = [...NAMED, 'Action 3']
export const REPAIRED = [...REHEARSED, 'Action 4']
export const VERIFIED = ['Verify 1', 'Verify 2', 'Verify 3']

/** An earlier comparison with the same result. */
export const comparedOnce = { 'Step 2': comparedBefore }

/** What people decide on the way to a repair, and do. */
export const repairing = {
  decisions: { 'Step 4': 'known and no longer', 'Action 5': 'right access' },
  // The application reads access straight from the table.
  manualActions: { 'Action 5': () => {} }
}

export const CONNECTIONS = '@keys/runbook-postgres-connections-exhausted'
export const JOBS = '@keys/runbook-background-job-failure-replay'
export const OUTAGE = '@keys/runbook-partial-outage-dependency-failure'
export const WEBHOOK = '@keys/runbook-stripe-webhook-failure'
