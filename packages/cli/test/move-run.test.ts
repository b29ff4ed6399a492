import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHAIN_START, writeEvent, type ChainEnd } from '@keys/runner'
import type { RunEvent } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { keysHere, temporaryFolder, type Outcome } from './support.js'
import { QUEUE_PACK, writeQueuePack } from './terminal/fixture.js'

const SECRET = 'tok-not-a-real-one-1'

const README = `# One check

Prints a word.

## Immediate safety checks

### Check 1: The folder (READ-ONLY)

\`\`\`bash
mkdir -p "$EVIDENCE_DIR/deep" && printf 'before\\n' > "$EVIDENCE_DIR/before.txt" && printf 'x\\n' > "$EVIDENCE_DIR/deep/x.txt"
printf '%s\\n' "$TOKEN" > "$EVIDENCE_DIR/leaked.txt"
echo made
\`\`\`

- **If \`made\`**: continue to [Step 1].
- **Otherwise**: **STOP: escalate**

## Diagnosis flow

### Step 1: What it holds

\`\`\`bash
cat "$EVIDENCE_DIR/before.txt"
\`\`\`

- **If \`after\`**: **STOP: resolved**
- **If somebody says so**: **STOP: resolved**

[Step 1]: #step-1-what-it-holds
`

/** Goes on with a bundle on another machine, whose person has read its commands. */
const RESUME = ['resume', 'run.json', '--run-commands']

type Call = (args: string[], more?: Record<string, string>) => Promise<Outcome>

/** A machine: a folder to work in, and others for runs and for what its person agreed to. */
function machine(): { folder: string; call: Call } {
  const folder = temporaryFolder()
  const environment = {
    PATH: process.env['PATH'] ?? '',
    KEYS_RUNS: join(folder, 'runs'),
    XDG_STATE_HOME: temporaryFolder()
  }
  return { folder, call: (args, more = {}) => keysHere(args, folder, { ...environment, ...more }) }
}

/** A machine with a run that stands at its second step; an evidence folder as it was written. */
async function started(evidence = 'evidence/INC-1'): Promise<{ folder: string; call: Call; run: string }> {
  const here = machine()
  const pack = JSON.parse(QUEUE_PACK['pack.json'] ?? '') as Record<string, unknown>
  const inputs = [
    { name: 'EVIDENCE_DIR', description: 'Folder for what is found.', example: './evidence', required: true },
    { name: 'TOKEN', description: 'A token.', required: true, secret: true }
  ]
  writeQueuePack(here.folder, { 'README.md': README, 'pack.json': JSON.stringify({ ...pack, inputs }, null, 2) })
  await here.call(['run', 'queue-stands-still', '--yes'], { EVIDENCE_DIR: evidence, TOKEN: SECRET })
  const [{ run }] = JSON.parse((await here.call(['runs', '--format', 'json'])).out) as [{ run: string }]
  return { ...here, run }
}

/** Hands a run over as a bundle, and takes it to another machine. */
async function moved(evidence?: string) {
  const from = await started(evidence)
  const handed = await from.call(['handover', from.run, '--to', 'Priya', '--bundle', 'run.json'], { TOKEN: SECRET })
  const to = machine()
  const bundle = readFileSync(join(from.folder, 'run.json'), 'utf8')
  writeFileSync(join(to.folder, 'run.json'), bundle)
  return { from, to, handed, bundle }
}

/** Makes a record that of a machine called elsewhere, its chain in order. */
function rewriteHost(file: string): void {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  let end: ChainEnd = { sequence: 0, head: CHAIN_START }
  const rewritten = lines.map((text) => {
    const { sequence: _, at, previous: __, hash: ___, ...body } = JSON.parse(text) as RunEvent
    const { line, event } = writeEvent('host' in body ? { ...body, host: 'elsewhere' } : body, at, end)
    end = { sequence: event.sequence, head: event.hash }
    return line
  })
  writeFileSync(file, rewritten.join(''))
}

describe('a run that moves to another machine', () => {
  test('goes on there where it stood, with its evidence folder and without secrets', async () => {
    const { from, to, handed, bundle } = await moved()
    expect(handed.code).toBe(0)
    expect(handed.err).toContain('Left out: leaked.txt, a secret stands in it')
    for (const form of [SECRET, Buffer.from(SECRET).toString('base64')]) expect(bundle).not.toContain(form)
    expect(statSync(join(from.folder, 'run.json')).mode & 0o777).toBe(0o600)
    const resumed = await to.call([...RESUME, '--operator', 'Priya'])
    expect([resumed.code, resumed.err]).toEqual([1, expect.stringContaining('2 files in')])
    expect(readFileSync(join(to.folder, 'evidence/INC-1/before.txt'), 'utf8')).toBe('before\n')
    expect(existsSync(join(to.folder, 'evidence/INC-1/leaked.txt'))).toBe(false)
    const [listed] = JSON.parse((await to.call(['runs', '--format', 'json'])).out) as [Record<string, unknown>]
    expect(listed).toMatchObject({
      run: from.run,
      operator: 'Priya',
      folder: to.folder,
      stands: expect.stringContaining('Step 1')
    })
    expect((await to.call(['verify-evidence', from.run])).code).toBe(0)
  })

  test.each([
    ['.', 'evidence', 'runbook-keys/queue-stands-still/README.md'],
    ['.github/workflows', 'workflows', 'before.txt'],
    ['node_modules', 'evidence', 'before.txt'],
    ['./found', 'found', 'before.txt']
  ])(
    'an evidence folder called %s goes to %s there, never into the folder itself or a hidden one',
    async (value, place, file) => {
      const { to } = await moved(value)
      expect((await to.call(RESUME)).code).toBe(1)
      expect(existsSync(join(to.folder, place, file))).toBe(true)
      expect(readdirSync(to.folder).toSorted()).toEqual([place, 'run.json', 'runs'].toSorted())
    }
  )

  test('a folder that is none of the run, or a bundle without the text of the run, is refused', async () => {
    const { to, bundle } = await moved()
    const read = JSON.parse(bundle) as { packs: unknown[] }
    for (const [changed, words] of [
      [bundle.replace('"input": "EVIDENCE_DIR"', '"input": "OTHER_EVIDENCE_DIR"'), 'The folder of OTHER_EVIDENCE_DIR'],
      [bundle.replace('"value": "evidence/INC-1"', '"value": "config"'), 'is none of its run'],
      [JSON.stringify({ ...read, packs: [] }), 'The text of the runbook that its run follows is not in it.']
    ] as const) {
      writeFileSync(join(to.folder, 'run.json'), changed)
      expect(await to.call(RESUME)).toMatchObject({ code: 2, err: expect.stringContaining(words) })
      expect(readdirSync(to.folder)).toEqual(['run.json'])
    }
  })

  test('its commands are shown, and nothing of it is stored before somebody agreed', async () => {
    const { to, from } = await moved()
    const { code, err } = await to.call(['resume', 'run.json'])
    expect(code).toBe(2)
    for (const words of [
      'it came with a bundle',
      'mkdir -p "$EVIDENCE_DIR/deep"',
      'keys resume run.json --run-commands'
    ])
      expect(err).toContain(words)
    expect(readdirSync(to.folder)).toEqual(['run.json'])
    expect((await to.call(RESUME)).code).toBe(1)
    expect((await to.call(['resume', from.run])).code).toBe(1)
  })

  test('a text that lies there too, as the project of its own, is asked for no more', async () => {
    const { to, from } = await moved()
    cpSync(join(from.folder, 'runbook-keys'), join(to.folder, 'runbook-keys'), { recursive: true })
    expect((await to.call(['resume', 'run.json'])).code).toBe(1)
  })

  test('another text of the same name that lies there speaks for nothing', async () => {
    const { to, from } = await moved()
    cpSync(join(from.folder, 'runbook-keys'), join(to.folder, 'runbook-keys'), { recursive: true })
    const readme = join(to.folder, 'runbook-keys/queue-stands-still/README.md')
    writeFileSync(readme, readFileSync(readme, 'utf8').replace('echo made', 'echo made it'))
    expect((await to.call(['resume', 'run.json'])).err).toContain('it came with a bundle')
  })

  test('a run whose folder was copied from another machine asks too', async () => {
    const { from, to } = await moved()
    const journal = join(to.folder, 'runs', from.run, 'journal.jsonl')
    cpSync(join(from.folder, 'runs'), join(to.folder, 'runs'), { recursive: true })
    rewriteHost(journal)
    expect((await to.call(['resume', from.run, '--here'])).err).toContain('comes from another machine, elsewhere')
    expect((await to.call(['resume', from.run, '--here', '--run-commands'])).code).toBe(1)
    expect((await to.call(['resume', from.run, '--here'])).code).toBe(1)
  })

  test('an evidence folder with an absolute path goes below the new folder', async () => {
    const absolute = join(temporaryFolder(), 'INC-2')
    const { to, from } = await moved(absolute)
    expect((await to.call(RESUME)).code).toBe(1)
    expect(readdirSync(join(to.folder, 'INC-2')).toSorted()).toEqual(['before.txt', 'deep'])
    const journal = readFileSync(join(to.folder, 'runs', from.run, 'journal.jsonl'), 'utf8')
    expect(journal).toContain(JSON.stringify(join(to.folder, 'INC-2')))
  })

  test('it says on the first machine to whom it went', async () => {
    const { from } = await moved()
    const { out } = await from.call(['runs'])
    expect(out.replaceAll(/\s+/g, ' ')).toContain('handed over to Priya')
  })

  test('it comes back, and goes on', async () => {
    const { from, to } = await moved()
    await to.call(RESUME)
    await to.call(['handover', '--bundle', 'back.json'])
    writeFileSync(join(from.folder, 'back.json'), readFileSync(join(to.folder, 'back.json')))
    expect((await from.call(['resume', 'back.json'])).code).toBe(1)
    expect((await from.call(['verify-evidence', from.run])).code).toBe(0)
  })

  test('two histories of one run are not joined', async () => {
    const { from, to } = await moved()
    await to.call(RESUME)
    await from.call(['end', from.run, '--reason', 'here'])
    await to.call(['handover', '--bundle', 'back.json'])
    writeFileSync(join(from.folder, 'back.json'), readFileSync(join(to.folder, 'back.json')))
    const { code, err } = await from.call(['resume', 'back.json'])
    expect([code, err]).toEqual([2, expect.stringContaining('went on in another way')])
  })

  test('nothing that is there is changed', async () => {
    const { to } = await moved()
    mkdirSync(join(to.folder, 'evidence/INC-1'), { recursive: true })
    writeFileSync(join(to.folder, 'evidence/INC-1/before.txt'), 'mine\n')
    expect(await to.call(RESUME)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is there already')
    })
    expect(readFileSync(join(to.folder, 'evidence/INC-1/before.txt'), 'utf8')).toBe('mine\n')
    expect(existsSync(join(to.folder, 'runs'))).toBe(false)
  })

  test('nothing is written through a link', async () => {
    const { to } = await moved()
    const victim = temporaryFolder()
    mkdirSync(join(to.folder, 'evidence/INC-1'), { recursive: true })
    symlinkSync(victim, join(to.folder, 'evidence/INC-1/deep'))
    expect((await to.call(RESUME)).code).toBe(2)
    expect(readdirSync(victim)).toEqual([])
  })

  test.each<[string, (text: string) => string]>([
    ['a path that leads out', (text) => text.replace('"before.txt"', '"../../before.txt"')],
    ['an absolute path', (text) => text.replace('"before.txt"', '"/tmp/before.txt"')],
    [
      'a changed file',
      (text) => text.replace(Buffer.from('before\n').toString('base64'), Buffer.from('forged\n').toString('base64'))
    ],
    ['a changed text', (text) => text.replace('echo made', 'echo evil')],
    ['a changed record', (text) => text.replace(/"journal": "(.{40})./, '"journal": "$1A')],
    ['another name', (text) => text.replace(/"run": "[^"]*"/, '"run": "2026-01-01-x-y"')],
    ['something else', () => '{"hello": 1}'],
    ['no JSON', () => 'hello']
  ])('%s in a bundle is refused, and nothing is written', async (_, change) => {
    const { to, bundle } = await moved()
    writeFileSync(join(to.folder, 'run.json'), change(bundle))
    const { code, err } = await to.call(RESUME)
    expect([code, err]).toEqual([2, expect.stringContaining('run.json cannot be taken in.')])
    expect(readdirSync(to.folder)).toEqual(['run.json'])
  })
})

describe('a bundle with attachments', () => {
  /** A bundle of a run to which a graph and a file with a secret are attached. */
  async function attached() {
    const { run, folder, call } = await started()
    writeFileSync(join(folder, 'graph.png'), 'a graph')
    writeFileSync(join(folder, 'env.txt'), `TOKEN=${SECRET}\n`)
    await call(['attach', run, 'graph.png'])
    await call(['attach', run, 'env.txt'])
    const handed = await call(['handover', run, '--bundle', 'my run.json'], { TOKEN: SECRET })
    const text = readFileSync(join(folder, 'my run.json'), 'utf8')
    return { handed, to: machine(), text, bundle: JSON.parse(text) as Record<string, unknown> }
  }

  test('says how it goes on and what is not in it, and is read with a byte order mark', async () => {
    const { handed, to, text } = await attached()
    expect(handed.err).toContain('Left out: env.txt, a secret stands in it')
    expect(handed.out).toContain("resume 'my run.json'")
    expect(handed.out).toContain('Go on with it where that file is:')
    expect(handed.out).not.toContain('ask for a bundle')
    writeFileSync(join(to.folder, 'run.json'), `\uFEFF${text}`)
    const { code, err } = await to.call(RESUME)
    expect([code, err]).toEqual([
      1,
      expect.stringContaining('Attachment env.txt is not in the bundle: a secret stands in it')
    ])
  })

  test.each([
    ['the graph', { attachments: [] }, 'graph.png'],
    ['the word of what was left out', { attachmentsLeftOut: [] }, 'env.txt']
  ])('without %s is refused, and nothing is written', async (_, change, name) => {
    const { to, bundle } = await attached()
    writeFileSync(join(to.folder, 'run.json'), JSON.stringify({ ...bundle, ...change }))
    const { code, err } = await to.call(RESUME)
    expect([code, err]).toEqual([2, expect.stringContaining(`The attachment ${name} of its record is not in it.`)])
    expect(readdirSync(to.folder)).toEqual(['run.json'])
  })
})

test.each([
  ['--runs', ['--runs', 'run.json'], {}],
  ['KEYS_RUNS', [], { KEYS_RUNS: 'run.json' }]
])('a file in the place of the folder of runs, by %s, is said to be one', async (_, args, environment) => {
  const { folder, call } = machine()
  writeFileSync(join(folder, 'run.json'), '{}')
  for (const command of ['runs', 'handover', 'resume']) {
    const { code, err } = await call([command, ...args], environment)
    expect([code, err]).toEqual([2, expect.stringContaining('run.json is not a folder: runs are kept in one.')])
  }
})

describe('a run is given up, and taken up', () => {
  test('with a reason that is in the report; then it is open no longer', async () => {
    const { call, run } = await started()
    expect((await call(['end', run])).code).toBe(2)
    expect((await call(['end', run, '--reason', 'false alarm: a load test'])).code).toBe(0)
    expect((await call(['runs'])).err).toContain('No run is open.')
    expect((await call(['report', run])).out).toContain('false alarm: a load test')
    expect((await call(['resume', run])).code).toBe(12)
    expect((await call(['end', run, '--reason', 'again'])).code).toBe(2)
  })

  test('one that was ended goes on with a reason', async () => {
    const { call, run } = await started()
    const open = await call(['resume', run, '--reopen', 'not needed'], { TOKEN: SECRET })
    expect([open.code, open.err]).toEqual([2, expect.stringContaining('This run has not ended')])
    await call(['end', run, '--reason', 'false alarm'])
    expect((await call(['resume', run, '--reopen', 'no false alarm'], { TOKEN: SECRET })).code).toBe(1)
    expect((await call(['runs'])).out).toContain('Step 1')
    expect((await call(['verify-evidence', run])).code).toBe(0)
  })
})

describe('keys attach', () => {
  test('keeps a copy and its hash, also of a run that has ended, and finds what was changed', async () => {
    const { folder, call, run } = await started()
    writeFileSync(join(folder, 'graph one.png'), 'picture')
    await call(['end', run, '--reason', 'over'])
    expect((await call(['attach', run, 'graph one.png', '--text', 'errors'])).out).toMatch(/SHA-256: [0-9a-f]{64}/)
    expect((await call(['report', run])).out).toContain('graph one.png: errors')
    expect((await call(['verify-evidence', run])).code).toBe(0)
    const [kept = ''] = readdirSync(join(folder, 'runs', run, 'attachments'))
    writeFileSync(join(folder, 'runs', run, 'attachments', kept), 'forged')
    expect(await call(['verify-evidence', run])).toMatchObject({
      code: 1,
      out: expect.stringContaining('graph one.png was changed')
    })
  })

  test('goes along in a bundle, and is whole on the other machine; one with a secret stays', async () => {
    const { folder, call, run } = await started()
    writeFileSync(join(folder, 'graph.png'), 'picture')
    writeFileSync(join(folder, 'env.txt'), `TOKEN=${SECRET}`)
    for (const file of ['graph.png', 'env.txt']) await call(['attach', run, file])
    const handed = await call(['handover', run, '--bundle', 'run.json'], { TOKEN: SECRET })
    expect(handed.err).toContain('attachments: 1')
    expect(handed.err).toContain('Left out: env.txt, a secret stands in it')
    const bundle = readFileSync(join(folder, 'run.json'), 'utf8')
    const to = machine()
    writeFileSync(join(to.folder, 'run.json'), bundle)
    expect((await to.call(RESUME)).code).toBe(1)
    const [kept = '', ...others] = readdirSync(join(to.folder, 'runs', run, 'attachments'))
    expect([readFileSync(join(to.folder, 'runs', run, 'attachments', kept), 'utf8'), others]).toEqual(['picture', []])
    for (const [from, into, words] of [
      [Buffer.from('picture').toString('base64'), Buffer.from('forged!').toString('base64'), 'was changed'],
      ['"name": "graph.png"', '"name": "other.png"', 'none of its run']
    ] as const) {
      const other = machine()
      writeFileSync(join(other.folder, 'run.json'), bundle.replace(from, into))
      expect(await other.call(RESUME)).toMatchObject({ code: 2, err: expect.stringContaining(words) })
    }
  })

  test('goes along where its name holds what looks like a secret, and its name steers no terminal', async () => {
    const { folder, call, run } = await started()
    const name = 'ghp_aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zAabcd \u001B[31m.txt'
    writeFileSync(join(folder, name), 'picture')
    expect((await call(['attach', run, name])).out).toContain('abcd ␛[31m.txt\n')
    const handed = await call(['handover', run, '--bundle', 'run.json'])
    expect([handed.err.includes('attachments: 1'), handed.err.includes('Left out')]).toEqual([true, false])
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).not.toContain('ghp_')
  })

  test.each(['.', 'nothing.png'])('%s is no file', async (file) => {
    const { call, run } = await started()
    expect((await call(['attach', run, file])).code).toBe(2)
  })
})

test('a handover names the machine, the folder and what comes next', async () => {
  const { folder, call, run } = await started()
  const { out } = await call(['handover', run])
  expect(out).toContain(`its commands run in \`${folder}\``)
  expect(out).toContain('keys handover --bundle <file>')
})
