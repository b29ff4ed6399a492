// @ts-check
// The drill of this runbook: a real table, Stripe's pages and errors, and everything that may come between.
import { defineDrill } from '@keys/drill'
import { checks } from './scenarios-checks.js'
import { diagnosis } from './scenarios-diagnosis.js'
import { repairs } from './scenarios-repairs.js'
import { wrongAction } from './scenarios-wrong-actions.js'
import { buildWorld, startServices } from './world.js'

export const drill = defineDrill({
  services: startServices,
  world: buildWorld,
  standIns: ['Stripe'],
  concurrency: 1,
  scenarios: [...repairs, ...wrongAction, ...diagnosis, ...checks],
  productionOnly: [
    {
      step: 'Step 1',
      branch: 'too-many',
      reason: 'it needs 1001 pages, and reading them at ten a second takes longer than all drills together may'
    }
  ]
})
