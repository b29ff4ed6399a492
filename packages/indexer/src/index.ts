export { buildIndex, buildPack, type BuildSettings, type IndexResult } from './build-index.js'
export { CONFIG_FILE, readConfig, type ConfigProblem, type FoundConfig } from './config.js'
export { contentHash, HASHED_FILES } from './content-hash.js'
export { readCoverage, readmeHash } from './coverage.js'
export {
  CATALOGS_FOLDER,
  findWorkspace,
  installedPacks,
  isPack,
  packsIn,
  WORKSPACE_FOLDER,
  workspacePacks,
  type PackLocation
} from './discover.js'
export { assetsIndex, indexedRunbook, tarballPath, type IndexablePack } from './listing.js'
export { packTarball, type Tarball } from './tarball.js'
export { isOwnedBy, trustedUsers, type TrustedUsers } from './owners.js'
export { readCatalogs, readWorkspace, type CatalogFault } from './workspace.js'
export {
  assertReplaceable,
  makeRealFolder,
  UnsafeTargetError,
  writeAtomically,
  writeTogether,
  type NewFile
} from './write.js'
export { writeOutput } from './write-output.js'
