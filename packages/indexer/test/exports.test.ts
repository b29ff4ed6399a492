import { expect, test } from 'vitest'
import * as indexer from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(indexer).toSorted()).toMatchInlineSnapshot(`
    [
      "CATALOGS_FOLDER",
      "CONFIG_FILE",
      "HASHED_FILES",
      "WORKSPACE_FOLDER",
      "assetsIndex",
      "buildIndex",
      "buildPack",
      "contentHash",
      "findWorkspace",
      "indexedRunbook",
      "installedPacks",
      "isPack",
      "packTarball",
      "packsIn",
      "readCatalogs",
      "readConfig",
      "readCoverage",
      "readWorkspace",
      "readmeHash",
      "tarballPath",
      "workspacePacks",
    ]
  `)
})
