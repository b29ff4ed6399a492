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
export * from './parts/index.js'
export { runDrill, type Progress, type DrillOptions, type DrillResult, type ScenarioResult } from './run-drill.js'
export type { Walked } from './walked.js'
export { postgresEnvironment } from '@keys/runner/node'
