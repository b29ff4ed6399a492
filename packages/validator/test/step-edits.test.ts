import { memoryFiles, readPack, type PackSource } from '@keys/pack/core'
import { expect, test } from 'vitest'
import { editStep, type StepChange } from '../src/core.js'
import { validFolder, validPack } from './fixtures/valid-pack.js'

const README = validPack['README.md']!.replace(
  '## Action steps',
  `### Step 2: Ask the workers

\`\`\`sql
set statement_timeout = '10s';
select 2; -- Step 1 in code stays
\`\`\`

**Expected**: \`2\`

- **If \`2\`**: Step 1 was right. Continue to [Step 3].
- **Otherwise**: what this runbook does not know. **STOP: escalate**

### Step 3: Look at the host

What [Step 2] printed tells where. See [there](#step-2-ask-the-workers).

- **Otherwise**: what this runbook does not know. **STOP: escalate**

## Action steps`
).replace('[Action 1]: #', '[Step 2]: #step-2-ask-the-workers\n[Step 3]: #step-3-look-at-the-host\n[Action 1]: #')
const CHECKLIST = validPack['checklist.md']!.replace(
  /(- \[ \] \[Step 1\].*\n)/,
  '$1- [ ] [Step 2]: ask the workers. Seen: `____`\n- [ ] [Step 3]: the host. Seen: `____`\n'
).replace(
  '[Action 1]: R',
  '[Step 2]: README.md#step-2-ask-the-workers\n[Step 3]: README.md#step-3-look-at-the-host\n[Action 1]: R'
)
const DRILL = "path: ['Check 1', 'Step 1', 'Step 2', 'Step 3'] // Action 1"

function packOf(readme = README, checklist = CHECKLIST): PackSource {
  return readPack(memoryFiles({ ...validPack, 'README.md': readme, 'checklist.md': checklist }), {
    folder: validFolder
  })
}

function changed(change: StepChange, readme?: string): ReadonlyMap<string, string> {
  const result = editStep(packOf(readme), new Map([['drill/drill.js', DRILL]]), change)
  if ('refusal' in result) throw new Error(result.refusal)
  return result.changed
}

function lines(text: string | undefined, pattern: RegExp): string[] {
  return (text ?? '').split(/\r?\n/).filter((line) => pattern.test(line))
}

const HEADINGS = /^### Step/
const ITEMS = /^- \[ \] \[Step/
const DEFINITIONS = /^\[Step \d\]:/

test('a step inserted in the middle moves all that come after it', () => {
  const texts = changed({ type: 'insert', label: 'Step 2', title: 'Count the workers' })
  const readme = texts.get('README.md')
  expect(lines(readme, HEADINGS)).toEqual([
    '### Step 1: Count what waits',
    '### Step 2: Count the workers',
    '### Step 3: Ask the workers',
    '### Step 4: Look at the host'
  ])
  expect(readme).toContain('What [Step 3] printed tells where. See [there](#step-3-ask-the-workers).')
  expect(readme).toContain('Step 1 was right. Continue to [Step 4].')
  expect(readme).toContain('-- Step 1 in code stays')
  expect(lines(readme, DEFINITIONS)).toEqual([
    '[Step 1]: #step-1-count-what-waits',
    '[Step 2]: #step-2-count-the-workers',
    '[Step 3]: #step-3-ask-the-workers',
    '[Step 4]: #step-4-look-at-the-host'
  ])
  expect(lines(texts.get('checklist.md'), ITEMS).map((line) => line.slice(6, 24))).toEqual([
    '[Step 1]: how many',
    '[Step 2]: Count th',
    '[Step 3]: ask the ',
    '[Step 4]: the host'
  ])
  expect(lines(texts.get('checklist.md'), DEFINITIONS)).toHaveLength(4)
  expect(texts.get('drill/drill.js')).toBe("path: ['Check 1', 'Step 1', 'Step 3', 'Step 4'] // Action 1")
})

test.each([
  ['Step 1', '### Step 1: New'],
  ['Step 4', '### Step 4: New'],
  ['Check 2', '### Check 2: New'],
  ['Action 1', '### Action 1: New (REVERSIBLE)'],
  ['Verify 2', '### Verify 2: New']
])('inserts at the beginning and at the end: %s', (label, heading) => {
  const readme = changed({ type: 'insert', label, title: 'New' }).get('README.md')!
  expect(lines(readme, /^### .*New/)).toEqual([heading])
  const before = readPack(memoryFiles({ ...validPack, 'README.md': README }), { folder: validFolder })
  const after = readPack(memoryFiles({ ...validPack, 'README.md': readme }), { folder: validFolder })
  expect(after.readme?.subject?.steps.length).toBe((before.readme?.subject?.steps.length ?? 0) + 1)
})

test.each([
  ['Step 3', 'Step 1', ['Look at the host', 'Count what waits', 'Ask the workers']],
  ['Step 1', 'Step 3', ['Ask the workers', 'Look at the host', 'Count what waits']],
  ['Step 1', 'Step 2', ['Ask the workers', 'Count what waits', 'Look at the host']]
])('moves %s to %s, and back again', (from, to, titles) => {
  const texts = changed({ type: 'move', label: from, to })
  expect(lines(texts.get('README.md'), HEADINGS)).toEqual(
    titles.map((title, index) => `### Step ${index + 1}: ${title}`)
  )
  const source = packOf(texts.get('README.md'), texts.get('checklist.md'))
  const back = editStep(source, new Map([['drill/drill.js', texts.get('drill/drill.js')!]]), {
    type: 'move',
    label: to,
    to: from
  })
  const again = 'changed' in back ? back.changed : new Map<string, string>()
  expect(again.get('drill/drill.js')).toBe(DRILL)
  // Definitions stay where they are, each with its own label.
  expect(again.get('README.md')?.split('\n').toSorted()).toEqual(README.split('\n').toSorted())
  expect(lines(again.get('README.md'), HEADINGS)).toEqual(lines(README, HEADINGS))
  expect(lines(again.get('checklist.md'), ITEMS)).toEqual(lines(CHECKLIST, ITEMS))
})

test('a step is removed with its item and its definitions, when nothing leads to it', () => {
  const alone = README.replace('Continue to [Step 3]', '**STOP: escalate**')
  const drill = new Map([['drill/drill.js', "path: ['Step 1', 'Step 2']"]])
  const result = editStep(packOf(alone), drill, { type: 'remove', label: 'Step 3' })
  const texts = 'changed' in result ? result.changed : new Map<string, string>()
  expect(lines(texts.get('README.md'), /Step 3/)).toEqual([])
  expect(lines(texts.get('checklist.md'), /Step 3/)).toEqual([])
  expect(lines(texts.get('README.md'), HEADINGS)).toHaveLength(2)
})

test('a step is renamed with its anchor, in all links to it', () => {
  const texts = changed({ type: 'rename', label: 'Step 2', title: "Ask who's working" })
  expect(lines(texts.get('README.md'), HEADINGS)[1]).toBe("### Step 2: Ask who's working")
  expect(lines(texts.get('README.md'), DEFINITIONS)[1]).toBe('[Step 2]: #step-2-ask-whos-working')
  expect(texts.get('README.md')).toContain('[there](#step-2-ask-whos-working)')
  expect(lines(texts.get('checklist.md'), ITEMS)[1]).toBe("- [ ] [Step 2]: Ask who's working. Seen: `____`")
  expect(lines(texts.get('checklist.md'), DEFINITIONS)[1]).toBe('[Step 2]: README.md#step-2-ask-whos-working')
  expect(texts.has('drill/drill.js')).toBe(false)
})

test('a renamed step is found under the ids that it had, and not under its own', () => {
  const title = 'Count what waits'
  const once = changed({ type: 'rename', label: 'Step 2', title: 'Ask them' }).get('README.md')!
  expect(once).toContain('### Step 2: Ask them\n\n<!-- formerly: ask-the-workers -->\n')
  const twice = changed({ type: 'rename', label: 'Step 2', title }, once).get('README.md')!
  expect(lines(twice, /formerly/)).toEqual(['<!-- formerly: ask-the-workers, ask-them -->'])
  const back = changed({ type: 'rename', label: 'Step 2', title: 'Ask the workers' }, once).get('README.md')!
  expect(lines(back, /formerly/)).toEqual(['<!-- formerly: ask-them -->'])
  expect(packOf(twice).readme?.subject?.steps.find(({ label }) => label === 'Step 2')?.formerIds).toEqual([
    'ask-the-workers',
    'ask-them'
  ])
})

test('line ends stay what they are', () => {
  const readme = changed({ type: 'insert', label: 'Step 2', title: 'New' }, README.replaceAll('\n', '\r\n')).get(
    'README.md'
  )!
  expect(readme.replaceAll('\r\n', '')).not.toContain('\n')
})

test.each([
  [{ type: 'insert', label: 'Phase 1', title: 'x' }, '"Phase 1" is not a label.'],
  [{ type: 'insert', label: 'Step 9', title: 'x' }, 'There is no Step 9.'],
  [{ type: 'insert', label: 'Step 2', title: ' ' }, 'The title is not one line of text.'],
  [{ type: 'rename', label: 'Step 2', title: 'a\nb' }, 'The title is not one line of text.'],
  [{ type: 'move', label: 'Step 9', to: 'Step 1' }, 'There is no Step 9.'],
  [{ type: 'move', label: 'Step 1', to: 'Step 9' }, 'There is no Step 9.'],
  [{ type: 'move', label: 'Step 1', to: 'Action 1' }, 'Step 1 cannot become "Action 1".'],
  [{ type: 'remove', label: 'Check 1' }, 'Check 1 is the only one of its section.']
] as [StepChange, string][])('refuses %j', (change, refusal) => {
  expect(editStep(packOf(), new Map(), change)).toMatchObject({ refusal })
})

test('a step that something leads to is not removed: the places are named', () => {
  const result = editStep(packOf(), new Map([['drill/drill.js', DRILL]]), { type: 'remove', label: 'Step 3' })
  const line = README.split('\n').findIndex((words) => words.includes('Continue to [Step 3]')) + 1
  expect(result).toMatchObject({ refusal: `Step 3 is named in README.md:${line}, drill/drill.js:1.` })
})

test('a text whose steps are not numbered in order is left alone', () => {
  const result = editStep(packOf(README.replace('### Step 2:', '### Step 7:')), new Map(), {
    type: 'remove',
    label: 'Step 3'
  })
  expect(result).toMatchObject({ refusal: expect.stringMatching(/^README\.md:\d+ is not `Step 2`/) })
})

test.each([
  ['Steps 2 and 3', 'Steps 3 and 4'],
  ['Steps 1-3', 'Steps 1-4'],
  ['Steps 1 to 3', 'Steps 1 to 4'],
  ['steps 1, 2 and 3', 'steps 1, 3 and 4'],
  ['Step 2/3', 'Step 3/4'],
  ['Step&nbsp;2', 'Step&nbsp;3'],
  ['Step-3 tells', 'Step-4 tells'],
  ['Step 2, 3 requests failed', 'Step 3, 3 requests failed'],
  ['Step\n3', 'Step\n4'],
  ['Checks 1 and 2', 'Checks 1 and 2'],
  ['a step-2-thing', 'a step-2-thing']
])('%s becomes %s where a step comes before', (before, after) => {
  const readme = README.replace('Jobs wait in the queue', `${before} say it. Jobs wait in the queue`)
  const texts = changed({ type: 'insert', label: 'Step 2', title: 'Count the workers' }, readme)
  expect(texts.get('README.md')).toContain(`${after} say it.`)
})

test('what stands in code and in comments is left and listed', () => {
  const readme = README.replace('Jobs wait in the queue', 'Jobs `Step 2` wait in the queue').replace(
    '## When to use',
    '<!-- Step 3 -->\n\n## When to use'
  )
  const result = editStep(packOf(readme), new Map(), { type: 'insert', label: 'Step 2', title: 'Count' })
  expect('left' in result ? result.left : []).toEqual(['README.md:3 names Step 2', 'README.md:12 names Step 3'])
})

test('a step that is moved to where it is', () => {
  expect(editStep(packOf(), new Map(), { type: 'move', label: 'Step 2', to: 'Step 2' })).toEqual({
    refusal: 'Step 2 is there already.',
    hint: 'Give another label with --to.'
  })
})

test('a text of nothing but numbers is read in no time', () => {
  const began = Date.now()
  const readme = README.replace('Jobs wait', `Steps ${'1-'.repeat(40_000)}1 Jobs wait`)
  editStep(packOf(readme), new Map(), { type: 'insert', label: 'Step 2', title: 'Count' })
  expect(Date.now() - began).toBeLessThan(20_000)
})
