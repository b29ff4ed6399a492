import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** The domains that RFC 2606 sets aside. `input.example` in a script is a name of its own: it has no `//` before it. */
const DOMAIN =
  /(?<![\w.-])(?:[\w-]+\.)*example\.(?:com|net|org|edu)\b(?!\.\w)|(?<=\/\/|@)(?:[\w-]+\.)+example\b(?![.\w])/gi

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'No command speaks to a domain that is only an example.',
  rationale: 'The command succeeds or fails against a machine that has nothing to do with the incident.',
  messages: {
    example: {
      message: '`{domain}` is a domain for examples and answers nobody.',
      expected: 'an input such as `"$SERVICE_URL"`, declared in pack.json',
      help: 'Declare an input for the address and write the name of the input.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { code } of analysis.commands) {
      for (const { index, 0: domain } of code.text.matchAll(DOMAIN)) {
        report('example', placeIn(source, code.span(index, index + domain.length)), { domain })
      }
    }
  }
})
