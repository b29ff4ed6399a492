// @ts-check
// The drill of this runbook.
import { defineDrill } from '@keys/drill'
import { causes } from './scenarios-causes.js'
import { stops } from './scenarios-stops.js'
import { wrongAction } from './scenarios-wrong-actions.js'
import { buildWorld, startServices } from './world.js'

export const drill = defineDrill({
  services: startServices,
  standIns: ['Stripe', 'an application'],
  world: buildWorld,
  concurrency: 1,
  scenarios: [...causes, ...stops, ...wrongAction]
})
