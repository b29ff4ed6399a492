import { expect, test } from 'vitest'
import * as analysis from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(analysis).toSorted()).toMatchInlineSnapshot(`
    [
      "Analyzer",
      "GIVEN_TOOLS",
      "MappedText",
      "callChanges",
      "callDestruction",
      "createAnalyzer",
      "firstLine",
      "loadParsers",
      "nodeIn",
      "nodesIn",
      "onlyLooks",
      "promptsIn",
      "requestChanges",
      "runsIn",
      "secretsIn",
      "sqlChanges",
      "sqlDestruction",
      "textIn",
      "walk",
    ]
  `)
})
