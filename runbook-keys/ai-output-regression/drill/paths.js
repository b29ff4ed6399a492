// @ts-check
// The ways that scenarios share, and what people do on them.
import { modelIds } from '@keys/drill-kit'
import { sets, traffic } from './world.js'

export const CHECKED = ['Check 1', 'Check 2', 'Check 3', 'Check 4']
export const MEASURED = [...CHECKED, 'Step 1', 'Step 2']
/** Against the baseline. */
export const COMPARED = [...MEASURED, 'Step 3']
/** Neither the model alone nor the request alone nor retrieval explains it. */
export const TOGETHER = [...COMPARED, 'Step 4', 'Step 5', 'Step 6', 'Step 8']
/** The cases show nothing. */
export const PASSED = [...COMPARED, 'Step 7']
export const VERIFIED = ['Verify 1', 'Verify 2', 'Verify 3']

/** The answers are read and do no harm. */
export const fine = { 'Check 2': 'harmless' }
/** And nobody gets bad ones any more. */
export const calm = { ...fine, 'Step 7': 'nobody gets bad answers' }
/** The answers are read and do harm. */
export const harmful = { ...calm, 'Check 2': 'dangerous' }

/** What the text asks people to do, done as it says. */
export const manualActions = {
  'Action 1': sets({ model: modelIds.knownGood }),
  /** @param {import('./world.js').Feature} world */
  'Action 2': ({ config, good }) => void Object.assign(config, { ...good, model: config.model }),
  'Action 3': sets({ responseFormat: { type: 'json_object' } }),
  'Action 4': sets({ index: 'docs-v1' }),
  'Action 5': sets({ enabled: false }),
  'Action 6': sets({ enabled: true }),
  /** @param {import('./world.js').Feature} world */
  'Action 7': ({ config, good }) => void Object.assign(config, good, { model: modelIds.knownGood })
}

/** Customers use the fixed feature for an hour. */
export const anHour = { 'Verify 2': traffic(40) }

export const OUTAGE = '@keys/runbook-partial-outage-dependency-failure'
