import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/**
 * `YOUR_HOST`, `your-bucket`, `CHANGEME`, `REPLACE_WITH_ID`, `TOKEN_HERE`, `xxx`, `{{HOST}}`; not a variable of this name, nor
 * the place where it is set.
 */
const PLACEHOLDER =
  /(?<![\w$.:%\\-]|\$\{[!#]?)(?:YOUR[_-]\w[\w-]*|your[_-][a-z][\w-]*|(?:CHANGE|REPLACE)[_-]?(?:ME|THIS|WITH_\w+)|(?:change|replace)[_-]?me|[A-Z][A-Z0-9_]*_HERE|[xX]{3,}|(?<!\$)\{\{ ?[A-Z][A-Z0-9_]* ?\}\})(?![\w-]|=(?!=))/g

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Values in commands come from inputs, not from words such as `YOUR_HOST` or `CHANGEME`.',
  rationale:
    'The command runs as it is pasted, against a host or an account that does not exist, and its error looks like the incident.',
  messages: {
    placeholder: {
      message: '`{placeholder}` is a placeholder to fill in by hand.',
      expected: 'an input such as `"$HOST"`, declared in pack.json',
      help: 'Declare an input for it and write the name of the input.'
    }
  },
  check(_, { analysis, source, report }) {
    for (const { code } of analysis.commands) {
      const reported = new Set<string>()
      for (const { index, 0: placeholder } of code.text.matchAll(PLACEHOLDER)) {
        const line = code.text.slice(code.text.lastIndexOf('\n', index) + 1).split('\n', 1)[0] ?? ''
        // Of these letters the program makes a name of its own.
        if (reported.has(placeholder) || (/^x+$/i.test(placeholder) && /\b(?:mktemp|mkdtemp)\b/.test(line))) continue
        reported.add(placeholder)
        report('placeholder', placeIn(source, code.span(index, index + placeholder.length)), { placeholder })
      }
    }
  }
})
