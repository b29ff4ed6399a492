import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support.js'
import { QUEUE_PACK, writeQueuePack } from './fixture.js'
import { startOnTerminal, type PseudoTerminal } from './pseudo-terminal.js'

const ENTER = '\r'
const CONTROL_C = '\u0003'
const CONTROL_D = '\u0004'
const CONTROL_U = '\u0015'
const CONTROL_W = '\u0017'
const ESCAPE = '\u001B'
const LEFT = `${ESCAPE}[D`
const TOKEN = 'tok-not-a-real-one-1'
/** For keys after which nothing new is seen. */
const ANYTHING = ''

interface Place {
  folder: string
  environment: Record<string, string>
}

/** The queue pack, with another command for its first check. */
function queueFolder(check: string): Place {
  const folder = temporaryFolder()
  const readme = QUEUE_PACK['README.md'] ?? ''
  const { inputs, ...pack } = JSON.parse(QUEUE_PACK['pack.json'] ?? '')
  const extra = { name: 'QUEUE_OTHER', description: 'Another one.', required: true, secret: true }
  writeQueuePack(folder, {
    'README.md': readme.replace('cat "$QUEUE_FILE"', `: "$QUEUE_OTHER" "$QUEUE_TOKEN"\n${check}\ncat "$QUEUE_FILE"`),
    'pack.json': JSON.stringify({ ...pack, inputs: [...inputs, extra] })
  })
  writeFileSync(join(folder, 'queue'), 'full\n')
  return { folder, environment: { QUEUE_FILE: join(folder, 'queue'), KEYS_RUNS: join(folder, 'runs') } }
}

const KEEPS_SECRETS = `printf '%s|%s' "$QUEUE_TOKEN" "$QUEUE_OTHER" > "$QUEUE_FILE.secrets"`

function start({ folder, environment }: Place, given: Record<string, string> = {}): PseudoTerminal {
  return startOnTerminal(['run', 'queue-stands-still', '--plain'], folder, { ...environment, ...given })
}

/** Goes to the question for the token. */
async function toTheToken(terminal: PseudoTerminal): Promise<void> {
  await terminal.see('Your answer, Enter for 1:')
  await terminal.press(ENTER, 'QUEUE_TOKEN:')
}

/** Runs the check, which writes down what it got. */
async function secretsOf(place: Place, terminal: PseudoTerminal): Promise<string> {
  await terminal.press(ENTER, 'because the last line is full.')
  return readFileSync(join(place.folder, 'queue.secrets'), 'utf8')
}

test('a secret is edited like a line that can be seen', async () => {
  const place = queueFolder(KEEPS_SECRETS)
  using terminal = start(place, { QUEUE_OTHER: 'other-not-real' })
  await toTheToken(terminal)
  await terminal.press(
    `wrongpass${CONTROL_U}right${CONTROL_W}x${CONTROL_D}${LEFT}o\u{1F511}\u007Fk${ESCAPE}OP`,
    ANYTHING
  )
  // A sequence in two pieces, and Escape as a key.
  await terminal.press(ESCAPE, ANYTHING)
  await sleep(100)
  await terminal.press('[1;5D', ANYTHING)
  await sleep(100)
  await terminal.press(ESCAPE, ANYTHING)
  await sleep(100)
  await terminal.press('ay-and-more', ANYTHING)
  await terminal.press(ENTER, /QUEUE_TOKEN:.*Enter for 1:/)
  expect(await secretsOf(place, terminal)).toBe('xokay-and-more|other-not-real')
})

test('Ctrl-C at a secret forgets what was typed of it; Ctrl-D at an empty one ends the session', async () => {
  const place = queueFolder(KEEPS_SECRETS)
  using terminal = start(place, { QUEUE_OTHER: 'other-not-real' })
  await toTheToken(terminal)
  await terminal.press('half', ANYTHING)
  await terminal.press(CONTROL_C, 'Stop here? The run is kept.')
  await terminal.press(ENTER, /Stop here\?.*QUEUE_TOKEN:/)
  expect(terminal.log()).not.toContain('Type a number')
  await terminal.press(CONTROL_D, 'keys resume')
  expect(await terminal.ended).toBe(12)
  expect(terminal.log()).not.toContain('half')
})

test('secrets that are pasted arrive as they are, one line after the other', async () => {
  const place = queueFolder(KEEPS_SECRETS)
  using terminal = start(place)
  await terminal.see('2 values are missing.')
  await terminal.press(`3${ENTER}`, 'NAME=value:')
  const other = 'a b\tc;[D'
  await terminal.press(`QUEUE_TOKEN=${TOKEN}${ENTER}QUEUE_OTHER="${other}"${ENTER}`, ANYTHING)
  await terminal.see('Set: QUEUE_OTHER.')
  expect(await secretsOf(place, terminal)).toBe(`${TOKEN}|${other}`)
  expect(terminal.log()).not.toContain(TOKEN)
})

test('what is typed while a command runs answers nothing, and Ctrl-C still ends the command', async () => {
  const place = queueFolder('sleep 2')
  using terminal = start(place, { QUEUE_TOKEN: TOKEN, QUEUE_OTHER: 'other-not-real' })
  await terminal.see('Enter for 1:')
  await terminal.press(ENTER, 'The command runs.')
  await sleep(500)
  // Ctrl-D would end the session, a line without its end would become a part of the answer.
  await terminal.press(`${ENTER}${ENTER}${CONTROL_D}9`, ANYTHING)
  await terminal.see('because the last line is full.')
  await sleep(500)
  expect(terminal.log()).not.toMatch(/Somebody has to look|Type a number/)
  await terminal.press(`a${ENTER}`, /for 1: a The command runs/)
  await terminal.press(CONTROL_C, 'The command was canceled')
  await terminal.press(`q${ENTER}`, 'keys resume')
  expect(await terminal.ended).toBe(12)
})

test('a terminal whose run was taken over says so and ends', async () => {
  const place = queueFolder(':')
  const given = { ...place.environment, QUEUE_TOKEN: TOKEN, QUEUE_OTHER: 'other-not-real' }
  using terminal = start(place, given)
  await terminal.see('Enter for 1:')
  using second = startOnTerminal(['resume', '--take-over', '--plain'], place.folder, given)
  await second.see('Enter for 1:')
  const [run = ''] = readdirSync(join(place.folder, 'runs'))
  const journal = join(place.folder, 'runs', run, 'journal.jsonl')
  const before = readFileSync(journal, 'utf8')
  await terminal.press(ENTER, 'this terminal writes nothing more')
  await terminal.see('keys runs')
  expect(await terminal.ended).toBe(2)
  expect(terminal.log()).not.toMatch(/Make room|Try again|The end of this session|The run is kept/)
  expect(readFileSync(journal, 'utf8')).toBe(before)
  await second.press(ENTER, 'because the last line is full.')
})
