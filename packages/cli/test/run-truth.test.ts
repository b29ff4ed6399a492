import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readJournal, type RunState } from '@keys/runner'
import type { RunEvent } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { outroBlocks } from '@keys/runner/present'
import { operatorOf } from '../src/operate/operator.js'
import { placeOf } from '../src/operate/run-place.js'
import { render } from '@keys/terminal'
import { keysHere, temporaryFolder, type Outcome } from './support.js'
import { QUEUE_PACK, writeQueuePack } from './terminal/fixture.js'
import { play, printing, queuePack, type Said } from './terminal/scripted.js'

const words = (text: string | null): Said => ({ words: text })

/** A pack of one check that prints a word, and where each word leads. */
const ONE_CHECK = `# One check

Prints a word.

## Immediate safety checks

### Check 1: What it prints (READ-ONLY)

\`\`\`bash
printf '%s\\n' "$WORD"
\`\`\`

- **If \`good\`**: **STOP: resolved**
- **If \`other\`**: **STOP: wrong runbook** \`@keys/runbook-partial-outage-dependency-failure\`
- **If somebody says so**: **STOP: resolved**
- **Otherwise**: **STOP: escalate**
`

/** A workspace with that pack, and how the command is called in it. */
function workspace(): {
  folder: string
  call: (args: string[], more?: Record<string, string>, at?: string) => Promise<Outcome>
} {
  const folder = temporaryFolder()
  const pack = JSON.parse(QUEUE_PACK['pack.json'] ?? '') as Record<string, unknown>
  const inputs = [
    { name: 'WORD', description: 'What it prints.', example: 'good', required: true },
    { name: 'EVIDENCE_DIR', description: 'Folder for what is found.', example: './evidence', required: false }
  ]
  writeQueuePack(folder, { 'README.md': ONE_CHECK, 'pack.json': JSON.stringify({ ...pack, inputs }, null, 2) })
  const environment = { PATH: process.env['PATH'] ?? '', KEYS_RUNS: join(folder, 'runs') }
  return { folder, call: (args, more = {}, at = folder) => keysHere(args, at, { ...environment, ...more }) }
}

/** The events of the newest run. */
async function events(call: ReturnType<typeof workspace>['call']): Promise<readonly RunEvent[]> {
  const bundle = JSON.parse((await call(['report', '--format', 'json'])).out) as { journal: string[] }
  return readJournal(new TextEncoder().encode(bundle.journal.map((line) => `${line}\n`).join(''))).events
}

describe('the exit code says how a run ended', () => {
  test.each([
    ['good', 0],
    ['other', 11],
    ['strange', 1],
    ['', 1]
  ])('%s: %i', async (word, code) => {
    const { call } = workspace()
    expect((await call(['run', 'queue-stands-still', '--yes'], { WORD: word })).code).toBe(code)
  })

  test('an escalation is told from a good end, and so is looking at it again', async () => {
    const { folder, call } = workspace()
    writeQueuePack(folder, {
      'README.md': ONE_CHECK.replace('- **If somebody says so**: **STOP: resolved**\n', ''),
      'pack.json': readFileSync(join(folder, 'runbook-keys/queue-stands-still/pack.json'), 'utf8')
    })
    expect((await call(['run', 'queue-stands-still', '--yes'], { WORD: 'strange' })).code).toBe(10)
    const [{ run }] = JSON.parse((await call(['runs', '--all', '--format', 'json'])).out) as [{ run: string }]
    expect((await call(['resume', run])).code).toBe(10)
  })

  test('the help and the documentation name the codes', async () => {
    const { call } = workspace()
    const help = (await call(['--help'])).out
    for (const code of ['10 escalated', '11 wrong runbook', '12 stopped', '13 waiting']) {
      expect(help.replaceAll(/\s+/g, ' ')).toContain(code)
    }
  })
})

test('looking at a run that has ended never changes its head', async () => {
  const { call } = workspace()
  await call(['run', 'queue-stands-still', '--yes'], { WORD: 'good' })
  const [{ run }] = JSON.parse((await call(['runs', '--all', '--format', 'json'])).out) as [{ run: string }]
  const { head } = JSON.parse((await call(['report', '--format', 'json'])).out) as { head: { hash: string } }
  for (const look of [
    ['resume', run],
    ['resume', run, '--yes'],
    ['handover', run],
    ['runs', '--all'],
    ['report', run]
  ])
    expect((await call(look)).code).toBe(0)
  expect((await call(['verify-evidence', run, '--head', head.hash])).code).toBe(0)
})

test('the head of a run that went on is told from a forgery', async () => {
  const { folder, call } = workspace()
  const json = JSON.parse as (text: string) => unknown as (text: string) => { head: { hash: string }; outcome: string }
  await call(['run', 'queue-stands-still', '--yes'], { WORD: 'strange' })
  const [{ run }] = JSON.parse((await call(['runs', '--all', '--format', 'json'])).out) as [{ run: string }]
  const { hash } = json((await call(['report', '--format', 'json'])).out).head
  await call(['resume', run, '--yes'], { WORD: 'good' })
  await call(['report', '--format', 'json', '--output', 'bundle.json'])
  for (const evidence of [run, 'bundle.json']) {
    const { code, out } = await call(['verify-evidence', evidence, '--head', hash])
    expect([code, out]).toEqual([14, expect.stringContaining('! The evidence holds up to event')])
    expect(out).not.toContain('✗')
    expect(json((await call(['verify-evidence', evidence, '--head', hash, '--format', 'json'])).out)).toMatchObject({
      holds: false,
      outcome: 'went-on'
    })
  }
  // Rewritten after that head it is the same to the head; changed within, it is a forgery.
  const bundle = readFileSync(join(folder, 'bundle.json'), 'utf8')
  writeFileSync(join(folder, 'forged.json'), bundle.replaceAll('strange', 'changed'))
  const forged = await call(['verify-evidence', 'forged.json', '--head', hash])
  expect([forged.code, forged.out]).toEqual([1, expect.stringContaining('✗')])
})

test('what --yes decided is not said of a person', async () => {
  const { call } = workspace()
  await call(['run', 'queue-stands-still', '--yes'], { WORD: 'good' })
  const { out } = await call(['report'])
  expect(out).toContain('by --yes')
  expect(out).not.toMatch(/confirmed by/i)
})

describe('who answers', () => {
  test.each([
    ['the option first', { operator: 'Priya' }, { KEYS_OPERATOR: 'Bo', SUDO_USER: 'ada' }, 'root', 'Priya'],
    ['then the variable', {}, { KEYS_OPERATOR: ' Bo ', SUDO_USER: 'ada' }, 'root', 'Bo'],
    ['then who used sudo', {}, { KEYS_OPERATOR: ' ', SUDO_USER: 'ada' }, 'root', 'ada'],
    ['a stale variable of sudo counts for root alone', {}, { SUDO_USER: 'ada' }, 'ubuntu', 'ubuntu'],
    ['else the account', {}, {}, 'root', 'root']
  ])('%s', (_, options, environment, account, operator) => {
    expect(operatorOf(account, options, environment)).toEqual({ operator, account })
  })

  test('both names are in the record', async () => {
    const { call } = workspace()
    await call(['run', 'queue-stands-still', '--yes', '--operator', 'Priya'], { WORD: 'good' })
    const opened = (await events(call)).find(({ type }) => type === 'session-opened')
    expect(opened).toMatchObject({ operator: 'Priya', account: expect.not.stringMatching(/^Priya$/) })
    expect((await call(['report'])).out).toMatch(/Priya \(account \w+\)/)
  })
})

describe('the folder of a run', () => {
  const state = (folder: string | null, host = 'desk') =>
    ({ folder, place: { type: 'step', step: 'x' }, session: { host } }) as unknown as RunState

  test('is where its commands run, wherever it is resumed from', async () => {
    const { folder, call } = workspace()
    const started = join(folder, 'a')
    mkdirSync(join(folder, 'b'), { recursive: true })
    mkdirSync(started)
    writeQueuePack(folder, {
      'README.md': ONE_CHECK.replace('printf \'%s\\n\' "$WORD"', 'cat "$WORD"'),
      'pack.json': readFileSync(join(folder, 'runbook-keys/queue-stands-still/pack.json'), 'utf8')
    })
    writeFileSync(join(started, 'word.txt'), 'good\n')
    expect((await call(['run', 'queue-stands-still'], { WORD: 'word.txt' }, started)).code).toBe(1)
    const resumed = await call(['resume', '--yes'], {}, join(folder, 'b'))
    expect([resumed.code, resumed.out.includes(`Commands run in ${started}`)]).toEqual([0, true])
  })

  test('that is gone is named, and nothing runs elsewhere unasked', async () => {
    const { folder, call } = workspace()
    const started = join(folder, 'a')
    mkdirSync(started)
    await call(['run', 'queue-stands-still'], { WORD: 'good' }, started)
    rmSync(started, { recursive: true })
    const refused = await call(['resume', '--yes'])
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining(`is gone: ${started}`)])
    const moved = await call(['resume', '--yes', '--here'])
    expect(moved.code).toBe(0)
    const folders = (await events(call)).flatMap((event) => (event.type === 'session-opened' ? [event.folder] : []))
    expect(folders).toEqual([started, folder])
  })

  test('on another machine is not taken for the one here', async () => {
    const here = { host: 'laptop', folder: '/here', options: {}, dialogue: null }
    await expect(placeOf(state('/tmp', 'desk'), here)).rejects.toThrow('another machine: desk, in /tmp')
    expect(await placeOf(state('/tmp', 'laptop'), here)).toMatchObject({ folder: '/tmp', moves: false })
    expect(await placeOf(state('/here', 'desk'), here)).toMatchObject({ moves: false })
  })
})

describe('the last words claim no more than was done', () => {
  const TO_VERIFY: readonly Said[] = ['', '', '1', 'y', '', '', '', 'y', '', words('action 2'), '']
  const OUTPUTS = ['full', 'done', 'idle', 'told'] as const

  /** What is said at the end of a run. */
  async function said(script: readonly Said[], ...outputs: readonly string[]): Promise<string> {
    const { outcome, session } = await play([...TO_VERIFY, ...script], printing(...OUTPUTS, ...outputs))
    const blocks = outroBlocks(session.state, outcome, session.head, {
      keys: 'keys',
      runs: null,
      now: '',
      contacts: {},
      configPath: null
    })
    return render(blocks, { width: 200, color: false, isPlain: true }).join('\n')
  }

  test('all verified', async () => {
    expect(await said(['', '', '2', '', ''], 'idle', 'idle')).toContain('its verification holds')
  })

  test('one skipped', async () => {
    const text = await said(['', '', '2', 's', '1', words('no time')], 'idle')
    expect(text).not.toContain('its verification holds')
    expect(text).toContain('Verify 2: It still is (no time)')
  })

  test('one decided otherwise', async () => {
    const text = await said(['', '1', words('I saw it'), '2', '', ''], 'full', 'idle')
    expect(text).not.toContain('its verification holds')
    expect(text).toContain('Verify 1: The queue stays empty (I saw it)')
  })

  test('none made', async () => {
    const { outcome, session } = await play([''], printing('good'), undefined, queuePack({ 'README.md': ONE_CHECK }))
    await session.perform({ type: 'choose', choice: { type: 'branch', index: 0 } })
    expect(outcome.type).toBe('interrupted')
    const ended = { type: 'ended', node: 'stop:resolved' } as const
    const blocks = outroBlocks(session.state, ended, session.head, {
      keys: 'keys',
      runs: null,
      now: '',
      contacts: {},
      configPath: null
    })
    const text = render(blocks, { width: 200, color: false, isPlain: true }).join('\n')
    expect(text).toContain('Nothing was verified on this path.')
  })
})

test.each(['markdown', 'html'])('a report in %s is not called forged', async (format) => {
  const { call } = workspace()
  await call(['run', 'queue-stands-still', '--yes'], { WORD: 'good' })
  await call(['report', '--format', format, '--output', 'evidence.out'])
  const { code, out, err } = await call(['verify-evidence', 'evidence.out'])
  expect([code, out, err]).toEqual([
    2,
    '',
    expect.stringContaining('evidence.out is a report, not evidence.\nAsk for the JSON bundle')
  ])
})

test('another run that used the evidence folder is named, however the folder is written', async () => {
  const { folder, call } = workspace()
  const run = ['run', 'queue-stands-still', '--yes']
  expect((await call(run, { WORD: 'good', EVIDENCE_DIR: './evidence' })).out).not.toContain('used')
  for (const written of ['evidence', join(folder, 'evidence'), './evidence/../evidence']) {
    const { out } = await call(run, { WORD: 'good', EVIDENCE_DIR: written })
    expect(out).toMatch(new RegExp(`Run \\w{5} used ${join(folder, 'evidence')}`))
  }
  expect((await call(run, { WORD: 'good', EVIDENCE_DIR: 'another' })).out).not.toContain('used')
})
