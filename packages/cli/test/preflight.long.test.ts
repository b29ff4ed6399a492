import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseOverlay } from '@keys/runner'
import { expect, test } from 'vitest'
import { overlayFor } from '@keys/runner/node'
import { packOf } from './run-in-folder.js'
import { edit, keys, REPOSITORY, temporaryFolder, workspaceCopy } from './support.js'

const SLUG = 'background-job-failure-replay'
const SECRET = 'postgresql://operator:fake-not-a-secret@127.0.0.1:1/app?connect_timeout=2'

/** What the pack needs; nothing answers at these addresses. */
const INPUTS = {
  ARCHIVE_AFTER_SECONDS: '43200',
  DATABASE_URL: SECRET,
  DEPENDENCY_URL: 'http://127.0.0.1:1/health',
  JOB_KEY_FIELD: 'order_id',
  QUEUE_NAME: 'send-receipt',
  REPLAY_PER_SECOND: '2',
  SETTLE_SECONDS: '120'
}

function overlay(root: string, text: string): void {
  mkdirSync(join(root, 'runbook-overlays'), { recursive: true })
  writeFileSync(join(root, 'runbook-overlays', `${SLUG}.md`), text)
}

/** The findings of a report in JSON, by name. */
function statesIn(out: string): Record<string, string> {
  const { findings } = JSON.parse(out) as { findings: { name: string; state: string }[] }
  return Object.fromEntries(findings.map(({ name, state }) => [name.replace(/:(?! \d).*$/, ''), state]))
}

/** What a preflight left in a temporary folder; Node's own cache is not of it. */
function leftIn(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('keys-preflight-'))
}

test('exit code 0 says that nothing would stop', () => {
  const { code, out, err } = keys(['preflight', SLUG, '--no-commands'], workspaceCopy(), INPUTS)
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('✓ Nothing that was looked at would stop an operator tonight, 4 to look at, 3 not looked at.')
})

test('what is missing is named with a line that can be copied and where SETUP.md prepares it, and exit code 1', () => {
  const { QUEUE_NAME: _queue, SETTLE_SECONDS: _settle, ...rest } = INPUTS
  const { code, out } = keys(['preflight', SLUG, '--no-commands'], workspaceCopy(), rest)
  expect(code).toBe(1)
  expect(out).toContain("\n    export QUEUE_NAME='send-receipt'\n")
  expect(out).toContain('\n    SETUP.md says more: “Clocks of your queue”.\n')
  expect(out).toContain('✗ 2 would stop an operator tonight')
})

test('the checks are run, nothing is left behind and no secret is shown', () => {
  const root = workspaceCopy()
  const temporary = join(root, 'temporary')
  mkdirSync(temporary)
  const environment = { ...INPUTS, EVIDENCE_DIR: join(root, 'evidence'), TMPDIR: temporary }
  const { code, out } = keys(['preflight', SLUG, '--format', 'json'], root, environment)
  expect(code).toBe(1)
  expect(statesIn(out)).toMatchObject({ psql: 'ok', 'Check 1': 'failed', 'Check 2': 'failed' })
  // Its tools and inputs are there: it came to the question whether the database answers.
  expect(out).toContain('saw no-answer; leads to')
  expect([existsSync(join(root, 'evidence')), leftIn(temporary)]).toEqual([false, []])
  expect(out).not.toContain('fake-not-a-secret')
})

test('Ctrl-C ends the command that runs and leaves nothing behind', async () => {
  const root = workspaceCopy()
  const temporary = join(root, 'temporary')
  mkdirSync(temporary)
  const made = 'mkdir -p "$EVIDENCE_DIR" || exit'
  edit(root, `runbook-keys/${SLUG}/scripts/check.sh`, (text) =>
    text.replace(made, () => `${made}\n  : > "$EVIDENCE_DIR/started.txt"; sleep 600`)
  )
  const hasStarted = (): boolean =>
    leftIn(temporary).some((name) => existsSync(join(temporary, name, 'EVIDENCE_DIR/started.txt')))
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [join(REPOSITORY, 'packages/cli/bin/keys.js'), 'preflight', SLUG], {
    cwd: root,
    env: { PATH, ...INPUTS, TMPDIR: temporary },
    stdio: 'ignore'
  })
  const ended = once(child, 'exit')
  await expect.poll(hasStarted, { timeout: 20_000 }).toBe(true)
  child.kill('SIGINT')
  const [code] = await ended
  expect([code, leftIn(temporary)]).toEqual([1, []])
})

test('presets of an overlay count, and its faults are told with their places', () => {
  const root = workspaceCopy()
  overlay(root, '## Inputs\n\n- `QUEUE_NAME`: `send-receipt`\n')
  const { QUEUE_NAME: _left, ...rest } = INPUTS
  const args = ['preflight', SLUG, '--no-commands', '--format', 'json']
  expect(keys(args, root, rest).code).toBe(0)
  edit(root, `runbook-overlays/${SLUG}.md`, (text) => `${text}\n## gone-step\n\nx\n`)
  const { code, out } = keys(args, root, rest)
  expect([code, JSON.parse(out)]).toMatchObject([
    1,
    {
      overlay: `runbook-overlays/${SLUG}.md`,
      findings: expect.arrayContaining([expect.objectContaining({ name: 'line 5:1' })])
    }
  ])
})

test('an overlay is found from a folder below, the nearest one', () => {
  const root = temporaryFolder()
  const pack = packOf(SLUG)
  const [step] = pack.runbook.steps
  if (!step) throw new Error('the pack has no step')
  mkdirSync(join(root, 'team/src'), { recursive: true })
  expect(overlayFor(pack, join(root, 'team/src'), {})).toBeNull()
  overlay(root, `## ${step.id}\n\nfar\n`)
  expect(overlayFor(pack, join(root, 'team/src'), {})?.notesFor(step.id)).toEqual(['far'])
  overlay(join(root, 'team'), `## ${step.id}\n\nnear \u001B[31m\u202E\nby\n`)
  const found = overlayFor(pack, join(root, 'team/src'), {})
  expect(found?.notesFor(step.id)).toEqual(['\nnear ␛[31m<U+202E>\nby'])
  expect(found?.notesFor('another')).toEqual([])
})

test('a run shows what the team adds to its step, and takes its presets', () => {
  const root = workspaceCopy()
  const pack = packOf(SLUG)
  overlay(root, `## Inputs\n\n- \`QUEUE_NAME\`: \`our-queue\`\n\n## ${pack.runbook.graph.entry}\n\nAsk Mara.\n`)
  const { QUEUE_NAME: _left, ...rest } = INPUTS
  const incident = { EVIDENCE_DIR: 'evidence', INCIDENT_START: '2026-01-01T00:00:00Z' }
  const environment = { ...rest, ...incident, KEYS_RUNS: join(root, 'runs') }
  const started = keys(['run', SLUG, '--plain'], root, environment).out
  const resumed = keys(['resume', '--plain'], root, environment).out
  for (const out of [started, resumed]) expect(out).toContain('Your team\nAsk Mara.')
  const [run = ''] = readdirSync(join(root, 'runs'))
  const journal = readFileSync(join(root, 'runs', run, 'journal.jsonl'), 'utf8')
  expect(journal).toMatch(/"name":"QUEUE_NAME","secret":false,"value":"our-queue","origin":"overlay"/)
})

test('an overlay that cannot be read is told', () => {
  const root = workspaceCopy()
  mkdirSync(join(root, 'runbook-overlays', `${SLUG}.md`), { recursive: true })
  const { code, err } = keys(['preflight', SLUG, '--no-commands'], root, INPUTS)
  expect([code, err.includes('cannot be read')]).toEqual([2, true])
})

test('the overlay of the documentation can be used as it stands', () => {
  const page = readFileSync(join(REPOSITORY, 'docs/runbook-keys/OVERLAYS.md'), 'utf8')
  const [, example = ''] = /````markdown\n(.*?)\n````/s.exec(page) ?? []
  const { notes, presets, faults } = parseOverlay(example, packOf('stripe-webhook-failure'))
  expect(faults).toEqual([])
  expect([Object.keys(notes), Object.keys(presets)]).toEqual([
    ['inputs-and-tools'],
    ['STRIPE_API_BASE', 'WEBHOOK_ENDPOINT_ID']
  ])
})
