// @ts-check
// The rehearsal of this runbook.
import { defineDrill } from '@keys/drill'
import { causes } from './scenarios-causes.js'
import { stops } from './scenarios-stops.js'
import { tempting } from './scenarios-tempting.js'
import { buildWorld, startParts } from './world.js'

export const drill = defineDrill({
  parts: startParts,
  world: buildWorld,
  atOnce: 1,
  scenarios: [...causes, ...stops, ...tempting]
})
