/** Keys of people, made by the ssh-keygen of the machine, and lists of who may sign. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a folder with a key for each name, `<name>` and `<name>.pub`. */
export function keysFor(...names: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'keys-signers-'))
  for (const name of names) {
    const args = ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(folder, name)]
    const { status, stderr, error } = spawnSync('ssh-keygen', args, { encoding: 'utf8' })
    if (status !== 0) throw error ?? new Error(stderr)
  }
  return folder
}

/** Writes a list of who may sign; options of a line stand before the key. */
export function listOf(folder: string, names: readonly string[], options = ''): string {
  const file = join(folder, `list-${names.join('-')}${options.replaceAll(/\W/g, '')}`)
  const lines = names.map((name) => `${name} ${options}${readFileSync(join(folder, `${name}.pub`), 'utf8')}`)
  writeFileSync(file, lines.join(''))
  return file
}
