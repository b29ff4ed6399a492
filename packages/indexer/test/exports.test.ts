import { expect, test } from 'vitest'
import * as indexer from '../src/index.js'
import * as find from '../src/find/find-packs.js'

test('the package exports these names', () => {
  expect(Object.keys(indexer).toSorted()).toMatchInlineSnapshot(`
    [
      "assetsIndex",
      "buildIndex",
      "buildPack",
      "indexedRunbook",
      "packTarball",
      "tarballPath",
      "writtenIndex",
    ]
  `)
})

test('what reads packs for a search is apart, and starts fast', () => {
  expect(Object.keys(find)).toEqual(['findablePacks', 'searchablePacks'])
})
