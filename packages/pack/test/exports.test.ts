import { expect, test } from 'vitest'
import * as core from '../src/core.js'
import * as pack from '../src/index.js'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the core, which reads nothing from disk, exports these names', () => {
  expect(Object.keys(core).toSorted()).toMatchInlineSnapshot(`
    [
      "ASSET_KINDS",
      "JsonDocument",
      "MAX_FILE_SIZE",
      "MarkdownDocument",
      "TYPE_NAMES",
      "TextDocument",
      "commandTextsOf",
      "decodeUtf8",
      "documentsOf",
      "isObject",
      "memoryFiles",
      "nearest",
      "overlayFiles",
      "readPack",
    ]
  `)
})

test('the package exports these names beside those of the core', () => {
  expect(
    Object.keys(pack)
      .filter((name) => !(name in core))
      .toSorted()
  ).toMatchInlineSnapshot(`
    [
      "CATALOGS_FOLDER",
      "ChangedMeanwhile",
      "HASHED_FILES",
      "MAX_UNPACKED_SIZE",
      "UnsafeTargetError",
      "WORKSPACE_FOLDER",
      "assertReplaceable",
      "changedPaths",
      "commitOf",
      "contentHash",
      "filesAt",
      "findWorkspace",
      "folderFiles",
      "hashedFiles",
      "installedPacks",
      "isCheckout",
      "isOwnedBy",
      "isPack",
      "linkStatusAt",
      "makeRealFolder",
      "mergeBase",
      "ownersOf",
      "packsIn",
      "readCatalogs",
      "readCoverage",
      "readRegularFile",
      "readWorkspace",
      "readmeHash",
      "replaceFiles",
      "shippedFiles",
      "statusAt",
      "tagsWith",
      "tarballFiles",
      "trustedUsers",
      "workspacePacks",
      "writeAtomically",
      "writeOutput",
      "writeTogether",
    ]
  `)
})
