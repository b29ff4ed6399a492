import { documentsOf } from '@keys/pack/core'
import { isSecretName, PRIVATE_KEY_BEGIN, SECRET_FORMS, secretPattern } from '@keys/schema'
import { placeIn } from '../../subjects/place-in.js'
import { defineRule } from '../../engine/rule.js'

/** What real keys and tokens look like. A prefix with dots after it is not one. */
const FORMS: readonly (readonly [kind: string, form: RegExp])[] = [
  ...SECRET_FORMS.map((form) => [form.name, new RegExp(`(?<![A-Za-z0-9])${secretPattern(form)}`, 'g')] as const),
  ['private key', new RegExp(`${PRIVATE_KEY_BEGIN}()`, 'g')]
]

/** A value of six signs or more that a variable or an option is given, and no variable of the shell. */
const GIVEN =
  /(?:(?<![\w$])([A-Z][A-Z0-9_]*)=|(?<=\s)(--(?:password|passwd|token|api-key|secret))[ =])["']?((?!\/)[^\s"'$`@\\;|&()<>{}]{6,})(?=["'\s;)]|$)/g
/** The same in an address. */
const IN_ADDRESS = /:\/\/[\w.-]+:()()([^\s"'$`@\\;|&()<>{}/]{6,})(?=@)/g

export const rule = defineRule({
  severity: 'error',
  subject: 'pack',
  description: 'No key and no token stands in the text of a pack.',
  rationale: 'The package is public: everybody who installs it has the key.',
  messages: {
    literal: {
      message: 'This has the form of a secret: {kind}.',
      expected: 'an input for the value, or a prefix with dots such as `whsec_...` for its form',
      help: 'Take it out of the text, and rotate it if it was ever real.'
    },
    password: {
      message: '`{name}` is given a value that stands in the text.',
      expected: 'an input for the value',
      help: 'Take it out of the text, rotate it if it was ever real, and declare an input.'
    }
  },
  check(source, { analysis, report }) {
    for (const { code } of analysis?.commands ?? []) {
      for (const { index, 0: text, 1: setting, 2: option, 3: value = '' } of passwordsIn(code.text)) {
        const name = setting || option || 'password'
        if ((setting && !isSecretName(setting)) || isSample(value)) continue
        report('password', placeIn(source, code.span(index, index + text.length)), { name }, 'README.md')
      }
    }
    for (const document of documentsOf(source)) {
      for (const [kind, form] of FORMS) {
        for (const { index, 0: text, 1: body = '' } of document.text.matchAll(form)) {
          if (isSample(body)) continue
          report('literal', document.range(index, index + text.length), { kind }, document.path)
        }
      }
    }
  }
})

/** `xxxxxxxxxxxxxxxx` and `AKIA...EXAMPLE` show a form. */
function isSample(body: string): boolean {
  return body !== '' && (/EXAMPLE/i.test(body) || new Set(body).size < 5)
}

function passwordsIn(text: string): RegExpExecArray[] {
  return [...text.matchAll(GIVEN), ...text.matchAll(IN_ADDRESS)]
}
