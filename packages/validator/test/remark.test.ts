import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { VFile } from 'vfile'
import { expect, it, onTestFinished } from 'vitest'
import * as remark from '../src/remark.js'
import { defineRule, RuleFailure } from '../src/core.js'
import { register } from '../src/engine/rule.js'
import { validPack } from './fixtures/valid-pack.js'

const { presetKeys, remarkKeys } = remark
const README = validPack['README.md']!
const CHECKLIST = validPack['checklist.md']!

type Options = Parameters<typeof remarkKeys>[0]

/** Runs a text through a pipeline of the kind that people have. */
async function run(path: string | undefined, value: string, options: Options = {}): Promise<VFile> {
  const file = new VFile({ ...(path !== undefined && { path }), value })
  const pipeline = unified().use(remarkParse).use(remarkGfm).use(remarkKeys, options)
  await pipeline.run(pipeline.parse(file), file)
  return file
}

/** The codes and places of what was found. */
const found = (file: VFile): string[] => file.messages.map(({ ruleId, name }) => `${ruleId} ${name}`)

function folder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'keys-remark-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(dir, path), text)
  return dir
}

it('exports what it promises and nothing else', () => {
  expect(Object.keys(remark).toSorted()).toEqual(['MARKDOWN_DOCUMENTS', 'default', 'presetKeys', 'remarkKeys'])
})

it.each(remark.MARKDOWN_DOCUMENTS)('finds nothing in a valid %s, with the pack around it or without', async (name) => {
  const text = validPack[name]!
  expect(found(await run(name, text))).toEqual([])
  const dir = folder({ ...validPack })
  // The folder has a name of its own, which pack.json does not know.
  expect(found(await run(join(dir, name), text, { pack: true }))).toEqual([])
})

it('reports a finding as a message with all that is known of it', async () => {
  const file = await run('README.md', README.replace('Continue to [Verify 1].', 'Continue to [Verify 9].'))
  const [message] = file.messages.filter(({ ruleId }) => ruleId === 'flow/target-missing')
  const line = README.split('\n').findIndex((words) => words.includes('Continue to [Verify 1].')) + 1
  expect(message).toMatchObject({
    source: 'keys',
    fatal: true,
    url: expect.stringMatching(/\/docs\/rules\/flow\/target-missing\.md$/),
    note: expect.stringMatching(/^Expected: .+\n\p{Lu}.+\.$/u),
    place: { start: { line, column: 43 }, end: { line, column: 53 } }
  })
})

it.each([
  ['error', true],
  ['warning', false],
  ['information', undefined]
] as const)('gives a message of severity %s fatal: %s', async (severity, fatal) => {
  const file = await run('README.md', README.replace(/^# .+$/m, ''), { severities: { 'runbook/title': severity } })
  expect(file.messages.find(({ ruleId }) => ruleId === 'runbook/title')).toMatchObject({
    ruleId: 'runbook/title',
    fatal
  })
})

it('counts as the text does, whatever its line endings and marks', async () => {
  const broken = README.replace('[Verify 1].', '[Verify 9].')
  const places = found(await run('README.md', broken))
  expect(places).not.toEqual([])
  expect(found(await run('README.md', broken.replaceAll('\n', '\r\n')))).toEqual(places)
  expect(found(await run('README.md', `\uFEFF${broken}`))).toEqual(places)
})

it('does not mind what other plugins do to the tree', async () => {
  const file = new VFile({ path: 'README.md', value: README })
  const emptied = () => (tree: Root) => {
    tree.children = []
  }
  const pipeline = unified().use(remarkParse).use(emptied).use(remarkKeys)
  await pipeline.run(pipeline.parse(file), file)
  expect(found(file)).toEqual([])
})

it('compares with the pack around the file only when it is told to', async () => {
  const dir = folder({ ...validPack })
  const drifted = CHECKLIST.replace(/^- \[ \] \[Action 1\].*\n/m, '')
  const path = join(dir, 'checklist.md')
  expect(found(await run(path, drifted))).not.toContainEqual(expect.stringContaining('checklist/step-missing'))
  expect(found(await run(path, drifted, { pack: true }))).toContainEqual(
    expect.stringContaining('checklist/step-missing')
  )

  const file = new VFile({ path, value: drifted })
  const pipeline = unified().use(remarkParse).use(presetKeys)
  await pipeline.run(pipeline.parse(file), file)
  expect(found(file)).toContainEqual(expect.stringContaining('checklist/step-missing'))
})

it('reads the text of the pipeline, not that on disk', async () => {
  const dir = folder({ ...validPack, 'README.md': '# Something else\n' })
  expect(found(await run(join(dir, 'README.md'), README, { pack: true }))).toEqual([])
})

it('passes over other files, unless it is told what they are', async () => {
  const broken = README.replace('[Verify 1].', '[Verify 9].')
  expect(found(await run('notes.md', broken))).toEqual([])
  expect(found(await run(undefined, broken))).toEqual([])
  expect(found(await run(undefined, broken, { document: 'README.md', pack: true }))).not.toEqual([])
})

it('survives a folder that is not there and a text that cannot be read', async () => {
  const file = await run('/nowhere/at/all/README.md', '>'.repeat(200), { pack: true })
  expect(file.messages.map(({ ruleId }) => ruleId)).toContain('pack/nested-too-deep')
})

it('says that a rule broke down, after what the others found', async () => {
  const rule = defineRule({
    severity: 'error',
    subject: 'runbook',
    description: 'Breaks down.',
    rationale: 'None.',
    messages: {},
    check() {
      throw new Error('broken')
    }
  })
  await expect(run('README.md', README, { rules: register({ 'team/broken': rule }) })).rejects.toThrow(RuleFailure)
})
