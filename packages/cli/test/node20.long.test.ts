/** What is promised for Node 20 is tried under Node 20: the built command, and the libraries that it stands on. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { NODE_20, REPOSITORY, temporaryFolder, workspaceCopy } from '@keys/testkit'
import { describe, expect, test } from 'vitest'

const KEYS = join(REPOSITORY, 'packages/cli/bin/keys.js')
const SLUG = 'stripe-webhook-failure'

/** Runs the built command under each of the two releases. */
function keysUnder(
  node: string,
  args: readonly string[],
  cwd: string,
  input = ''
): [code: number | null, out: string, err: string] {
  const environment = { PATH: process.env['PATH'], HOME: temporaryFolder() }
  const { status, stdout, stderr } = spawnSync(node, [KEYS, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: environment
  })
  return [status, stdout, stderr]
}

test('it is Node 20, and the other one is not', () => {
  expect(spawnSync(NODE_20, ['--version'], { encoding: 'utf8' }).stdout).toMatch(/^v20\./)
  expect(process.version).not.toMatch(/^v20\./)
})

/** A workspace with a tarball of a pack, and with things on the way that are no folders. */
function place(): string {
  const root = workspaceCopy()
  mkdirSync(join(root, 'package'))
  spawnSync('cp', ['-r', join(root, 'runbook-keys', SLUG, '.'), join(root, 'package')])
  spawnSync('tar', ['-czf', 'pack.tgz', 'package'], { cwd: root })
  writeFileSync(join(root, 'runbook-keys', 'a-file'), '')
  symlinkSync('loop', join(root, 'runbook-keys', 'loop'))
  return root
}

describe('what a command prints and how it ends is the same', () => {
  test.each([
    [['list']],
    [['show', SLUG]],
    [['find', 'signature verification failed']],
    [['validate', 'pack.tgz']],
    [['validate', 'pack.tgz/README.md']],
    [['validate', SLUG]],
    [['run', 'pack.tgz', '--dry-run']],
    [['run', SLUG, '--dry-run']],
    [['graph', SLUG]],
    [['index']],
    [['runs']],
    [['preflight', SLUG, '--no-commands']]
  ])('keys %j', (args) => {
    const root = place()
    const [older, newer] = [NODE_20, process.execPath].map((node) => keysUnder(node, args, root))
    expect(older).toEqual(newer)
    expect(older?.[0]).toBeLessThan(3)
  })

  test('in a run that is stopped, and gone on with by the other release', () => {
    const root = place()
    const runs = join(root, 'runs')
    for (const [node, args, lines] of [
      [NODE_20, ['run', SLUG, '--plain', '--runs', runs], 'q\n'],
      [process.execPath, ['resume', '--plain', '--runs', runs], 'q\n'],
      [NODE_20, ['resume', '--plain', '--runs', runs], 'q\n'],
      [NODE_20, ['report', '--runs', runs], '']
    ] as const) {
      const [code, , err] = keysUnder(node, args, root, lines)
      expect([args[0], code, err]).toEqual([args[0], code, ''])
    }
  })
})
