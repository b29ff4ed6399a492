// keys.config.json and the options that go before it, by the built command.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { validationReportSchema } from '@keys/schema'
import { expect, test } from 'vitest'
import { edit, keysHere, WITHOUT_DRILL, workspaceCopy } from './support.js'

const PACK = 'runbook-keys/stripe-webhook-failure'
const RULE = 'runbook/scope-says-what-not'

/** A workspace with one warning: the scope says nothing of what it does not cover. */
function withWarning(config?: object, folder = '.'): string {
  const root = workspaceCopy()
  edit(root, `${PACK}/README.md`, (text) =>
    text.replace(/(## Scope\n)[^]*?(?=\n## )/, (section) => section.replaceAll(/\b(Does not|not|Not)\b/g, 'also'))
  )
  if (config !== undefined) writeFileSync(join(root, folder, 'keys.config.json'), JSON.stringify(config, null, 2))
  return root
}

async function severitiesIn(root: string, ...args: string[]): Promise<{ code: number | null; severities: string[] }> {
  const { code, out } = await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--format', 'json', ...args], root)
  const { packs } = validationReportSchema.parse(JSON.parse(out))
  const found = packs.flatMap(({ diagnostics }) => diagnostics).filter((diagnostic) => diagnostic.code === RULE)
  return { code, severities: found.map(({ severity }) => severity) }
}

test.each([
  ['the root', '.'],
  ['the folder of the packs', 'runbook-keys']
])('a configuration in %s sets severities', async (_, folder) => {
  expect(await severitiesIn(withWarning())).toEqual({ code: 0, severities: ['warning'] })
  expect(await severitiesIn(withWarning({ rules: { [RULE]: 'error' } }, folder))).toEqual({
    code: 1,
    severities: ['error']
  })
  expect(await severitiesIn(withWarning({ rules: { [RULE]: 'off' } }, folder))).toEqual({ code: 0, severities: [] })
})

test('--rule goes before the configuration, and may be repeated', async () => {
  const root = withWarning({ rules: { [RULE]: 'error' } })
  const args = ['--rule', `${RULE}=information`, '--rule', 'flow/dead-end=off']
  expect(await severitiesIn(root, ...args)).toEqual({ code: 0, severities: ['information'] })
})

test('a wrong configuration is told with all its faults and places, by each command that reads it', async () => {
  const root = withWarning({ rules: { 'flow/dead-ned': 'off' }, maxWarning: 1 })
  for (const command of ['validate', 'index']) {
    expect(await keysHere([command], root)).toEqual({
      code: 2,
      out: '',
      err: [
        'keys.config.json:3:5 There is no rule `flow/dead-ned`. Did you mean `flow/dead-end`? Expected: codes that `keys explain` lists.',
        'keys.config.json:5:3 `maxWarning` is not a known field. Did you mean `maxWarnings`? Expected: one of `$schema`, `scope`, `packs`, `rules`, `drafts`, `ownRules`, `maxWarnings`, `catalogs`, `signedAnswers`, `runbookLinks`.',
        'Fix keys.config.json, then run again.',
        ''
      ].join('\n')
    })
  }
})

test('two configurations are one too many, and a folder in the place of one is a fault', async () => {
  const root = withWarning({})
  writeFileSync(join(root, 'runbook-keys/keys.config.json'), '{}')
  expect(await keysHere(['validate'], root)).toMatchObject({
    code: 2,
    err: expect.stringContaining('There is another configuration')
  })
  const other = workspaceCopy()
  mkdirSync(join(other, 'keys.config.json'))
  expect(await keysHere(['validate'], other)).toMatchObject({ code: 2, err: expect.stringContaining('cannot be read') })
})

test('a pack does not set the rules by which it is judged', async () => {
  expect((await severitiesIn(withWarning({ rules: { [RULE]: 'off' } }, PACK))).severities).toEqual(['warning'])
})

test('further catalogs are read, and one that is not there stops the validation', async () => {
  const root = withWarning({ catalogs: ['more/keys.json'] })
  expect(await keysHere(['validate'], root)).toMatchObject({
    code: 2,
    err: expect.stringContaining('The catalog more/keys.json')
  })
  mkdirSync(join(root, 'more'))
  writeFileSync(join(root, 'more/keys.json'), '{ "keys": [] }')
  expect((await keysHere(['validate'], root)).code).toBe(0)
})

test('more warnings than allowed fail; the option goes before the configuration', async () => {
  const root = withWarning({ maxWarnings: 0 })
  const one = await keysHere(['validate', ...WITHOUT_DRILL, PACK], root)
  expect(one.code).toBe(1)
  expect(one.err).toBe('Too many warnings: 1. keys.config.json allows 0.\n')
  expect(await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--max-warnings', '1'], root)).toMatchObject({
    code: 0,
    err: ''
  })
  expect((await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--max-warnings=0'], withWarning())).code).toBe(1)
})

test('--quiet shows errors only, says that there is more, and still counts warnings', async () => {
  const root = withWarning()
  expect(await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--quiet'], root)).toEqual({
    code: 0,
    out: '1 pack: no errors; 1 finding not shown\n',
    err: ''
  })
  expect((await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--quiet', '--max-warnings', '0'], root)).code).toBe(1)
  expect((await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--quiet', '--format', 'github'], root)).out).toBe('')
})

test('--format sarif and github say what pretty says', async () => {
  const root = withWarning()
  const sarif = JSON.parse((await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--format', 'sarif'], root)).out) as {
    runs: { results: { ruleId: string; level: string }[] }[]
  }
  expect(sarif.runs[0]?.results).toMatchObject([{ ruleId: RULE, level: 'warning' }])
  const { out } = await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--format', 'github'], root)
  expect(out).toMatch(new RegExp(`^::warning file=${PACK}/README\\.md,line=\\d+,.*title=${RULE}::`))
  // What people read in a log stays readable there.
  const { out: pretty } = await keysHere(['validate', ...WITHOUT_DRILL, PACK], root, { GITHUB_ACTIONS: 'true' })
  expect(pretty).toContain('1 pack: 1 warning\n')
})

test('a comment disables a finding', async () => {
  const root = withWarning()
  edit(root, `${PACK}/README.md`, (text) =>
    text.replace('## Scope', `<!-- keys-disable ${RULE} -- said elsewhere -->\n\n## Scope`)
  )
  expect((await keysHere(['validate', ...WITHOUT_DRILL, PACK], root)).out).toBe('1 pack: no findings\n')
  expect(readFileSync(join(root, PACK, 'README.md'), 'utf8')).toContain('keys-disable')
})

test('no configuration brings a pack that cannot be read into the index', async () => {
  const root = withWarning({ rules: { 'pack/schema': 'off' } })
  edit(root, `${PACK}/pack.json`, (text) => text.replace('"p1"', '"p9"'))
  const { code, out } = await keysHere(['index'], root)
  expect(code).toBe(1)
  expect(out).toContain('pack/schema')
})

test.each([
  ['an unknown rule', ['--rule', 'flow/dead-ned=off'], 'Did you mean flow/dead-end?'],
  ['an unknown severity', ['--rule', 'flow/dead-end=fatal'], 'severities are off, error, warning, information.'],
  ['no severity', ['--rule', 'flow/dead-end'], 'Write --rule <code>=<severity>'],
  ['no number', ['--max-warnings', 'many'], 'Write a whole number, such as 0.']
])('%s is wrong usage', async (_, args, hint) => {
  const { code, out, err } = await keysHere(['validate', ...args], workspaceCopy())
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(hint)
})
