// @ts-check
// The drill of this runbook: a feature that labels tickets with a model, a provider that moves its alias, releases
// that change the prompt or the index, and everything that may come between.
import { defineDrill } from '@keys/drill'
import { causes } from './scenarios-causes.js'
import { stops } from './scenarios-stops.js'
import { wrongAction } from './scenarios-wrong-actions.js'
import { buildWorld, customersCall, startServices } from './world.js'

export const drill = defineDrill({
  standIns: ['a model provider', 'an application'],
  services: startServices,
  world: buildWorld,
  // Customers use the broken feature for a while before anybody notices. First those that take longest.
  scenarios: [...causes, ...wrongAction, ...stops].map(customersCall),
  concurrency: 4
})
