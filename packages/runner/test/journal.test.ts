import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  CHAIN_START,
  evolve,
  readJournal,
  readRun,
  replay,
  resumeRun,
  writeEvent,
  type ChainEnd,
  type RunPack
} from '../src/index.js'
import { driverAt, OPTIONS, startDriver } from './support/driver.js'
import { fixturePack } from './support/fixture.js'
import { countedIds, scripted, steadyClock } from './support/scripted.js'

const encode = (text: string) => new TextEncoder().encode(text)
const NEWLINE = 0x0a

/** The journal of a run with text of all kinds in it. */
async function someJournal(): Promise<Uint8Array> {
  const driver = await driverAt('restart-the-worker')
  await driver.will({ type: 'acknowledge' })
  await driver.run({ stdout: 'é😀 \uFFFD \u2028 \ud800 "quoted" \\ \0 end\nrestarted', stderr: '\uFFFD' })
  await driver.will({ type: 'note', text: 'zwölf \uFFFD' })
  return (await driver.storage.read(driver.session.state.run))!.journal
}
const journal = await someJournal()
const lines = journal.filter((byte) => byte === NEWLINE).length
const whole = readJournal(journal)

/** The line, from 1, in which a byte stands. */
const lineOf = (offset: number) => journal.subarray(0, offset).filter((byte) => byte === NEWLINE).length + 1
const lastStart = journal.lastIndexOf(NEWLINE, journal.length - 2) + 1

/** What reading a journal comes to that was edited at an offset. */
function found(edited: Uint8Array, line: number, isTail: boolean): void {
  const { fault, isTorn, events } = readJournal(edited)
  expect(fault?.line).toBe(line)
  expect(events).toEqual(whole.events.slice(0, line - 1))
  if (!isTail) expect(isTorn).toBe(false)
}

test('a journal reads as what was written', () => {
  expect([whole.fault, whole.events.length, whole.length]).toEqual([null, lines, journal.length])
  expect(whole.events[0]?.previous).toBe(CHAIN_START)
})

describe('one byte that was edited anywhere is found, at its line', () => {
  const place = fc.nat({ max: journal.length - 1 })
  const byte = fc.nat({ max: 255 })

  test('changed', () => {
    fc.assert(
      fc.property(place, byte, (offset, value) => {
        fc.pre(journal[offset] !== value)
        found(journal.with(offset, value), lineOf(offset), offset >= lastStart)
      }),
      { numRuns: 1500 }
    )
  })

  test('changed to what a file system leaves where it never wrote', () => {
    expect(journal).not.toContain(0)
    for (const offset of journal.keys()) found(journal.with(offset, 0), lineOf(offset), offset >= lastStart)
  })

  test('removed', () => {
    fc.assert(
      fc.property(place, (offset) => {
        const edited = new Uint8Array([...journal.subarray(0, offset), ...journal.subarray(offset + 1)])
        found(edited, lineOf(offset), offset >= lastStart)
      }),
      { numRuns: 1000 }
    )
  })

  test('inserted', () => {
    fc.assert(
      fc.property(fc.nat({ max: journal.length }), byte, (offset, value) => {
        const edited = new Uint8Array([...journal.subarray(0, offset), value, ...journal.subarray(offset)])
        // A line feed before another one leaves the line whole, and an empty one behind it.
        const isBehind = value === NEWLINE && journal[offset] === NEWLINE
        found(edited, lineOf(offset) + (isBehind ? 1 : 0), offset >= lastStart)
      }),
      { numRuns: 1500 }
    )
  })

  test('every byte of what stands for characters that were none', () => {
    const sign = [0xef, 0xbf, 0xbd]
    const places = [...journal.keys()].filter((at) => sign.every((value, index) => journal[at + index] === value))
    expect(places.length).toBeGreaterThan(2)
    for (const at of places) {
      const cut = new Uint8Array([...journal.subarray(0, at + 2), ...journal.subarray(at + 3)])
      found(cut, lineOf(at), at >= lastStart)
    }
  })
})

test('whole lines that were removed, doubled or swapped are found', () => {
  const texts = new TextDecoder('utf-8', { ignoreBOM: true }).decode(journal).split('\n').slice(0, -1)
  const read = (edited: string[]) => readJournal(encode(edited.map((line) => `${line}\n`).join('')))
  expect(read(texts).fault).toBeNull()
  for (let line = 0; line < texts.length - 1; line++) {
    expect(read(texts.toSpliced(line, 1)).fault?.line).toBe(line + 1)
    expect(read(texts.toSpliced(line, 0, texts[line]!)).fault?.line).toBe(line + 2)
    expect(read(texts.toSpliced(line, 2, texts[line + 1]!, texts[line]!)).fault?.line).toBe(line + 1)
  }
})

test('the last events, removed, leave another head', () => {
  expect(readJournal(journal.subarray(0, lastStart)).end).not.toEqual(whole.end)
})

describe('a write that broke off', () => {
  test('is found at every byte of the last line, and is no damage', () => {
    for (let length = lastStart + 1; length < journal.length; length++) {
      const { fault, isTorn, length: kept } = readJournal(journal.subarray(0, length))
      expect([fault?.line, isTorn, kept]).toEqual([lines, true, lastStart])
    }
  })

  test('and what a file system never wrote of it, too', () => {
    const middle = Math.floor((lastStart + journal.length) / 2)
    for (const [from, to] of [
      [lastStart, journal.length],
      [lastStart, middle],
      [middle, journal.length - 1]
    ] as const) {
      expect(readJournal(journal.slice().fill(0, from, to))).toMatchObject({ isTorn: true, length: lastStart })
    }
    expect(readJournal(journal.slice().fill(0, 5, 10)).isTorn).toBe(false)
  })

  test('is set aside, and the run goes on', async () => {
    const driver = await startDriver()
    const { run } = driver.session.state
    await driver.session.close('interrupted')
    const before = (await driver.storage.read(run))!.journal
    const ports = { storage: driver.storage, processes: scripted(), clock: steadyClock(), ids: countedIds() }
    const torn = await driver.storage.open(run, { ...OPTIONS, since: '' })
    await torn.append('{"sequence":99,"at":')
    await torn.close()
    const resumed = await resumeRun(run, ports, OPTIONS)
    expect(resumed.torn).toEqual({ bytes: 20, file: expect.stringMatching(/^torn-/) })
    await resumed.session.close('stopped')
    const { events, fault } = readJournal((await driver.storage.read(run))!.journal)
    expect(fault).toBeNull()
    const kinds = events.slice(readJournal(before).events.length).map(({ type }) => type)
    expect(kinds.slice(0, 2)).toEqual(['torn-line-set-aside', 'session-opened'])
  })
})

test('a damaged journal is not gone on with, and is read up to the damage', async () => {
  const driver = await startDriver()
  const { run } = driver.session.state
  const open = await driver.storage.open(run, { ...OPTIONS, since: '' }, true)
  await open.append('not an event\n')
  await open.close()
  const ports = { storage: driver.storage, processes: scripted(), clock: steadyClock(), ids: countedIds() }
  const line = driver.session.state.sequence + 1
  await expect(resumeRun(run, ports, OPTIONS)).rejects.toMatchObject({ name: 'JournalDamagedError', fault: { line } })
  expect(readRun((await driver.storage.read(run))!)).toMatchObject({ state: driver.session.state, fault: { line } })
  await (await driver.storage.open(run, { ...OPTIONS, since: '' })).close()
})

/** A journal of reported commands and notes, and its pack. */
function longJournal(events: number): { text: string; pack: RunPack } {
  const pack = fixturePack()
  let end: ChainEnd = { sequence: 0, head: CHAIN_START }
  const lines: string[] = []
  const add = (body: Parameters<typeof writeEvent>[0]): void => {
    const { line, event } = writeEvent(body, '2026-03-01T03:00:00.000Z', end)
    lines.push(line)
    end = { sequence: event.sequence, head: event.hash }
  }
  const { name, contentHash, pack: meta } = pack
  const { slug, title, version } = meta
  const described = { name, slug, title, version, contentHash, complianceRelevance: [] }
  add({ type: 'run-started', journalVersion: '1.0', run: 'long', pack: described, step: 'is-it-there' })
  const command = { step: 'is-it-there', part: 'step', index: 0 } as const
  for (let execution = 1; end.sequence < events; execution++) {
    add({
      type: 'command-started',
      execution,
      command,
      code: 'echo',
      interpreter: 'bash',
      confirmation: 'confirmed',
      confirmedBy: 'person'
    })
    add({ type: 'command-lost', execution, process: 'gone' })
    add({ type: 'noted', step: 'is-it-there', text: `note ${execution}` })
    add({ type: 'went-back', step: 'is-it-there', question: 'Is it there', next: 'is-it-there' })
  }
  return { text: lines.join(''), pack }
}

test('10,000 events replay, every one', () => {
  const { text, pack } = longJournal(10_000)
  const state = replay(readJournal(encode(text)).events, () => pack)
  expect([state.sequence, state.executions.length]).toEqual([10_001, 2500])
})

test('eight times the events take about eight times as long to read and replay', () => {
  const [short, long] = [longJournal(4000), longJournal(32_000)].map(({ text, pack }) => {
    const bytes = encode(text)
    return (): number => {
      const started = performance.now()
      replay(readJournal(bytes).events, () => pack)
      return performance.now() - started
    }
  })
  for (const time of [short, long]) time?.()
  // A pair at a time, so that what else this machine does meets both.
  const ratios = Array.from({ length: 5 }, () => (long?.() ?? 0) / (short?.() ?? 1))
  expect(Math.min(...ratios)).toBeLessThan(16)
})

test('the state before an event is not changed by it', () => {
  const { text, pack } = longJournal(40)
  const { events } = readJournal(encode(text))
  let state = replay(events.slice(0, 1), () => pack)
  const lived = events.slice(1).map((event) => {
    const before = structuredClone({ ...state, pack: null })
    const after = evolve(state, event, () => pack)
    expect({ ...state, pack: null }).toEqual(before)
    return (state = after)
  })
  expect(lived.at(-1)).toEqual(replay(events, () => pack))
})
