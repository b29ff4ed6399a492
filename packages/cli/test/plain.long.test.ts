/**
 * Runbooks in ten common layouts, from a file to a run that was killed and goes on, and to a draft pack.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, copyFileSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readerOf } from './pipes.js'
import { keys, REPOSITORY, temporaryFolder } from './support.js'

const CORPUS = join(REPOSITORY, 'packages/parser/test/lenient/corpus')
const LAYOUTS = [
  'alert-four-headings',
  'numbered-headings-with-ids',
  'playbook-then-decisions',
  'parts-with-lists',
  'options',
  'headings-are-steps',
  'fences-in-items',
  'symptom-table',
  'task-list',
  'bold-steps-and-rollback'
]

/** Begins a run and kills it as soon as it asks something. */
async function killedRun(file: string, folder: string): Promise<void> {
  const { PATH = '' } = process.env
  const command = join(REPOSITORY, 'packages/cli/bin/keys.js')
  const child = spawn(process.execPath, [command, 'run', file, '--plain', '--run-commands'], {
    cwd: folder,
    env: { PATH, HOME: folder }
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let out = ''
  await new Promise<void>((done, failed) => {
    // It asks something when it says no more.
    let silence: NodeJS.Timeout | undefined
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      clearTimeout(silence)
      silence = setTimeout(done, 700)
    })
    child.on('exit', () => failed(new Error(`it ended by itself: ${out}`)))
  })
  child.removeAllListeners('exit')
  const ended = new Promise((done) => child.on('exit', done))
  child.kill('SIGKILL')
  await ended
}

describe.each(LAYOUTS)('%s', (layout) => {
  test('is shown, run, killed, gone on with, reported, imported, answered and validated', async () => {
    const folder = temporaryFolder()
    const file = `${layout}.md`
    const home = { HOME: folder }
    copyFileSync(join(CORPUS, file), join(folder, file))
    const model = JSON.parse(keys(['show', file, '--format', 'json'], folder, home).out) as {
      steps: { title: string }[]
    }
    expect(model.steps.length).toBeGreaterThan(0)
    expect(keys(['show', file], folder, home).out).toContain(model.steps[0]?.title.slice(0, 30))

    await killedRun(file, folder)
    expect(keys(['runs'], folder, home).out).toContain(layout)
    const resumed = keys(['resume', '--plain'], folder, home, 'q\n')
    expect(resumed.err + resumed.out).not.toContain('Internal error')
    expect(resumed.code).toBe(12)
    const report = keys(['report'], folder, home)
    expect(report.code).toBe(0)
    expect(report.out).toContain(layout)
    expect(report.out).toMatch(/sha256-[0-9a-f]{64}/)
    if (layout === LAYOUTS[0]) {
      for (const command of [
        ['runs'],
        ['handover'],
        ...['json', 'html', 'markdown'].map((form) => ['report', '--format', form])
      ]) {
        const { code, out, err } = keys(command, folder, home)
        expect([code, err]).toEqual([0, ''])
        expect(out).toMatch(/alert-four-headings\.md \(sha256-[0-9a-f]{12}\)/)
        expect(out).not.toMatch(/@keys\/runbook-|\b0\.0\.0\b/)
      }
      writeFileSync(join(folder, 'evidence.json'), keys(['report', '--format', 'json'], folder, home).out)
      const verified = keys(['verify-evidence', 'evidence.json'], folder, home)
      expect([verified.code, verified.out]).toEqual([
        0,
        expect.stringContaining('pack     alert-four-headings.md (sha256-')
      ])
    }

    expect(keys(['import', file, '--yes'], folder, home).code).toBe(0)
    const record = join(folder, layout, 'import.json')
    const { questions } = JSON.parse(readFileSync(record, 'utf8')) as {
      questions: { id: string; options?: string[] }[]
    }
    const answers = Object.fromEntries(
      questions.map(({ id, options }) => [id, id === 'license' ? 'MIT' : (options?.[0] ?? 'the storage team knows')])
    )
    writeFileSync(join(folder, 'answers.json'), JSON.stringify(answers))
    const again = keys(['import', file, '--yes', '--answers', 'answers.json'], folder, home)
    expect(again.out).toContain('nothing is open')
    const before = errorsOf(keys(['validate', file, '--format', 'json'], folder, home).out)
    expect(before).toBeGreaterThanOrEqual(0)
    const findings = JSON.parse(keys(['validate', `./${layout}`, '--format', 'json'], folder, home).out) as {
      packs: { diagnostics: { code: string }[] }[]
    }
    const codes = new Set(findings.packs.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)))
    for (const code of [
      'flow/branch-without-target',
      'action/effect-missing',
      'pack/schema',
      'runbook/sections-present',
      'runbook/sections-in-order',
      'runbook/step-numbering',
      'flow/target-missing'
    ]) {
      expect([...codes]).not.toContain(code)
    }
  })
})

function errorsOf(json: string): number {
  return (JSON.parse(json) as { summary: { error: number } }).summary.error
}

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
