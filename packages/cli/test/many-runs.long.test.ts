/** A folder of runs after a long time: many of them, and some that cannot be read. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { startRunIn } from './run-in-folder.js'
import { keys, keysHere, REPOSITORY, temporaryFolder } from './support.js'

let one = ''
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-runs-'))
  await (await startRunIn(folder)).close('stopped')
  one = join(folder, readdirSync(folder)[0] ?? '')
  return () => rmSync(folder, { recursive: true, force: true })
})

/** A folder with some runs, spread over the days of some months. */
function runs(count: number): string {
  const root = temporaryFolder()
  for (let index = 0; index < count; index++) {
    const [month, day] = [1 + (index % 9), 1 + (index % 28)].map((part) => String(part).padStart(2, '0'))
    cpSync(one, join(root, `2026-${month}-${day}-stripe-webhook-failure-x${index.toString(36)}`), { recursive: true })
  }
  return root
}

async function secondsFor(count: number): Promise<number> {
  const root = runs(count)
  const started = performance.now()
  const { out } = await keysHere(['runs', '--all', '--format', 'json', '--runs', root], REPOSITORY)
  expect(JSON.parse(out)).toHaveLength(count)
  return (performance.now() - started) / 1000
}

test('eight times the runs take no more than about eight times as long', async () => {
  await secondsFor(50)
  const ratios = []
  for (let pair = 0; pair < 3; pair++) ratios.push((await secondsFor(800)) / (await secondsFor(100)))
  expect(Math.min(...ratios)).toBeLessThan(16)
}, 120_000)

test.each([['runs', '--all'], ['runs'], ['handover']])('few open files are enough: %s', (...command) => {
  const root = runs(300)
  const script = join(REPOSITORY, 'packages/cli/bin/keys.js')
  const args = ['--nofile=64:64', process.execPath, script, ...command, '--runs', root]
  const { status, stderr } = spawnSync('prlimit', args, { cwd: REPOSITORY, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
})

/** What may lie in the place of the journal of one run. */
const DAMAGES: Readonly<Record<string, (path: string) => void>> = {
  'a folder': (path) => mkdirSync(path),
  'a pipe that nobody writes': (path) => void spawnSync('mkfifo', [path]),
  'a link to nothing else than a device': (path) => symlinkSync('/dev/zero', path),
  'bytes of something else': (path) => writeFileSync(path, Buffer.from([0, 255, 254, 10])),
  'nothing at all in it': (path) => writeFileSync(path, '')
}

describe.each(Object.keys(DAMAGES))('one run with %s in the place of its journal', (name) => {
  test('is shown as damaged, and hides none of the others', () => {
    const root = runs(3)
    const damaged = '2026-12-31-stripe-webhook-failure-zzzzz'
    mkdirSync(join(root, damaged))
    DAMAGES[name]?.(join(root, damaged, 'journal.jsonl'))
    const list = keys(['runs', '--all', '--format', 'json', '--runs', root], REPOSITORY)
    const states = (JSON.parse(list.out) as { run: string; state: string }[]).map(({ state }) => state).toSorted()
    expect([list.code, states]).toEqual([0, ['damaged', 'open', 'open', 'open']])
    expect(keys(['handover', '--runs', root], REPOSITORY).code).toBe(0)
    expect(keys(['resume', damaged, '--plain', '--runs', root], REPOSITORY)).toMatchObject({ code: 2, out: '' })
  })
})
