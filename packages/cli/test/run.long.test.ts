import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { packTarball } from '@keys/indexer'
import { expect, onTestFinished, test } from 'vitest'
import { findPack } from '@keys/runner/node'
import { edit, keys, REPOSITORY, temporaryFolder, type Outcome } from './support.js'
import { QUEUE_PACK, writeQueuePack } from './terminal/fixture.js'

const TOKEN = 'tok-not-a-real-one-1'

interface Fixture {
  folder: string
  environment: Record<string, string>
}

function fixture(): Fixture {
  const folder = temporaryFolder()
  writeQueuePack(folder)
  writeFileSync(join(folder, 'queue'), 'full\n')
  return {
    folder,
    environment: { QUEUE_FILE: join(folder, 'queue'), QUEUE_TOKEN: TOKEN, KEYS_RUNS: join(folder, 'runs') }
  }
}

/** Runs the built command with answers in a pipe, one a line. */
function answered({ folder, environment }: Fixture, args: readonly string[], lines: readonly string[]): Outcome {
  const { PATH = '' } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(REPOSITORY, 'packages/cli/bin/keys.js'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH, ...environment },
      input: lines.map((line) => `${line}\n`).join(''),
      timeout: 60_000
    }
  )
  return { code: status, out: stdout, err: stderr }
}

function runFolder({ folder }: Fixture): string {
  const [run = ''] = readdirSync(join(folder, 'runs'))
  return join(folder, 'runs', run)
}

test('answers in a pipe: a whole run in plain lines, and no escape sequence', () => {
  const at = fixture()
  const lines = ['', '', '1', 'y', '', '', '1', 'y', '', 'Action 2', '', '', '', '2', '', '']
  const { code, out } = answered(at, ['run', 'queue-stands-still', '--plain'], lines)
  expect(code).toBe(0)
  expect(out).toContain('Ended: resolved')
  expect(out).toMatch(/verify-evidence \w+ --head [0-9a-f]{64}/)
  // oxlint-disable-next-line no-control-regex
  expect(out).not.toMatch(/[\u001B\u0007]/)
  expect(out + readFileSync(join(runFolder(at), 'journal.jsonl'), 'utf8')).not.toContain(TOKEN)
  expect(keys(['runs'], at.folder, at.environment).err).toContain('1 ended: keys runs --all')
})

test('a run that has ended says so again, and asks nothing', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['e', 'nobody is left'])
  const [listed] = JSON.parse(keys(['runs', '--all', '--format', 'json'], at.folder, at.environment).out) as {
    id: string
  }[]
  const { QUEUE_TOKEN: _, ...without } = at.environment
  const { code, out } = answered({ ...at, environment: without }, ['resume', listed?.id ?? '', '--plain'], [])
  expect(code).toBe(10)
  expect(out).toContain('It has ended: STOP: escalate.')
  expect(out).toContain('Whom to call')
  expect(out).not.toContain('Your answer')
})

test('the run is private', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['q'])
  expect(statSync(runFolder(at)).mode & 0o777).toBe(0o700)
  expect(statSync(join(runFolder(at), 'journal.jsonl')).mode & 0o777).toBe(0o600)
})

test('a line that is no answer says what is one', () => {
  const { out } = answered(fixture(), ['run', 'queue-stands-still', '--plain'], ['9', 'q'])
  expect(out).toContain('Type 1 or one of c, g, s, e, n, r, l, i, q, ?, then Enter.')
})

test('answers that end leave the run where it is, and say how to go on', () => {
  const at = fixture()
  const { code, out } = answered(at, ['run', 'queue-stands-still', '--plain'], [''])
  expect(code).toBe(12)
  expect(out).toMatch(/It stands at Check 1[\s\S]*keys resume \w{5}/)
})

test('nobody there: nothing is decided; the exit code and the text say so', () => {
  const at = fixture()
  const nothing = answered(at, ['run', 'queue-stands-still'], ['', ''])
  expect([nothing.code, nothing.out.includes('done, exit 0')]).toEqual([1, false])
  const { code, out } = answered(at, ['run', 'queue-stands-still', '--yes'], ['', ''])
  expect(code).toBe(1)
  expect(out).toMatch(/done, exit 0[\s\S]*It stands at Step 1[\s\S]*A person is needed: No command decides this/)
})

test('whoever types run once more is asked whether the open run is meant, until it has ended', () => {
  const at = fixture()
  const begun = (lines: readonly string[]) => answered(at, ['run', 'queue-stands-still', '--plain'], lines).out
  begun(['n', 'the lead knows', 'q'])
  const again = begun(['1', 'q'])
  expect(again).toMatch(/A run of it is open\.\n1\. Go on with \w{5}, at Check 1: Is the queue file there\./)
  expect(again).toContain('Note of')
  expect(readdirSync(join(at.folder, 'runs'))).toHaveLength(1)
  expect(begun([])).not.toContain('It stands at')
  begun(['2', 'e', 'nobody is left'])
  begun(['1', 'e', 'nobody is left'])
  expect(begun(['q'])).not.toContain('is open.')
  expect(readdirSync(join(at.folder, 'runs'))).toHaveLength(3)
})

test('an open run of a pack whose slug ends alike is not offered', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['q'])
  const packs = join(at.folder, 'runbook-keys')
  cpSync(join(packs, 'queue-stands-still'), join(packs, 'still'), { recursive: true })
  edit(at.folder, 'runbook-keys/still/pack.json', (text) => text.replace('"queue-stands-still"', '"still"'))
  const { out } = answered(at, ['run', 'still', '--plain'], ['q'])
  expect(out).toContain('Check 1')
  expect(out).not.toContain('is open.')
})

test('resume goes on where the record ends; a torn line is told', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['', '', 'q'])
  appendFileSync(join(runFolder(at), 'journal.jsonl'), '{"type":"noted","te')
  const { out } = answered(at, ['resume', '--plain'], ['q'])
  expect(out).toContain('It goes on at Step 1: Do the workers live.')
  expect(out).toContain('The last line of the record is incomplete: its 19 bytes were moved to torn-')
})

test('a command of which no end was recorded is asked about, and not run again by itself', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['', 'q'])
  const journal = join(runFolder(at), 'journal.jsonl')
  const lines = readFileSync(journal, 'utf8').split('\n')
  const started = lines.findIndex((line) => line.includes('"type":"command-started"'))
  writeFileSync(journal, `${lines.slice(0, started + 1).join('\n')}\n`)
  const { out } = answered(at, ['resume', '--plain'], ['2', '0', 'full', 'q'])
  expect(out).toContain('A command was running when the session was cut off. How it ended was not recorded.')
  expect(out).toContain('nobody can tell whether it still runs')
  expect(out).toContain('1. Run it again (READ-ONLY): the first one may still be running. (Enter)')
  expect(out).toContain('Answer 1 is suggested, because the last line is full.')
  expect(readFileSync(journal, 'utf8').match(/"type":"command-started"/g)).toHaveLength(1)
})

test('a pack that changed meanwhile: the difference is shown, either text can be followed', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['q'])
  edit(at.folder, 'runbook-keys/queue-stands-still/README.md', (text) =>
    text.replace('jobs wait. Continue to [Step 1]', 'jobs wait. Continue to [Action 1]')
  )
  const old = answered(at, ['resume', '--plain'], ['1', '', 'q'])
  expect(old.out).toContain('The pack that is here now is not the one that this run follows')
  expect(old.out).toMatch(/1\. If `full`: jobs wait\. Leads to Step 1/)
  const adopted = answered(at, ['resume', '--plain'], ['2', '', 'q'])
  expect(adopted.out).toMatch(/1\. If `full`: jobs wait\. Leads to Action 1/)
})

test('resume finds a run by the beginning of its id, and says when there is none', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['q'])
  const [listed] = JSON.parse(keys(['runs', '--format', 'json'], at.folder, at.environment).out) as { id: string }[]
  expect(answered(at, ['resume', listed?.id ?? '', '--plain'], ['q']).code).toBe(12)
  expect(answered(at, ['resume', 'zzzzz'], []).err).toContain('There is no run zzzzz.')
  expect(answered({ ...at, environment: { KEYS_RUNS: join(at.folder, 'none') } }, ['resume'], []).err).toContain(
    'No run is open.'
  )
})

test('a run that another machine has open is refused with its name, and taken over when that is said', () => {
  const at = fixture()
  answered(at, ['run', 'queue-stands-still', '--plain'], ['q'])
  const lock = { operator: 'ada', host: 'another-host', process: 7, since: '2026-11-23T14:00:00.000Z', identity: null }
  writeFileSync(join(runFolder(at), 'lock-999'), JSON.stringify(lock))
  expect(keys(['runs'], at.folder, at.environment).out.replaceAll(/\s+/g, ' ')).toContain(
    'open at ada@another-host since'
  )
  const refused = answered(at, ['resume', '--plain'], ['q'])
  expect([refused.code, refused.err]).toEqual([
    2,
    expect.stringMatching(/ada has the run .* open .* on another-host, process 7[\s\S]*keys resume \w+ --take-over/)
  ])
  const taken = answered(at, ['resume', '--plain', '--take-over'], ['q'])
  expect(taken.out).toContain('Took over from ada on another-host')
})

test('keys run --dry-run shows every step, and runs and stores nothing', () => {
  const at = fixture()
  const { code, out } = answered(at, ['run', 'queue-stands-still', '--dry-run'], [])
  expect(code).toBe(0)
  for (const step of ['Check 1', 'Step 1', 'Action 1', 'Action 2', 'Verify 1', 'Verify 2'])
    expect(out).toContain(`${step}: `)
  expect(out).toContain('runs after Action 2 is typed')
  expect(out).not.toContain(TOKEN)
  expect([existsSync(join(at.folder, 'runs')), readFileSync(join(at.folder, 'queue'), 'utf8')]).toEqual([
    false,
    'full\n'
  ])
})

test.each(['markdown', 'text'])('keys run --print --format %s has boxes and lines for every step', (format) => {
  const { out } = answered(fixture(), ['run', 'queue-stands-still', '--print', '--format', format], [])
  expect(out.match(/^(?:- )?\[ \] /gm)).toHaveLength(6)
  expect(out).toMatch(/Check 1: the queue file\. Last line: `?________`? Time: `?__:__/)
  expect(out).toContain('Leads to Action 1'.replace('Leads to', '→'))
})

test('a pack runs from a folder elsewhere and from a tarball', () => {
  const at = fixture()
  const pack = join(at.folder, 'runbook-keys/queue-stands-still')
  expect(answered(at, ['run', pack, '--dry-run'], []).out).toContain('Queue stands still')
  spawnSync('tar', ['-czf', 'queue.tgz', '--transform=s,^,package/,', '-C', pack, ...Object.keys(QUEUE_PACK)], {
    cwd: at.folder
  })
  expect(answered(at, ['run', 'queue.tgz', '--dry-run'], []).out).toContain('Queue stands still')
})

test('what cannot be followed is refused before anything is stored', () => {
  const at = fixture()
  writeQueuePack(at.folder, { 'pack.json': '{' })
  const { code, err } = answered(at, ['run', 'queue-stands-still'], [])
  expect([code, existsSync(join(at.folder, 'runs'))]).toEqual([2, false])
  expect(err).toContain('The pack queue-stands-still cannot be followed')
})

test('text of a pack cannot steer the terminal', () => {
  const at = fixture()
  edit(at.folder, 'runbook-keys/queue-stands-still/README.md', (text) =>
    text.replace('Somebody has to look', 'Somebody \u001B[2Jhas \u202Eto look')
  )
  const { out } = answered(at, ['run', 'queue-stands-still', '--plain'], ['', '', 'r', 'q'])
  expect(out).toContain('Somebody ␛[2Jhas <U+202E>to look')
  expect(out).not.toContain('\u001B')
})

test('in an empty folder a pack comes from the registry, when its checksum is right', async () => {
  const at = fixture()
  const pack = join(at.folder, 'runbook-keys/queue-stands-still')
  const { bytes, integrity } = packTarball((path) => readFileSync(join(pack, path)), Object.keys(QUEUE_PACK))
  let sent = Buffer.from(bytes)
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const tarball = `http://127.0.0.1:${port}/a.tgz`
    if (request.url === '/a.tgz') response.end(sent)
    else if (request.url === '/@keys%2frunbook-queue-stands-still/latest') {
      response.end(JSON.stringify({ version: '1.0.0', dist: { tarball, integrity } }))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const environment = { npm_config_registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
  const terminal = { folder: temporaryFolder(), environment, stderr: () => undefined }
  const allowed = async (): Promise<boolean> => true
  await expect(findPack('queue-stands-still', terminal, async () => false)).rejects.toThrow('nothing was fetched')
  expect((await findPack('queue-stands-still', terminal, allowed)).pack.name).toBe('@keys/runbook-queue-stands-still')
  await expect(findPack('another-pack', terminal, allowed)).rejects.toThrow('has no @keys/runbook-another-pack')
  sent = Buffer.from('something else')
  await expect(findPack('queue-stands-still', terminal, allowed)).rejects.toThrow('its checksum differs')
})

test('a misspelled name of a pack that is here is not asked of a registry', () => {
  const { err } = answered(fixture(), ['run', 'queue-stand-still'], [])
  expect(err).toContain('Did you mean queue-stands-still?')
})
