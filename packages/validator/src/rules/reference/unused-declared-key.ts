import { nearest } from '@keys/pack/core'
import { declaredKeys, KEY_FIELDS, namedKeys } from '../../subjects/keys.js'
import { defineRule } from '../../engine/rule.js'

/** So many names are compared, at most: the rule only keeps quiet by them. */
const COMPARED = 20

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  reads: KEY_FIELDS,
  description: 'The keys that pack.json declares are named in the runbook.',
  rationale: 'The team sets up a key for this incident, and no step says when to use it.',
  messages: {
    unused: {
      message: 'The runbook does not name the key `{key}`.',
      expected: 'a key that a step of the runbook names in inline code',
      help: 'Name `{key}` in the step that uses it, or delete it here.'
    }
  },
  check(runbook, { pack, source: { packJson }, report }) {
    const named = namedKeys(runbook)
    const declared = declaredKeys(pack)
    const undeclared = [...named.keys()].filter((name) => !declared.some((key) => key.name === name))
    for (const { name: key, path } of declared) {
      // reference/undeclared-key speaks of a name that is only spelt otherwise in the runbook.
      if (named.has(key) || undeclared.slice(0, COMPARED).some((name) => nearest(name, [key]) !== null)) continue
      report('unused', packJson?.at(path) ?? null, { key }, 'pack.json')
    }
  }
})
