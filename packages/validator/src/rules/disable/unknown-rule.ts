import { nearest } from '@keys/pack/core'
import { isAboutComments } from '../../engine/suppress.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'comments',
  description: 'A comment that disables a rule names it, and there is such a rule.',
  rationale: 'The comment looks as if somebody had decided something, and it does nothing.',
  messages: {
    none: {
      message: '`{word}` names no rule.',
      expected: 'a code of a rule after it, such as `flow/dead-end`',
      help: 'Name the rule that is wrong here: it stands beside each finding.'
    },
    misspelled: {
      message: 'There is no rule `{rule}`. Did you mean `{suggestion}`?',
      expected: 'a code that `keys explain` lists, or several separated by commas',
      help: 'Write `{suggestion}`.'
    },
    unknown: {
      message: 'There is no rule `{rule}`.',
      expected: 'a code that `keys explain` lists, or several separated by commas',
      help: 'Name the rule as the finding does, or delete the comment.'
    },
    own: {
      message: '`{rule}` judges these comments, and none of them disables it.',
      expected: 'the code of another rule',
      help: 'Fix the comment that it speaks of, or set the rule in keys.config.json.'
    }
  },
  check({ comments, codes }, { report }) {
    for (const { file, word, wordPosition, rules } of comments) {
      if (rules.length === 0) report('none', wordPosition, { word }, file)
      for (const { code: name, position } of rules) {
        if (isAboutComments(name)) report('own', position, { rule: name }, file)
        else if (!codes.has(name)) {
          const suggestion = nearest(name, codes)
          if (suggestion === null) report('unknown', position, { rule: name }, file)
          else report('misspelled', position, { rule: name, suggestion }, file)
        }
      }
    }
  }
})
