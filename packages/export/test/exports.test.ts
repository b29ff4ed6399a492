import { expect, test } from 'vitest'
import * as exported from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(exported).toSorted()).toEqual(['checkCacao', 'skillFile', 'skillOf', 'toCacao'])
})
