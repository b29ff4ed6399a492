// Flattens a JSON Schema into the rows of a table: one for each field, `author.name` and `inputs[].name` included.
import { toJSONSchema, type ZodType } from 'zod'
import { authorSchema, jupyterKeyNameSchema, nodeKeyNameSchema, slugSchema, versionSchema } from '../dist/index.js'
import type { JsonSchema } from './json-schema.ts'
import { code } from './markdown.ts'

/** Patterns that read better in words than as expressions. */
const PATTERN_WORDS = new Map<string | undefined, string>([
  [patternOf(slugSchema), 'lower-case words joined by hyphens'],
  [patternOf(versionSchema), 'a semantic version'],
  [patternOf(authorSchema.shape.url.unwrap()), 'an `https:` or `http:` address'],
  [patternOf(jupyterKeyNameSchema), 'the name of a Jupyter key, `jupyter-...`'],
  [patternOf(nodeKeyNameSchema), 'the name of a Node or Next key, `node-...` or `next-...`']
])

const FORMAT_WORDS = new Map<string | undefined, string>([
  ['email', 'an e-mail address'],
  ['date-time', 'a date and time of ISO 8601, with `Z` or an offset']
])

/**
 * The rows of a schema: field, type, required, meaning.
 * @param schema The JSON Schema of an object.
 * @param prefix What stands before the name of each field, such as `author.`.
 */
export function fieldRows(schema: JsonSchema, prefix = ''): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const required = schema.required?.includes(name) ? 'yes' : 'no'
    const row = [code(prefix + name), typeWords(field), required, field.description ?? '']
    const inner = field.items ? fieldRows(field.items, `${prefix}${name}[].`) : fieldRows(field, `${prefix}${name}.`)
    return [row, ...inner]
  })
}

function typeWords(schema: JsonSchema): string {
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum) return `one of ${schema.enum.map(code).join(', ')}`
  if (schema.type === 'array') return arrayWords(schema)
  if (schema.type === 'string') return stringWords(schema)
  if (schema.type === 'number' && schema.exclusiveMinimum === 0) return 'number above 0'
  if (schema.oneOf) return 'object, by its `tool`'
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') return 'object of strings, by name'
  return schema.type ?? 'any'
}

function arrayWords(schema: JsonSchema): string {
  const least = schema.minItems === 1 ? 'non-empty array' : 'array'
  if (schema.items?.type === 'object' || schema.items?.oneOf) return `${least} of objects`
  return `${least}; each: ${typeWords(schema.items ?? {})}`
}

function stringWords({ pattern, format, minLength, maxLength }: JsonSchema): string {
  const words =
    FORMAT_WORDS.get(format) ?? PATTERN_WORDS.get(pattern) ?? (pattern && code(pattern.replaceAll('\\/', '/')))
  return ['string', words, lengthWords(minLength, maxLength)].filter(Boolean).join(', ')
}

function lengthWords(least: number | undefined, most: number | undefined): string {
  if (most !== undefined) return least === undefined ? `at most ${most} characters` : `${least} to ${most} characters`
  return least === 1 ? 'not empty' : ''
}

function patternOf(schema: ZodType): string | undefined {
  return toJSONSchema(schema).pattern
}
