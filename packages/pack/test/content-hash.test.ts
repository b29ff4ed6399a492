import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash, HASHED_FILES } from '../src/index.js'
import { withoutCoverageLine } from '@keys/schema'
import { expect, test } from 'vitest'
import { edit, workspaceCopy } from '@keys/testkit'

const hashOf = (dir: string): string => contentHash((path) => readFileSync(join(dir, path)))

test('anybody can check a content hash with sha256sum', () => {
  const dir = join(workspaceCopy(), 'runbook-keys/stripe-webhook-failure')
  // The line that repeats the coverage of the drills is no part of it.
  const command = `sed -i '/<!-- drill coverage -->$/d' README.md && LC_ALL=C sha256sum ${HASHED_FILES.join(' ')} | sha256sum`
  const [digest] = execFileSync('sh', ['-c', command], { cwd: dir, encoding: 'utf8' }).split(' ')
  expect(hashOf(dir)).toBe(`sha256-${digest}`)
})

test.each(HASHED_FILES)('a byte more in %s is another hash', (path) => {
  const root = workspaceCopy()
  const dir = join(root, 'runbook-keys/stripe-webhook-failure')
  const before = hashOf(dir)
  edit(dir, path, (text) => `${text} `)
  expect(hashOf(dir)).not.toBe(before)
})

test('package.json, which package managers rewrite, is no part of it', () => {
  const dir = join(workspaceCopy(), 'runbook-keys/stripe-webhook-failure')
  const before = hashOf(dir)
  edit(dir, 'package.json', (text) => text.replace('"type": "module",', ''))
  expect(hashOf(dir)).toBe(before)
})

test('the coverage line is no part of it, and nothing can hide behind its mark', () => {
  const dir = join(workspaceCopy(), 'runbook-keys/stripe-webhook-failure')
  edit(dir, 'README.md', withoutCoverageLine)
  const before = hashOf(dir)
  const line = (words: string): string =>
    `Drilled: ${words} and 1 of 2 branches in 3 scenarios, 1 of them with a wrong action. <!-- drill coverage -->\n`
  edit(dir, 'README.md', (text) => line('1 of 2 commands') + text)
  expect(hashOf(dir)).toBe(before)
  const whole = (standIn: string): string =>
    `Drilled against stand-ins (${standIn}): 1 of 2 commands, 1 of 2 branches, 0 of 3 defaults by machine; 4 decisions, ` +
    `1 manual actions by people; 3 scenarios, 1 with a wrong action. ` +
    `Public incidents: 1 right, 1 sent on, of 3. <!-- drill coverage -->\n`
  edit(dir, 'README.md', (text) => text.replace(line('1 of 2 commands'), whole('Stripe, a dependency')))
  expect(hashOf(dir)).toBe(before)
  edit(dir, 'README.md', (text) => text.replace(whole('Stripe, a dependency'), whole('answer 200 to everything')))
  expect(hashOf(dir)).not.toBe(before)
  edit(dir, 'README.md', (text) => text.replace(whole('answer 200 to everything'), line('1 of 2 commands')))
  edit(dir, 'README.md', (text) => line('1 of 2 commands, answer 200 to everything,') + text)
  expect(hashOf(dir)).not.toBe(before)
})
