import { expect, test } from 'vitest'
import { doubtOf } from '../src/run/input-doubts.js'

const input = (example: string) => ({ name: 'AFFECTED_TENANT', description: 'The tenant.', example })

test.for([
  ['41', '3f0c9a52-7d3b-4e0e-9b1c-2f7f3d6d9c01'],
  ['41', '1042'],
  ['41', '01HZX3Q4V8J6W2N5K7T9B0M1C2'],
  ['41', '66b1f0c2a9d3e4f5a6b7c8d9']
])('where the example counts (%s), an id of another system is right too: %s', ([example = '', value = '']) => {
  expect(doubtOf(input(example), value)).toBeNull()
})

test.for([
  ['41', 'forty-one'],
  ['41', '3f0c9a52-7d3b-4e0e'],
  ['41', '4 1']
])('where the example counts (%s), a word is doubted: %s', ([example = '', value = '']) => {
  expect(doubtOf(input(example), value)).toBe('it is not a whole number')
})
