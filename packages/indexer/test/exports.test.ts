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
      "createSearch",
      "findWorkspace",
      "indexedRunbook",
      "installedPacks",
      "isPack",
      "isSearchDocument",
      "packTarball",
      "packsIn",
      "readCatalogs",
      "readConfig",
      "readCoverage",
      "readWorkspace",
      "readmeHash",
      "searchDocument",
      "searchDocumentOfEntry",
      "tarballPath",
      "workspacePacks",
    ]
  `)
})
