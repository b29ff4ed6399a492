export { coverageOf, type CoverageOf } from './coverage.js'
export {
  defineDrill,
  type Answer,
  type ByStep,
  type Change,
  type Deed,
  type Drill,
  type ProductionOnly,
  type Scenario,
  type World
} from './define.js'
export { DrillFailure } from './failure.js'
export * from './parts/index.js'
export { rehearse, type Progress, type RehearseOptions, type Rehearsal, type ScenarioResult } from './rehearse.js'
export type { Walked } from './walked.js'
