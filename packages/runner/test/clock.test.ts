import { afterEach, expect, test, vi } from 'vitest'
import { systemClock } from '../src/node.js'
import { timeOf } from '../src/present/index.js'

afterEach(() => vi.useRealTimers())

test.each([
  ['2026-03-01T14:05:00.000Z', '14:05 UTC'],
  ['2026-02-28T14:05:00.000Z', '28 Feb 14:05 UTC'],
  ['1966-12-16T05:01:00.000Z', '16 Dec 1966 05:01 UTC'],
  ['2027-03-01T03:00:00.000Z', '1 Mar 2027 03:00 UTC']
])('%s is said with as much as tells it from now', (at, words) => {
  expect(timeOf(at, '2026-03-01T15:00:00.000Z')).toBe(words)
})

test.each([
  [-62_200_000_000_000, -2],
  [253_402_300_800_000, 10_000]
])('a clock at %i ms, which no record can hold, is said to be wrong', (time, year) => {
  vi.useFakeTimers({ now: time, toFake: ['Date'] })
  expect(() => systemClock.now()).toThrow(`The clock of this machine is in the year ${year}.`)
})
