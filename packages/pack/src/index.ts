/**
 * One way to read a pack, wherever it lies, and the workspace that it lies in.
 */
export * from './core.js'
export { folderFiles, readRegularFile } from './files/folder.js'
export { linkStatusAt, statusAt } from './files/status.js'
export { shippedFiles } from './files/shipped.js'
export { MAX_UNPACKED_SIZE, tarballFiles, type TarballFiles } from './files/tarball.js'
export { changedPaths, commitOf, filesAt, isCheckout, mergeBase, tagsWith } from './git.js'
export { contentHash, HASHED_FILES, hashedFiles } from './workspace/content-hash.js'
export { readCoverage, readmeHash } from './workspace/coverage.js'
export {
  CATALOGS_FOLDER,
  findWorkspace,
  installedPacks,
  isPack,
  packsIn,
  WORKSPACE_FOLDER,
  workspacePacks,
  type PackLocation
} from './workspace/discover.js'
export { readCatalogs, readWorkspace, type CatalogFault } from './workspace/workspace.js'
export { ChangedMeanwhile, replaceFiles, type Replacement } from './write/replace-files.js'
export { isOwnedBy, ownersOf, trustedUsers, type TrustedUsers } from './write/owners.js'
export {
  assertReplaceable,
  makeRealFolder,
  UnsafeTargetError,
  writeAtomically,
  writeTogether,
  type NewFile
} from './write/write-atomically.js'
export { writeOutput } from './write/write-output.js'
