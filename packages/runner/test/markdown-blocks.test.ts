// Markdown on a terminal: marks of a page are gone, and no words are.
import { parseRunbook } from '@keys/parser'
import { expect, test } from 'vitest'
import { stepText } from '../src/present/source-text.js'
import { markdownBlocks, readable, type Block } from '../src/present/index.js'

const words = (block: Block): string => {
  switch (block.type) {
    case 'text':
      return `${block.label === undefined ? '' : `${block.label}: `}${block.text}`
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n')
    case 'pairs':
      return block.pairs.map((pair) => pair.join(' = ')).join('\n')
    case 'code':
      return `[${block.label}] ${block.code}`
    case 'rule':
      return `== ${block.left}`
    default:
      return block.type
  }
}

test.each([
  ['a paragraph over two lines', 'one\ntwo', ['one two']],
  ['a label', '**Warning:** not\ntwice', ['Warning: not twice']],
  ['a label whose colon stands behind it', '**Expected**: rows', ['Expected: rows']],
  ['bullets', '- one\n  goes on\n- two', ['- one goes on', '- two']],
  ['numbers, from any', '3. three\n4. four', ['3. three', '4. four']],
  ['boxes', '- [ ] open\n- [x] done', ['- [ ] open', '- [x] done']],
  [
    'code in a list',
    '1. Run\n\n   ```sql\n   select 1\n     from x\n   ```\n2. Look',
    ['1. Run', '[sql] select 1\n  from x', '2. Look']
  ],
  ['lists in lists', '- one\n  - inner\n- two', ['- one', '- inner', '- two']],
  ['a table of two columns', '| code | means |\n|---|---|\n| 7 | full |', ['code | means', '7 = full']],
  ['a wider table', '| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |', ['a | b | c', '1 | 2 | 3']],
  ['headings', '# One\n\n### Two', ['gap', '== One', 'gap', 'Two']],
  ['a quotation', '> mind\n> this', ['> mind this']],
  ['indented code', 'Then:\n\n    rm x', ['Then:', '[text] rm x']],
  ['a fence that is never closed', '~~~ bash\nls', ['[bash] ls']],
  ['a comment', 'a <!-- b --> c\n\n<!-- d -->', ['a  c']],
  ['details of a page', '<details>\n<summary>More</summary>\n\nwords\n\n</details>', ['More', 'words']],
  ['a placeholder', 'Put in <account> and <a-b c>.', ['Put in <account> and <a-b c>.']],
  [
    'links and their addresses',
    '[docs](https://a.example/x) and <https://b.example>',
    ['docs (https://a.example/x) and https://b.example']
  ],
  ['links within the text', 'see [Check 2](#check-2-look) or [Step 1]', ['see Check 2 or Step 1']],
  ['a link by its definition', 'the [board][b]\n\n[b]: https://a.example/b', ['the board (https://a.example/b)']],
  ['a picture', '![load over a day](load.png)', ['load over a day (load.png)']],
  ['emphasis', 'not *now*, **never**, ~~yes~~', ['not now, never, yes']],
  ['front matter', '---\ntitle: x\n---\nwords', ['words']],
  ['a byte order mark', '\u{FEFF}words', ['words']]
])('%s', (_, markdown, expected) => {
  expect(markdownBlocks(markdown).map(words)).toEqual(expected)
})

test.each([
  ['a sign that would begin a block', '> 5 rows', '> 5 rows'],
  ['a number that would begin a list', '2. of three', '2. of three'],
  ['a hash', '# of rows is 0', '# of rows is 0'],
  ['code', 'prints `a*b*` and **more**', 'prints `a*b*` and more'],
  ['underscores and stars', 'max_pool_size * 2 * 3', 'max_pool_size * 2 * 3'],
  ['nothing', '', '']
])('a line is no block: %s', (_, line, expected) => {
  expect(readable(line)).toBe(expected)
})

test.each([
  ['as it is', ''],
  ['with a byte order mark', '\u{FEFF}']
])('the text of a step leaves out what is asked apart, %s', (_, before) => {
  const markdown = `${before}# R\n\n## Checks\n\n### Check 1: Look\n\nWhy:\n\n- [ ] a\n\n\`\`\`bash\nls\n\`\`\`\n\n- If it prints \`x\`: go to [Step 1].\n\n## Fix\n\n### Step 1: Do\n\nEffect: reversible.\n`
  const runbook = parseRunbook(markdown)
  expect(stepText(markdown, runbook, runbook.steps[0]!).map(words)).toEqual(['Why:', '- [ ] a'])
})
