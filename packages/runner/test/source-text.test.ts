// The text of a step as it is read on a terminal: what lines are in Markdown are lines here, wherever they stand.
import { parseRunbook } from '@keys/parser'
import { expect, test } from 'vitest'
import type { Block } from '../src/present/blocks.js'
import { oneParagraph, paragraphs, stepText } from '../src/present/source-text.js'
import { wholeText } from '../src/present/whole-text.js'

function drawn(blocks: readonly Block[]): unknown[] {
  return blocks.flatMap((block) =>
    block.type === 'code'
      ? [[block.label, ...block.code.split('\n')]]
      : block.type === 'list'
        ? block.items.map((item) => `- ${item}`)
        : block.type === 'text'
          ? [block.label === undefined ? block.text : `${block.label}: ${block.text}`]
          : [block.type]
  )
}

function textOf(body: string): unknown[] {
  const markdown = `# T\n\n## Diagnosis flow\n\n### Step 1: Do\n\n${body}\n\n- **If \`y\`**: **STOP: resolved**\n`
  const runbook = parseRunbook(markdown)
  return drawn(stepText(markdown, runbook, runbook.steps[0]!))
}

test.each([
  ['below a number', '1. Do it\n\n   ```bash\n   echo one\n   echo two\n   ```', ['1. Do it']],
  [
    'with a paragraph after it',
    '1) Do it:\n   ```bash\n   echo y\n   ```\n   Then look.',
    ['1) Do it:', '   Then look.']
  ],
  ['with tabs', '-\tDo it\n\n\t```sh\n\techo y\n\t```', ['- Do it']],
  ['in a list in a list', '- A\n  - B\n\n    ~~~bash\n    echo y\n    ~~~\n- C', ['- A', '- B', '- C']],
  ['in a quote', '> Do it\n>\n> ```bash\n> echo y\n> ```', ['> Do it']],
  ['first in its item', '1. ```bash\n   echo y\n   ```\n2. Look', ['1.', '2. Look']]
])('a command is shown once, with its question: %s', (_, body, expected) => {
  expect(textOf(body)).toEqual(expected)
})

test.each([
  [
    'below a number',
    '1. Like this:\n\n   ```text\n   one\n     two\n   ```',
    ['1. Like this:', ['text', 'one', '  two']]
  ],
  [
    'a heredoc of another shell, with tabs',
    '- Write:\n\n\t```zsh\n\tcat <<EOF\n\t\ta\n\n\tEOF\n\t```',
    ['- Write:', ['zsh', 'cat <<EOF', '\ta', '', 'EOF']]
  ],
  ['in a quote', '> Look:\n> ```text\n> a\n>   b\n> ```', ['> Look:', ['text', 'a', '  b']]],
  ['without a language, at the end', 'Look:\n\n~~~\n```\nx\n~~~', ['Look:', ['text', '```', 'x']]]
])('other code keeps its lines: %s', (_, body, expected) => {
  expect(textOf(body)).toEqual(expected)
})

test('items that stand beside branches in one list are shown, and the branches are asked', () => {
  expect(textOf('- Look at `a`\n  and b\n\n1. Then c')).toEqual(['- Look at `a` and b', '1. Then c'])
  expect(textOf('- Look\n- Wait')).toEqual(['- Look', '- Wait'])
})

test('texts of teams and the whole text keep lines in lists too, and a fence that is not closed holds the rest', () => {
  const markdown = '## Notes\n\n10. Do\n\n    ```bash\n    a\n    b\n    ```\n\n- x\n\n```sql\nselect 1;\n\nselect 2;'
  const code = [
    ['bash', 'a', 'b'],
    ['sql', 'select 1;', '', 'select 2;']
  ]
  expect(drawn(wholeText(markdown))).toEqual(['gap', 'rule', '10. Do', code[0], '- x', code[1]])
  expect(drawn(paragraphs('a `b`\nc\n\nd'))).toEqual(['a `b` c', 'd'])
})

test('where there is room for one paragraph, lines of code stay apart', () => {
  expect(oneParagraph('A file:\n\n```text\none\ntwo\n```\n\nThen.')).toBe('A file: `one` `two` Then.')
})
