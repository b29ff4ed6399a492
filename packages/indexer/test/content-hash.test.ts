import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentHash, HASHED_FILES } from '../src/index.js'
import { edit, workspaceCopy } from './support.js'

const hashOf = (dir: string): string => contentHash((path) => readFileSync(join(dir, path)))

test('anybody can check a content hash with sha256sum', () => {
  const dir = join(workspaceCopy(), 'runbook-keys/stripe-webhook-failure')
  const command = `LC_ALL=C sha256sum ${HASHED_FILES.join(' ')} | sha256sum`
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
