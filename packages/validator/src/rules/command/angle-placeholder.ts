import type { CommandFacts } from '@keys/command-analysis'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** `<pod>`, `<your-id>`; not `<<EOF>`, `(?<name>`, `a<b>c`, `</b>`. In a shell words may stand in it too. */
const PLACEHOLDER = /(?<![<?\w)\]])<([A-Za-z][\w-]*)>(?!\w*[>(])/g
const WORDS = /(?<![<?\w)\]])<([A-Za-z][\w-]*(?: [\w-]+){0,5})>(?!\w*[>(])/g

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Values in commands come from inputs, not from words in angle brackets.',
  rationale: 'A shell takes the brackets for files: the command reads one that is not there, or empties one that is.',
  messages: {
    placeholder: {
      message: '`{placeholder}` is a placeholder to fill in by hand.',
      expected: 'an input such as `"$POD_NAME"`, declared in pack.json',
      help: 'Declare an input for it and write the name of the input.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const facts of analysis.commands) {
      const { code, command } = facts
      const reported = new Set<string>()
      for (const { index, 0: placeholder, 1: name = '' } of code.text.matchAll(
        command.interpreter === 'bash' ? WORDS : PLACEHOLDER
      )) {
        if (reported.has(placeholder) || isMarkup(name, facts)) continue
        reported.add(placeholder)
        report('placeholder', placeIn(source, code.span(index, index + placeholder.length)), { placeholder })
      }
    }
  }
})

const MARKUP =
  /^(a|b|body|br|button|code|div|em|form|h[1-6]|head|hr|html|i|img|input|li|link|meta|ol|option|p|pre|script|select|span|strong|style|svg|table|tbody|td|th|thead|title|tr|u|ul|xml)$/i

/** Whether it is a tag: of HTML, or of any XML that closes it. */
function isMarkup(name: string, { code }: CommandFacts): boolean {
  return MARKUP.test(name) || code.text.includes(`</${name}>`)
}
