/**
 * Drills of packs that lie on a disk, each in a process of its own, and what packs keep of them.
 */
export { staleOf } from './coverage-file.js'
export { drillPacks, type DrillPacksOptions } from './drill-packs.js'
export { incidentLines } from './incident-cases.js'
export { hasDrill } from './load.js'
export type { PlainDrillResult, PlainFailure, PlainProgress } from './messages.js'
export { countsOf, jsonOf, sumOf, uncoveredOf, type DrillCounts, type PackResult, type Share } from './results.js'
