import { testRule } from '../../support/test-rule.js'

const within = (words: string) => ({
  files: { 'README.md': (text: string) => text.replace('(within 5 minutes)', `(${words})`) }
})

testRule('runbook/time-box-unread', [
  ['minutes', within('within 10 minutes'), []],
  ['words that are no time', within('after 2 retries'), []],
  ['a day of its own', within('on the first day'), []],
  ...['within -5 minutes', 'within five minutes', 'within 5 minuets', 'within 0 minutes', 'after 2 months'].map(
    (words) =>
      [
        words,
        within(words),
        [{ id: 'unread', file: 'README.md', text: words, at: `95:36-95:${36 + words.length}`, data: { words } }]
      ] as const
  )
])
