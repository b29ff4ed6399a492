import type { JsonPath } from '../documents/json-document.js'
import type { SchemaIssue } from '../read-pack.js'

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object'
}
const FORMATS: Readonly<Record<string, string>> = { email: 'an e-mail address', url: 'an http or https address' }

/** What a fault in pack.json says was expected, in words. */
export function expectationOf(issue: SchemaIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return (issue.values.length > 1 ? 'one of ' : '') + issue.values.map((value) => `\`${String(value)}\``).join(', ')
    case 'too_small':
      return `at least ${amount(issue.minimum, issue.origin)}`
    case 'too_big':
      return `at most ${amount(issue.maximum, issue.origin)}`
    case 'invalid_format':
      return FORMATS[issue.format] ?? issue.message.replace(/^expected /, '')
    default:
      return issue.message
  }
}

function amount(size: number | bigint, origin: string): string {
  const unit = origin === 'string' ? 'character' : origin === 'array' ? 'element' : ''
  return `${size} ${unit}${unit !== '' && Number(size) !== 1 ? 's' : ''}`.trim()
}

/** The value at a path of a JSON value; undefined when there is none. */
export function valueAt(value: unknown, path: JsonPath): unknown {
  let current: unknown = value
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined
    current = (current as Record<string | number, unknown>)[part]
  }
  return current
}
