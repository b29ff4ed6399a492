// A library is silent: a call of the console fails the test in which it happens.
import { afterEach, beforeEach, expect, vi } from 'vitest'

const METHODS = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const
const spies = METHODS.map((method) => vi.spyOn(console, method))

beforeEach(() => spies.forEach((spy) => spy.mockClear()))
afterEach(() => expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([]))
