// What a shell completes after `keys`: in bash by bash itself, which every machine of ours has.
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { registry } from '../src/registry.js'
import { completionScript, SHELLS } from '@keys/create-runbook'
import { keysHere, REPOSITORY } from './support.js'

/** What bash offers for a line, with the packs that `keys` would list. */
function offered(line: string): string[] {
  const words = line.split(' ')
  const script = [
    "keys() { [ \"$*\" = 'list --format names' ] && printf '%s\\n' disk-full queue-stuck; }",
    completionScript('bash', registry),
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
    `COMP_CWORD=${words.length - 1}`,
    '_keys',
    'printf "%s\\n" "${COMPREPLY[@]}"'
  ]
  return execFileSync('bash', ['-c', script.join('\n')], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
}

test.each([
  ['keys va', ['validate']],
  ['keys validate --for', ['--format']],
  ['keys validate --format ', ['pretty', 'json', 'sarif', 'github']],
  ['keys validate --format s', ['sarif']],
  ['keys show ', ['disk-full', 'queue-stuck']],
  ['keys run q', ['queue-stuck']],
  ['keys help dr', ['drill']],
  ['keys nothing --', []]
])('bash offers for %j', (line, expected) => {
  expect(offered(line)).toEqual(expected)
})

test.each(SHELLS)('the script for %s knows each command and each option', async (shell) => {
  const { code, out } = await keysHere(['completion', shell], REPOSITORY)
  expect(code).toBe(0)
  for (const { name, options = [] } of registry) {
    expect(out).toContain(name)
    for (const { flags } of options) expect(out).toContain(/--([\w-]+)/.exec(flags)?.[1])
  }
  // A quote that is left open would take the rest of the script with it.
  expect((out.replaceAll(/^#.*$/gm, '').replaceAll(/\\'/g, '').match(/'/g) ?? []).length % 2).toBe(0)
})

test('another shell is refused, with those that there are', async () => {
  const { code, err } = await keysHere(['completion', 'tcsh'], REPOSITORY)
  expect([code, err]).toEqual([2, 'There is no completion for "tcsh".\nShells are bash, zsh, fish.\n'])
})

test('packs are listed by their names alone, for scripts', async () => {
  const { out } = await keysHere(['list', '--format', 'names'], REPOSITORY)
  expect(out.split('\n')).toContain('stripe-webhook-failure')
})
