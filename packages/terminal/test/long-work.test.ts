// Work that takes long says how far it is, on a terminal only, and is broken off in order.
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { Terminal } from '../src/terminal.js'
import { longWork } from '../src/long-work.js'

function terminalOf(isErrorTTY: boolean, environment: Record<string, string> = {}) {
  const state = { err: '', out: '', signal: (() => undefined) as (signal: 'SIGINT') => void, listeners: 0 }
  const terminal: Terminal = {
    stdout: (text) => void (state.out += text),
    stderr: (text) => void (state.err += text),
    color: false,
    width: 80,
    folder: '/',
    environment,
    person: {
      input: Object.assign(Readable.from([]), { isTTY: false }),
      isOutputTTY: false,
      isErrorTTY,
      size: () => ({ columns: 80, rows: 24 }),
      onResize: () => () => undefined,
      onSignal: (listener) => {
        state.listeners++
        state.signal = listener
        return () => void state.listeners--
      }
    }
  }
  return { terminal, state }
}

async function done(isErrorTTY: boolean, milliseconds: number, environment: Record<string, string> = {}) {
  let now = 0
  const clock = vi.spyOn(process, 'uptime').mockImplementation(() => now / 1000)
  try {
    const { terminal, state } = terminalOf(isErrorTTY, environment)
    const result = await longWork(terminal, async ({ onDone }) => {
      for (let count = 1; count <= 2000; count++) {
        now += milliseconds / 2000
        onDone(count, 2000)
      }
      return 7
    })
    return { result, ...state }
  } finally {
    clock.mockRestore()
  }
}

test('on a terminal, what takes longer than a second is counted on one line, which is gone at the end', async () => {
  const { result, err, out, listeners } = await done(true, 4000)
  expect([result, out, listeners]).toEqual([7, '', 0])
  const lines = err.split('\r\u001B[K')
  expect(lines[0]).toBe('')
  expect(lines[1]).toMatch(/^[5-6]\d\d of 2,000 packs$/)
  expect(lines.at(-1)).toBe('')
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.length).toBeLessThan(40)
})

test.each<[string, boolean, number, Record<string, string>]>([
  ['what is done at once', true, 500, {}],
  ['no terminal', false, 4000, {}],
  ['a terminal that cannot clear a line', true, 4000, { TERM: 'dumb' }]
])('%s: nothing is shown', async (_, isErrorTTY, milliseconds, environment) => {
  expect((await done(isErrorTTY, milliseconds, environment)).err).toBe('')
})

test('a signal ends the work, and is then for whoever comes next', async () => {
  const { terminal, state } = terminalOf(true)
  const work = longWork(terminal, async ({ signal }) => {
    await sleep(60_000, null, { signal }).catch(() => signal.throwIfAborted())
  })
  state.signal('SIGINT')
  await expect(work).rejects.toMatchObject({ name: 'InterruptedError', message: 'Interrupted (SIGINT).' })
  expect(state.listeners).toBe(0)
})
