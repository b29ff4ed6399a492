/**
 * `kill -9` at every event of a whole run of every pack, with real processes and real files: a process dies with all its
 * runs open, each at another event, and another process goes on with them.
 */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunEvent } from '@keys/schema'
import { readJournal, replay, situationOf } from '../src/index.js'
import { bundleProgram } from './support/bundle.js'
import { PACKS_FOLDER, packIn, SLUGS } from './support/packs.js'
import type { Survived } from './programs/survivor.js'
import { planOf } from './support/walker.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-kill-'))
let doomed = ''
let survivor = ''

beforeAll(async () => {
  doomed = await bundleProgram('doomed.ts', folder)
  survivor = await bundleProgram('survivor.ts', folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function runProgram(program: string, ...args: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', maxBuffer: 64_000_000 })
}

function journalOf(root: string, run: string): Uint8Array {
  return new Uint8Array(readFileSync(join(root, run, 'journal.jsonl')))
}

/** What a person answered, in order; the session's own events, commands and what was set aside are no answers. */
function answersOf(events: readonly RunEvent[]): string[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'decided':
        return [`${event.step} ${JSON.stringify(event.choice)}`]
      case 'manual-action-done':
      case 'precondition-acknowledged':
        return [`${event.step} ${event.type}`]
      case 'input-set':
        return event.secret ? [] : [`${event.name}=${event.value}`]
      default:
        return []
    }
  })
}

const count = (events: readonly RunEvent[], type: RunEvent['type']) => events.filter((one) => one.type === type).length

describe.each(SLUGS)('%s', (slug) => {
  const root = join(folder, slug)
  const packFolder = join(PACKS_FOLDER, slug)
  const pack = packIn(packFolder)
  const packOf = () => pack
  let pid = 0
  let before = new Map<string, readonly RunEvent[]>()
  let survived: readonly Survived[] = []
  let refused: readonly { run: string; refused: string }[] = []
  /** A run that was never killed. */
  let whole: readonly RunEvent[] = []

  beforeAll(() => {
    const dead = runProgram(doomed, root, packFolder)
    expect([dead.signal, dead.stderr]).toEqual(['SIGKILL', ''])
    pid = dead.pid
    before = new Map(readdirSync(root).map((run) => [run, readJournal(journalOf(root, run)).events]))
    whole = [...before.values()].find((events) => events.at(-1)?.type === 'session-closed')!
    const alive = runProgram(survivor, root, packFolder)
    expect([alive.status, alive.stderr]).toEqual([0, ''])
    const all: (Survived | { run: string; refused: string })[] = JSON.parse(alive.stdout)
    survived = all.filter((one) => 'at' in one)
    refused = all.filter((one) => 'refused' in one)
  }, 600_000)

  test('a run died behind every event, and in the middle of every third line', () => {
    const events = whole.length + 1
    expect(before.size).toBe(events + Math.ceil(events / 3))
    expect(count(whole, 'decided')).toBe(planOf(pack.runbook).length)
  })

  test('every run goes on, but those that died before their first event, which say so', () => {
    expect(refused.map(({ run }) => run.slice(-10)).toSorted()).toEqual(['-at1within'])
    for (const { refused: why } of refused) expect(why).toMatch(/broke off before its first event: start another/)
    expect(survived.length).toBe(before.size - 1)
  })

  test('it goes on at the step at which it was, with the lock of the dead process', () => {
    for (const { run, at, takenOver } of survived) {
      const events = before.get(run)!
      expect([run, at]).toEqual([run, situationOf(replay(events, packOf))?.step.id ?? 'ended'])
      // A run that has ended is only read: nobody's lock is needed for that.
      expect([run, takenOver]).toEqual([run, at === 'ended' ? null : pid])
    }
  })

  test('no answer is asked for again and none is lost', () => {
    for (const { run, end, at } of survived) {
      const { events, fault } = readJournal(journalOf(root, run))
      // Of a run that has ended nothing is set aside either.
      expect([run, at === 'ended' ? null : fault]).toEqual([run, null])
      expect(events.slice(0, before.get(run)!.length)).toEqual(before.get(run))
      const answers = answersOf(events)
      expect([run, ...answers]).toEqual([run, ...answersOf(whole).slice(0, answers.length)])
      expect([run, answers.length === answersOf(whole).length]).toEqual([run, end === 'stop:resolved'])
    }
    expect(survived.filter(({ end }) => end === 'stop:resolved').length).toBeGreaterThan(survived.length / 8)
  })

  test('a command that was running is unknown, and runs again only when somebody wants it', () => {
    for (const { run, lost, unasked, ran } of survived) {
      const had = before.get(run)!
      const last = had.findLast(({ type }) => type === 'command-started' || type === 'command-ended')
      expect([run, lost !== null, unasked]).toEqual([run, last?.type === 'command-started', 0])
      const { events } = readJournal(journalOf(root, run))
      expect(count(events, 'command-lost')).toBe(lost === null ? 0 : 1)
      expect([run, ran]).toEqual([run, count(events, 'command-started') - count(had, 'command-started')])
    }
  })

  test('what was written of a line is set aside, whole, and the record says so', () => {
    const torn = survived.filter((one) => one.torn !== null)
    const within = survived.filter(
      ({ run, at }) => run.endsWith('within') && at !== 'ended' && !run.includes(`at${whole.length + 1}`)
    )
    expect(torn).toEqual(within)
    for (const { run, torn: found } of torn) {
      const { events } = readJournal(journalOf(root, run))
      expect(readFileSync(join(root, run, found!.file)).length).toBe(found!.bytes)
      expect(events.find(({ type }) => type === 'torn-line-set-aside')).toMatchObject(found!)
    }
  })
})
