import { expect, test } from 'vitest'
import * as search from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(search).toSorted()).toEqual([
    'createSearch',
    'isSearchDocument',
    'searchDocument',
    'searchDocumentOfEntry'
  ])
})
