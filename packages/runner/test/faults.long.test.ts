/** What a full disk and a folder without rights do to a run, at every event, with real processes and real files. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readJournal, replay } from '../src/index.js'
import { bundleProgram } from './support/bundle.js'
import type { Cramped } from './programs/cramped.js'
import { PACKS_FOLDER, packIn, SLUGS } from './support/packs.js'
import { planOf } from './support/walker.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-faults-'))
let cramped = ''
let forbidden = ''

beforeAll(async () => {
  cramped = await bundleProgram('cramped.ts', folder)
  forbidden = await bundleProgram('forbidden.ts', folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a full disk', () => {
  test.each(SLUGS)('%s: each line is refused once, and nothing is lost or done twice', (slug) => {
    const root = join(folder, `full-${slug}`)
    const packFolder = join(PACKS_FOLDER, slug)
    const { stdout, stderr } = spawnSync(process.execPath, [cramped, root, packFolder], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const { run, refused, faults, ran }: Cramped = JSON.parse(stdout)
    expect(faults).toEqual([])

    const pack = packIn(packFolder)
    const { events, fault } = readJournal(new Uint8Array(readFileSync(join(root, run, 'journal.jsonl'))))
    expect(fault).toBeNull()
    expect(replay(events, () => pack).place).toEqual({ type: 'ended', node: 'stop:resolved' })
    const first = events.findIndex(({ type }) => !['run-started', 'session-opened', 'input-set'].includes(type))
    expect(refused).toBe(events.length - first - 1)
    expect(events.filter(({ type }) => type === 'decided').length).toBe(planOf(pack.runbook).length)
    expect(events.filter(({ type }) => type === 'command-ended').length).toBe(ran)
  })
})

describe('a folder in which nothing may be written', () => {
  test('at every event: the run can be read and not gone on with, until it may be written again', () => {
    const slug = SLUGS[0]!
    const packFolder = join(PACKS_FOLDER, slug)
    const walked = join(folder, 'walked')
    spawnSync(process.execPath, [cramped, walked, packFolder], { encoding: 'utf8' })
    const [run = ''] = readdirSync(walked)
    const lines = readFileSync(join(walked, run, 'journal.jsonl'), 'utf8')
      .split('\n')
      .slice(0, -1)

    const root = join(folder, 'closed')
    mkdirSync(root)
    for (const [index] of lines.entries()) {
      const copy = join(root, `after-${index + 1}`)
      cpSync(join(walked, run), copy, { recursive: true })
      writeFileSync(
        join(copy, 'journal.jsonl'),
        lines
          .slice(0, index + 1)
          .map((line) => `${line}\n`)
          .join('')
      )
    }
    // Others must be able to read them here: rights are what this is about.
    spawnSync('chmod', ['-R', 'a=rX', root])
    chmodSync(folder, 0o755)

    const { stdout, stderr } = spawnSync(process.execPath, [forbidden, root, packFolder], { encoding: 'utf8' })
    expect(stderr).toBe('')
    const found = JSON.parse(stdout)
    expect(found.user).not.toBe(0)
    expect(found.runs.length).toBe(lines.length)
    // A run that has ended is only looked at.
    expect(found.resumed).toEqual(found.ended.map((ended: boolean) => (ended ? 'was not refused' : 'refused')))
    expect(new Set(found.ended)).toEqual(new Set([true, false]))
    expect(found.started).toBe('refused')
    expect(found.runs.map((name: string, index: number) => [name, found.read[index]])).toEqual(
      found.runs.map((name: string) => [name, Number(name.slice('after-'.length))])
    )
    for (const name of found.runs) {
      expect(readFileSync(join(root, name, 'journal.jsonl'), 'utf8').split('\n').length).toBe(
        Number(name.slice('after-'.length)) + 1
      )
    }
    spawnSync('chmod', ['-R', 'u+w', root])
  })
})
