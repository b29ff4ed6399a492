import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { registry } from '../src/registry.js'
import { registryText } from '../scripts/registry-text.js'
import { readFileSync } from 'node:fs'
import { keys, REPOSITORY, temporaryFolder } from './support.js'

test('the registry of commands is current', () => {
  const root = join(import.meta.dirname, '..')
  expect(readFileSync(join(root, 'src/registry.ts'), 'utf8')).toBe(registryText(root))
})

test.each([['--version'], ['-v']])('%s shows the version', (flag) => {
  expect(keys([flag], REPOSITORY)).toEqual({ code: 0, out: `${packageJson.version}\n`, err: '' })
})

test.each([[[]], [['--help']], [['-h']]])('keys %j shows help with every command', (args) => {
  const { code, out, err } = keys(args, REPOSITORY)
  expect([code, err]).toEqual([0, ''])
  for (const { name } of registry) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'))
})

test.each(registry.map(({ name, examples, options = [] }) => [name, { examples, options }] as const))(
  'keys %s --help shows its options and examples',
  (name, { examples, options }) => {
    const { code, out } = keys([name, '--help'], REPOSITORY)
    expect(code).toBe(0)
    for (const { flags } of options) expect(out).toContain(flags)
    for (const { line } of examples) expect(out).toContain(line)
  }
)

test.each([
  ['an unknown command', ['validat'], "unknown command 'validat'\n(Did you mean validate?)"],
  ['an unknown flag', ['validate', '--formt', 'json'], "unknown option '--formt'\n(Did you mean --format?)"],
  ['a misspelt type', ['validate', '--type=runbook'], 'Allowed choices are runbooks, node-keys, library.'],
  ['an unknown format', ['validate', '--format', 'xml'], 'Allowed choices are pretty, json, sarif, github.'],
  ['a path that is not there', ['validate', 'nowhere'], 'There is nothing at nowhere.'],
  ['a missing argument', ['show'], "missing required argument 'pack'"],
  ['an argument too many', ['graph', 'a', 'b'], 'too many arguments'],
  ['an unknown pack', ['show', 'stripe-webhok-failure'], 'Did you mean stripe-webhook-failure?'],
  ['an unknown rule', ['explain', 'flow/dead-ned'], 'Did you mean flow/dead-end?']
])('%s is wrong usage', (_, args, message) => {
  const { code, out, err } = keys(args, REPOSITORY)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
})

test.each(['validate', 'index'])('keys %s outside of a workspace is wrong usage', (command) => {
  const { code, out, err } = keys([command], temporaryFolder())
  expect([code, out]).toEqual([2, ''])
  expect(err).toBe(
    'There is no runbook-keys/ folder here or in any folder above.\nGo to a workspace of packs, or name the folder of a pack.\n'
  )
})

test.each([
  ['an empty folder', []],
  ['a folder of other things', ['src/index.ts']],
  ['a workspace without packs', ['runbook-keys/catalogs/node-keys.json']]
])('validating %s is wrong usage, not success', (_, files) => {
  const folder = temporaryFolder()
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), '')
  }
  const { code, out, err } = keys(['validate', '.'], folder)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('No pack was found in .')
})
