// @ts-check
// The drill of this runbook: users of two tenants, locked out of a table in every way that the text knows.
import { defineDrill } from '@keys/drill'
import { lockouts } from './lockouts.js'
import { stops } from './stops.js'
import { buildWorld, startServices } from './world.js'
import { wrongActions } from './wrong-actions.js'

export const drill = defineDrill({
  standIns: ['Supabase'],
  services: startServices,
  world: buildWorld,
  scenarios: [...lockouts, ...wrongActions, ...stops]
})
