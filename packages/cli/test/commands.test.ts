import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { graphSchema, readAssetsIndex, runbookSchema } from '@keys/schema'
import { registry as rules } from '@keys/validator'
import { SLUGS } from '@keys/testkit'
import { expect, test } from 'vitest'
import { edit, keys, keysHere, REPOSITORY, temporaryFolder, workspaceCopy } from './support.js'

test('keys list shows all packs and what to type next', async () => {
  const { code, out, err } = await keysHere(['list'], REPOSITORY)
  expect(code).toBe(0)
  const rows = out.trimEnd().split('\n').slice(1)
  // A title that is too long for the terminal goes on in a line of its own.
  expect(rows.filter((row) => !row.startsWith(' ')).map((row) => row.split(' ')[0])).toEqual(SLUGS)
  expect(err).toContain('keys show ai-output-regression')
})

test('keys list --format json is for machines', async () => {
  const packs = JSON.parse((await keysHere(['list', '--format', 'json'], REPOSITORY)).out) as { slug: string }[]
  expect(packs.map(({ slug }) => slug)).toEqual(SLUGS)
})

test('keys list without packs says how to get one', async () => {
  const { code, out, err } = await keysHere(['list'], temporaryFolder())
  expect([code, out]).toEqual([0, ''])
  expect(err).toContain('npm install @keys/runbook-stripe-webhook-failure')
})

test('an installed runbook is listed, shown and drawn', async () => {
  const folder = temporaryFolder()
  const target = join(folder, 'node_modules/@keys/runbook-stripe-webhook-failure')
  mkdirSync(target, { recursive: true })
  cpSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure'), target, { recursive: true })
  expect((await keysHere(['list'], folder)).out).toMatch(/^stripe-webhook-failure .* installed /m)
  expect((await keysHere(['show', '@keys/runbook-stripe-webhook-failure'], folder)).out).toContain('Check 1')
  expect((await keysHere(['graph', 'stripe-webhook-failure'], folder)).out).toMatch(/^flowchart TD/)
})

test.each(SLUGS)('keys show %s: metadata, every step, every branch', async (slug) => {
  const { code, out } = await keysHere(['show', slug], REPOSITORY)
  const runbook = runbookSchema.parse(JSON.parse((await keysHere(['show', slug, '--format', 'json'], REPOSITORY)).out))
  expect(code).toBe(0)
  for (const step of runbook.steps) expect(out).toContain(`${step.label}: ${step.title}`)
  expect(out.match(/→/g)?.length).toBeGreaterThanOrEqual(runbook.steps.flatMap((step) => step.branches).length)
})

test.each([['.'], ['runbook-keys/']])('keys show %s: of several packs none is taken', async (path) => {
  const { code, out, err } = await keysHere(['show', path], REPOSITORY)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(`There are ${SLUGS.length} packs in ${path}: ${SLUGS.join(', ')}.`)
})

test('keys show ./README.md: a file beside packs is itself, and none of them', async () => {
  const { code, out } = await keysHere(['show', './README.md'], REPOSITORY)
  expect(code).toBe(0)
  expect(out).toMatch(/^Runbook Keys\n/)
  expect(out).toMatch(/^ +file +README\.md$/m)
})

test('a folder of runs that cannot be read is no fault of keys', async () => {
  const file = join(temporaryFolder(), 'runs')
  writeFileSync(file, '')
  const { code, err } = await keysHere(['runs', '--runs', file], REPOSITORY)
  expect([code, err]).toEqual([2, expect.stringContaining(`${file} is not a folder: runs are kept in one.`)])
})

test('keys show --format markdown is the text itself', async () => {
  const text = readFileSync(join(REPOSITORY, 'runbook-keys/stripe-webhook-failure/README.md'), 'utf8')
  expect((await keysHere(['show', 'stripe-webhook-failure', '--format', 'markdown'], REPOSITORY)).out.trimEnd()).toBe(
    text.trimEnd()
  )
})

test('keys graph draws Mermaid, or gives nodes and edges', async () => {
  const { out } = await keysHere(['graph', 'stripe-webhook-failure'], REPOSITORY)
  const graph = graphSchema.parse(
    JSON.parse((await keysHere(['graph', 'stripe-webhook-failure', '--format', 'json'], REPOSITORY)).out)
  )
  expect(out.trimEnd().split('\n')).toHaveLength(1 + graph.nodes.length + graph.edges.length)
})

test('a pack that cannot be read says so', async () => {
  const root = workspaceCopy()
  edit(root, 'runbook-keys/stripe-webhook-failure/pack.json', () => '{')
  const { code, out, err } = await keysHere(['show', 'stripe-webhook-failure'], root)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('cannot be shown: its pack.json is wrong.')
})

test('keys explain lists every rule, and shows the page of each', async () => {
  const { out } = await keysHere(['explain'], REPOSITORY)
  for (const { code } of rules) expect(out).toMatch(new RegExp(`^${code} `, 'm'))
  const first = rules[0]!
  expect((await keysHere(['explain', first.code], REPOSITORY)).out).toMatch(new RegExp(`^# ${first.code}\n`))
})

test('keys index writes the index; a pack with an error stops it', async () => {
  const root = workspaceCopy()
  expect(await keysHere(['index'], root)).toEqual({
    code: 0,
    out: `dist/assets-index.json: ${SLUGS.length} runbooks, packed in dist/packs\n`,
    err: ''
  })
  expect(readAssetsIndex(JSON.parse(readFileSync(join(root, 'dist/assets-index.json'), 'utf8')))).toHaveProperty(
    'index'
  )
  rmSync(join(root, 'dist'), { recursive: true })
  edit(root, 'runbook-keys/stripe-webhook-failure/pack.json', (text) => text.replace('"p1"', '"p9"'))
  const { code, out, err } = await keysHere(['index'], root)
  expect(code).toBe(1)
  expect(out).toContain('pack/schema')
  expect(err).toContain('The index was not written')
  expect(existsSync(join(root, 'dist/assets-index.json'))).toBe(false)
})

test.each([
  ['a time that is none', { SOURCE_DATE_EPOCH: 'yesterday' }],
  ['a time after the year 9999', { SOURCE_DATE_EPOCH: '253402300800' }]
])('keys index with %s is wrong usage', async (_, environment) => {
  const { code, out, err } = await keysHere(['index'], workspaceCopy(), environment)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('expected seconds since 1970')
})

test('keys index in a workspace without packs is wrong usage', async () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'runbook-keys'))
  expect(await keysHere(['index'], root)).toMatchObject({ code: 2, out: '' })
})

test('what the machine refuses is no fault of keys', async () => {
  const root = workspaceCopy()
  writeFileSync(join(root, 'dist'), 'a file in the place of the folder')
  const { code, err } = await keysHere(['index'], root)
  expect(code).toBe(2)
  expect(err).not.toContain('broke down')
})

test.each([[['list']], [['validate']], [['index']]])('keys %j neither follows a link nor waits for a pipe', (args) => {
  const root = workspaceCopy()
  const pack = join(root, 'runbook-keys/stripe-webhook-failure')
  const outside = join(temporaryFolder(), 'outside.json')
  writeFileSync(outside, readFileSync(join(pack, 'pack.json'), 'utf8').replace('"Stripe webhook failure"', '"Outside"'))
  rmSync(join(pack, 'pack.json'))
  symlinkSync(outside, join(pack, 'pack.json'))
  rmSync(join(pack, 'README.md'))
  execFileSync('mkfifo', [join(pack, 'README.md'), join(pack, 'pipe')])
  const { code, out } = keys(args, root)
  expect([0, 1]).toContain(code)
  expect(out).not.toContain('Outside')
})

test('keys build generates what a pack publishes, in the folder where it runs', async () => {
  const folder = join(workspaceCopy(), 'runbook-keys/stripe-webhook-failure')
  const skill = 'skills/stripe-webhook-failure-runbook/SKILL.md'
  for (const file of ['runbook.json', 'index.js', 'index.d.ts', skill]) rmSync(join(folder, file), { force: true })
  expect(await keysHere(['build'], folder)).toEqual({ code: 0, out: '', err: '' })
  for (const file of ['runbook.json', 'index.js', 'index.d.ts', 'index.cjs', 'index.d.cts'])
    expect(existsSync(join(folder, file))).toBe(true)
  // Made from the same steps, as many as it has room for; and it allows no tool.
  const text = readFileSync(join(folder, skill), 'utf8')
  const { runbook } = JSON.parse(readFileSync(join(folder, 'runbook.json'), 'utf8')) as {
    runbook: { steps: { title: string }[] }
  }
  const rows = text.split('\n').filter((line) => /^\| (Check|Step|Action|Verification) /.test(line))
  expect(rows.length).toBeGreaterThan(20)
  expect(rows.filter((row) => runbook.steps.every(({ title }) => !row.includes(title)))).toEqual([])
  expect(text).not.toContain('allowed-tools')
})

test('a reader that stops reading is no fault', () => {
  const bin = join(import.meta.dirname, '../bin/keys.js')
  const line = `"${process.execPath}" "${bin}" show stripe-webhook-failure --format json | head -c 1; echo " \${PIPESTATUS[0]}"`
  expect(execFileSync('bash', ['-c', line], { cwd: REPOSITORY, encoding: 'utf8' })).toBe('{ 0\n')
})

test.each([['find'], ['run'], ['preflight']])('keys help %s is keys %s --help', async (name) => {
  const help = await keysHere(['help', name], REPOSITORY)
  expect(help).toEqual(await keysHere([name, '--help'], REPOSITORY))
  expect(help.code).toBe(0)
})

test('a wrong option points to the help of its command', async () => {
  const { code, err } = await keysHere(['run', 'stripe-webhook-failure', '--unheard-of'], REPOSITORY)
  expect(code).toBe(2)
  expect(err).toContain('keys run --help')
})
