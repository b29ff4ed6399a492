import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { GROUPS } from '../src/command.js'
import { registry } from '../src/registry.js'
import { registryText } from '../scripts/registry-text.js'
import { readFileSync } from 'node:fs'
import { keys, keysHere, REPOSITORY, temporaryFolder } from './support.js'

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

test('the help that is shown at once is the one that the commands make', async () => {
  const { out } = await keysHere(['--help'], REPOSITORY)
  expect(keys(['--help'], REPOSITORY)).toEqual({ code: 0, out, err: '' })
})

test('the help groups the commands by the moment in which they are needed, each on one line of 80 columns', async () => {
  const { out } = await keysHere(['--help'], REPOSITORY)
  const [, ...groups] = out.split(/\n\n(?=(?:In an incident|Afterwards|Read|Write|Publish):\n)/)
  const shown = groups.map((group) => {
    const [heading, ...lines] = (group.split('\n\n')[0] ?? '').split('\n')
    for (const line of lines) expect(line).toMatch(/^ {2}[a-z-]+ .*\.$/)
    return [heading, lines.map((line) => line.trim().split(' ')[0]).join(' ')]
  })
  expect(shown).toEqual([
    ['In an incident:', 'find preflight run resume answer runs handover end mcp'],
    ['Afterwards:', 'report verify-evidence attach'],
    ['Read:', 'list show graph export'],
    ['Write:', 'import new validate explain step drill lsp alerts skills docs doctor completion'],
    ['Publish:', 'build index diff bump-check sync-versions']
  ])
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('what every command starts with is one file, without what the commands need to run', () => {
  const text = readFileSync(join(import.meta.dirname, '../dist/quick.cjs'), 'utf8')
  // commander, the definitions, the search; the validator or the runner alone are more than this.
  expect(text.length).toBeLessThan(400_000)
  // Of zod, of the Markdown engines and of YAML nothing is in it.
  expect(text).not.toMatch(/^\/\/ .*node_modules\/(?:zod|micromark|mdast-|satteri|yaml|re2js|acorn)/m)
})

test('the README has a section for each command, in the order of the help', () => {
  const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
  const sections = [...readme.matchAll(/^### `keys ([a-z-]+)`/gm)].map(([, name]) => name)
  const groups = Object.keys(GROUPS)
  const names = registry
    .toSorted((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group) || a.order - b.order)
    .map(({ name }) => name)
  expect(sections).toEqual(names)
  const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => `${heading}:`)
  expect(headings.filter((heading) => Object.values<string>(GROUPS).includes(heading))).toEqual(Object.values(GROUPS))
})

test.each(registry.map(({ name, examples, options = [] }) => [name, { examples, options }] as const))(
  'keys %s --help shows its options and examples',
  async (name, { examples, options }) => {
    const { code, out } = await keysHere([name, '--help'], REPOSITORY)
    expect(code).toBe(0)
    for (const { flags } of options) expect(out).toContain(flags)
    for (const { line } of examples) expect(out).toContain(line)
  }
)

test.each([
  ['an unknown command', ['validat'], "unknown command 'validat'\n(Did you mean validate?)"],
  ['an unknown flag', ['validate', '--formt', 'json'], "unknown option '--formt'\n(Did you mean --format?)"],
  ['a misspelled type', ['validate', '--type=runbook'], 'Allowed choices are runbooks, node-keys, library.'],
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
    'There is no runbook-keys/ folder here or in any folder above, nor a keys.config.json that names one.\nGo to a workspace of packs, or name the folder of a pack.\n'
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
  expect(err).toContain('There is no pack in this folder.')
})

test.each([
  [['end', '', '--reason', 'over'], 'run'],
  [['attach', '', 'graph.png'], 'run'],
  [['report', ''], 'run'],
  [['import', ''], 'path'],
  [['validate', '', '--fix'], 'paths'],
  [['show', ''], 'pack']
])('an empty argument stands for nothing, as in keys %j', (args, name) => {
  const { code, out, err } = keys(args, temporaryFolder())
  expect([code, out]).toEqual([2, ''])
  expect(err).toBe(`The argument <${name}> is empty.\nSee what it takes: keys ${args[0]} --help\n`)
})

test.each([
  [['runs', '--runs', ''], 'runs'],
  [['handover', '--operator', ' '], 'operator'],
  [['handover', '--to', ' '], 'to'],
  [['attach', 'k3f9q', 'graph.png', '--text', ''], 'text'],
  [['find', 'no', 'such', 'words', '--file', ''], 'file'],
  [['resume', '--reopen', ''], 'reopen']
])('nor does an empty value of an option, as in keys %j', (args, name) => {
  const { code, out, err } = keys(args, temporaryFolder())
  expect([code, out]).toEqual([2, ''])
  expect(err).toBe(`--${name} is empty.\nSee what it takes: keys ${args[0]} --help\n`)
})

test('help about a command that is none is refused, and what was typed steers no terminal', () => {
  const folder = temporaryFolder()
  expect(keys(['help', 'ressume'], folder)).toMatchObject({
    code: 2,
    err: expect.stringContaining("unknown command 'ressume'")
  })
  for (const args of [
    ['help', 'a\u001B[31m'],
    ['show', 'a\u001B[31m'],
    ['runs', '--\u001B[31m']
  ]) {
    const { code, err } = keys(args, folder)
    expect([code, err.includes('\u001B'), err.includes('␛[31m')]).toEqual([2, false, true])
  }
})

test('the search that the README shows prints what stands there', () => {
  const readme = readFileSync(join(REPOSITORY, 'README.md'), 'utf8')
  const [, text = '', shown = ''] = /^\$ keys find '(.*)' --limit 1\n([^]*?)```/m.exec(readme) ?? []
  const { code, out, err } = keys(['find', text, '--limit', '1'], REPOSITORY)
  expect([code, `${out}${err}`.trim()]).toEqual([0, shown.trim()])
})
