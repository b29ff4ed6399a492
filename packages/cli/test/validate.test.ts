import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { validationReportSchema, type ValidationReport } from '@keys/schema'
import { SLUGS } from '@keys/testkit'
import { expect, test } from 'vitest'
import { edit, keys, keysHere, REPOSITORY, temporaryFolder, workspaceCopy } from './support.js'

const PACK = 'runbook-keys/stripe-webhook-failure'

async function reportOf(root: string, ...paths: string[]): Promise<{ code: number | null; report: ValidationReport }> {
  const { code, out } = await keysHere(['validate', ...paths, '--format', 'json'], root)
  return { code, report: validationReportSchema.parse(JSON.parse(out)) }
}

function codesOf(report: ValidationReport, file?: string): string[] {
  const diagnostics = report.packs.flatMap((pack) => pack.diagnostics)
  return diagnostics.filter((diagnostic) => file === undefined || diagnostic.file === file).map(({ code }) => code)
}

// A copy: whether the index in dist/ is of today is not asked here.
test('the packs of the repository are clean', async () => {
  const { code, out, err } = await keysHere(['validate', '--type=runbooks'], workspaceCopy())
  expect({ code, out, err }).toEqual({ code: 0, out: `${SLUGS.length} packs: no findings\n`, err: '' })
})

test('a pack can be named by its slug, by its folder, by a file in it, and from inside', async () => {
  expect((await keysHere(['validate', 'stripe-webhook-failure'], REPOSITORY)).out).toBe('1 pack: no findings\n')
  expect((await keysHere(['validate', PACK], REPOSITORY)).out).toBe('1 pack: no findings\n')
  expect((await keysHere(['validate', `${PACK}/README.md`], REPOSITORY)).out).toBe('1 pack: no findings\n')
  expect((await keysHere(['validate', '.'], join(REPOSITORY, PACK))).out).toBe('1 pack: no findings\n')
})

test('a pack with ten faults shows all ten, each with file, line and column', async () => {
  const root = workspaceCopy()
  edit(root, `${PACK}/pack.json`, (text) =>
    text
      .replace('"severity_level": "p1"', '"severity_level": "p9"')
      .replace('"maturity"', '"maturty": 1,\n  "maturity"')
      .replace('"slug": "stripe-webhook-failure"', '"slug": "stripe-webhook"')
  )
  edit(root, `${PACK}/package.json`, (text) => text.replace(/"version": "[^"]+"/, '"version": "99.0.0"'))
  edit(root, `${PACK}/README.md`, (text) =>
    text
      .replace('Continue to [Check 3].', 'Continue.')
      .replace('### Action 1: Set the signing secret (REVERSIBLE)', '### Action 1: Set the signing secret')
      .replace('## Evidence & audit notes', '## Souvenirs')
      .replace('Continue to [Step 2].', 'Go to step 2.')
      .replace('Continue to [Action 8].', 'Continue to [Step 99].')
  )
  writeFileSync(join(root, PACK, 'CHANGELOG.md'), '')
  const { code, out } = await keysHere(['validate', PACK], root)
  expect(code).toBe(1)
  for (const rule of [
    'pack/schema',
    'pack/unknown-field',
    'pack/slug-matches-folder',
    'pack/version-in-step',
    'pack/empty-file',
    'flow/branch-without-target',
    'action/effect-missing',
    'runbook/sections-present',
    'flow/no-default-branch',
    'flow/target-missing'
  ]) {
    expect(out).toMatch(new RegExp(`^  \\d+:\\d+ +(error|warning|information)  ${rule}$`, 'm'))
  }
  const { report } = await reportOf(root, PACK)
  expect(new Set(codesOf(report)).size).toBeGreaterThanOrEqual(10)
})

test('a bad pack hides no other', async () => {
  const root = workspaceCopy()
  writeFileSync(join(root, PACK, 'pack.json'), 'null')
  edit(root, 'runbook-keys/ai-output-regression/pack.json', (text) => text.replace('"operational"', '"other"'))
  const { code, report } = await reportOf(root)
  expect(code).toBe(1)
  const bad = report.packs.filter(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'))
  expect(bad.map(({ path }) => path)).toEqual(expect.arrayContaining(['runbook-keys/ai-output-regression', PACK]))
})

test.each<[name: string, rule: string, file: string, spoil: (pack: string) => void]>([
  ['null in pack.json', 'pack/schema', 'pack.json', (pack) => writeFileSync(join(pack, 'pack.json'), 'null')],
  [
    'a pack.json of 50 MB',
    'pack/file-too-large',
    'pack.json',
    (pack) => writeFileSync(join(pack, 'pack.json'), ' '.repeat(5e7))
  ],
  ['no README', 'pack/required-files', 'README.md', (pack) => rmSync(join(pack, 'README.md'))],
  [
    'a symlink out of the pack',
    'pack/required-files',
    'README.md',
    (pack) => {
      const outside = join(temporaryFolder(), 'secret.md')
      writeFileSync(outside, '# A secret outside')
      rmSync(join(pack, 'README.md'))
      symlinkSync(outside, join(pack, 'README.md'))
    }
  ]
])('%s is a finding', async (_, rule, file, spoil) => {
  const root = workspaceCopy()
  spoil(join(root, PACK))
  const { code, out, err } = await keysHere(['validate', PACK, '--format', 'json'], root)
  expect([code, err]).toEqual([1, ''])
  const report = validationReportSchema.parse(JSON.parse(out))
  expect(codesOf(report, file)).toContain(rule)
  expect(out).not.toContain('secret outside')
})

test('keys that live elsewhere are validated by their metadata', async () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'keys/safe-cron'), { recursive: true })
  writeFileSync(join(root, 'keys/safe-cron/key.json'), '{ "slug": "other" }')
  writeFileSync(join(root, 'library.json'), '{ "version": "1.0.0", "packs": [] }')
  const node = await keysHere(['validate', '--type=node-keys', 'keys'], root)
  expect(node.code).toBe(1)
  expect(node.out).toContain('The slug is `other` and the folder is `safe-cron`.')
  const library = await keysHere(['validate', '--type', 'library', 'library.json'], root)
  expect(library.code).toBe(1)
  expect(library.out).toContain('`generated_at` is missing.')
  expect((await keysHere(['validate', '--type=library', 'keys'], root)).code).toBe(2)
  expect((await keysHere(['validate', '--type=node-keys'], root)).code).toBe(2)
})

test('escape sequences in a pack do not reach the terminal', async () => {
  const root = workspaceCopy()
  edit(root, `${PACK}/pack.json`, (text) => text.replace('"p1"', '"\\u001b[2J\u001b]0;owned\u0007"'))
  edit(root, `${PACK}/README.md`, (text) => text.replace('## Scope', '## Scope\n\n\u001b[31m**If red**: go\n'))
  for (const args of [['validate', PACK], ['show', 'stripe-webhook-failure'], ['list']]) {
    const { out, err } = await keysHere(args, root)
    // oxlint-disable-next-line no-control-regex -- these are what is looked for
    expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
  }
})

test('colors are written only when asked for', async () => {
  const root = workspaceCopy()
  edit(root, `${PACK}/pack.json`, (text) => text.replace('"p1"', '"p9"'))
  const escape = String.fromCharCode(27)
  expect(keys(['validate', PACK], root).out).not.toContain(escape)
  expect(keys(['validate', PACK], root, { FORCE_COLOR: '1' }).out).toContain(escape)
  expect(keys(['validate', PACK], root, { FORCE_COLOR: '1', NO_COLOR: '1' }).out).not.toContain(escape)
})
