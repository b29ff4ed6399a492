// A run of which the team demands signed answers: at a terminal, and answered from elsewhere.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { keysHere, signer, temporaryFolder, type Outcome } from './support.js'

const RUNBOOK = `# Flag down

## Diagnosis flow

### Step 1: Where the flag is

\`\`\`bash
cat flag
\`\`\`

- **If \`up\`**: it flies. **STOP: resolved**
- **If \`down\`**: it lies there. Continue to [Action 1].
- **Otherwise**: nobody knows. **STOP: escalate**

## Action steps

### Action 1: Hoist it (REVERSIBLE)

**Precondition**: the wind is fair.

\`\`\`bash
printf 'up\\n' > flag && printf 'hoisted\\n'
\`\`\`

**Verification**: \`up\`.

\`\`\`bash
cat flag
\`\`\`

[Action 1]: #action-1-hoist-it-reversible
`

interface Team {
  folder: string
  run: (args: readonly string[], lines?: readonly string[]) => Promise<Outcome>
  flag: () => string
  events: () => { type: string; channel?: string; signature?: { signer: string } }[]
}

/** A team with a flag that lies there, keys of mara and of eve, and a list that names mara. */
function team(demand: 'effects' | 'decisions' = 'effects'): Team {
  const root = temporaryFolder()
  const folder = join(root, 'work')
  mkdirSync(join(folder, '.git'), { recursive: true })
  for (const name of ['mara', 'eve']) signer(root, name)
  const config = { signedAnswers: { for: demand, allowedSigners: '../mara.signers' } }
  writeFileSync(join(folder, 'keys.config.json'), JSON.stringify(config))
  writeFileSync(join(folder, 'flag.md'), RUNBOOK)
  writeFileSync(join(folder, 'flag'), 'down\n')
  const environment = { PATH: process.env['PATH'] ?? '', HOME: root, KEYS_RUNS: join(root, 'runs') }
  return {
    folder,
    run: (args, lines = []) => keysHere(args, folder, environment, lines),
    flag: () => readFileSync(join(folder, 'flag'), 'utf8').trim(),
    events: () => {
      const { stdout } = spawnSync('sh', ['-c', `cat ${join(root, 'runs')}/*/journal.jsonl`], { encoding: 'utf8' })
      return stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ReturnType<Team['events']>[number])
    }
  }
}

const [ENTER, YES, RUN, STOP] = ['\n', '1\n', '1\n', 'q\n']

test('an unsigned yes lets nothing run: not piped, not with a key that is not listed, not with one that is not there', async () => {
  const { run, flag } = team()
  const none = await run(['run', 'flag.md', '--plain'], [ENTER, ENTER, YES, RUN, STOP])
  expect(none.out).toContain('Not possible: No key to sign with is named.')
  const missing = await run(['resume', '--plain', '--sign', '../nobody'], [RUN, STOP])
  expect(missing.out).toMatch(/Not possible: The answer was not signed: /)
  const other = await run(['resume', '--plain', '--sign', '../eve'], [RUN, STOP])
  expect(other.out).toContain('Not possible: The key that signed it is not, or no longer, one of the signers')
  expect([flag(), none.code, missing.code, other.code]).toEqual(['down', 12, 12, 12])
})

test('at the terminal each answer that lets something happen is signed; what only reads is not', async () => {
  const { run, flag, events } = team()
  await run(['run', 'flag.md', '--plain', '--sign', '../mara'], [ENTER, ENTER, YES, RUN, STOP])
  expect(flag()).toBe('up')
  const answers = events().filter(({ type }) => type === 'command-started' || type === 'precondition-acknowledged')
  expect(answers.map(({ channel, signature }) => [channel, signature?.signer])).toEqual([
    ['piped', undefined],
    ['piped', undefined],
    ['signed', 'mara']
  ])
})

test('a parked run is answered from elsewhere; what somebody signed is taken once, and evidence says who it was', async () => {
  const { folder, run, flag } = team()
  expect((await run(['run', 'flag.md', '--yes'])).code).toBe(1)
  const first = await run(['answer', '--sign', '../mara', '--output', 'yes.json'])
  expect([first.code, first.err]).toEqual([0, expect.stringContaining('The precondition holds: the wind is fair.')])
  const taken = await run(['resume', '--answer', 'yes.json'])
  expect([taken.code, taken.err]).toEqual([0, ''])
  // The one for the command is read and signed without keys, as anybody can.
  const second = await run(['answer', '--output', 'go.json'])
  expect(second.err).toContain("printf 'up\\n' > flag")
  const args = ['-Y', 'sign', '-q', '-n', 'keys-answer', '-f', '../mara', 'go.json']
  expect(spawnSync('ssh-keygen', args, { cwd: folder }).status).toBe(0)
  expect((await run(['resume', '--answer', 'yes.json'])).err).toContain(
    'the answer was signed, or it was taken already'
  )
  expect(flag()).toBe('down')
  const done = await run(['resume', '--answer', 'go.json'])
  expect([done.code, done.out, flag()]).toEqual([0, expect.stringContaining('exit 0'), 'up'])
  expect((await run(['resume', '--answer', 'go.json'])).code).toBe(2)
  await run(['report', '--format', 'json', '--output', 'evidence.json'])
  const own = await run(['verify-evidence', 'evidence.json'])
  expect([own.code, own.out.replaceAll('\n', ' ')]).toEqual([
    0,
    expect.stringContaining('recorded as that of mara: events')
  ])
  const listed = await run(['verify-evidence', 'evidence.json', '--allowed-signers', '../mara.signers'])
  expect([listed.code, listed.out]).toEqual([0, expect.stringContaining('Signed by mara (SHA256:')])
  const others = await run([
    'verify-evidence',
    'evidence.json',
    '--allowed-signers',
    '../eve.signers',
    '--format',
    'json'
  ])
  expect([others.code, JSON.parse(others.out)]).toMatchObject([
    1,
    { holds: false, faults: [{ of: 'answer' }, { of: 'answer' }] }
  ])
  expect((await run(['report'])).out).toContain('2 with a signature of mara (SHA256:')
})

test('a decision is answered by its number, where decisions are demanded', async () => {
  const { run, events } = team('decisions')
  await run(['run', 'flag.md', '--plain', '--sign', '../mara'], [ENTER, STOP])
  const which = await run(['answer', '--sign', '../mara'])
  expect([which.code, which.err]).toEqual([2, expect.stringMatching(/Which one\? 1 If.*up.*3 Otherwise/)])
  const other = await run([
    'answer',
    '--choose',
    '3',
    '--reason',
    'it is a wrong flag',
    '--sign',
    '../mara',
    '--output',
    'a.json'
  ])
  expect(other.code).toBe(0)
  expect((await run(['resume', '--answer', 'a.json'])).out).toContain('It has ended')
  expect(events().findLast(({ type }) => type === 'decided')).toMatchObject({
    channel: 'signed',
    signature: { signer: 'mara' }
  })
})

test.each([
  ['a run that there is not', ['answer', 'zzzzz'], 'There is no run'],
  ['a time that is none', ['answer', '--minutes', 'soon'], '--minutes soon is not a number of minutes'],
  ['an answer that is not there', ['resume', '--answer', 'none.json'], 'none.json cannot be read'],
  ['an answer that is none', ['resume', '--answer', 'flag.md'], 'flag.md is not an answer']
])('%s is wrong usage', async (_, args, message) => {
  const { folder, run } = team()
  await run(['run', 'flag.md', '--yes'])
  writeFileSync(join(folder, 'flag.md.sig'), '')
  const { code, err } = await run(args)
  expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(message)])
  expect(existsSync(join(folder, 'answer.json'))).toBe(false)
})

test.each([
  ['no object', '{"signedAnswers": "effects"}'],
  ['another word', '{"signedAnswers": {"for": "all", "allowedSigners": "x"}}'],
  ['no list', '{"signedAnswers": {"for": "effects"}}'],
  ['no JSON', '{"signedAnswers": {"for": "effects"']
])('a demand that nobody understands starts nothing: %s', async (_, config) => {
  const { folder, run } = team()
  writeFileSync(join(folder, 'keys.config.json'), config)
  const { code, err } = await run(['run', 'flag.md', '--yes'])
  expect([code, err]).toEqual([2, expect.stringContaining('`signedAnswers` in')])
})
