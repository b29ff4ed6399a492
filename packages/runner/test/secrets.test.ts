import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { ProcessEnd } from '@keys/schema'
import { createMasker, handoverOf, memoryStore, readRunPack, resumeRun, startRun } from '../src/index.js'
import { folderStore, nodeProcesses, randomIds, systemClock } from '../src/node.js'
import { outsideSecrets } from '../src/secrets/outside-secrets.js'
import { startDriver, OPTIONS } from './support/driver.js'
import { fixturePack, textOf } from './support/fixture.js'
import { countedIds, scripted, steadyClock } from './support/scripted.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** All ways in which a secret must not be seen. */
const looks = (secret: string): string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1)
]

function expectHidden(text: string, secret: string): void {
  for (const look of looks(secret)) expect(text.includes(look) ? `${look} in ${text}` : 'hidden').toBe('hidden')
}

/** Not words of the runbook or of the journal, which a secret cannot hide. */
const secretText = fc
  .string({ minLength: 8, maxLength: 50, unit: fc.constantFrom(...Array.from('aZ09+/=%&?#@:._~-"\\\' é😀')) })
  .filter((text) => text.trim() === text && new Set(text).size > 4)

test('property: a random secret is nowhere: not in the journal, the state, or what is heard', async () => {
  await fc.assert(
    fc.asyncProperty(secretText, fc.integer({ min: 1, max: 9 }), fc.boolean(), async (secret, chunk, isKilled) => {
      const storage = memoryStore()
      const port = scripted(chunk)
      const environment = { QUEUE_URL: `https://user:${encodeURIComponent(secret)}@queue`, TOKEN: secret, NICE: secret }
      const ports = { storage, processes: port, clock: steadyClock(), ids: countedIds() }
      const session = await startRun(fixturePack(), ports, { ...OPTIONS, environment })
      let heard = ''
      const end: ProcessEnd = isKilled ? { type: 'signaled', signal: 'SIGKILL' } : { type: 'exited', status: 0 }
      port.next = {
        end,
        stdout: `a ${looks(secret).join(' | ')} b\n${secret}\n`,
        stderr: `${Buffer.from(`user:${secret}`).toString('base64')} ${isKilled ? secret.slice(0, -1) : ''}`
      }
      const command = { step: 'is-it-there', part: 'step', index: 0 } as const
      const confirmation = { type: 'confirmed' } as const
      const onOutput = (_: string, text: string) => (heard += text)
      await session.perform({ type: 'run-command', command, confirmation }, { onOutput })
      await session.perform({ type: 'note', text: `it is ${secret}` })
      await session.perform({ type: 'report-command', command, status: 0, output: `saw ${secret}` })
      await session.perform({ type: 'choose', choice: { type: 'branch', index: 2 }, reason: `because of ${secret}` })
      await session.perform({ type: 'escalate', reason: `they have ${secret}` })
      await session.close('handed-over', secret)
      const journal = Buffer.from((await storage.read(session.state.run))!.journal).toString('utf8')
      expectHidden(heard, secret)
      expectHidden(journal, secret)
      expectHidden(journal, JSON.stringify(secret).slice(1, -1))
      const { pack: _, ...state } = session.state
      expectHidden(JSON.stringify(state), secret)
      expect(port.ran[0]?.environment).toMatchObject({ TOKEN: secret, NICE: secret })
    }),
    { numRuns: 150 }
  )
})

describe('with real commands', () => {
  const secret = 'fake+secret/with=signs&more-0123456789'
  const commands: [string, string][] = [
    ['in clear', 'echo "$TOKEN"; echo "$TOKEN" >&2'],
    ['in base64', 'printf %s "$TOKEN" | base64 -w 9; printf "user:%s" "$TOKEN" | base64'],
    ['byte by byte', 'for ((i = 0; i < ${#TOKEN}; i++)); do printf %s "${TOKEN:i:1}"; sleep 0.005; done'],
    ['across the cut', 'head -c 990 /dev/zero | tr "\\0" x; printf %s "$TOKEN"; head -c 9000 /dev/zero | tr "\\0" y'],
    [
      'at every place of a flood',
      'for ((i = 0; i < 400; i++)); do printf "%s$TOKEN%s" "${i//[13]/-}" "${i//[02]/+}"; done'
    ],
    ['when it is killed in the middle', 'printf "left: %s" "${TOKEN:0:25}"; kill -9 $$'],
    ['when a part of its encoding is', 'printf "left: %s" "$(printf %s "$TOKEN" | base64 | head -c 20)"; kill -9 $$']
  ]
  /** Roads by which the environment of the operator comes out, of which the runbook declares nothing. */
  const roads: [string, string][] = [
    ['env', 'env'],
    ['printenv', 'printenv GITHUB_TOKEN PGURL SOME_API_KEY'],
    ['export -p', 'export -p'],
    ['declare -p', 'declare -p GITHUB_TOKEN PGURL SOME_API_KEY'],
    ['set', 'set'],
    ['set -x', 'set -x; : "$GITHUB_TOKEN" "$PGURL" "$SOME_API_KEY"'],
    ['printf %q', 'printf "%q\\n" "$GITHUB_TOKEN" "$PGURL" "$SOME_API_KEY"'],
    ['an indirect name', 'for name in GITHUB_TOKEN PGURL SOME_API_KEY; do echo "${!name}"; done'],
    ['/proc', 'tr "\\0" "\\n" < <(cat /proc/self/environ)'],
    ['a file that holds it', 'env > held.txt; cat held.txt; rm held.txt'],
    ['a header', 'echo "> authorization: Bearer $GITHUB_TOKEN" >&2; echo "x-api-key: $SOME_API_KEY"'],
    ['process.env', `"${process.execPath}" -e "console.log(process.env)"`],
    ['JSON', `"${process.execPath}" -p "JSON.stringify(JSON.stringify(process.env))"`],
    ['base64', 'env | base64 -w 60; printf %s "$GITHUB_TOKEN" | base64'],
    ['lines', 'printf %s "$GITHUB_TOKEN$SOME_API_KEY$PGURL" | fold -w 10'],
    ['URL-encoded', `"${process.execPath}" -p "encodeURIComponent(process.env.PGURL + process.env.SOME_API_KEY)"`]
  ]
  const outside = {
    GITHUB_TOKEN: 'ghp_0123456789abcdefABCDEF0123456789abcd',
    PGURL: 'postgresql://app:pw-Of+The_app1@db.internal:5432/app',
    SOME_API_KEY: '9f8e7d6c5b4a39281706f5e4d3c2b1a0'
  }
  const given = Object.values({ ...outside, PGURL: 'pw-Of+The_app1' })
  test.each(roads)('what the runbook does not declare, by %s', async (_, code) => {
    const root = mkdtempSync(join(folder, 'runs-'))
    const pack = fixturePack((text) => text.replace('echo "$QUEUE_URL"', () => code))
    const ports = { storage: folderStore(root), processes: nodeProcesses(), clock: systemClock, ids: randomIds }
    const environment = { PATH: process.env['PATH'] ?? '', QUEUE_URL: 'queue', PGPASSWORD: 'postgres', ...outside }
    const session = await startRun(pack, ports, { ...OPTIONS, environment, folder, process: process.pid })
    let heard = ''
    const command = { step: 'is-it-there', part: 'step', index: 0 } as const
    await session.perform(
      { type: 'run-command', command, confirmation: { type: 'confirmed' } },
      { onOutput: (_stream, text) => (heard += text) }
    )
    await session.perform({ type: 'note', text: `seen: ${given.join(' ')}` })
    await session.close('stopped')
    const [run = ''] = readdirSync(root)
    const stored = readFileSync(join(root, run, 'journal.jsonl'), 'utf8')
    const ended = stored.split('\n').find((line) => line.includes('"type":"command-ended"')) ?? ''
    expect(ended).toMatch(/secret:(?:GITHUB_TOKEN|PGURL|SOME_API_KEY)|hidden/)
    for (const value of given) for (const text of [heard, stored]) expectHidden(text, value)
  })

  test('a word of everyday use is not hidden, whatever variable holds it', async () => {
    const { session, port } = await startDriver({
      environment: {
        ...OPTIONS.environment,
        PGPASSWORD: 'postgres',
        DB_URL: 'postgresql://postgres:postgres@h/postgres'
      }
    })
    port.next = { stdout: 'postgres is up' }
    const command = { step: 'is-it-there', part: 'step', index: 0 } as const
    await session.perform({ type: 'run-command', command, confirmation: { type: 'confirmed' } })
    expect(session.state.executions[0]?.stdout).toBe('postgres is up')
  })

  test.each(commands)('%s', async (_, code) => {
    const root = mkdtempSync(join(folder, 'runs-'))
    const pack = fixturePack((text) => text.replace('echo "$QUEUE_URL"', () => code))
    const ports = { storage: folderStore(root), processes: nodeProcesses(), clock: systemClock, ids: randomIds }
    const environment = { PATH: process.env['PATH'] ?? '', TOKEN: secret, QUEUE_URL: 'queue' }
    const session = await startRun(pack, ports, {
      ...OPTIONS,
      environment,
      folder,
      outputLimit: 2000,
      process: process.pid
    })
    let heard = ''
    const command = { step: 'is-it-there', part: 'step', index: 0 } as const
    const ran = await session.perform(
      { type: 'run-command', command, confirmation: { type: 'confirmed' } },
      { onOutput: (_stream, text) => (heard += text) }
    )
    await session.close('stopped')
    expect(ran).toMatchObject({ event: { type: 'command-ended' } })
    const [run = ''] = readdirSync(root)
    const stored = readFileSync(join(root, run, 'journal.jsonl'), 'utf8')
    const encoded = Buffer.from(secret).toString('base64')
    for (const text of [heard, stored]) {
      expectHidden(text, secret)
      for (let at = 0; at + 10 < secret.length; at++) expect(text).not.toContain(secret.slice(at, at + 10))
      for (let at = 0; at + 12 < encoded.length; at++) expect(text).not.toContain(encoded.slice(at, at + 12))
    }
    expect(heard).toContain('[secret:TOKEN]')
  })
})

describe('what the runbook does not declare', () => {
  const LONG = 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA'
  test.each([
    ['DB_PASSWORD', 'Tr0ub4dor&3'],
    ['PGPASSWORD', 's3cret!'],
    ['MYSQL_PWD', 'letmein99'],
    ['COOKIE_SECRET', 'abc12345'],
    ['ADMIN_PW', 'Winter2026!!'],
    ['SESSION_SECRET', 'keyboard cat keyboard cat'],
    ['SECRET_KEY_BASE', '0a1b2c3d'.repeat(16)],
    ['JWT_SIGNING', 'supersecretjwtsigningvalue'],
    ['PAGERDUTY_ROUTING_KEY', '0a1b2c3d'.repeat(4)],
    ['HEADER', `Bearer ${LONG}`],
    ['SAS', `https://x.blob.core.windows.net/c?sv=2022&sig=${LONG}%3D`],
    ['BUS', `Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=${LONG}=`]
  ])('%s=%s is hidden', (name, value) => {
    const masker = createMasker(outsideSecrets({ [name]: value }, []))
    expect(masker.mask(`it is ${value} here`)).toBe(`it is [secret:${name}] here`)
  })

  test.each([
    ['PGPASSWORD', 'postgres'],
    ['DB_PASS', '123456'],
    ['DB_PASSWORD', 'a1'],
    ['APP_SECRET', './secrets/app1'],
    ['ROUTING_KEY', 'orders.created.v2.eu1'],
    ['PASSWORD_MIN_LENGTH', '12345678']
  ])('%s=%s is a word or a number', (name, value) => {
    expect(outsideSecrets({ [name]: value }, [])).toEqual([])
  })
})

describe('the end of a text', () => {
  const masker = createMasker([{ name: 'TOKEN', value: 'fake_0123456789' }])
  const ends: [string, string, boolean, string][] = [
    ['that broke off in a secret', 'x fake_01', true, 'x [secret:TOKEN]'],
    ['that broke off in an escape in it', 'x fake%5F01%3', true, 'x [secret:TOKEN]'],
    ['that broke off within its first three characters', 'x fak', true, 'x fak'],
    ['that broke off elsewhere', 'x fake_01 y', true, 'x fake_01 y'],
    ['that came to its end', 'x fake_01', false, 'x fake_01']
  ]
  test.each(ends)('%s', (_, text, isCut, expected) => {
    const stream = masker.stream()
    expect(stream.push(text) + stream.end(isCut)).toBe(expected)
  })
})

describe('values', () => {
  test('a value that holds a secret is not stored in part, and is asked for again', async () => {
    const environment = { QUEUE_URL: 'https://tok_fake-not-a-secret@queue', TOKEN: 'tok_fake-not-a-secret' }
    const { session, storage, port } = await startDriver({ environment })
    const { run } = session.state
    expect(session.state.inputs['QUEUE_URL']).toEqual({ secret: true, value: null, origin: 'environment' })
    await session.close('stopped')
    const ports = { storage, processes: port, clock: steadyClock(), ids: countedIds() }
    const other = await resumeRun(run, ports, { ...OPTIONS, environment: {} })
    expect(Object.keys(other.session.state.inputs)).toEqual([])
    expect(other.session.situation?.commands[0]?.missing.map(({ name }) => name)).toEqual(['QUEUE_URL'])
  })

  test('a secret that was replaced stays hidden, and one that is taken away is missing', async () => {
    const { session, run, read, will } = await startDriver()
    await will({ type: 'set-input', name: 'TOKEN', value: 'tok_fake-another-one', origin: 'person' })
    await run({ stdout: 'old tok_fake-not-a-secret, new tok_fake-another-one' })
    const { events } = await read()
    expect(events.at(-1)).toMatchObject({ stdout: { text: 'old [secret:TOKEN], new [secret:TOKEN]' } })
    await will({ type: 'set-input', name: 'TOKEN', value: null, origin: 'person' })
    expect(Object.keys(session.state.inputs)).toEqual(['QUEUE_URL'])
  })

  test('a command gets the inputs that were given, and of the others nothing', async () => {
    const environment = { QUEUE_URL: 'queue', NICE: '', LANG: 'C' }
    const { run, port } = await startDriver({ environment: { ...environment, TOKEN: '' } })
    await run({ stdout: 'there' })
    expect(port.ran[0]?.environment).toEqual({ QUEUE_URL: 'queue', LANG: 'C' })
  })
})

test('what looks like a secret is one, whatever the pack says: by its name or by its value', async () => {
  const base = fixturePack()
  const json = JSON.parse(base.files['pack.json'] ?? '') as object
  const secrets = {
    GITHUB_TOKEN: 'plain-looking-value',
    PGPASSWORD: 'correct horse battery',
    BACKEND: 'postgresql://u:S3CRETpw@db/app',
    OUTGOING: 'xoxb-1234567890-abc',
    QUEUE_URL: 'AKIAIOSFODNN7EXAMPLQ'
  }
  const inputs = Object.keys(secrets).map((name) => ({ name, description: 'Said to be none.', secret: false }))
  const pack = readRunPack(textOf({ ...base.files, 'pack.json': JSON.stringify({ ...json, inputs }) }))
  const driver = await startDriver({ environment: { ...secrets, PLAIN: 'x' } }, pack)
  await driver.run({ stdout: Object.values(secrets).join(' ') })
  const stored = JSON.stringify((await driver.read()).events) + JSON.stringify(driver.session.state.executions)
  const handover = JSON.stringify(handoverOf(driver.session.state, '2026-03-01T03:00:00.000Z', null))
  for (const secret of [...Object.values(secrets), 'S3CRETpw']) expectHidden(stored + handover, secret)
  expect(Object.values(driver.session.state.inputs).map(({ secret, value }) => [secret, value])).toEqual(
    Object.keys(secrets).map(() => [true, null])
  )
  expect(driver.port.ran.at(-1)?.environment).toMatchObject(secrets)
})
