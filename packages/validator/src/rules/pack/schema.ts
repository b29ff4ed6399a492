import { expectationOf, isObject, nearest, valueAt } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'The fields of the metadata have the values that its schema allows.',
  rationale: 'A pack with a wrong field is left out of the index, and an operator who searches for it finds nothing.',
  messages: {
    'not-an-object': {
      message: 'There is {actual} in place of the metadata.',
      expected: 'an object with the fields of a pack',
      help: 'Put the fields of the pack between braces.'
    },
    missing: {
      message: '`{field}` is missing.',
      expected: '{expectation}',
      help: 'Add `{field}`.'
    },
    misspelled: {
      message: '`{field}` is {actual}. Did you mean `{suggestion}`?',
      expected: '{expectation}',
      help: 'Write `{suggestion}`.'
    },
    wrong: {
      message: '`{field}` is {actual}.',
      expected: '{expectation}',
      help: 'Give `{field}` such a value.'
    }
  },
  check({ packJson, metadata }, { report }) {
    if (packJson === null) return
    for (const issue of metadata.issues) {
      if (issue.code === 'unrecognized_keys') continue
      const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
      const value = valueAt(packJson.value, path)
      const place = packJson.at(path)
      const field = path.join('.')
      const expectation = expectationOf(issue)
      const actual = describe(value)
      const suggestion =
        issue.code === 'invalid_value' && typeof value === 'string' ? nearest(value, issue.values.map(String)) : null
      if (field === '') report('not-an-object', place, { actual })
      else if (value === undefined) report('missing', place, { field, expectation })
      else if (suggestion !== null) report('misspelled', place, { field, actual, expectation, suggestion })
      else report('wrong', place, { field, actual, expectation })
    }
  }
})

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array'
  if (isObject(value)) return 'an object'
  return value === '' ? 'empty' : `\`${String(value)}\``
}
