import { nearest } from '@keys/pack/core'
import { FIELD_NAMES } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

const NAMES = [...Object.values(FIELD_NAMES), 'Preconditions']
const WRITTEN = new Set(NAMES.map((name) => name.toLowerCase()))

export const rule = defineRule({
  severity: 'information',
  subject: 'runbook',
  description: 'The bold labels in steps are those of the closed list.',
  rationale: 'Tools and readers look for **Rollback**; what stands under another word is not found.',
  messages: {
    misspelled: {
      message: '`{label}` is not the label of a step. Did you mean `{suggestion}`?',
      expected: 'a label of the closed list',
      help: 'Write `**{suggestion}**`, or put the word in plain text.'
    },
    unknown: {
      message: '`{label}` is not the label of a step.',
      expected: 'a label of the closed list, such as `Expected` or `Rollback`',
      help: 'Take the label that fits, or put the word in plain text.'
    },
    'other-name': {
      message: '`{label}` stands for the label `{name}`.',
      expected: 'the name that the label has in every runbook',
      help: 'Write `**{name}**`.'
    }
  },
  check({ steps }, { report }) {
    for (const { label, name, labelPosition } of steps.flatMap(({ fields }) => fields)) {
      if (WRITTEN.has(name.toLowerCase().replaceAll(/\s+/g, ' '))) continue
      const suggestion = nearest(name, NAMES)
      if (label !== null) report('other-name', labelPosition, { label: name, name: FIELD_NAMES[label] })
      else if (suggestion === null) report('unknown', labelPosition, { label: name })
      else report('misspelled', labelPosition, { label: name, suggestion })
    }
  }
})
