// With which branch packs are compared where no revision is named.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { releasesSince } from '../src/index.js'

/** A clone with one commit and nothing in it but a configuration of changesets. */
function clone(branch: string, config: string | null): string {
  const root = mkdtempSync(join(tmpdir(), 'keys-base-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'runbook-keys'))
  mkdirSync(join(root, '.changeset'))
  if (config !== null) writeFileSync(join(root, '.changeset/config.json'), config)
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=Tester', '-c', 'user.email=tester@keys.example', ...args], {
      cwd: root,
      stdio: 'ignore'
    })
  }
  git('init', '-q', '-b', branch)
  git('commit', '-q', '--allow-empty', '-m', 'Base')
  return root
}

test.each([
  ['main', null],
  ['master', null],
  ['master', '{}'],
  ['trunk', '{ "baseBranch": "trunk" }']
])('a clone on %s, configuration %s: compared with that branch', async (branch, config) => {
  expect(await releasesSince(clone(branch, config), null)).toEqual([])
})

const WRITE_IT = 'or your branch as "baseBranch" in .changeset/config.json'

test.each([
  ['trunk', null, null, 'No common ancestor with main or master was found.', WRITE_IT],
  // One that is named is meant.
  ['master', '{ "baseBranch": "main" }', null, 'No common ancestor with main was found.', WRITE_IT],
  ['main', null, 'v9', 'No common ancestor with v9 was found.', 'Name a revision with --since;']
])('a clone on %s, configuration %s, since %s: says what to name', async (branch, config, since, message, hint) => {
  await expect(releasesSince(clone(branch, config), since)).rejects.toMatchObject({
    message,
    hint: expect.stringContaining(hint)
  })
})
