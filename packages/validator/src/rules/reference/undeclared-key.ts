import { fixOf, nearest, type TextDocument } from '@keys/pack/core'
import { referenceNamesOf, type Fix, type Runbook } from '@keys/schema'
import { addToList } from '@keys/pack/edits'
import { declaredKeys, KEY_FIELDS, namedKeys } from '../../subjects/keys.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'runbook',
  reads: KEY_FIELDS,
  description: 'The keys that the runbook names are declared in pack.json.',
  rationale: 'Nobody installs or checks a key that is not declared, and it is missing when the step comes to it.',
  messages: {
    misspelled: {
      message: 'pack.json does not declare the key `{key}`. Did you mean `{suggestion}`?',
      expected: 'a key that stands under `{field}` in pack.json',
      help: 'Write `{suggestion}`, or add `{key}` to `{field}`.'
    },
    undeclared: {
      message: 'pack.json does not declare the key `{key}`.',
      expected: 'a key that stands under `{field}` in pack.json',
      help: 'Add `{key}` to `{field}`; when it is not a key, take it out of inline code.'
    }
  },
  check(runbook, { pack, source: { readme, packJson }, catalogs, report }) {
    const file = 'README.md'
    const named = namedKeys(runbook)
    const declared = new Set(declaredKeys(pack).map(({ name }) => name))
    const unused = [...declared].filter((name) => !named.has(name))
    // Without a catalog, words in inline code may look like a key and be none.
    const existing = new Set(catalogs?.flatMap(({ keys }) => keys.flatMap(referenceNamesOf)))
    const missing = [...named.keys()].filter((name) => !declared.has(name) && existing.has(name))
    const byField = new Map(KEY_FIELDS.map((field) => [field, missing.filter((name) => fieldOf(name) === field)]))
    for (const [key, position] of named) {
      if (declared.has(key)) continue
      const field = fieldOf(key)
      const suggestion = nearest(key, unused)
      // The first finding of a field fixes all of it: they come to stand at one place.
      const added = byField.get(field) ?? []
      const isFirst = packJson !== null && key === added[0]
      const declaring = isFirst ? fixOf(packJson, addToList(packJson, field, added)) : null
      if (suggestion === null) report('undeclared', position, { key, field }, file, declaring)
      else {
        const isMisspelled = readme !== null && existing.has(suggestion) && !existing.has(key)
        const fix = isMisspelled ? respelt(key, suggestion, runbook, readme) : declaring
        report('misspelled', position, { key, field, suggestion }, file, fix)
      }
    }
  }
})

function fieldOf(key: string): (typeof KEY_FIELDS)[number] {
  return KEY_FIELDS[key.startsWith('jupyter-') ? 0 : 1]
}

/** Another name for a key wherever the runbook names it. */
function respelt(key: string, name: string, { references }: Runbook, document: TextDocument): Fix | null {
  const edits = references.flatMap((reference) => {
    if (reference.type !== 'key' || reference.name !== key) return []
    const start = document.text.indexOf(key, reference.position.start.offset)
    return [{ start, end: start + key.length, text: name }]
  })
  return fixOf(document, edits)
}
