import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** Programs whose status 1 is an answer, not a failure. */
const ANSWERS = /^(e|f)?grep$|^(cmp|diff|kill|pgrep|pkill|wait|let|read)$/

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'A command that fails ends with a status that says so.',
  rationale: 'Half of the change was made, the last line looks right, and the runner takes the branch of success.',
  messages: {
    ignored: {
      message: '`{code}` hides failures of {tool}.',
      expected: 'a failure that ends the block, or an answer for the one failure that is meant',
      help: 'Take it out, or print an answer that a branch names.'
    },
    'goes-on': {
      message: '`psql` goes on after an error and ends with success.',
      expected: '`-v ON_ERROR_STOP=1`',
      help: 'Give psql `-v ON_ERROR_STOP=1`.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { swallowed, sql } of analysis.commands) {
      for (const { name, place } of swallowed) {
        if (ANSWERS.test(name)) continue
        const code = source.readme?.text.slice(place.start, place.end) ?? ''
        report('ignored', placeIn(source, place), { code, tool: name === '' ? 'the block before it' : `\`${name}\`` })
      }
      // One call may be given several commands.
      const calls = new Set(sql.filter(({ runs, stops }) => runs && !stops).map(({ call }) => call))
      for (const call of calls) if (call) report('goes-on', placeIn(source, call.namePlace))
    }
  }
})
