// The text of a step: what is asked apart is not shown twice, and nothing else is left out.
import { parseRunbook } from '@keys/parser'
import { expect, test } from 'vitest'
import { stepText } from '../src/present/source-text.js'

function textOf(body: string): unknown[] {
  const markdown = `# T\n\n## Diagnosis flow\n\n### Step 1: Do\n\n${body}\n`
  const runbook = parseRunbook(markdown)
  return stepText(markdown, runbook, runbook.steps[0]!).map((block) =>
    block.type === 'code'
      ? `[${block.code}]`
      : block.type === 'list'
        ? `- ${block.items.join()}`
        : 'text' in block
          ? block.text
          : block.type
  )
}

const BRANCHES = '- **If `y`**: **STOP: resolved**\n- **Otherwise**: **STOP: escalate**'

test.each([
  ['branches alone', BRANCHES, []],
  ['items before branches in one list', `- Look at \`a\`\n  and b\n${BRANCHES}`, ['- Look at `a` and b']],
  [
    'items between and behind them',
    `${BRANCHES.replace('\n', '\n- Wait\n')}\n- Then leave`,
    ['- Wait', '- Then leave']
  ],
  ['numbers', '1. Look\n2. **If `y`**: **STOP: resolved**\n3. Note it', ['1. Look', '3. Note it']],
  ['a command in an item, which is asked apart', `- Look:\n\n  \`\`\`bash\n  ls\n  \`\`\`\n${BRANCHES}`, ['- Look:']],
  [
    'another text in one',
    `- Like this:\n\n  \`\`\`text\n  a\n    b\n  \`\`\`\n${BRANCHES}`,
    ['- Like this:', '[a\n  b]']
  ]
])('%s', (_, body, expected) => {
  expect(textOf(body)).toEqual(expected)
})

test.each([
  [
    'its first sentence',
    'Check that all is **well**.\n\n```bash\nfalse\n```\n\nThen tell the team.',
    ['Then tell the team.']
  ],
  [
    'its first sentence, with more behind it',
    'Check it. Then tell the team.\n\n```bash\nfalse\n```',
    ['Check it. Then tell the team.']
  ],
  ['words of its own', '1. Check the queue.\n\n   It is long.\n2. Leave.', ['It is long.']]
])('a step that is called after %s does not say it twice, nor its command', (_, body, expected) => {
  const markdown = `# T\n\n## Verification\n\n${body}\n`
  const runbook = parseRunbook(markdown)
  const texts = stepText(markdown, runbook, runbook.steps[0]!).map((block) =>
    'text' in block ? block.text : block.type
  )
  expect(texts).toEqual(expected)
})
