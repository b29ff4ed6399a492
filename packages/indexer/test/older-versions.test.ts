import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash, tarballFiles } from '@keys/pack'
import { parseChangelog } from '@keys/parser'
import { copyWorkspace, edit, temporaryFolder } from '@keys/testkit'
import { expect, test } from 'vitest'
import { olderVersions, releaseTags } from '../src/older-versions.js'

const NAME = '@keys/runbook-stripe-webhook-failure'
const DIR = 'runbook-keys/stripe-webhook-failure'

function git(root: string, ...args: string[]): void {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...who, ...args], { cwd: root, stdio: 'ignore' })
}

test('a version that a tag names is packed as it was, with its scripts; one without a tag is named alone', async () => {
  const root = temporaryFolder()
  copyWorkspace(root)
  git(root, 'init')
  git(root, 'add', '.')
  git(root, 'commit', '-m', 'first')
  git(root, 'tag', `${NAME}@1.0.0`)
  const before = readFileSync(join(root, DIR, 'README.md'), 'utf8')
  edit(root, `${DIR}/README.md`, (text) => text.replace('# Stripe webhook failure', '# Stripe webhook failure again'))
  const changelog = parseChangelog('# x\n\n## 2.0.0 - 2026-12-02\n\nB\n\n## 1.0.0 - 2026-11-23\n\nA\n\n## 0.9.0\n\nZ\n')
  const versions = await olderVersions(
    { root, dir: join(root, DIR), name: NAME, version: '2.0.0', changelog, tags: releaseTags(root) },
    (version) => `packs/x-${version}.tgz`
  )
  expect(versions.map(({ listed }) => [listed.version, listed.date, listed.tarball?.path])).toEqual([
    ['1.0.0', '2026-11-23', 'packs/x-1.0.0.tgz'],
    ['0.9.0', null, undefined]
  ])
  const files = await tarballFiles(versions[0]?.tarball?.bytes ?? new Uint8Array())
  const paths = files.entries().map(({ path }) => path)
  expect(new TextDecoder().decode(files.read('README.md'))).toBe(before)
  expect(paths).toEqual(expect.arrayContaining(['runbook.json', 'scripts/check.sh', 'LICENSE.txt']))
  expect(versions[0]?.listed.content_hash).toBe(contentHash((path) => files.read(path), paths))
})
