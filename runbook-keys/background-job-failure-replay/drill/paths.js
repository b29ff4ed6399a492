// @ts-check
// The ways that scenarios share.

export const CHECKED = ['Check 1', 'Check 2', 'Check 3']
export const GROUPED = [...CHECKED, 'Step 1']
/** The dependency was asked. */
export const ASKED = [...GROUPED, 'Step 2']
export const STUCK = [...GROUPED, 'Step 3']
export const COMPARED = [...GROUPED, 'Step 4']
export const PLANNED = ['Step 5', 'Step 6']
export const REPLAYED = [...PLANNED, 'Action 5', 'Action 6']
export const VERIFIED = ['Verify 1', 'Verify 2', 'Verify 3']

/** The mailer refuses a repeated order, and its owner says so. */
export const VOUCHED = 'the effect stays here'

export const CONNECTIONS = '@keys/runbook-postgres-connections-exhausted'
export const OUTAGE = '@keys/runbook-partial-outage-dependency-failure'
export const LOCKOUT = '@keys/runbook-supabase-rls-lockout-recovery'
