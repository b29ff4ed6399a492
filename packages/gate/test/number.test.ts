import { expect, test } from 'vitest'
import { numberIn } from '../src/cli/number.ts'

test.each(['30d', '0', '-1', '1.5', '3651', '', ' ', 'soon', '1e2'])('%j is no number of days', (text) => {
  expect(() => numberIn(1, 3650)(text)).toThrow('It has to be a whole number from 1 to 3650.')
})

test.each(['1', '30', '3650'])('%s is one', (text) => {
  expect(numberIn(1, 3650)(text)).toBe(Number(text))
})
