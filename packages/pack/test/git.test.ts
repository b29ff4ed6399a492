// A repository that somebody else made may name programs in its configuration. None of them is run.
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder, writeFiles } from '@keys/testkit'
import { expect, test } from 'vitest'
import { changedPaths, commitOf, filesAt, gitLine, newestTag } from '../src/index.js'

/** A repository with one commit, and the place where a program that was run leaves its mark. */
function repository(): { root: string; canary: string; git: (...args: string[]) => string } {
  const root = writeFiles(temporaryFolder(), { 'evil/README.md': '# One\n', 'evil/pack.json': '{}\n' })
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
  const git = (...args: string[]): string =>
    execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '-m', 'one')
  return { root, canary: join(temporaryFolder(), 'was-run'), git }
}

test('a missing file is not fetched from where the repository says', () => {
  const { root, canary, git } = repository()
  const blob = git('rev-parse', 'HEAD:evil/README.md').trim()
  git('config', 'extensions.partialClone', 'origin')
  git('config', 'remote.origin.promisor', 'true')
  git('config', 'remote.origin.url', root)
  git('config', 'remote.origin.uploadpack', `touch ${canary};`)
  rmSync(join(root, '.git/objects', blob.slice(0, 2), blob.slice(2)))
  const files = filesAt(root, commitOf(root, 'HEAD') ?? '', 'evil')
  expect(() => files?.read('README.md')).toThrow('README.md')
  expect(existsSync(canary)).toBe(false)
})

test.each(['clean', 'process'])('a %s filter of the repository is not run to compare files', (kind) => {
  const { root, canary, git } = repository()
  git('config', `filter.evil.${kind}`, `touch ${canary}; cat`)
  git('config', 'filter.evil.required', 'true')
  writeFiles(root, { '.gitattributes': '*.md filter=evil\n', 'evil/README.md': '# Two\n' })
  expect(changedPaths(root, commitOf(root, 'HEAD') ?? '', ['evil'])).toEqual(['evil/README.md'])
  expect(existsSync(canary)).toBe(false)
})

test('no signature is checked by a program of the repository', () => {
  const { root, canary, git } = repository()
  const block = ['-----BEGIN PGP SIGNATURE-----', ' ', ' AAAA', ' -----END PGP SIGNATURE-----'].join('\n')
  const signed = git('cat-file', 'commit', 'HEAD').replace(/(\ncommitter .*\n)/, `$1gpgsig ${block}\n`)
  const input = { cwd: root, encoding: 'utf8', input: signed } as const
  git('reset', '--soft', execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin'], input).trim())
  const program = join(temporaryFolder(), 'gpg')
  writeFileSync(program, `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 })
  git('config', 'log.showSignature', 'true')
  git('config', 'gpg.program', program)
  expect(gitLine(root, ['log', '-1', '--format=%s'])).toBe('one')
  expect(existsSync(canary)).toBe(false)
  git('log', '-1')
  expect(existsSync(canary)).toBe(true)
})

test.each<[next: string | null, tags: string[], newest: string | null]>([
  ['2.0.0', ['1.0.0', '2.0.0-next.0', '2.0.0-next.1'], '1.0.0'],
  ['2.0.0-next.1', ['1.0.0', '2.0.0-next.0'], '2.0.0-next.0'],
  ['2.0.0-next.0', ['1.0.0', '0.9.0'], '1.0.0'],
  ['1.0.0', ['1.0.0-beta.3', 'latest'], null],
  ['1.0.1', ['1.0.0', '1.10.0-rc.1', '0.12.0'], '1.0.0'],
  [null, ['1.0.0', '2.0.0-next.0'], '2.0.0-next.0']
])('what %s is compared with, where the tags are %j', (next, tags, newest) => {
  const { root, git } = repository()
  for (const tag of tags) git('tag', `@acme/runbook-x@${tag}`)
  git('tag', '@acme/runbook-xy@9.0.0')
  expect(newestTag('@acme/runbook-x', root, next)).toBe(newest)
})
