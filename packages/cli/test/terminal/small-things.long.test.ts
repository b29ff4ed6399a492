// Small things that an operator sees only on a terminal: the cursor, Esc, comments of a README, numbers of two digits.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support.js'
import { QUEUE_PACK, writeQueuePack } from './fixture.js'
import { startOnTerminal, type PseudoTerminal } from './pseudo-terminal.js'

const ENTER = '\r'
const ESCAPE = '\u001B'
const DRILLED =
  'Drilled: 24 of 24 commands and 58 of 58 branches in 36 scenarios, 7 of them with a wrong action. <!-- drill coverage -->'

/** A run of a pack with eleven values that says how it was drilled; it waits at its first step. */
async function startRun(environment: Record<string, string> = {}): Promise<PseudoTerminal> {
  const folder = temporaryFolder()
  const pack = JSON.parse(QUEUE_PACK['pack.json'] ?? '') as { inputs: object[] }
  const others = Array.from({ length: 9 }, (_, index) => {
    return { name: `OTHER_${'ABCDEFGHI'.charAt(index)}`, description: 'Another value.', example: 'x', required: false }
  })
  const readme = (QUEUE_PACK['README.md'] ?? '')
    .replace('## When to use', `${DRILLED}\n\n## When to use`)
    .replace("printf 'told\\n'", `printf 'told\\n' ${others.map(({ name }) => `"$${name}"`).join(' ')}`)
  writeQueuePack(folder, {
    'README.md': readme,
    'pack.json': JSON.stringify({ ...pack, inputs: [...pack.inputs, ...others] })
  })
  writeFileSync(join(folder, 'queue'), 'full\n')
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/cat'), '#!/bin/sh\necho waiting\nexec sleep 30\n', { mode: 0o755 })
  const terminal = startOnTerminal(['run', 'queue-stands-still'], folder, {
    QUEUE_FILE: join(folder, 'queue'),
    QUEUE_TOKEN: 'tok-not-a-real-one-1',
    KEYS_RUNS: join(folder, 'runs'),
    PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    PAGER: '',
    ...environment
  })
  await terminal.see('Enter run')
  return terminal
}

test('the runbook is read without its comments', async () => {
  using terminal = await startRun()
  await terminal.press('r', 'more lines')
  expect(terminal.log()).toContain('Drilled: 24 of 24 commands')
  expect(terminal.log()).not.toContain('<!--')
})

test('Esc goes back where there is a way back, and says where there is none', async () => {
  using terminal = await startRun()
  await terminal.press(ESCAPE, 'Esc leads nowhere from here.')
  await terminal.press('i', 'Which value do you want to set?')
  await terminal.press(ESCAPE, 'Enter run')
  await terminal.press('r', 'more lines')
  await terminal.press(ESCAPE, 'Enter run')
  expect(terminal.screen().join('\n')).not.toContain('No answer has the key')
})

test('numbers of two digits stand below those of one', async () => {
  using terminal = await startRun()
  await terminal.press('i', 'Which value do you want to set?')
  const names = terminal.screen().filter((line) => /^ +\d+ {2}(?:QUEUE|OTHER)_/.test(line))
  expect(names).toHaveLength(11)
  expect(new Set(names.map((line) => line.search(/(?:QUEUE|OTHER)_/))).size).toBe(1)
})

test('a step says its place among all of them, and the section no count of its own', async () => {
  using terminal = await startRun()
  expect(terminal.screen().join('\n')).toMatch(/Immediate safety checks ─+ step 1 of 6/)
})

test.for(['while a question stands', 'while a command runs'])('kill -9 %s leaves the cursor visible', async (when) => {
  using terminal = await startRun()
  if (when === 'while a command runs') await terminal.press(ENTER, '| waiting')
  terminal.kill('SIGKILL')
  await terminal.ended
  expect(terminal.isCursorShown()).toBe(true)
})
