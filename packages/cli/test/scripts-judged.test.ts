// A script of a pack is judged by what it runs, in whichever language; only the script may tell that its parser is needed.
import { expect, test } from 'vitest'
import { keysHere, REPOSITORY } from './support.js'

test.each(['Check 1: Inputs and tools', 'Step 5: Do repeated events harm'])(
  'a dry run shows "%s" as read-only, whose README names no language that its script uses',
  async (step) => {
    const { out } = await keysHere(['run', 'stripe-webhook-failure', '--dry-run'], REPOSITORY)
    expect(out).toContain(`${step}  [READ-ONLY]`)
  }
)
