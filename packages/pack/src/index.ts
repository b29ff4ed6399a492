/**
 * One way to read a pack, wherever it lies, and the workspace that it lies in.
 */
export * from './core.js'
export { END_SIGNALS, type EndSignal } from './end-signals.js'
export { readConfig, type ConfigProblem, type FoundConfig } from './config/read-config.js'
export { runsFolder, stateFolder } from './config/state-folder.js'
export { configuredOperator, userConfig, userConfigPath, type UserConfig } from './config/user-config.js'
export { folderFiles, readRegularFile, readRegularText } from './files/folder.js'
export { PackReads } from './files/reads.js'
export { linkStatusAt, namesIn, statusAt } from './files/status.js'
export { shippedFiles } from './files/shipped.js'
export { MAX_UNPACKED_SIZE, tarballFiles, type TarballFiles } from './files/tarball.js'
export {
  changedPaths,
  commitOf,
  filesAt,
  gitLine,
  isCheckout,
  isShallow,
  lastChanges,
  mergeBase,
  tagsWith
} from './git.js'
export { readFolder, type ReadOptions } from './open/read-folder.js'
export { readModel, type ReadPack } from './open/read-model.js'
export { readTarball } from './open/read-tarball.js'
export type { Place } from './place.js'
export { filesOf } from './plain/plain-files.js'
export { plainRunbookAt, plainRunbooksIn, splitPlain } from './plain/plain-runbooks.js'
export { publishedFiles, publishedPack } from './registry/published-pack.js'
export {
  comparable,
  isSameRunbook,
  lastRelease,
  newestTag,
  packageCalled,
  packVersion,
  type PackVersion
} from './versions/pack-versions.js'
export { HASHED_FILES } from '@keys/schema'
export { contentHash, hashedFiles } from './workspace/content-hash.js'
export { readCoverage, readmeHash } from './workspace/coverage.js'
export {
  CATALOGS_FOLDER,
  findWorkspace,
  installedPacks,
  isPack,
  packsIn,
  workspacePacks,
  type PackLocation
} from './workspace/discover.js'
export { cacheFolder } from './kept/cache-folder.js'
export { relationsAt, type Relations } from './workspace/relations.js'
export { folderState, stateOf, type FileState } from './kept/file-state.js'
export { keepBytes, keptBytes } from './kept/kept-bytes.js'
export { KeptValues } from './kept/kept-values.js'
export type { KeptPlace } from './kept/own-file.js'
export { keptPlace } from './workspace/kept-place.js'
export { type ListedMetadata, type ListedPack } from './workspace/listed-pack.js'
export { listedMetadata, listedPacks } from './workspace/listed-packs.js'
export {
  howToGetPacks,
  keysAt,
  knownPacks,
  packNamed,
  packsAt,
  refuseUnread,
  splitTarballs,
  workspaceOf
} from './workspace/named-packs.js'
export { PACKS_VARIABLE, unreadableFolders } from './workspace/unreadable.js'
export { drillHash, untrustedReasonOf, untrustedReasonOfFile } from './workspace/origin.js'
export { isTrustedText, trustText, type TrustedText } from './workspace/trusted-packs.js'
export { dayOf } from './workspace/release-day.js'
export { foldersAbove, isTrusted, PROJECT_MARKERS, projectFolders } from './workspace/places.js'
export { readCatalogs, readWorkspace, type CatalogFault } from './workspace/workspace.js'
export {
  CONFIG_FILE,
  configuredScope,
  DEFAULT_PACKS_FOLDER,
  namesOwnRules,
  packsFolder,
  scopeOf,
  settingsFault
} from './workspace/workspace-settings.js'
export { makeFolders } from './write/make-folders.js'
export { ChangedMeanwhile, replaceFiles, type Creation, type Replacement } from './write/replace-files.js'
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
export { keptList } from './overview/kept-list.js'
export { keptOverview, type Overview, type OverviewSection, type OverviewStep } from './overview/kept-overview.js'
export { readOverview } from './overview/read-overview.js'
export { contentOf, digest } from './workspace/folder-digest.js'
