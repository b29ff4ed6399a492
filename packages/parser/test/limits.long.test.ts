import { describe, expect, test } from 'vitest'
import { MAX_BYTES, MAX_DEPTH, parseChangelog, parseChecklist, parseRunbook, toTree } from '../src/index.ts'
import { exceedsWork } from '../src/markdown/parse-cost.ts'

const SIZE = 255 * 1024
const full = (piece: string): string => piece.repeat(Math.floor(SIZE / piece.length))

const problemsOf = (text: string) => parseRunbook(text).problems.map(({ id }) => id)

describe('size', () => {
  test.each([
    ['ASCII', 'a', 1],
    ['two bytes', 'é', 2],
    ['three bytes', '漢', 3],
    ['four bytes', '🔥', 4]
  ])('%s', (_, char, bytes) => {
    const largest = char.repeat(Math.floor(MAX_BYTES / bytes))
    expect(problemsOf(largest)).toEqual([])
    expect(problemsOf(largest + char)).toEqual(['text-too-large'])
  })
})

test.each([
  ['quotes', (depth: number) => '> '.repeat(depth) + 'a'],
  ['lists on one line', (depth: number) => '- '.repeat(depth) + 'a'],
  ['ordered lists', (depth: number) => '1) '.repeat(depth) + 'a'],
  [
    'lists on lines of their own',
    (depth: number) => Array.from({ length: depth }, (_, level) => `${'  '.repeat(level)}- a`).join('\n')
  ],
  ['brackets', (depth: number) => '['.repeat(depth)]
])('%s may be nested to the limit and no deeper', (_, nest) => {
  expect(problemsOf(nest(MAX_DEPTH))).toEqual([])
  expect(problemsOf(nest(MAX_DEPTH + 1))).toEqual(['nested-too-deep'])
})

test.each([100, 2000])('emphasis nested %d deep does not overflow the stack', (depth) => {
  const text = `${'*a **b '.repeat(depth)}c${' b** a*'.repeat(depth)}`
  expect(() => [parseRunbook(text), parseChecklist(text), parseChangelog(text)]).not.toThrow()
})

test('a tree that is too deep is a problem, whoever made it', () => {
  const root = toTree('a')
  let node = root.children[0] as { type: 'paragraph' | 'emphasis'; children: unknown[] }
  for (let depth = 0; depth < 20_000; depth++) {
    const inner = { type: 'emphasis' as const, children: [] }
    node.children = [inner]
    node = inner
  }
  const options = { toTree: () => root }
  for (const parse of [parseRunbook, parseChecklist, parseChangelog]) {
    expect(parse('a', options).problems).toMatchObject([{ id: 'nested-too-deep' }])
  }
})

test('what an engine throws for its own reasons is not hidden', () => {
  const toTree = () => {
    throw new TypeError('broken engine')
  }
  expect(() => parseRunbook('a', { toTree })).toThrow('broken engine')
})

/** Texts of the largest size that keep an engine busy for seconds to hours, and so are refused. */
const REFUSED: Record<string, string> = {
  links: full('[a](b)'),
  images: full('![a](b)'),
  'closing brackets': '\\['.repeat(SIZE / 4) + ']'.repeat(SIZE / 2),
  emphasis: full('*a_ '),
  'emphasis that never opens': full('a* '),
  strike: full('a~ '),
  comments: full('a<!--'),
  instructions: full('a<?'),
  declarations: full('a<!A'),
  'CDATA sections': full('a<![CDATA['),
  'code spans': Array.from({ length: 700 }, (_, length) => '`'.repeat(length)).join(' '),
  'underlined headings': full('a\n=\n'),
  'quotes with gaps': full('> a\n\n'),
  'quotes with lazy lines': full('> a\nb\n'),
  'list items': full('- a\n'),
  'table cells': full('|a|b|\n|-|-|\n|c|d|\n'),
  'line ends': full('\r'),
  'lists 49 deep': Array.from({ length: 49 }, (_, level) => `${'  '.repeat(level)}- a\n`)
    .join('')
    .repeat(100),
  'character references': full('&#0;')
}

test.each(Object.keys(REFUSED))('%s are refused before they reach an engine', (name) => {
  const toTree = (): never => {
    throw new Error('The engine was asked')
  }
  const { problems } = parseRunbook(REFUSED[name]!, { toTree })
  // Their brackets are open, one in the other: nesting is what is looked at first.
  const expected = name === 'CDATA sections' ? 'nested-too-deep' : 'text-too-large'
  expect(problems.map(({ id }) => id)).toEqual([expected])
})

/** Texts that look bad and are read. */
const READ: Record<string, string> = {
  nothing: '',
  'NUL bytes': '\0'.repeat(20_000),
  'one long line': 'a '.repeat(60_000),
  'escape sequences': '\u001B[31m# a\u001B[0m\n\u0007\n',
  prototypes:
    '# __proto__\n\n## constructor\n\n**__proto__**: a\n\n[__proto__]: b\n\n[toString] ```__proto__```\n\n```constructor\na\n```\n',
  backslashes: '\\'.repeat(40_000),
  'a matcher that would run for ever': '## Diagnosis\n\n### A\n\n- **If `/(a+)+$/`**: b\n',
  'equal titles': `## Diagnosis\n${'### Step 1: a\n'.repeat(3000)}`,
  'many branches': `## Diagnosis\n### Step 1: a\n${'- **If `1`**: go to step 2\n\n'.repeat(1000)}`,
  'a heading full of parentheses': `## a ${'('.repeat(20_000)}`,
  'a heading full of time boxes': `## a ${'(first 2 minutes)'.repeat(1500)}`,
  'a heading full of commas': `## a (${'a,'.repeat(20_000)})`,
  'a heading full of digits': `## a (first ${'1'.repeat(40_000)})`,
  'a heading full of blanks': `## a${' '.repeat(40_000)}b`,
  'words that lead on': `## Diagnosis\n### A\n- **If x**: ${'go to go to '.repeat(4000)}`,
  'a condition full of blanks': `## Diagnosis\n### A\n- If x${' '.repeat(40_000)}y`,
  'a command full of quotes': `## Diagnosis\n### A\n\`\`\`\n${"$A'".repeat(30_000)}\n`,
  'a command full of here-documents': `## Diagnosis\n### A\n\`\`\`\n${"<<'E'\n".repeat(5000)}`,
  'a command full of assignments': `## Diagnosis\n### A\n\`\`\`\n${'A=$A '.repeat(15_000)}`,
  'a command full of braces': `## Diagnosis\n### A\n\`\`\`js\n${'{'.repeat(60_000)}`,
  'a command full of reads': `## Diagnosis\n### A\n\`\`\`\nread ${'-a '.repeat(20_000)}`,
  'a comment full of ids': `## Diagnosis\n### A\n<!-- formerly:${' a'.repeat(20_000)}`,
  definitions: Array.from({ length: 500 }, (_, number) => `[${number}]: a`).join('\n'),
  'lists 45 deep': Array.from({ length: 45 }, (_, level) => `${'  '.repeat(level)}- a\n`)
    .join('')
    .repeat(4)
}

/** What may be repeated in a place that people write in, 100,000 characters of it: reading goes back to none of it. */
const PLACES: Record<string, (filling: string) => string> = {
  heading: (filling) => `# a\n\n## Steps\n\n### Step 1: x${filling}y\n\ntext\n`,
  paragraph: (filling) => `# a\n\n## Steps\n\nx ${filling}y\n\n1. run it\n`,
  item: (filling) => `# a\n\n## Steps\n\n1. run x${filling}y\n2. b\n`,
  condition: (filling) => `# a\n\n## Steps\n\n1. run\n- If x${filling}y: go to step 1\n`,
  'bold words': (filling) => `# a\n\n## Steps\n\n**x${filling}y:** run\n`,
  cell: (filling) => `# a\n\n| if | then |\n|---|---|\n| x${filling}y | run |\n`,
  code: (filling) => `# a\n\n## Steps\n\n1. run\n\n\`\`\`sh\nx${filling}y\n\`\`\`\n`,
  'front matter': (filling) => `---\ntitle: x${filling}y\n---\n\n# a\n\n1. run\n`,
  summary: (filling) => `# a\n\n<details><summary>x${filling}y</summary>\n\n1. run\n\n</details>\n`,
  'list in HTML': (filling) => `# a\n\n<ol><li>run ${filling} y</li></ol>\n`
}
const FILLINGS = [' ', '.', ':', ',', ';', '!', '。', '：', '<', '(', '-', '<b>', '<details ', 'if ']

describe.each(Object.keys(PLACES))('a %s full of', (place) => {
  test.each(FILLINGS)('%j: read in time', (filling) => {
    expect(processorSeconds(() => parseRunbook(PLACES[place]!(filling.repeat(100_000 / filling.length))))).toBeLessThan(
      5
    )
  })
})

test.each(Object.keys(READ))('%s: read in time', (name) => {
  expect(processorSeconds(() => expect(problemsOf(READ[name]!)).toEqual([]))).toBeLessThan(5)
})

/** What some work takes of a processor, in seconds: others on the machine do not count. */
function processorSeconds(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

test.each([
  ['7,000 lines of code', `\`\`\`\n${'kubectl get pods --all_namespaces\n'.repeat(7000)}`],
  ['a table of 500 rows', `| a | b | c |\n|---|---|---|\n${'| [x](y) | `a_b` | *c* |\n'.repeat(500)}`],
  ['a list of 500 links', '- [name](https://keys.invalid/a_b): words that say what it is\n'.repeat(500)],
  ['a long chapter', 'Words with *emphasis*, `code`, [links](a) and **more**.\nA second line of it.\n\n'.repeat(2000)],
  ['a changelog of 1,000 versions', '## 1.2.3\n\n- **a**: b ([#1](https://keys.invalid/1))\n- c\n\n'.repeat(1000)]
])('%s is no reason to refuse', (_, text) => {
  expect(exceedsWork(text)).toBe(false)
})
