/**
 * What programs do, one by one. A program that stands in no table is unknown; so is an option that no table allows for a
 * program that can be told to write.
 */
import { builtinEffects } from './programs-builtin.js'
import { containerEffects } from './programs-containers.js'
import { fileEffects } from './programs-files.js'
import { hostEffects } from './programs-host.js'
import { mysqlEffects } from './programs-mysql.js'
import { networkEffects } from './programs-network.js'
import { platformEffects } from './programs-platforms.js'
import { redisEffects } from './programs-redis.js'
import { runnerEffects } from './programs-runners.js'
import { serviceEffects } from './programs-services.js'
import { setupEffects } from './programs-setup.js'
import { toolEffects } from './programs-tools.js'
import { triedEffects } from './programs-tries.js'
import type { ProgramEffects } from './scope.js'

/** By name. */
export const programEffects: ReadonlyMap<string, ProgramEffects> = new Map([
  ...builtinEffects,
  ...fileEffects,
  ...runnerEffects,
  ...networkEffects,
  ...hostEffects,
  ...setupEffects,
  ...serviceEffects,
  ...mysqlEffects,
  ...platformEffects,
  ...toolEffects,
  ...containerEffects,
  ...redisEffects,
  ...triedEffects
])
