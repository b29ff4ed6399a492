// Small things that an operator stumbled over: what a log line looks like, where help is, where a line of the README works.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { flagWorkspace } from './flag-pack.js'
import { keysHere, REPOSITORY, temporaryFolder } from './support.js'

test.for([
  '-ERR max number of clients reached',
  '-MISCONF Redis is configured to save RDB snapshots',
  '-bash: psql: command not found'
])('a line that begins with a dash is searched for: %s', async (line) => {
  const { code, out, err } = await keysHere(['find', line], flagWorkspace())
  expect(code).toBe(1)
  expect(`${out}${err}`).toContain(`Searched for: ${line}\n`)
})

test.for(['run', 'resume', 'verify-evidence'])('keys help %s is keys %s --help', async (command) => {
  const folder = flagWorkspace()
  const asked = await keysHere(['help', command], folder)
  expect(asked.code).toBe(0)
  expect(asked.out).toContain(`Usage: keys ${command}`)
  expect(asked.out).toBe((await keysHere([command, '--help'], folder)).out)
})

test.for([['run'], ['runs'], ['report']])(
  'a wrong option of keys %s points to the help of that command',
  async ([command = '']) => {
    const { code, err } = await keysHere([command, '--bogus'], flagWorkspace())
    expect(code).toBe(2)
    expect(err).toContain(`See what it takes: keys ${command} --help\n`)
  }
)

test('a folder without packs is named in words', async () => {
  const { code, err } = await keysHere(['validate', '.'], temporaryFolder())
  expect(code).toBe(2)
  expect(err).toContain('There is no pack in this folder.\n')
})

test('the description of the package names what the command does for an operator', () => {
  expect(packageJson.description).toMatch(/find and follow operational runbooks/)
})

test('what the README installs from the clone is installed in another folder: npm knows no catalog of pnpm', () => {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8')
  const lines = readme.match(/^npm install \S+\.tgz$/gm) ?? []
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.filter((line) => !line.startsWith('npm install ../runbook-keys/dist/'))).toEqual([])
})
