// @ts-check
// The rehearsal of this runbook: users of two tenants, locked out of a table in every way that the text knows.
import { defineDrill } from '@keys/drill'
import { lockouts } from './lockouts.js'
import { stops } from './stops.js'
import { buildWorld, startParts } from './world.js'
import { wrongDeeds } from './wrong-deeds.js'

export const drill = defineDrill({
  parts: startParts,
  world: buildWorld,
  scenarios: [...lockouts, ...wrongDeeds, ...stops]
})
