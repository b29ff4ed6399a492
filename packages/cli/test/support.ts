import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { run } from '../src/run.js'

/** The root of the repository. */
export const REPOSITORY = join(import.meta.dirname, '../../..')
const KEYS = join(import.meta.dirname, '../bin/keys.js')

export interface Outcome {
  code: number | null
  out: string
  err: string
}

/** Runs the built command. */
export function keys(
  args: readonly string[],
  folder: string,
  environment: Record<string, string> = {},
  input = ''
): Outcome {
  const { PATH = '' } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [KEYS, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, ...environment },
    input,
    timeout: 60_000
  })
  return { code: status, out: stdout, err: stderr }
}

/** Rules that ask for a drill that has passed with the text as it is, for tests that are about other things. */
export const WITHOUT_DRILL = ['--rule', 'drill/missing=off', '--rule', 'drill/stale=off']

/**
 * Runs the command in this process, of its source: for tests that are about what a command does. What is about the
 * process (streams, signals, colors, start) takes `keys`.
 */
export async function keysHere(
  args: readonly string[],
  folder: string,
  environment: Record<string, string> = {},
  input: readonly string[] = []
): Promise<Outcome> {
  let [out, err] = ['', '']
  const code = await run(args, {
    stdout: (text) => void (out += text),
    stderr: (text) => void (err += text),
    color: false,
    width: 80,
    folder,
    environment,
    person: {
      input: Object.assign(Readable.from(input), { isTTY: false }),
      isOutputTTY: false,
      size: () => ({ columns: 80, rows: 24 }),
      onResize: () => () => undefined,
      onSignal: () => () => undefined
    }
  })
  return { code, out, err }
}

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keys-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A copy of the workspace with its packs and catalogs. */
export function workspaceCopy(): string {
  const root = temporaryFolder()
  copyWorkspace(root)
  return root
}

/** Copies the packs and catalogs of the workspace into a folder. */
export function copyWorkspace(root: string): void {
  cpSync(join(REPOSITORY, 'runbook-keys'), join(root, 'runbook-keys'), {
    recursive: true,
    // Skills are written by a build, from the texts that tests change.
    filter: (path) => !path.includes('node_modules') && !/\/runbook-keys\/[^/]+\/skills(\/|$)/.test(path)
  })
}

/** Changes a file, which must change. */
export function edit(root: string, path: string, change: (text: string) => string): void {
  const file = join(root, path)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`The change does nothing to ${path}`)
  writeFileSync(file, after)
}

/** A pair of keys, and a list of who may sign. */
export function signer(folder: string, name: string): void {
  const args = ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)]
  const { status, stderr } = spawnSync('ssh-keygen', args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  writeFileSync(join(folder, `${name}.signers`), `${name} ${readFileSync(join(folder, `${name}.pub`), 'utf8')}`)
}
