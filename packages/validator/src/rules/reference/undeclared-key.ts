import { declaredKeys, KEY_FIELDS, namedKeys } from '../../helpers/keys.js'
import { nearest } from '../../helpers/nearest.js'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  reads: KEY_FIELDS,
  summary: 'The keys that the runbook names are declared in pack.json.',
  harm: 'Nobody installs or checks a key that is not declared, and it is missing when the step comes to it.',
  messages: {
    misspelt: {
      message: 'pack.json does not declare the key `{key}`. Did you mean `{suggestion}`?',
      expected: 'a key that stands under `{field}` in pack.json',
      mend: 'Write `{suggestion}`, or add `{key}` to `{field}`.'
    },
    undeclared: {
      message: 'pack.json does not declare the key `{key}`.',
      expected: 'a key that stands under `{field}` in pack.json',
      mend: 'Add `{key}` to `{field}`; when it is no key, take it out of inline code.'
    }
  },
  check(runbook, { pack, report }) {
    const named = namedKeys(runbook)
    const declared = new Set(declaredKeys(pack).map(({ name }) => name))
    const unused = [...declared].filter((name) => !named.has(name))
    for (const [key, position] of named) {
      if (declared.has(key)) continue
      const field = KEY_FIELDS[key.startsWith('jupyter-') ? 0 : 1]
      const suggestion = nearest(key, unused)
      if (suggestion === null) report('undeclared', position, { key, field })
      else report('misspelt', position, { key, field, suggestion })
    }
  }
})
