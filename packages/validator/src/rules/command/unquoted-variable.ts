import { pitfallsIn } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'Variables are quoted where the shell would split them, and what is tested is a comparison.',
  rationale:
    'A folder with a blank in its name, or a variable that is empty, makes `rm` delete something else and `[` say yes.',
  messages: {
    unquoted: {
      message: '`{code}` is not quoted, so the shell splits it at blanks and takes `*` in it for files.',
      expected: 'the variable in double quotes',
      help: 'Write `"{code}"`.'
    },
    'one-word': {
      message: '`[ {code} ]` is always true: it asks whether a word is empty.',
      expected: 'a blank on each side of the sign that compares',
      help: 'Write a blank before and after `=`.'
    },
    'stays-in-folder': {
      message: 'Where `{code}` fails, the commands after it run in another folder.',
      expected: 'an end of the block where the folder is not there',
      help: 'Write `|| exit` behind it, or `set -e` at the beginning of the block in `( ... )`.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      const { unquoted, oneWord, unchecked } = pitfallsIn(facts, new Set())
      for (const { name, place } of unquoted) report('unquoted', placeIn(source, place), { code: name })
      for (const { name, place } of oneWord) report('one-word', placeIn(source, place), { code: name })
      for (const { name, place } of unchecked) report('stays-in-folder', placeIn(source, place), { code: name })
    }
  }
})
