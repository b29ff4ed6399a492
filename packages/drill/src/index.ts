export { coverageOf, type CoverageOf } from './coverage.js'
export {
  defineDrill,
  type Answer,
  type ByStep,
  type Change,
  type WorldAction,
  type Drill,
  type ProductionOnly,
  type Scenario,
  type World
} from './define.js'
export { DrillFailure } from './failure.js'
export { startChild, type Child, type ChildOptions } from './scope/child.js'
export {
  debianPackages,
  findCommand,
  findPostgresBinaries,
  MissingServiceError,
  requireCommands,
  unprivilegedUser,
  type MachineCommand,
  type MachineUser
} from './scope/machine.js'
export { createScope, type Cleanup, type Scope } from './scope/scope.js'
export { temporaryFolder } from './scope/temporary.js'
export { findLeftovers, folderPrefix, type Watchdog } from './scope/watchdog.js'
export { runDrill, type DrillOptions, type DrillResult } from './run-drill.js'
export type { Progress, ScenarioResult } from './run-scenario.js'
export type { Walked } from './walked.js'
export { postgresEnvironment } from '@keys/runner/node'
