import { expect, test } from 'vitest'
import { finishEntry } from '../src/changelog-edits.js'

const TEXT = '# a\n\n## 2.0.0\n\n- Words.\n\n## 1.0.0 - 2026-11-23\n\n- First.\n'

test.each<[name: string, change: string, written: string]>([
  ['what looks like a tag', 'A DO NOT reads "Do not paste <key>".', 'A DO NOT reads "Do not paste \\<key>".'],
  ['stars', 'What a person does reads "rm *.log *.gz".', 'What a person does reads "rm \\*.log \\*.gz".'],
  ['underscores around a word', 'It is called __init__.', 'It is called \\_\\_init\\_\\_.'],
  ['underscores in a word', 'The input WEBHOOK_URL is gone.', 'The input WEBHOOK_URL is gone.'],
  ['code', 'The matcher is `/<a> _b* _/` and *new*.', 'The matcher is `/<a> _b* _/` and \\*new\\*.']
])('%s in what changed is shown as it stands', (_, change, written) => {
  expect(finishEntry(TEXT, '2.0.0', '2026-12-01', [change])).toBe(
    TEXT.replace('## 2.0.0', '## 2.0.0 - 2026-12-01').replace(
      '- Words.\n',
      `- Words.\n\n### What changed in the procedure\n\n- ${written}\n`
    )
  )
})

test('an entry that bears its day, and a version without an entry, stay as they are', () => {
  expect(finishEntry(TEXT, '1.0.0', '2026-12-01', ['More.'])).toBe(TEXT)
  expect(finishEntry(TEXT, '3.0.0', '2026-12-01', ['More.'])).toBe(TEXT)
})
