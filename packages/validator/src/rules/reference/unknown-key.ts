import { nearest } from '@keys/pack/core'
import { referenceNamesOf } from '@keys/schema'
import { declaredKeys, KEY_FIELDS } from '../../subjects/keys.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'pack.json',
  reads: KEY_FIELDS,
  description: 'The keys that pack.json declares stand in a catalog.',
  rationale: 'The runbook sends the operator to a notebook or a module that does not exist.',
  messages: {
    misspelled: {
      message: 'No catalog has the key `{key}`. Did you mean `{suggestion}`?',
      expected: 'a key of a catalog',
      help: 'Write `{suggestion}`, here and in the runbook.'
    },
    unknown: {
      message: 'No catalog has the key `{key}`.',
      expected: 'a key of a catalog',
      help: 'Correct the name, add the key to a catalog, or describe the manual way instead.'
    }
  },
  check(document, { pack, catalogs, report }) {
    // reference/not-checked says that there is no catalog; reference/undeclared-key speaks of what pack.json lacks.
    if (catalogs === null) return
    const names = new Set(catalogs.flatMap(({ keys }) => keys.flatMap(referenceNamesOf)))
    for (const { name: key, path } of declaredKeys(pack)) {
      if (names.has(key)) continue
      const suggestion = nearest(key, names)
      if (suggestion === null) report('unknown', document.at(path), { key })
      else report('misspelled', document.at(path), { key, suggestion })
    }
  }
})
