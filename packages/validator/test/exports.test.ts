import { expect, test } from 'vitest'
import * as core from '../src/core.ts'
import * as validator from '../src/index.ts'
import * as remark from '../src/remark.ts'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the core, which reads nothing from disk, exports these names', () => {
  expect(Object.keys(core).toSorted()).toMatchInlineSnapshot(`
    [
      "ASSET_KINDS",
      "Analyzer",
      "JsonDocument",
      "MAX_FILE_SIZE",
      "MarkdownDocument",
      "RuleFailure",
      "TextDocument",
      "annotationsReport",
      "applyFixes",
      "atLeast",
      "countAtLeast",
      "createAnalyzer",
      "createReport",
      "defineRule",
      "documentsOf",
      "edited",
      "fixOf",
      "fixPack",
      "insert",
      "jsonReport",
      "memoryFiles",
      "nearest",
      "overlayFiles",
      "parseConfig",
      "prettyReport",
      "reaches",
      "readPack",
      "register",
      "registry",
      "remoteAddressesOf",
      "replace",
      "sarifReport",
      "validateChangesets",
      "validatePack",
      "visible",
      "wrap",
    ]
  `)
})

test('the package adds what reads from disk', () => {
  expect(
    Object.keys(validator)
      .filter((name) => !Object.keys(core).includes(name))
      .toSorted()
  ).toMatchInlineSnapshot(`
    [
      "folderFiles",
      "isPublicAddress",
      "linkStatusAt",
      "readFolder",
      "readRegularFile",
      "readTarball",
      "remoteAsker",
      "rulePage",
      "statusAt",
      "tarballFiles",
      "validateFolder",
      "validateTarball",
    ]
  `)
  expect(Object.keys(validator)).toEqual(expect.arrayContaining(Object.keys(core)))
})

test('the remark plugin is exported by its name', () => {
  expect(Object.keys(remark).toSorted()).toMatchInlineSnapshot(`
    [
      "MARKDOWN_DOCUMENTS",
      "presetKeys",
      "remarkKeys",
    ]
  `)
})
