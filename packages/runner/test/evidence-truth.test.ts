import { describe, expect, test } from 'vitest'
import type { RunEventBody } from '@keys/schema'
import {
  bundleText,
  CHAIN_START,
  digest,
  evidenceHtml,
  evidenceMarkdown,
  evidenceOf,
  readJournal,
  resumeRun,
  RunResolvedError,
  verifyEvidence,
  writeEvent,
  type Intent
} from '../src/index.js'
import { OPERATOR, smallPack, startSmallRun, wholeRun, type SmallRun } from './evidence-run.js'
import { driverAt, OPTIONS, startDriver } from './support/driver.js'
import { fixturePack } from './support/fixture.js'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** The report of a run, as people read it. */
async function report(run: SmallRun): Promise<string> {
  const evidence = evidenceOf(await run.journal())
  if (evidence === null) throw new Error('the journal begins with no run')
  return `${evidenceMarkdown(evidence)}\n${evidenceHtml(evidence)}`
}

/** An escalated run. */
async function escalated(): Promise<SmallRun> {
  const run = await startSmallRun()
  await run.session.perform({ type: 'escalate', reason: 'too hard' })
  await run.session.close('ended')
  return run
}

describe('a run that has ended is only read', () => {
  test.each([
    ['resolved', wholeRun],
    ['escalated', escalated]
  ])('%s: looking at it changes nothing, however often', async (_, make) => {
    const run = await make()
    const before = await run.journal()
    for (let look = 0; look < 3; look++) {
      const { session, torn, lost, takenOver } = await resumeRun(run.session.state.run, run.ports, OPERATOR)
      expect([session.situation, torn, lost, takenOver]).toEqual([null, null, null, null])
      expect(session.head).toEqual(run.session.head)
      await session.close('ended')
    }
    expect(await run.journal()).toEqual(before)
    expect(verifyEvidence(await run.journal(), run.session.head.head).faults).toEqual([])
  })

  test('nothing can be written through it', async () => {
    const run = await escalated()
    const { session } = await resumeRun(run.session.state.run, run.ports, OPERATOR)
    expect(await session.perform({ type: 'note', text: 'later' })).toMatchObject({ code: 'run-ended' })
    await expect(session.record({ type: 'noted', step: null, text: 'later' })).rejects.toThrow('closed')
    await expect(session.switchVersion(smallPack(), 'is-it-slow')).rejects.toThrow()
  })

  test('it is read while somebody else reads it', async () => {
    const run = await escalated()
    const id = run.session.state.run
    const both = await Promise.all([resumeRun(id, run.ports, OPERATOR), resumeRun(id, run.ports, OPERATOR)])
    expect(both.map(({ session }) => session.head)).toEqual([run.session.head, run.session.head])
  })

  test('one that escalated goes on when somebody says why, and the head of before still proves what was before', async () => {
    const run = await escalated()
    const { session } = await resumeRun(run.session.state.run, run.ports, OPERATOR, { reopen: 'Priya knows how' })
    expect(session.situation?.step.id).toBe('inputs-are-there')
    await session.close('stopped')
    const { faults } = verifyEvidence(await run.journal(), run.session.head.head)
    expect(faults).toMatchObject([{ of: 'went-on', message: expect.stringContaining('all up to there') }])
    expect(await report(run)).toContain('Priya knows how')
  })

  test('one that is resolved stays so', async () => {
    const run = await wholeRun()
    const before = await run.journal()
    await expect(resumeRun(run.session.state.run, run.ports, OPERATOR, { reopen: 'again' })).rejects.toThrow(
      RunResolvedError
    )
    expect(await run.journal()).toEqual(before)
  })
})

describe('who let it happen is in the record, and nobody else', () => {
  test.each([
    ['person', 'Chosen from the output; confirmed by mara.'],
    ['policy', 'Chosen from the output, by --yes.'],
    ['agent', 'Chosen from the output; confirmed by an agent.'],
    ['script', 'Chosen from the output; confirmed by the script of a drill.']
  ] as const)('%s', async (confirmedBy, words) => {
    const run = await startSmallRun(smallPack(), confirmedBy === 'policy' ? {} : { answeredBy: confirmedBy })
    const confirmation = { type: confirmedBy === 'policy' ? 'policy' : 'confirmed' } as const
    const [command] = run.session.situation?.commands ?? []
    if (!command) throw new Error('the step has no command')
    await run.session.perform({ type: 'run-command', command: command.reference, confirmation })
    await run.session.perform({ type: 'choose', choice: { type: 'branch', index: 0 }, confirmation })
    const text = await report(run)
    expect(text).toContain(words)
    if (confirmedBy !== 'person') expect(text).not.toMatch(/(?:confirmed|started) by mara/)
    expect(text.includes('started by --yes')).toBe(confirmedBy === 'policy')
  })

  test('the policy decides nothing that the output has not decided', async () => {
    const policy = { type: 'choose', reason: 'because', confirmation: { type: 'policy' } } as const
    const driver = await driverAt('what-the-people-say')
    const refusal = { code: 'needs-confirmation' }
    expect(await driver.session.perform({ ...policy, choice: { type: 'branch', index: 0 } })).toMatchObject(refusal)
    const other = await startDriver()
    await other.run({ stdout: 'there\n' })
    expect(await other.session.perform({ ...policy, choice: { type: 'branch', index: 1 } })).toMatchObject(refusal)
  })

  test('an agent decides nothing by itself, and does nothing in the place of a person', async () => {
    const driver = await startDriver({ answeredBy: 'agent' })
    const choice = { type: 'branch', index: 1 } as const
    await driver.run({ stdout: 'there\n' })
    const wishes: Intent[] = [
      { type: 'choose', choice, reason: 'because' },
      { type: 'skip', choice, reason: 'because' },
      { type: 'escalate', reason: 'because' },
      { type: 'end-run', reason: 'because' },
      { type: 'acknowledge' },
      { type: 'do-manual-action', observed: null }
    ]
    for (const wish of wishes) expect(await driver.session.perform(wish)).toMatchObject({ code: 'needs-person' })
    expect(await driver.session.perform({ type: 'choose', choice: { type: 'branch', index: 0 } })).toMatchObject({
      event: { confirmedBy: 'agent' }
    })
  })
})

describe('a second person', () => {
  const asking = (words: string) =>
    smallPack({}, (text) => text.replace('nobody else restarts it.', `nobody else restarts it. ${words}`))

  async function atAction(words: string): Promise<SmallRun> {
    const run = await startSmallRun(asking(words))
    for (const index of [0, 0, 0])
      await run.session.perform({ type: 'choose', choice: { type: 'branch', index }, reason: 'x' })
    return run
  }

  test.each([
    'A second person agrees.',
    'A second person has read this.',
    'Another engineer has read the plan.',
    'Your colleague approves it.',
    'This needs four-eyes approval.',
    'Two people agree.'
  ])('is asked for by “%s”', async (words) => {
    const run = await atAction(words)
    const { session } = run
    expect(session.situation?.precondition?.asksForSecondPerson).toBe(true)
    for (const agreedBy of [undefined, '', '  ', 'mara', 'MARA ']) {
      const given = agreedBy === undefined ? {} : { agreedBy }
      expect(await session.perform({ type: 'acknowledge', ...given })).toMatchObject({ code: 'needs-second-person' })
    }
    await session.perform({ type: 'acknowledge', agreedBy: ' Bo ' })
    expect(await report(run)).toContain('Precondition confirmed by mara, agreed to by Bo')
  })

  test.each(['The second replica is up.', 'Nobody else restarts it.', 'It was tried a second time.'])(
    'is not asked for by “%s”',
    async (words) => {
      const { session } = await atAction(words)
      expect(session.situation?.precondition?.asksForSecondPerson).toBe(false)
      expect(await session.perform({ type: 'acknowledge' })).toMatchObject({ type: 'done' })
    }
  )
})

describe('where it ran', () => {
  test('folder, host, operator and account are in the record', async () => {
    const driver = await startDriver({ operator: 'priya', account: 'root', folder: '/srv/incident' })
    const { events } = await driver.read()
    expect(events[1]).toMatchObject({ operator: 'priya', account: 'root', folder: '/srv/incident', host: 'laptop' })
    await driver.run({ stdout: 'there\n' })
    expect(driver.port.ran.map(({ folder }) => folder)).toEqual(['/srv/incident'])
  })

  test.each([
    ['the one of the start', {}, '/srv/incident'],
    ['another one only when somebody moves it', { moves: true }, '/elsewhere']
  ])('a run that goes on runs its commands in %s', async (_, how, folder) => {
    const driver = await startDriver({ folder: '/srv/incident' })
    const { run } = driver.session.state
    await driver.session.close('stopped')
    const ports = { storage: driver.storage, processes: driver.port, clock: driver.clock, ids: { unique: () => 'x' } }
    const { session } = await resumeRun(run, ports, { ...OPTIONS, folder: '/elsewhere', ...how })
    await session.perform({
      type: 'run-command',
      command: { step: 'is-it-there', part: 'step', index: 0 },
      confirmation: { type: 'confirmed' }
    })
    expect([driver.port.ran.at(-1)?.folder, session.state.folder]).toEqual([folder, folder])
  })
})

describe("the pack's own code is never masked", () => {
  test.each(['count --token', 'count --', 'token "$TOKEN"'])(
    'a secret such as “%s” that stands in it',
    async (secret) => {
      const driver = await startDriver({ environment: { QUEUE_URL: 'q', TOKEN: secret } })
      await driver.choose(0)
      await driver.run({ stdout: 'ready\n' }, 0)
      await driver.run({ stdout: `saw ${secret}\n` }, 1)
      const { events } = await driver.read()
      const code = events.flatMap((event) => (event.type === 'command-started' ? [event.code] : []))
      const own = fixturePack().runbook.steps.flatMap(({ commands }) => commands.map((command) => command.code))
      expect(own).toEqual(expect.arrayContaining(code))
      expect(JSON.stringify(events.at(-1))).not.toContain(secret)
    }
  )

  test.each([
    ['a', 'of one letter'],
    ['1234567', 'of seven characters'],
    ['  abc   \n', 'that is blanks for the most part'],
    ['postgresql://app:a@db/app', 'with a password of one letter']
  ])('a secret %j %s is refused, and masks nothing', async (secret) => {
    const driver = await startDriver({ environment: { QUEUE_URL: 'q', TOKEN: secret } })
    expect(driver.session.refusedInputs).toMatchObject([
      { name: 'TOKEN', message: expect.stringContaining('8 characters') }
    ])
    expect(driver.session.mask('a lark 1234567 abc')).toBe('a lark 1234567 abc')
    const typed = { type: 'set-input', name: 'TOKEN', value: secret, origin: 'person' } as const
    expect(await driver.session.perform(typed)).toMatchObject({ code: 'secret-too-short' })
  })

  test('of eight characters is hidden', async () => {
    const driver = await startDriver({ environment: { QUEUE_URL: 'q', TOKEN: 'abcdefgh' } })
    expect([driver.session.refusedInputs, driver.session.mask('abcdefgh')]).toEqual([[], '[secret:TOKEN]'])
  })
})

describe('what is no forgery is told from one', () => {
  test.each(['Markdown', 'HTML'])('a report in %s is no evidence', async (format) => {
    const evidence = evidenceOf(await (await wholeRun()).journal())
    if (evidence === null) throw new Error('the journal begins with no run')
    const text = format === 'HTML' ? evidenceHtml(evidence) : evidenceMarkdown(evidence)
    for (const made of [text, `\uFEFF${text}`, text.replaceAll('\n', '\r\n')]) {
      expect(verifyEvidence(bytesOf(made))).toMatchObject({ kind: 'report', evidence: null })
    }
  })

  test('changed line ends are named, and only these', async () => {
    const run = await wholeRun()
    const journal = await run.journal()
    const evidence = evidenceOf(journal)
    if (evidence === null) throw new Error('the journal begins with no run')
    for (const text of [textOf(journal), bundleText(evidence)]) {
      const converted = bytesOf(text.replaceAll('\n', '\r\n'))
      expect(verifyEvidence(converted, evidence.head.hash).faults).toMatchObject([{ of: 'line-ends' }])
      const forged = bytesOf(text.replaceAll('\n', '\r\n').replaceAll('Seen by', 'Sent by'))
      expect(verifyEvidence(forged).faults.map(({ of }) => of)).not.toContain('line-ends')
      expect(verifyEvidence(forged).faults).not.toEqual([])
    }
  })
})

describe('what was saved again, or is no evidence', () => {
  async function bundle() {
    const evidence = evidenceOf(await (await wholeRun()).journal())
    if (evidence === null) throw new Error('the journal begins with no run')
    return { text: bundleText(evidence), head: evidence.head.hash, journal: evidence.journal.join('\n') }
  }

  test.each<[string, (text: string) => string]>([
    ['one more line end', (text) => `${text}\n`],
    ['a line end before it', (text) => `\n${text}`],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['other blanks', (text) => `${JSON.stringify(JSON.parse(text), null, 4)}\n`],
    ['one line', (text) => JSON.stringify(JSON.parse(text))],
    ['the fence of a ticket', (text) => `\`\`\`json\n${text}\`\`\`\n`]
  ])('a bundle with %s holds inside, and a forged one does not', async (_, change) => {
    const { text, head } = await bundle()
    expect(verifyEvidence(bytesOf(change(text)), head).faults).toMatchObject([{ of: 'saved-again' }])
    const forged = verifyEvidence(bytesOf(change(text.replaceAll('Seen by', 'Sent by'))), head)
    expect(forged.faults.map(({ of }) => of)).not.toContain('saved-again')
    expect(forged.faults).not.toEqual([])
  })

  test('a journal with one more line end, too', async () => {
    const { journal, head } = await bundle()
    expect(verifyEvidence(bytesOf(`${journal}\n\n`), head).faults).toMatchObject([{ of: 'saved-again' }])
  })

  test.each([
    ['nothing', ''],
    ['an empty object', '{}'],
    ['a pack.json', '{\n  "slug": "x",\n  "version": "1.0.0"\n}\n'],
    ['a README.md', '# A runbook\n\nWords.\n'],
    ['a summary', 'Small outage: resolved after 3 min\n'],
    ['bytes', '\u0089PNG\r\n\u001a\n'],
    ['UTF-16', '\u00ff\u00fe{\u0000']
  ])('%s is no evidence, and nobody is accused', (_, text) => {
    expect(verifyEvidence(Buffer.from(text, 'latin1'))).toMatchObject({ kind: 'other', evidence: null })
  })

  test('a run to go on with is told from evidence', () => {
    expect(verifyEvidence(bytesOf('{\n "runBundleVersion": "1.0",\n "run": "x"'))).toMatchObject({ kind: 'run-bundle' })
  })
})

test('files that are kept with a run after its end leave the head that it had', async () => {
  const run = await wholeRun()
  const journal = await run.journal()
  const { events, end } = readJournal(journal)
  let [chain, text] = [end, textOf(journal)]
  const add = (body: RunEventBody): void => {
    const { line, event } = writeEvent(body, '2099-11-24T10:00:00.000Z', chain)
    chain = { sequence: event.sequence, head: event.hash }
    text += line
  }
  add({
    type: 'session-opened',
    operator: 'mara',
    account: 'mara',
    host: 'laptop',
    process: 1,
    folder: '/',
    tool: 'keys'
  })
  add({ type: 'attached', step: null, name: 'a.png', bytes: 1, digest: 'a'.repeat(64), text: 'a' })
  add({ type: 'session-closed', reason: 'ended', to: null, asBundle: false })
  const { faults, notices } = verifyEvidence(bytesOf(text), end.head)
  expect([faults, notices]).toEqual([[], [expect.stringContaining('1 file, in 3 events')]])
  // What was said in between is no file.
  const before = events.at(-3)?.hash ?? ''
  expect(verifyEvidence(bytesOf(text), before).faults).toMatchObject([{ of: 'went-on' }])
})

describe('a head of a run that went on', () => {
  const outcome = (bytes: Uint8Array, head: string): string[] => verifyEvidence(bytes, head).faults.map(({ of }) => of)

  test('proves what was before it, at each event, in the journal and in the bundle', async () => {
    const run = await wholeRun()
    const journal = await run.journal()
    const { events } = readJournal(journal)
    const evidence = evidenceOf(journal)
    if (evidence === null) throw new Error('A whole run is evidence.')
    const files = [journal, bytesOf(bundleText(evidence))]
    const ended = events.findIndex(({ type }) => type === 'session-closed')
    for (const [index, { hash }] of events.slice(0, ended - 1).entries()) {
      const found = files.map((file) => verifyEvidence(file, hash.toUpperCase()).faults)
      const fault = { of: 'went-on', event: index + 1, message: expect.stringMatching(/ (fit|fits) to /) as string }
      expect(found).toEqual([[fault], [fault]])
    }
  })

  test('proves nothing of a journal that was changed, before or after it', async () => {
    const run = await wholeRun()
    const lines = textOf(await run.journal())
      .trimEnd()
      .split('\n')
    const at = 5
    const head = readJournal(await run.journal()).events[at]?.hash ?? ''
    const changed = (index: number): Uint8Array =>
      bytesOf(lines.map((line, n) => `${n === index ? line.replace(/"at":"20/, '"at":"21') : line}\n`).join(''))
    expect(lines.map((_, index) => outcome(changed(index), head))).toEqual(lines.map(() => ['chain']))
    const cut = (length: number): Uint8Array => bytesOf(lines.slice(0, length).join('\n') + '\n')
    expect([at, at + 1, at + 2].map((length) => outcome(cut(length), head))).toEqual([['head'], [], ['went-on']])
    const last = cut(at + 2)
    expect(verifyEvidence(last, head).faults[0]?.message).toContain('The 1 event after it fits to it')
  })
})

describe('a line that two readers could read otherwise is refused', () => {
  const NOTE: RunEventBody = { type: 'noted', step: null, text: 'hello' }
  const at = '2026-11-23T10:00:00.000Z'

  /** A line whose chain is right, made of other text. */
  function forged(change: (line: string) => string): Uint8Array {
    const { line } = writeEvent(NOTE, at, { sequence: 0, head: CHAIN_START })
    const content = change(line.replace(/,"hash":"[0-9a-f]{64}"\}\n$/, '}'))
    return bytesOf(`${content.slice(0, -1)},"hash":"${digest(content)}"}\n`)
  }

  test.each<[string, (line: string) => string, string]>([
    ['a doubled field', (line) => line.replace('"text":', '"text":"bye","text":'), 'twice'],
    [
      'a doubled field at its end',
      (line) => line.replace('"previous":', '"at":"2026-11-23T10:00:00.000Z","previous":'),
      'twice'
    ],
    ['an unknown field', (line) => line.replace('"text":', '"approvedBy":"ciso","text":'), 'approvedBy'],
    ['an escaped letter', (line) => line.replace('hello', String.raw`\u0068ello`), 'rewritten'],
    ['a blank', (line) => line.replace('"text":', '"text": '), 'rewritten']
  ])('%s', (_, change, word) => {
    expect(readJournal(forged((line) => line)).fault).toBeNull()
    expect(readJournal(forged(change)).fault?.reason).toContain(word)
  })
})

test.each([
  ['3 min', 180_000],
  ['1 day', 86_400_001],
  ['5 ms', 5]
])('a clock that went back by %s is told, in the report and by whoever verifies', async (words, by) => {
  const driver = await startDriver()
  driver.clock.set(new Date(Date.parse(driver.session.state.changedAt) - by - 1000).toISOString())
  await driver.will({ type: 'note', text: 'after the jump' })
  const bytes = (await driver.storage.read(driver.session.state.run))!.journal
  const { faults, notices, evidence } = verifyEvidence(bytes)
  expect([faults, notices]).toEqual([[], [expect.stringContaining(`went back by ${words}`)]])
  if (evidence === null) throw new Error('the journal begins with no run')
  expect(evidenceMarkdown(evidence)).toContain(`went back by ${words}`)
  expect(evidenceHtml(evidence)).toContain(`went back by ${words}`)
})
