import { expect, test } from 'vitest'
import * as languageServer from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(languageServer).toSorted()).toEqual(['serve', 'workspaceContextReader'])
})
