/**
 * Runbooks in ten common layouts, from a file to a run that was killed and goes on, and to a draft pack.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  constants,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readerOf } from './pipes.js'
import { keysHere, REPOSITORY, temporaryFolder } from './support.js'

const CORPUS = join(REPOSITORY, 'packages/parser/test/lenient/corpus')

interface Layout {
  /** How the run ends when the first option is chosen each time; no program but bash is there. */
  ending: 'resolved' | 'escalate'
  /** What has to be typed for what cannot be undone. */
  typed?: string
  /** The errors that a draft keeps when all its questions are answered: what nobody has said yet. */
  open: readonly string[]
}

const LAYOUTS: Readonly<Record<string, Layout>> = {
  'alert-four-headings': {
    ending: 'escalate',
    open: [
      'action/verification-missing',
      'command/mutates-in-read-only-section',
      'flow/expected-missing',
      'flow/failure-goes-on',
      'runbook/section-empty'
    ]
  },
  'numbered-headings-with-ids': {
    ending: 'resolved',
    open: [
      'action/irreversible-without-warning',
      'action/verification-missing',
      'reference/local-link-broken',
      'runbook/section-empty'
    ]
  },
  'playbook-then-decisions': {
    ending: 'resolved',
    open: ['action/irreversible-without-warning', 'action/verification-missing', 'runbook/section-empty']
  },
  'parts-with-lists': {
    ending: 'resolved',
    open: ['action/irreversible-without-warning', 'action/verification-missing', 'runbook/section-empty']
  },
  options: {
    ending: 'resolved',
    open: [
      'action/irreversible-without-warning',
      'action/verification-missing',
      'flow/expected-missing',
      'runbook/section-empty'
    ]
  },
  'headings-are-steps': {
    ending: 'resolved',
    typed: 'Clean up',
    open: ['action/irreversible-without-warning', 'runbook/section-empty']
  },
  'fences-in-items': {
    ending: 'escalate',
    open: [
      'action/verification-missing',
      'command/prompt-sign',
      'flow/expected-missing',
      'flow/failure-goes-on',
      'runbook/section-empty'
    ]
  },
  'symptom-table': { ending: 'resolved', open: ['flow/expected-missing', 'runbook/section-empty'] },
  'task-list': { ending: 'resolved', open: ['action/verification-missing', 'runbook/section-empty'] },
  'bold-steps-and-rollback': {
    ending: 'resolved',
    open: [
      'action/irreversible-without-warning',
      'action/verification-missing',
      'runbook/escalation-has-triggers',
      'runbook/section-empty'
    ]
  }
}

/** Begins a run and kills it as soon as it asks something. */
async function killedRun(file: string, folder: string, environment: Record<string, string>): Promise<void> {
  const command = join(REPOSITORY, 'packages/cli/bin/keys.js')
  const child = spawn(process.execPath, [command, 'run', file, '--plain', '--run-commands'], {
    cwd: folder,
    env: environment
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  await new Promise<void>((done, failed) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (/Your answer.*:/.test(out)) done()
    })
    child.on('exit', () => failed(new Error(`it ended by itself: ${out}`)))
  })
  child.removeAllListeners('exit')
  const ended = new Promise((done) => child.on('exit', done))
  child.kill('SIGKILL')
  await ended
}

describe.each(Object.entries(LAYOUTS))('%s', (layout, { ending, typed, open }) => {
  test('is shown, run, killed, gone on with to its end, reported, verified, imported, answered and validated', async () => {
    const folder = temporaryFolder()
    const file = `${layout}.md`
    // What the text runs is on no machine: no command of it can change anything here.
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    symlinkSync('/bin/bash', join(bin, 'bash'))
    const environment = { HOME: folder, PATH: bin }
    const here = (...args: string[]) => keysHere(args, folder, environment)
    /** What a command says of the run: it names the file and its hash, and no pack. */
    const isOf = async (command: string[]): Promise<string> => {
      const { code, out, err } = await here(...command)
      expect([command, code, err]).toEqual([command, 0, ''])
      expect(out).toContain(`${file} (sha256-`)
      expect(out).not.toMatch(/@keys\/runbook-|\b0\.0\.0\b/)
      return out
    }
    copyFileSync(join(CORPUS, file), join(folder, file))
    const model = JSON.parse((await here('show', file, '--format', 'json')).out) as { steps: { title: string }[] }
    expect(model.steps.length).toBeGreaterThan(0)
    expect((await here('show', file)).out).toContain(model.steps[0]?.title.slice(0, 30))

    await killedRun(file, folder, environment)
    for (const command of [['runs'], ['handover']]) await isOf(command)
    const answers = Array.from({ length: 40 }, () => `1\n${typed === undefined ? '' : `${typed}\n`}`)
    const resumed = await keysHere(['resume', '--plain'], folder, environment, answers)
    expect([resumed.code, resumed.err]).toEqual([ending === 'resolved' ? 0 : 10, ''])
    expect(resumed.out).toContain(`Ended: ${ending}`)
    for (const command of [['runs', '--all'], ...['html', 'markdown'].map((form) => ['report', '--format', form])])
      await isOf(command)
    writeFileSync(join(folder, 'evidence.json'), await isOf(['report', '--format', 'json']))
    const verified = await here('verify-evidence', 'evidence.json')
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining(`pack     ${file} (sha256-`)])

    expect((await here('import', file, '--yes')).code).toBe(0)
    const { questions } = JSON.parse(readFileSync(join(folder, layout, 'import.json'), 'utf8')) as {
      questions: { id: string; options?: string[] }[]
    }
    const said = questions.map(({ id, options }) => [
      id,
      id === 'license' ? 'MIT' : (options?.[0] ?? 'the storage team knows')
    ])
    writeFileSync(join(folder, 'answers.json'), JSON.stringify(Object.fromEntries(said)))
    const again = await here('import', file, '--yes', '--answers', 'answers.json')
    expect(again.out).toContain('nothing is open')
    const findings = JSON.parse((await here('validate', `./${layout}`, '--format', 'json')).out) as {
      packs: { diagnostics: { code: string; severity: string; help: string }[] }[]
    }
    const errors = findings.packs.flatMap(({ diagnostics }) =>
      diagnostics.filter(({ severity }) => severity === 'error')
    )
    expect([...new Set(errors.map(({ code }) => code))].toSorted()).toEqual(open)
    expect(errors.filter(({ help }) => help === '')).toEqual([])
  })
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)('%s ends the command that runs', async (signal) => {
  const folder = temporaryFolder()
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  // It reads what nobody writes.
  writeFileSync(join(folder, 'a.md'), `## Diagnosis\n\n1. Read it:\n\n   \`\`\`sh\n   cat ${pipe}\n   \`\`\`\n`)
  const { PATH = '' } = process.env
  const command = join(REPOSITORY, 'packages/cli/bin/keys.js')
  const child = spawn(process.execPath, [command, 'run', 'a.md', '--yes', '--run-commands'], {
    cwd: folder,
    env: { PATH, HOME: folder },
    stdio: 'ignore'
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const writer = await readerOf(pipe, child)
  child.kill(signal)
  const [code] = (await once(child, 'close')) as [number | null]
  expect(code).not.toBe(0)
  closeSync(writer)
  expect(() => openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)).toThrow('ENXIO')
})
