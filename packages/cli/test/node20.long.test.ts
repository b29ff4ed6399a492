/** What is promised for Node 20 is tried under Node 20: the built command, and the libraries that it stands on. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
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

test.each(['a question stands', 'a command runs'])(
  'a terminal that is closed while %s ends it without an abort',
  async (when) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.md'), '## Diagnosis\n\n1. Look:\n\n   ```sh\n   echo it waits; sleep 20\n   ```\n')
    const terminal = spawn(NODE_20, [KEYS, 'run', 'a.md', '--run-commands'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, TERM: 'xterm' }
    })
    const ended = new Promise((resolve) => terminal.onExit(resolve))
    let shown = ''
    const see = (text: string): Promise<void> =>
      new Promise((resolve) => void terminal.onData((data) => (shown += data).includes(text) && resolve()))
    await see('Run it')
    if (when === 'a command runs') {
      const started = see('| it waits')
      terminal.write('\r')
      await started
    }
    // What a person's window does when it is closed: the other end of the terminal goes away.
    ;(terminal as unknown as { destroy(): void }).destroy()
    expect(await ended).toEqual({ exitCode: 12, signal: 0 })
  }
)

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
