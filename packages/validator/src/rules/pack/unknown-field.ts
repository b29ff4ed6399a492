import { isObject, nearest, valueAt, type AssetKind, type JsonPath } from '@keys/pack/core'
import { defineRule } from '../../engine/rule.js'

/** So many names are compared with those that are known: nobody misspells more. */
const COMPARED = 100

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key', 'library'],
  subject: 'pack',
  description: 'The metadata has no field that nobody knows; extensions begin with `x-`.',
  rationale: 'A misspelled field is read by nobody: an input stays undeclared, a related runbook is never offered.',
  messages: {
    misspelled: {
      message: '`{field}` is not a known field. Did you mean `{suggestion}`?',
      expected: 'a field of the schema, or one of your own that begins with `x-`',
      help: 'Rename it to `{suggestion}`.'
    },
    unknown: {
      message: '`{field}` is not a known field.',
      expected: 'a field of the schema, or one of your own that begins with `x-`',
      help: 'Delete it, or, at the top level, put `x-` before its name.'
    },
    prototype: {
      message: '`__proto__` stands as the name of a field.',
      expected: 'a name that no reader can take for the prototype of an object',
      help: 'Delete it.'
    }
  },
  check({ packJson, metadata, kind }, { report }) {
    if (packJson === null) return
    for (const position of packJson.keysNamed('__proto__')) report('prototype', position)
    for (const issue of metadata.issues) {
      if (issue.code !== 'unrecognized_keys') continue
      const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
      const absent = absentFields(packJson.value, path, kind.schema.shape)
      for (const [index, key] of issue.keys.filter((name) => name !== '__proto__').entries()) {
        const field = [...path, key].join('.')
        const suggestion = index < COMPARED ? nearest(key, absent) : null
        const place = packJson.keyAt([...path, key])
        if (suggestion === null) report('unknown', place, { field })
        else report('misspelled', place, { field, suggestion })
      }
    }
  }
})

/** The known fields of the object at a path that are not there yet. */
function absentFields(value: unknown, path: JsonPath, shape: AssetKind['schema']['shape']): string[] {
  const object = valueAt(value, path)
  return knownFields(path, shape).filter((name) => isObject(object) && !Object.hasOwn(object, name))
}

const NESTED: Readonly<Record<string, readonly string[]>> = {
  author: ['name', 'email', 'url'],
  documentation: ['readme', 'checklist', 'changelog'],
  inputs: ['name', 'description', 'example', 'required', 'secret'],
  required_tools: ['command', 'minimum_version', 'needed_with']
}

function knownFields(path: JsonPath, shape: AssetKind['schema']['shape']): readonly string[] {
  return path.length === 0 ? Object.keys(shape) : (NESTED[String(path[0])] ?? [])
}
