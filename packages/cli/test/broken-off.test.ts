import { memoryStore, resumeRun, startRun, type Processes, type RunPack } from '@keys/runner'
import type { ProcessEnd } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { RunController } from '../src/operate/run-controller.js'
import { operate } from '../src/operate/flow.js'
import { withInterrupts } from '../src/operate/interrupts.js'
import { play, printing, queuePack, ScriptedDialogue, type Said } from './terminal/scripted.js'
import { QUEUE_PACK } from './terminal/fixture.js'

const TO_ACTION: readonly Said[] = ['', '', '1', 'y', '']

/** A pack whose first action warns as that of a real one does. */
function warningPack(): RunPack {
  const warning = '**Warning**: after a stop, run [Step 1] before you run this again.\n\n**Verification**: `idle`.'
  return queuePack({ 'README.md': (QUEUE_PACK['README.md'] ?? '').replace('**Verification**: `idle`.', warning) })
}

/** Commands that print what they are told; the one with this number is canceled after it printed something. */
function canceling(number: number, ...outputs: readonly string[]): Processes & { ran: string[] } {
  const printer = printing(...outputs)
  return {
    ran: printer.ran,
    run: async (request) => {
      const result = await printer.run(request)
      if (printer.ran.length !== number) return result
      const text = '3 of 10 done\n'
      return { ...result, end: { type: 'canceled' }, stdout: { text, bytes: text.length, dropped: 0 } }
    }
  }
}

describe('after Ctrl-C in a command that changes something', () => {
  test('its verification is the marked answer, and decides', async () => {
    const processes = canceling(2, 'full', '', 'idle')
    const { dialogue, session } = await play([...TO_ACTION, '', ''], processes, undefined, warningPack())
    const shown = dialogue.shown.join('\n')
    expect(shown).toContain('It was canceled after')
    expect(shown).toContain('3 of 10 done')
    expect(shown).toContain('printf \'idle\\n\' > "$QUEUE_FILE"')
    expect(processes.ran.at(-1)).toBe('cat "$QUEUE_FILE"')
    expect(session.situation?.step.label).toBe('Action 2')
  })

  test('the step that its warning names is an answer', async () => {
    const { session } = await play([...TO_ACTION, '2'], canceling(2, 'full'), undefined, warningPack())
    expect([session.situation?.step.label, session.situation?.visit]).toEqual(['Step 1', 2])
  })

  test('a verification that shows nothing of it ends in no claim', async () => {
    const { session } = await play([...TO_ACTION, ''], canceling(2, 'full', '', 'full'), undefined, warningPack())
    expect(session.state.visits.map(({ left }) => left?.type)).not.toContain('skipped')
    expect(session.situation?.step.label).toBe('Action 1')
  })

  test.each([
    ['setsid', 'setsid resend --all &'],
    ['systemd-run', 'sudo systemd-run resend --all'],
    ['at now', 'echo resend | at now']
  ])('what it started in a session of its own (%s) is said to be out of sight', async (name, code) => {
    const own = 'printf \'idle\\n\' > "$QUEUE_FILE"'
    const pack = queuePack({ 'README.md': (QUEUE_PACK['README.md'] ?? '').replace(own, `${own}\n${code}`) })
    const { dialogue } = await play([...TO_ACTION, 'q'], canceling(2, 'full'), undefined, pack)
    expect(dialogue.shown.join('\n')).toContain(
      `It starts something in a session of its own (\`${name.split(' ')[0]}\``
    )
  })

  test('what only reads is run again as before', async () => {
    const { dialogue } = await play(['', 'a'], canceling(1, '', 'full'))
    expect(dialogue.shown.join('\n')).not.toContain('It was canceled after')
  })
})

/** A run that was cut off in its first action, and what is found of the command; then gone on with. */
async function cutOff(found: 'running' | 'gone' | 'unknown', script: readonly Said[], looks = Infinity) {
  const storage = memoryStore()
  const clock = { now: () => '2026-11-23T14:00:12.000Z', monotonic: () => 0 }
  const options = {
    operator: 'ada',
    host: 'desk',
    process: 1,
    tool: 'test',
    environment: { QUEUE_FILE: '/queue', QUEUE_TOKEN: 'tok-not-a-real-one-1' },
    folder: '/'
  }
  const hanging = canceling(0)
  const dying: Processes = {
    run: async (request) => {
      await request.onStart?.({ process: 4711, identity: 'boot/1' })
      return request.code.includes('token is') ? new Promise(() => undefined) : hanging.run(request)
    }
  }
  const ports = {
    storage,
    processes: dying,
    clock: { ...clock, now: () => '2026-11-23T14:00:00.000Z' },
    ids: { unique: () => 'a' }
  }
  const first = await startRun(warningPack(), ports, options)
  for (const index of [0, 0]) await first.perform({ type: 'choose', choice: { type: 'branch', index }, reason: 'x' })
  await first.perform({ type: 'acknowledge' })
  const [command] = first.situation?.commands ?? []
  if (!command) throw new Error('the action has no command')
  void first.perform({ type: 'run-command', command: command.reference, confirmation: { type: 'confirmed' } })
  await expect.poll(() => first.state.executions.length).toBe(1)
  await expect.poll(() => first.state.executions[0]?.process).not.toBeNull()
  const ran = printing('idle')
  let left = looks
  const lookAt = () => (found === 'running' && --left <= 0 ? 'gone' : found)
  const { session, lost } = await resumeRun(
    first.state.run,
    { ...ports, clock, processes: { run: (request) => ran.run(request), lookAt } },
    options,
    true
  )
  const dialogue = new ScriptedDialogue(script)
  const controller = new RunController(session, withInterrupts(dialogue), clock, () => [])
  await operate(controller, { isYes: false, isAttended: true })
  return { shown: dialogue.shown.join('\n'), session, ran: ran.ran, lost, options: dialogue.offered.at(0) ?? [] }
}

describe('a run that was cut off in a command', () => {
  test.each([
    ['running', 'It is still running (12 s), as process 4711 on desk'],
    ['gone', 'Its processes are gone.'],
    ['unknown', 'nobody can tell whether it still runs on desk']
  ] as const)('says that it is %s, and shows the command', async (found, words) => {
    const { shown, lost } = await cutOff(found, ['q'])
    expect(lost).toBe(1)
    expect(shown).toContain(words)
    expect(shown).toContain('None of its output was recorded.')
    expect(shown).toContain("printf 'token is %s")
  })

  test('the verification looks first, and decides', async () => {
    const { session, ran } = await cutOff('gone', ['', ''])
    expect(ran).toEqual(['cat "$QUEUE_FILE"'])
    expect(session.situation?.step.label).toBe('Action 2')
  })

  test('one that still runs is not run a second time beside it', async () => {
    const { options } = await cutOff('running', ['q'])
    expect(options[0]).toBe('Wait until it has ended')
    expect(options.join('\n')).not.toContain('Run it again')
    expect((await cutOff('gone', ['q'])).options.join('\n')).toContain('Run it again')
  })

  test('no key runs it beside itself, and where nobody can tell, the answer says so', async () => {
    await expect(cutOff('running', ['a', 'q'])).rejects.toThrow()
    const { options } = await cutOff('unknown', ['q'])
    expect(options[0]).toMatch(/^Check with the verification/)
    expect(options.at(-1)).toBe('Run it again: the first one may still be running')
  })

  test('after a look with the verification it is still not run beside itself', async () => {
    const { shown, ran } = await cutOff('running', ['2', '', 'b', 'y', 'q'])
    expect([ran, shown]).toEqual([['cat "$QUEUE_FILE"'], expect.any(String)])
  })

  test('it can be waited for', async () => {
    const { shown } = await cutOff('running', ['', 'q'], 4)
    expect(shown).toContain('It has ended.')
    expect(shown).toContain('Its processes are gone.')
  })

  test('what was found is in the record', async () => {
    const { session } = await cutOff('running', ['q'])
    expect(session.state.executions[0]).toMatchObject({ end: { type: 'unknown' }, process: { process: 4711 } })
  })
})

test.each<[string, ProcessEnd['type']]>([['a command that ended', 'exited']])('%s asks nothing', async () => {
  const { dialogue } = await play([...TO_ACTION, '', ''], printing('full', 'done', 'idle'), undefined, warningPack())
  expect(dialogue.shown.join('\n')).not.toMatch(/was canceled|cut off/)
})
