import { expect, test } from 'vitest'
import * as gate from '../src/index.ts'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the package exports these names', () => {
  expect(Object.keys(gate).sort()).toMatchInlineSnapshot(`
    [
      "TOKEN_PATTERN",
      "VARIABLES",
      "decide",
      "decideAll",
      "readSettings",
      "startGate",
    ]
  `)
})
