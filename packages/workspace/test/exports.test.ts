import { expect, test } from 'vitest'
import * as workspace from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(workspace).toSorted()).toMatchInlineSnapshot(`
    [
      "indexKept",
      "judge",
      "knownWorkspace",
      "textAt",
      "validate",
      "validateKept",
      "validationOf",
    ]
  `)
})
