import { expect, test } from 'vitest'
import * as indexer from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(indexer).toSorted()).toMatchInlineSnapshot(`
    [
      "CATALOGS_FOLDER",
      "CONFIG_FILE",
      "HASHED_FILES",
      "UnsafeTargetError",
      "WORKSPACE_FOLDER",
      "assertReplaceable",
      "assetsIndex",
      "buildIndex",
      "buildPack",
      "contentHash",
      "findWorkspace",
      "indexedRunbook",
      "installedPacks",
      "isOwnedBy",
      "isPack",
      "makeRealFolder",
      "packTarball",
      "packsIn",
      "readCatalogs",
      "readConfig",
      "readCoverage",
      "readWorkspace",
      "readmeHash",
      "tarballPath",
      "trustedUsers",
      "workspacePacks",
      "writeAtomically",
      "writeOutput",
      "writeTogether",
    ]
  `)
})
