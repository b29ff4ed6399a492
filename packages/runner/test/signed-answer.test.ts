import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunEvent } from '@keys/schema'
import {
  answerSignatures,
  evidenceMarkdown,
  evidenceOf,
  memoryStore,
  readJournal,
  resumeRun,
  startRun,
  type Intent,
  type Session,
  type SessionOptions,
  type SignedAnswer
} from '../src/index.js'
import { signAnswer, sshSigners } from '../src/node.js'
import { always } from './support/classifiers.js'
import { OPTIONS } from './support/driver.js'
import { fixturePack } from './support/fixture.js'
import { countedIds, scripted, steadyClock } from './support/scripted.js'
import { keysFor, listOf } from './support/signers.js'

let folder = ''
beforeAll(() => {
  folder = keysFor('mara', 'bo', 'eve')
  listOf(folder, ['mara', 'bo'])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const list = (): string => join(folder, 'list-mara-bo')
const restart: Intent = {
  type: 'run-command',
  command: { step: 'restart-the-worker', part: 'step', index: 0 },
  confirmation: { type: 'confirmed' }
}

/** A run of which signed answers are demanded, at an action whose precondition holds. */
async function atAction(
  changes: Partial<SessionOptions> = {},
  signers: ReturnType<typeof sshSigners> | null = sshSigners(list())
) {
  const [port, storage, clock] = [scripted(), memoryStore(), steadyClock()]
  const ports = {
    storage,
    processes: port,
    clock,
    ids: countedIds(),
    classifier: always('unknown'),
    ...(signers ? { signers } : {})
  }
  const options = { ...OPTIONS, signedAnswers: 'effects' as const, channel: 'terminal' as const, ...changes }
  const session = await startRun(fixturePack(), ports, options)
  for (const index of [0, 2]) await session.perform({ type: 'choose', choice: { type: 'branch', index } })
  if (session.state.signedAnswers !== 'decisions') await session.perform({ type: 'acknowledge' })
  const events = async (): Promise<readonly RunEvent[]> =>
    readJournal((await storage.read(session.state.run))!.journal).events
  return { session, ports, options, port, clock, storage, events }
}

function statementOf(session: Session, intent: Intent): string {
  const asked = session.toSign(intent)
  if ('type' in asked) throw new Error(asked.code)
  return asked.statement
}

const signed = (session: Session, intent: Intent, by = 'mara'): SignedAnswer =>
  signAnswer(statementOf(session, intent), by, folder)

describe('an answer that a run takes signed alone', () => {
  test('does not let anything run without, and does with: the record says who signed', async () => {
    const { session, port, events } = await atAction()
    expect(session.toSign(restart)).toMatchObject({ isDemanded: true })
    expect(await session.perform(restart)).toMatchObject({ type: 'refused', code: 'needs-signature' })
    expect(port.ran.length).toBe(0)
    const answer = signed(session, restart)
    expect(await session.perform(restart, { answer })).toMatchObject({ type: 'done' })
    expect(port.ran.map(({ code }) => code)).toEqual(['restart\n'].map((code) => code.trim()))
    const started = (await events()).find(({ type }) => type === 'command-started')
    expect(started).toMatchObject({ channel: 'signed', confirmedBy: 'person', signature: { signer: 'mara' } })
  })

  test('is no answer a second time', async () => {
    const { session, port } = await atAction()
    const answer = signed(session, restart)
    await session.perform(restart, { answer })
    expect(await session.perform(restart, { answer })).toMatchObject({ code: 'answer-outdated' })
    expect(port.ran.length).toBe(1)
  })

  test('holds while the run is only opened, closed, written to in notes and left to a person', async () => {
    const { session, ports, options, port } = await atAction()
    const answer = signed(session, restart, 'bo')
    await session.perform({ type: 'note', text: 'Waits for bo.' })
    await session.perform({ type: 'park', need: 'changes', reason: 'It changes something.' })
    await session.close('stopped')
    const again = await resumeRun(session.state.run, ports, { ...options, operator: 'an agent', process: 2 })
    expect(await again.session.perform(restart, { answer })).toMatchObject({ type: 'done' })
    expect(port.ran.length).toBe(1)
  })

  test('is demanded to the end of the run, also by who was told nothing of it', async () => {
    const { session, ports, port } = await atAction()
    await session.close('stopped')
    const again = await resumeRun(session.state.run, ports, { ...OPTIONS, process: 2 })
    expect(await again.session.perform(restart)).toMatchObject({ code: 'needs-signature' })
    expect(port.ran.length).toBe(0)
  })

  const by =
    (name: string, edit: (text: string) => string = (text) => text) =>
    (session: Session): SignedAnswer =>
      signAnswer(edit(statementOf(session, restart)), name, folder)
  const field =
    (name: string, value: string) =>
    (text: string): string =>
      text.replace(new RegExp(`"${name}": "[^"]*"`), `"${name}": "${value}"`)

  test.each<[string, string, (session: Session) => SignedAnswer, Partial<Parameters<typeof atAction>[0]>?]>([
    ['is of a key that nobody listed', 'signer-unknown', by('eve')],
    [
      'was changed after it was signed',
      'signature-invalid',
      (session) => ({ ...by('mara')(session), statement: field('host', 'else')(statementOf(session, restart)) })
    ],
    [
      'has a signature of something else',
      'signature-invalid',
      (session) => ({ ...by('mara')(session), signature: signAnswer('yes\n', 'mara', folder).signature })
    ],
    ['has no signature', 'signature-invalid', (session) => ({ ...by('mara')(session), signature: '' })],
    ['is no statement', 'signature-invalid', () => signAnswer('yes\n', 'mara', folder)],
    ['has a time that is none', 'signature-invalid', by('mara', field('expiresAt', 'never'))],
    ['is to another run', 'answer-to-another-run', by('mara', field('run', '2026-03-01-queue-run9'))],
    ['is to another text of the runbook', 'answer-to-another-run', by('mara', field('contentHash', 'sha256-other'))],
    ['is to another machine', 'answer-to-another-place', by('mara', field('host', 'prod-2'))],
    ['is to another folder', 'answer-to-another-place', by('mara', field('folder', '/prod'))],
    ['is to another step', 'answer-to-another-step', by('mara', field('step', 'delete-the-queue'))],
    ['is of another command', 'answer-is-another', by('mara', field('code', 'restart --all'))],
    ['is of another kind', 'answer-is-another', by('mara', field('type', 'command-reported'))],
    ['is to an end of the journal that never was', 'answer-outdated', by('mara', field('head', '0'.repeat(64)))],
    [
      'is over',
      'answer-expired',
      by('mara', (text) =>
        field('signedAt', '2026-02-01T03:00:00.000Z')(field('expiresAt', '2026-02-01T03:15:00.000Z')(text))
      )
    ],
    [
      'lies in the future',
      'answer-expired',
      by('mara', (text) =>
        field('signedAt', '2027-02-01T03:00:00.000Z')(field('expiresAt', '2027-02-01T03:15:00.000Z')(text))
      )
    ],
    ['ends before it begins', 'answer-expired', by('mara', field('expiresAt', '2026-03-01T03:00:00.000Z'))],
    [
      'has a field more',
      'answer-is-another',
      by('mara', (text) => text.replace('"version": 1', '"version": 1,\n  "why": "x"'))
    ],
    [
      'has its fields in another order',
      'answer-is-another',
      by('mara', (text) => `${JSON.stringify(JSON.parse(text))}\n`)
    ]
  ])('that %s is refused: %s', async (_, code, make) => {
    const { session, port, events } = await atAction()
    const before = (await events()).length
    expect(await session.perform(restart, { answer: make(session) })).toMatchObject({ type: 'refused', code })
    expect([port.ran.length, (await events()).length]).toEqual([0, before])
  })

  test.each<[string, string, () => ReturnType<typeof sshSigners> | null]>([
    ['nobody can check signatures', 'signature-not-checked', () => null],
    ['the list is not there', 'signature-not-checked', () => sshSigners(join(folder, 'none'))],
    ['the list is empty of that key', 'signer-unknown', () => sshSigners(listOf(folder, ['bo']))],
    [
      'the key is listed for another use',
      'signer-unknown',
      () => sshSigners(listOf(folder, ['mara'], 'namespaces="git" '))
    ],
    [
      'the key was listed up to a day',
      'signer-unknown',
      () => sshSigners(listOf(folder, ['mara'], 'valid-before="20260101" '))
    ]
  ])('where %s is refused: %s', async (_, code, signers) => {
    const { session, port } = await atAction({}, signers())
    expect(await session.perform(restart, { answer: signed(session, restart) })).toMatchObject({ code })
    expect(port.ran.length).toBe(0)
  })

  test.each<[string, Intent]>([
    ['a value was changed', { type: 'set-input', name: 'QUEUE_URL', value: 'prod.internal', origin: 'person' }],
    ['the precondition was acknowledged again', { type: 'acknowledge' }]
  ])('does not hold once %s', async (_, intent) => {
    const { session, port } = await atAction()
    const answer = signed(session, restart)
    await session.perform(intent)
    expect(await session.perform(restart, { answer })).toMatchObject({ code: 'answer-outdated' })
    expect(port.ran.length).toBe(0)
  })

  test('is also how a step is left, where decisions are demanded; to escalate never needs one', async () => {
    const { session, ports, options } = await atAction({ signedAnswers: 'decisions' })
    // The two decisions of the way there were refused as well.
    const choose: Intent = { type: 'choose', choice: { type: 'branch', index: 2 } }
    expect([session.state.visits.length, await session.perform(choose)]).toMatchObject([1, { code: 'needs-signature' }])
    const other: Intent = { type: 'choose', choice: { type: 'branch', index: 0 } }
    expect(await session.perform(other, { answer: signed(session, choose) })).toMatchObject({
      code: 'answer-is-another'
    })
    expect(await session.perform(choose, { answer: signed(session, choose) })).toMatchObject({ type: 'done' })
    await session.close('stopped')
    // Who asks for less changes nothing.
    const again = await resumeRun(session.state.run, ports, { ...options, signedAnswers: 'effects', process: 2 })
    expect(again.session.state.signedAnswers).toBe('decisions')
    const skip: Intent = { type: 'skip', choice: { type: 'branch', index: 0 }, reason: 'late' }
    expect(await again.session.perform(skip)).toMatchObject({ code: 'needs-signature' })
    expect(await again.session.perform({ type: 'escalate', reason: 'Nobody has a key.' })).toMatchObject({
      type: 'done'
    })
  })
})

describe('evidence of signed answers', () => {
  async function recorded() {
    const { session, events, storage } = await atAction()
    await session.perform(restart, { answer: signed(session, restart) })
    return { events: await events(), journal: (await storage.read(session.state.run))!.journal }
  }

  test('names who signed which event, with a list; without one, the key', async () => {
    const { events, journal } = await recorded()
    const sequence = events.find(({ type }) => type === 'command-started')?.sequence
    const listed = answerSignatures(events, sshSigners(list()), true)
    expect([listed.faults, listed.notices]).toEqual([
      [],
      [expect.stringMatching(new RegExp(`^Signed by mara \\(SHA256:[\\w+/]+\\): event ${sequence}\\.$`))]
    ])
    const own = answerSignatures(events, sshSigners(null), false)
    expect([own.faults, own.notices[0]]).toEqual([[], expect.stringContaining('recorded as that of mara')])
    expect(evidenceMarkdown(evidenceOf(journal)!)).toMatch(/with a signature of mara \(SHA256:/)
  })

  const change = (events: readonly RunEvent[], to: (event: RunEvent) => RunEvent): RunEvent[] =>
    events.map((event) => (event.type === 'command-started' ? to(event) : event))
  type Started = Extract<RunEvent, { type: 'command-started' }>
  const started = (to: (event: Started) => object) => (events: readonly RunEvent[]) =>
    change(events, (event) => ({ ...event, ...to(event as Started) }))

  test.each<[string, (events: readonly RunEvent[]) => RunEvent[], RegExp]>([
    ['another command', started(() => ({ code: 'restart --all' })), /not one over the answer/],
    [
      'another step',
      started(({ command }) => ({ command: { ...command, step: 'delete-the-queue' } })),
      /not one over the answer/
    ],
    [
      'another signer',
      started(({ signature }) => ({ signature: { ...signature, signer: 'bo' } })),
      /signed by mara, not by bo/
    ],
    [
      'another key',
      started(({ signature }) => ({ signature: { ...signature, key: 'SHA256:x' } })),
      /not with SHA256:x/
    ],
    [
      'a longer time',
      started(({ signature }) => ({ signature: { ...signature, expiresAt: '2027-01-01T00:00:00.000Z' } })),
      /not one over/
    ],
    ['a later record', started(() => ({ at: '2026-03-02T03:00:00.000Z' })), /when its time was over/],
    [
      'another head',
      started(({ signature }) => ({ signature: { ...signature, head: '0'.repeat(64) } })),
      /had moved on/
    ],
    ['no signature', started(() => ({ signature: undefined })), /has no signature/],
    ['another channel', started(() => ({ channel: 'terminal' })), /said to have come otherwise/],
    [
      'another machine before it',
      (events) => events.map((event) => (event.type === 'session-opened' ? { ...event, host: 'prod-2' } : event)),
      /not one over/
    ]
  ])('with %s does not hold', async (_, edit, message) => {
    const { events } = await recorded()
    const { faults } = answerSignatures(edit(events), sshSigners(list()), true)
    expect(faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)])
  })

  test('of a signer whom the list of the auditor does not have does not hold', async () => {
    const { events } = await recorded()
    const { faults } = answerSignatures(events, sshSigners(listOf(folder, ['bo'])), true)
    expect(faults).toMatchObject([{ message: expect.stringContaining('none of the signers') }])
  })
})

test('a machine without ssh-keygen says so', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { sshSigners } from '@keys/runner/node'; console.log(JSON.stringify(sshSigners(null).check({ statement: 'x', signature: 'y' }, '2026-01-01T00:00:00.000Z')))`
    ],
    { cwd: join(import.meta.dirname, '..'), env: { PATH: '/nowhere' }, encoding: 'utf8' }
  )
  expect([status, JSON.parse(stdout)]).toEqual([
    0,
    { type: 'not-checked', message: expect.stringMatching(/^ssh-keygen could not be started/) }
  ])
})
