import { expect, test } from 'vitest'
import * as indexer from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(indexer).toSorted()).toMatchInlineSnapshot(`
    [
      "assetsIndex",
      "buildIndex",
      "buildPack",
      "indexedRunbook",
      "packTarball",
      "tarballPath",
    ]
  `)
})
