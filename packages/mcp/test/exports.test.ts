import { expect, test } from 'vitest'
import * as mcp from '../src/index.js'
import * as node from '../src/node.js'

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

test('what serves this machine has these names', () => {
  expect(Object.keys(node).toSorted()).toEqual(['machinePorts', 'portIn', 'serveMachine'])
})
