import { nearest } from '@keys/pack/core'
import { COMMENT_WORDS } from '../../engine/read-comments.js'
import { defineRule } from '../../engine/rule.js'

const WORDS: readonly string[] = COMMENT_WORDS

export const rule = defineRule({
  severity: 'warning',
  kinds: ['runbook', 'key', 'library'],
  subject: 'comments',
  description: 'A comment that disables a rule disables a finding.',
  rationale: 'The fault went away and the comment stayed: the next fault of its kind in this place is never shown.',
  messages: {
    nothing: {
      message: '`{rule}` finds nothing here that this comment disables.',
      expected: 'a comment only where a rule finds something',
      help: 'Delete `{rule}` from the comment.'
    },
    'never-disabled': {
      message: '`{rule}` is not disabled here.',
      expected: '`keys-disable` before `keys-enable`',
      help: 'Delete `{rule}` from the comment, or disable it above.'
    },
    'unknown-word': {
      message: '`{word}` is none of our comments, and does nothing.',
      expected: '`keys-disable-next-line`, `keys-disable` or `keys-enable`',
      help: 'Write `{suggestion}`.'
    }
  },
  check({ comments, codes, unused }, { report }) {
    for (const { file, word, wordPosition, rules } of comments) {
      if (!WORDS.includes(word)) {
        const suggestion = nearest(word, WORDS) ?? 'keys-disable-next-line'
        report('unknown-word', wordPosition, { word, suggestion }, file)
        continue
      }
      const id = word === 'keys-enable' ? 'never-disabled' : 'nothing'
      for (const name of rules) {
        // disable/unknown-rule speaks of names that are no rules.
        if (unused.has(name) && codes.has(name.code)) report(id, name.position, { rule: name.code }, file)
      }
    }
  }
})
