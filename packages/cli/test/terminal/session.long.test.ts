import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keys, temporaryFolder } from '../support.js'
import { writeQueuePack } from './fixture.js'
import { startOnTerminal, type PseudoTerminal } from './pseudo-terminal.js'

const ENTER = '\r'
const ESCAPE = '\u001B'
const CONTROL_C = '\u0003'
const TOKEN = 'tok-not-a-real-one-1'

function queueFolder(): { folder: string; environment: Record<string, string> } {
  const folder = temporaryFolder()
  writeQueuePack(folder)
  writeFileSync(join(folder, 'queue'), 'full\n')
  return { folder, environment: { QUEUE_FILE: join(folder, 'queue'), KEYS_RUNS: join(folder, 'runs') } }
}

/** Goes from the first question to the one that asks whether a precondition holds. */
async function toTheAction(terminal: PseudoTerminal): Promise<void> {
  await terminal.see('One value is missing')
  await terminal.press(ENTER, 'Empty leaves it out')
  await terminal.press(TOKEN, 'typed, not shown')
  await terminal.press(ENTER, 'Enter run')
  await terminal.press(ENTER, 'Answer 1 is suggested, because the last line is full.')
  await terminal.press(ENTER, 'Choose what is true')
  await terminal.press('1', '› 1')
  await terminal.press(ENTER, 'Before you run it, confirm: the jobs')
}

function journalOf(folder: string): string {
  const [run = ''] = readdirSync(join(folder, 'runs'))
  return readFileSync(join(folder, 'runs', run, 'journal.jsonl'), 'utf8')
}

test('a whole session, from the first key to the window that stays open', async () => {
  const { folder, environment } = queueFolder()
  using terminal = startOnTerminal(['run', 'queue-stands-still'], folder, environment)
  await toTheAction(terminal)
  await terminal.press('l', 'you are here')
  await terminal.press(ENTER, 'Nothing is marked yet')
  await terminal.press('y', 'it changes something')
  await terminal.press(ENTER, 'Verification · bash')
  await terminal.press(ENTER, 'because the last line is idle.')
  await terminal.press('2', '› 2')
  await terminal.press(ENTER, 'Why do you decide otherwise:')
  // The question stands below it when its keys are heard.
  await terminal.press(ESCAPE, /Nothing was written.*Answer 1 is suggested.*Enter confirm/)
  await terminal.press(ENTER, 'Before you run it, confirm: the incident lead agrees')
  await terminal.press('y', 'asks to type Action 2')
  await terminal.press(ENTER, 'Type "Action 2" to run it:')
  await terminal.press(`yes${ENTER}`, 'That is not "Action 2". Nothing was run.')
  await terminal.press('\u0015action 2', 'run it: action 2')
  await terminal.press(ENTER, 'because the last line is told.')
  await terminal.press(ENTER, 'Verify 1: The queue stays empty [READ-ONLY]')
  await terminal.see('Enter run')
  await terminal.press('n', 'Note:')
  await terminal.press('\u001B[200~first line\nsecond line\u001B[201~', 'Note: first line second line')
  await terminal.press(ENTER, 'Noted.')
  await terminal.press(ENTER, 'because the last line is idle.')
  await terminal.press(ENTER, 'later window')
  await terminal.press(CONTROL_C, 'Stop here? The run is kept.')
  await terminal.press('n', 'Leave it open and stop for now')
  await terminal.press(ENTER, 'keys resume')
  expect(await terminal.ended).toBe(13)

  const journal = journalOf(folder)
  expect(`${terminal.log()}${journal}`).not.toContain(TOKEN)
  expect(journal).toContain('"type":"deferred"')
  expect(keys(['runs'], folder, environment).out).toMatch(
    /queue-stands-still 1\.0\.0[\s\S]*Verify 2: It still is, due in 23 h/
  )
})

test('60 columns and 24 rows: no line of a question is wider, and the keys stay in sight', async () => {
  const { folder, environment } = queueFolder()
  using terminal = startOnTerminal(['run', 'queue-stands-still'], folder, environment, { cols: 60, rows: 24 })
  await toTheAction(terminal)
  const seen = terminal.screen()
  const named = seen.slice(-3, -1).join(' ')
  expect(named).toBe(
    '1 choose · y yes · s skip · e escalate · n note · b back r read · l list · i inputs · q stop · ? help'
  )
  expect(Math.max(...seen.map((line) => line.length))).toBeLessThan(60)
  await terminal.press('q', 'keys resume')
  expect(await terminal.ended).toBe(12)
})

test('a resize draws the question again, once', async () => {
  const { folder, environment } = queueFolder()
  using terminal = startOnTerminal(['run', 'queue-stands-still'], folder, environment, { cols: 100, rows: 30 })
  await toTheAction(terminal)
  for (const [columns, rows] of [
    [50, 24],
    [140, 40],
    [60, 30]
  ] as const) {
    terminal.resize(columns, rows)
    // A key that means nothing is answered below the question as it stands now.
    await terminal.press('z', 'No answer has the key z')
    await terminal.press('1', '› 1')
    expect(terminal.log().split('Before you run it, confirm')).toHaveLength(2)
  }
  await terminal.press(CONTROL_C, 'Stop here?')
  await terminal.press(CONTROL_C, 'keys resume')
  expect(await terminal.ended).toBe(12)
})

test('Ctrl-C ends a command, a signal ends the session; both are in the record, and the run goes on', async () => {
  const { folder, environment } = queueFolder()
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin/cat'), '#!/bin/sh\necho waiting\nexec sleep 60\n', { mode: 0o755 })
  const slow = { ...environment, QUEUE_TOKEN: TOKEN, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` }
  using terminal = startOnTerminal(['run', 'queue-stands-still'], folder, slow)
  await terminal.see('Enter run')
  await terminal.press(ENTER, '| waiting')
  await terminal.press(CONTROL_C, 'The command was canceled')
  terminal.kill('SIGTERM')
  await terminal.see('keys resume')
  expect(await terminal.ended).toBe(12)
  expect(journalOf(folder)).toMatch(/"type":"canceled"[\s\S]*"type":"session-closed","reason":"interrupted"/)

  using again = startOnTerminal(['resume'], folder, { ...environment, QUEUE_TOKEN: TOKEN })
  await again.see('It goes on at Check 1: Is the queue file there.')
  await again.see('The command was canceled')
  await again.press('a', 'because the last line is full.')
})
