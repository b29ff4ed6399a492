/**
 * What a release of packs says: versions computed from what changed, changesets judged, changelogs finished.
 */
export { evaluateBump, type BumpProblem, type BumpVerdict } from './bump-problems.js'
export { finishEntry, isUnfinished } from './changelog-edits.js'
export {
  baseBranchOf,
  CHANGESET_FOLDER,
  changesetFacts,
  readChangesets,
  type ChangesetRelease,
  type ReadChangeset
} from './changesets.js'
export { bumpCheck } from './report/bump-check.js'
export { procedureChanges } from './procedure-changes.js'
export { releasesSince, type PackRelease } from './releases.js'
export { syncVersions, type ProcedureChanges, type SyncedFolder, type VersionedFolder } from './sync-versions.js'
export { shownDifference, type TypedDifference } from './shown-difference.js'
