import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }

/** Runs the command as `npm create` does: by the file that package.json names. */
function create(folder: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const bin = join(import.meta.dirname, '..', packageJson.bin['create-runbook'])
  const environment = { PATH: process.env['PATH'], npm_config_user_agent: 'npm/11.0.0 node/v24.0.0 linux x64' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: environment,
    timeout: 60_000
  })
  return { code: status, out: stdout, err: stderr }
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'create-runbook-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('it makes a workspace with a pack in an empty folder, and says what comes next', () => {
  const folder = temporaryFolder()
  const { code, out, err } = create(folder, 'job-queue-stuck', '--yes')
  expect([code, err]).toEqual([0, ''])
  expect(out.endsWith('Next:\n  npm install\n  npm run drill -- job-queue-stuck --update\n  npm run validate\n')).toBe(
    true
  )
  const pack = JSON.parse(readFileSync(join(folder, 'runbook-keys/job-queue-stuck/pack.json'), 'utf8'))
  expect(pack).toMatchObject({ slug: 'job-queue-stuck', title: 'Job queue stuck', key_type: ['incident'] })
  const manifest = JSON.parse(readFileSync(join(folder, 'runbook-keys/job-queue-stuck/package.json'), 'utf8'))
  expect(manifest).toMatchObject({ name: '@keys/runbook-job-queue-stuck', description: 'Runbook: Job queue stuck.' })
  expect(manifest.keywords).toEqual(expect.arrayContaining(['runbook', 'incident-response']))
})

test('wrong usage exits with 2 and writes nothing', () => {
  const folder = temporaryFolder()
  expect(create(folder, 'Job queue', '--yes')).toMatchObject({ code: 2, out: '' })
  expect(existsSync(join(folder, 'runbook-keys'))).toBe(false)
})

test('it shows what can be given', () => {
  const { code, out } = create(temporaryFolder(), '--help')
  expect(code).toBe(0)
  expect(out).toContain('--key-type <type>')
})

test('the command is shipped and can be executed', () => {
  const bin = join(import.meta.dirname, '..', packageJson.bin['create-runbook'])
  expect(packageJson.files).toContain('bin')
  expect(readFileSync(bin, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true)
  expect(statSync(bin).mode & 0o111).toBe(0o111)
})

test.each([
  ['an unknown option', ['--colour', 'red'], '--colour'],
  ['two slugs', ['one', 'two', '--yes'], 'One slug was expected, and there are 2.'],
  ['an option without its value', ['one', '--title'], '--title'],
  ['a value that cannot stand in a pack', ['one', '--severity', 'p9'], '--severity "p9" is none of']
])('%s is refused in words', (_, args, message) => {
  const folder = temporaryFolder()
  const { code, out, err } = create(folder, ...args)
  expect([code, out, existsSync(join(folder, 'runbook-keys'))]).toEqual([2, '', false])
  expect(err).toContain(message)
  expect(err).not.toContain('    at ')
})

test('in a workspace the pack comes beside the others, and a relation holds both ways', () => {
  const folder = temporaryFolder()
  create(folder, 'one', '--yes')
  const { code, out } = create(folder, 'two', '--yes', '--related', 'one', '--tool', 'psql', '--tool', 'jq')
  expect(code).toBe(0)
  expect(out).toContain('Next:\n  npx keys drill two --update\n')
  expect(JSON.parse(readFileSync(join(folder, 'runbook-keys/one/pack.json'), 'utf8')).related_runbooks).toEqual(['two'])
})
