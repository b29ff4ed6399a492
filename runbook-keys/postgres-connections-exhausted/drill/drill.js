// @ts-check
// The drill of this runbook: a server with ten slots, an application that takes them all, and a real PgBouncer.
import { defineDrill } from '@keys/drill'
import { cutOffs } from './cut-off.js'
import { repairs } from './repairs.js'
import { stops } from './stops.js'
import { buildWorld, startServices } from './world.js'
import { wrongActions } from './wrong-actions.js'

export const drill = defineDrill({
  services: startServices,
  world: buildWorld,
  scenarios: [...repairs, ...wrongActions, ...stops, ...cutOffs],
  // Each has a server of its own.
  concurrency: 2
})
