import { expect, test } from 'vitest'
import * as core from '../src/core.ts'
import * as validator from '../src/index.ts'
import * as remark from '../src/remark.ts'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the core, which reads nothing from disk, exports these names', () => {
  expect(Object.keys(core).toSorted()).toMatchInlineSnapshot(`
    [
      "Analyzer",
      "RuleFailure",
      "annotationsReport",
      "applyFixes",
      "atLeast",
      "countAtLeast",
      "createAnalyzer",
      "createReport",
      "defineRule",
      "editStep",
      "fixPack",
      "jsonReport",
      "prettyReport",
      "reaches",
      "readOwnRules",
      "register",
      "registry",
      "remoteAddressesOf",
      "sarifReport",
      "validateChangesets",
      "validatePack",
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
      "DRAFT",
      "changeStep",
      "fixPacks",
      "fixSentence",
      "isPublicAddress",
      "loadOwnRules",
      "maxWarningsOf",
      "ownRulePage",
      "plainSummary",
      "remoteAsker",
      "rulePage",
      "rulesAt",
      "rulesOf",
      "runbookLinksAt",
      "settingsOf",
      "severitiesOf",
      "targetsOf",
      "validateFolder",
      "validatePlain",
      "validateTarball",
    ]
  `)
  expect(Object.keys(validator)).toEqual(expect.arrayContaining(Object.keys(core)))
})

test('the remark plugin is exported by its name', () => {
  expect(Object.keys(remark).toSorted()).toMatchInlineSnapshot(`
    [
      "MARKDOWN_DOCUMENTS",
      "default",
      "presetKeys",
      "remarkKeys",
    ]
  `)
})
