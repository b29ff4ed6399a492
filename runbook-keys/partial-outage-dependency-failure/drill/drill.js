// @ts-check
// The drill of this runbook: users, an application with switches, and a dependency that fails in every way.
import { defineDrill } from '@keys/drill'
import { byHand } from './by-hand.js'
import { letIn } from './let-in.js'
import { ownSide } from './own-side.js'
import { stops } from './stops.js'
import { switched } from './switched.js'
import { buildWorld } from './world.js'

export const drill = defineDrill({
  standIns: ['a dependency', 'an application'],
  world: buildWorld,
  // The long ones first: they wait for most of their time.
  scenarios: [...switched, ...byHand, ...letIn, ...ownSide, ...stops],
  concurrency: 4
})
