import { isSecretName, isSecretValue } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'pack.json',
  reads: ['inputs'],
  description: 'Every input that looks like a secret is marked as one.',
  rationale: 'The value of any other input is shown on the screen and stored in the record and in the report.',
  messages: {
    name: {
      message: 'The name of the input `{name}` says that its value is a secret, and it is not marked as one.',
      expected: '`"secret": true` beside the name',
      help: 'Mark it as a secret, or give what is none another name, such as `{name}_ID`.'
    },
    example: {
      message: 'The example of the input `{name}` holds a password or a key, and the input is not marked as a secret.',
      expected: '`"secret": true` beside the name',
      help: 'Mark it as a secret, or take what is secret out of its value.'
    }
  },
  check(document, { pack: { inputs = [] }, report }) {
    for (const [index, { name, example, secret }] of inputs.entries()) {
      if (secret === true) continue
      if (isSecretName(name)) report('name', document.at(['inputs', index, 'name']), { name })
      else if (isSecretValue(example ?? '')) report('example', document.at(['inputs', index, 'example']), { name })
    }
  }
})
