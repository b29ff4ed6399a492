// What `keys doctor` sees, and what it says to do about it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { examine, type Examined } from '../src/doctor.js'
import { guidePage, guidePages } from '../src/guide.js'

function place(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const PACK = JSON.stringify({ slug: 'a', required_tools: [{ command: 'no-such-tool' }, { command: 'sh' }] })

function states(folder: string, node = 'v20.1.0'): Record<string, Examined['state']> {
  const environment = { PATH: '/usr/bin:/bin', HOME: folder }
  return Object.fromEntries(examine({ folder, environment }, '1.0.0', node).map(({ seen, state }) => [seen, state]))
}

test('an empty folder, and a Node that is too old', () => {
  expect(states(place({}), 'v18.20.0')).toMatchObject({
    'Node v18.20.0 is too old.': 'fault',
    'keys 1.0.0.': 'ok',
    'There are no packs here.': 'note'
  })
})

test('a workspace: its configuration, its drafts, its tools, another version of the tools', () => {
  const folder = place({
    'runbook-keys/a/pack.json': PACK,
    'runbook-keys/a/README.md': '# A\n',
    'keys.config.json': '{ "drafts": ["a", "gone"] }',
    'node_modules/@keys/cli/package.json': '{ "version": "0.9.0" }'
  })
  expect(states(folder)).toMatchObject({
    'keys 1.0.0 runs, and this project has 0.9.0.': 'note',
    'a is a draft.': 'note',
    'There is no pack gone, which drafts names.': 'note',
    '1 pack of the workspace, 0 installed.': 'ok',
    'Commands that packs need are not here: no-such-tool (a).': 'note'
  })
  writeFileSync(join(folder, 'keys.config.json'), '{ "scop": "@acme" }')
  expect(Object.entries(states(folder)).filter(([, state]) => state === 'fault')).toEqual([
    [expect.stringContaining('Did you mean `scope`?'), 'fault']
  ])
})

test('a repository: none, without tags, shallow, whole', () => {
  const files = { 'runbook-keys/a/pack.json': PACK, 'runbook-keys/a/README.md': '# A\n' }
  const folder = place(files)
  expect(Object.keys(states(folder)).join(' ')).toContain('git is not installed, or this is not a repository')
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'one')
  git('commit', '-qm', 'two', '--allow-empty')
  expect(states(folder)['There is no tag of a release.']).toBe('note')
  git('tag', '@keys/runbook-a@1.0.0')
  expect(states(folder)['The repository has its history and the tags of releases.']).toBe('ok')
  const clone = place({})
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, join(clone, 'c')])
  const [shallow] = examine({ folder: join(clone, 'c'), environment: {} }, '1.0.0', 'v20.1.0').filter(
    ({ state }) => state === 'fault'
  )
  expect(shallow?.help).toContain('git fetch --unshallow --tags')
})

test('every page for authors is there, and no other', () => {
  for (const [name, about] of guidePages()) {
    expect(guidePage(name).length, `${name}: ${about}`).toBeGreaterThan(300)
  }
  for (const name of ['nothing', 'constructor', '../README', 'strukture'])
    expect(() => guidePage(name)).toThrow('no page')
})
