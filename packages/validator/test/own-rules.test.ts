import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { defineRule, ownRulePage, rulesAt, settingsOf, severitiesOf, validateFolder } from '../src/index.js'
import { readOwnRules } from '../src/core.js'
import { presetKeys } from '../src/remark.js'
import { validFolder, validPack } from './fixtures/valid-pack.js'

const RULE_DATA = {
  code: 'acme/owner-named',
  url: 'https://wiki.acme.example/rules/owner-named',
  severity: 'warning',
  subject: 'runbook',
  description: 'The introduction names the team that owns the runbook.',
  rationale: 'At three in the morning nobody looks it up.',
  messages: {
    missing: { message: 'No owner is named.', expected: 'a line that begins with "Owner:"', help: 'Name the team.' }
  }
}

/** The rule as a file of the team has it. */
const RULE = `{ ...${JSON.stringify(RULE_DATA)},
  check(runbook, { report }) {
    if (!runbook.introduction.some(({ text }) => text.startsWith('Owner:'))) report('missing', runbook.title.position)
  }
}`

/** A workspace with one valid pack and what else is given. */
function workspace(config: object, files: Readonly<Record<string, string>> = {}): { root: string; dir: string } {
  const root = mkdtempSync(join(tmpdir(), 'keys-own-rules-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const dir = join(root, 'runbook-keys', validFolder)
  const pack = Object.entries(validPack).map(([path, text]) => [join(dir, path), text] as const)
  const others = Object.entries(files).map(([path, text]) => [join(root, path), text] as const)
  for (const [path, text] of [...pack, ...others, [join(root, 'keys.config.json'), JSON.stringify(config)] as const]) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return { root, dir }
}

async function found(dir: string, root: string): Promise<string[]> {
  const { rules, severities } = await settingsOf(dir, root)
  const { diagnostics, failure } = await validateFolder(dir, { rules, severities })
  if (failure) throw failure
  return diagnostics.map(({ code, severity, url }) => `${code} ${severity} ${url}`)
}

const FOUND = 'acme/owner-named warning https://wiki.acme.example/rules/owner-named'

test.each([
  ['./rules/acme.mjs', { 'rules/acme.mjs': `export default [${RULE}]` }],
  [
    './rules/acme.mjs',
    {
      'rules/acme.mjs': `import rule from './one.mjs'\nexport default [rule]`,
      'rules/one.mjs': `export default ${RULE}`
    }
  ],
  [
    '@acme/keys-rules',
    {
      'node_modules/@acme/keys-rules/package.json':
        '{"name":"@acme/keys-rules","type":"module","exports":{"import":"./all.js"}}',
      'node_modules/@acme/keys-rules/all.js': `export default [${RULE}]`
    }
  ]
])('runs the rules of %s', async (module, files) => {
  const { root, dir } = workspace({ ownRules: [module] }, files)
  expect(await found(dir, root)).toEqual([FOUND])
  expect((await rulesAt(root)).at(-1)?.code).toBe('acme/owner-named')
})

test('its severity is set like that of any other rule', async () => {
  const files = { 'r.mjs': `export default [${RULE}]` }
  const off = workspace({ ownRules: ['./r.mjs'], rules: { 'acme/owner-named': 'off' } }, files)
  expect(await found(off.dir, off.root)).toEqual([])
  const wrong = workspace({ ownRules: ['./r.mjs'], rules: { 'acme/owner-name': 'off' } }, files)
  await expect(found(wrong.dir, wrong.root)).rejects.toThrow(
    'There is no rule `acme/owner-name`. Did you mean `acme/owner-named`?'
  )
  expect(severitiesOf(['acme/owner-named=error'], await rulesAt(off.root))).toEqual({ 'acme/owner-named': 'error' })
})

test('a comment in the text disables it', async () => {
  const { root, dir } = workspace({ ownRules: ['./r.mjs'] }, { 'r.mjs': `export default [${RULE}]` })
  const comment = '<!-- keys-disable acme/owner-named -- the whole company owns it -->\n'
  writeFileSync(join(dir, 'README.md'), validPack['README.md']!.replace(/^(# .+\n)/, `${comment}$1`))
  const left = await found(dir, root)
  expect(left.filter((line) => line.startsWith('acme/') || line.startsWith('disable/'))).toEqual([])
})

test('the remark preset runs it', async () => {
  const { root, dir } = workspace({ ownRules: ['./r.mjs'] }, { 'r.mjs': `export default [${RULE}]` })
  const file = new VFile({ path: join(dir, 'README.md'), cwd: root, value: validPack['README.md']! })
  const pipeline = unified().use(remarkParse).use(presetKeys)
  await pipeline.run(pipeline.parse(file), file)
  expect(file.messages.map(({ ruleId, url }) => `${ruleId} ${url}`)).toEqual([
    'acme/owner-named https://wiki.acme.example/rules/owner-named'
  ])
})

test.each([
  ['./none.mjs', {}, 'keys.config.json names rules in ./none.mjs, which cannot be found.'],
  ['@acme/none', {}, 'keys.config.json names rules in @acme/none, which cannot be found.'],
  ['./r.mjs', { 'r.mjs': 'throw new Error("no network")' }, 'which cannot be loaded: no network'],
  ['./r.mjs', { 'r.mjs': `export const rules = [${RULE}]` }, 'keys.config.json, ./r.mjs: It exports no list of rules.'],
  [
    './r.mjs',
    { 'r.mjs': `const rule = ${RULE}\nexport default [{ ...rule, code: 'flow/dead-end' }]` },
    'There is a rule `flow/dead-end` already, one of Runbook Keys.'
  ]
])('says what is wrong with %s', async (module, files, message) => {
  const { root, dir } = workspace({ ownRules: [module] }, files)
  await expect(found(dir, root)).rejects.toThrow(message)
})

test('a code that two modules have is refused, with where the other one is', async () => {
  const { root, dir } = workspace(
    { ownRules: ['./a.mjs', './b.mjs'] },
    { 'a.mjs': `export default [${RULE}]`, 'b.mjs': `export default [${RULE}]` }
  )
  await expect(found(dir, root)).rejects.toThrow('There is a rule `acme/owner-named` already, in ./a.mjs.')
})

test('rules are not run where the project is that of somebody else', async () => {
  const { root, dir } = workspace({ ownRules: ['./r.mjs'] }, { 'r.mjs': 'throw new Error("it ran")' })
  const elsewhere = workspace({}).root
  const { rules, notLoaded } = await settingsOf(dir, elsewhere)
  expect(rules.map(({ code }) => code)).not.toContain('acme/owner-named')
  expect(notLoaded).toContain('lies outside of this project. Run keys inside of that project to run them.')
  await expect(settingsOf(dir, root)).rejects.toThrow('it ran')
})

test('one that breaks down is reported as a fault of the team, and hides nothing', async () => {
  const broken = RULE.replace(/check\([\s\S]*$/, "check() { throw new Error('undefined is not an owner') }\n}")
  const { root, dir } = workspace({ ownRules: ['./r.mjs'] }, { 'r.mjs': `export default [${broken}]` })
  writeFileSync(join(dir, 'checklist.md'), '')
  const { rules } = await settingsOf(dir, root)
  const { failure, diagnostics } = await validateFolder(dir, { rules })
  expect(failure?.name).toBe('UsageError')
  expect(failure?.message).toBe(`The rule acme/owner-named failed on ${validFolder}: undefined is not an owner`)
  expect(diagnostics.map(({ code }) => code)).toContain('pack/empty-file')
})

const VALID = {
  code: 'acme/x',
  url: 'https://acme.example/x',
  ...defineRule({
    severity: 'error',
    subject: 'pack',
    description: 'D.',
    rationale: 'R.',
    messages: { wrong: { message: 'M.', expected: 'e', help: 'H.' } },
    check: () => undefined
  })
}

test.each([
  [{ ...VALID, code: 'acme' }, '`code` has a wrong value.'],
  [{ ...VALID, code: 'Acme/X' }, '`code` has a wrong value.'],
  [{ ...VALID, code: undefined }, '`code` is missing.'],
  [{ ...VALID, url: 'javascript:alert(1)' }, '`url` has a wrong value.'],
  [{ ...VALID, url: undefined }, '`url` is missing.'],
  [{ ...VALID, severity: 'fatal' }, '`severity` has a wrong value.'],
  [{ ...VALID, subject: 'constructor' }, '`subject` has a wrong value.'],
  [{ ...VALID, messages: {} }, '`messages` has a wrong value.'],
  [{ ...VALID, messages: { a: { message: 'M.' } } }, '`messages` has a wrong value.'],
  [{ ...VALID, check: 'x' }, '`check` has a wrong value.'],
  [{ ...VALID, kinds: ['notebook'] }, '`kinds` has a wrong value.'],
  [{ ...VALID, sevrity: 'error' }, '`sevrity` is not a field of a rule. Did you mean `severity`?'],
  ['acme/x', 'It is not a rule.']
])('refuses a malformed rule %#', (rule, message) => {
  const result = readOwnRules([rule], new Map())
  expect('faults' in result && result.faults.map((fault) => fault.message)).toEqual([message])
})

test('all faults of all rules are reported at once', () => {
  const result = readOwnRules(
    [
      { ...VALID, url: '' },
      { ...VALID, check: null }
    ],
    new Map()
  )
  expect('faults' in result && result.faults.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
    'acme/x `url` has a wrong value.',
    'acme/x `check` has a wrong value.',
    'acme/x There is a rule `acme/x` already, in the same module.'
  ])
})

test('its page says what is known of it', () => {
  const result = readOwnRules([VALID], new Map())
  expect('rules' in result && ownRulePage(result.rules[0]!)).toBe(
    '# acme/x\n\nD. (error)\n\nR.\n\n- M. Expected: e. H.\n\nIts page: https://acme.example/x\n'
  )
})

test('a rule of a team may have options, checked in the configuration like those of ours', () => {
  const options = z.strictObject({ teams: z.array(z.string()).default([]) })
  const rule = { ...RULE_DATA, check: () => undefined }
  const read = readOwnRules(
    [
      { ...rule, options },
      { ...rule, code: 'acme/other' }
    ],
    new Map()
  )
  expect('rules' in read && read.rules.map((one) => one.options)).toEqual([options, null])
  expect(readOwnRules([{ ...rule, options: { teams: [] } }], new Map())).toEqual({
    faults: [
      {
        rule: 'acme/owner-named',
        message: '`options` has a wrong value.',
        expected: 'a strict object of zod, in which each option has a default'
      }
    ]
  })
})
