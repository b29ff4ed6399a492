// @ts-check
// The drill of this runbook: a pg-boss queue, a mailer that fails, and what people do about both.
import { defineDrill } from '@keys/drill'
import { checks } from './scenarios-checks.js'
import { diagnosis } from './scenarios-diagnosis.js'
import { queues } from './scenarios-queues.js'
import { repairs } from './scenarios-repairs.js'
import { replays } from './scenarios-replays.js'
import { wrongAction } from './scenarios-wrong-actions.js'
import { buildWorld, startServices } from './world.js'

export const drill = defineDrill({
  standIns: ['a dependency'],
  services: startServices,
  world: buildWorld,
  // What waits for ten seconds or more comes first, and the others run beside it.
  scenarios: [...diagnosis, ...queues, ...wrongAction, ...repairs, ...replays, ...checks],
  // Each scenario has a database, workers and a mailer of its own.
  concurrency: 3
})
