import { expect, test } from 'vitest'
import * as analysis from '../src/index.js'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the package exports these names', () => {
  expect(Object.keys(analysis).toSorted()).toMatchInlineSnapshot(`
    [
      "Analyzer",
      "GIVEN_TOOLS",
      "MappedText",
      "answersIn",
      "callChanges",
      "callDestruction",
      "createAnalyzer",
      "exposuresIn",
      "firstLine",
      "isBuiltin",
      "loadParsers",
      "nodeIn",
      "nodesIn",
      "onlyLooks",
      "pitfallsIn",
      "promptsIn",
      "requestChanges",
      "runsIn",
      "secretsIn",
      "sqlChanges",
      "sqlDestruction",
      "textIn",
      "toolsCalledBy",
      "walk",
    ]
  `)
})
