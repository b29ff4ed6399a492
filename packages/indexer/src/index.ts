export { buildIndex, buildPack, type BuildSettings, type IndexResult } from './build-index.js'
export { assetsIndex, indexedRunbook, tarballPath, type IndexablePack } from './listing.js'
export { packTarball, type Tarball } from './tarball.js'
export { writtenIndex, type IndexLook, type WrittenIndex } from './written-index.js'
