import { expect, test } from 'vitest'
import * as mcp from '../src/index.js'

test('the package exports these names', () => {
  expect(Object.keys(mcp).toSorted()).toEqual([
    'REFUSAL_CODES',
    'findResultSchema',
    'keysTools',
    'listResultSchema',
    'runResultSchema',
    'serveOverHttp',
    'serveOverStdio'
  ])
})
