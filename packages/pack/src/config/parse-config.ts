/**
 * Reads the text of a keys.config.json, in stages: JSON, schema, rules. Nothing in it is passed over in silence.
 */
import { isObject } from '../documents/is-object.js'
import { JsonDocument } from '../documents/json-document.js'
import { nearest } from '../nearest.js'
import { configSchema, type Config, type Position } from '@keys/schema'
import { expectationOf, valueAt } from '../documents/schema-issue.js'
import { fill } from '../text/fill.js'

/** What is wrong with a configuration, in the grammar of findings. */
export interface ConfigFault {
  position: Position
  message: string
  expected: string
}

const MESSAGES = {
  json: { message: 'This is not JSON: {reason}.', expected: 'JSON without comments and without trailing commas' },
  duplicate: { message: '`{field}` stands again; it is on line {line} already.', expected: 'each field once' },
  unknown: { message: '`{field}` is not a known field.', expected: 'one of {known}' },
  misspelled: { message: '`{field}` is not a known field. Did you mean `{suggestion}`?', expected: 'one of {known}' },
  wrong: { message: '`{field}` has a wrong value.', expected: '{expectation}' },
  'wrong-file': { message: 'This is not a configuration.', expected: '{expectation}' },
  'unknown-rule': { message: 'There is no rule `{rule}`.', expected: 'codes that `keys explain` lists' },
  'misspelled-rule': {
    message: 'There is no rule `{rule}`. Did you mean `{suggestion}`?',
    expected: 'codes that `keys explain` lists'
  }
} as const

/** The rules that a configuration may name. */
export interface KnownRules {
  codes: Iterable<string>
  /** Whether the rules that a configuration brings itself are among them; when not, and it brings some, any code will do. */
  areAll: boolean
}

/**
 * Reads a configuration.
 * @param text The text of the file.
 * @param known The rules that it may name; null when any code will do.
 * @returns The configuration, or everything that is wrong with it.
 */
export function parseConfig(text: string, known: KnownRules | null): { config: Config } | { faults: ConfigFault[] } {
  const document = new JsonDocument('', text)
  const syntax = [
    ...document.faults.map(({ reason, position }) => fault('json', position, { reason })),
    ...(document.tooDeep === null ? [] : [fault('json', document.tooDeep, { reason: 'it is nested too deep' })])
  ]
  if (syntax.length > 0) return { faults: syntax }
  const result = configSchema.safeParse(document.value)
  const faults = [
    ...document
      .duplicateKeys()
      .map(({ key, first, repeated }) => fault('duplicate', repeated, { field: key, line: String(first.start.line) })),
    ...(result.error?.issues ?? []).flatMap((issue) => faultsOf(issue, document)),
    ...(known === null || mayNameOthers(known, document) ? [] : unknownRules(document, new Set(known.codes)))
  ]
  if (faults.length > 0 || !result.success) {
    return { faults: faults.toSorted((a, b) => a.position.start.offset - b.position.start.offset) }
  }
  return { config: result.data }
}

type Issue = NonNullable<ReturnType<typeof configSchema.safeParse>['error']>['issues'][number]

function faultsOf(issue: Issue, document: JsonDocument): ConfigFault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys') {
    const fields = Object.keys(configSchema.shape)
    const known = fields.map((name) => `\`${name}\``).join(', ')
    return issue.keys.map((field) => {
      const suggestion = nearest(field, fields)
      const place = document.keyAt([...path, field])
      return suggestion === null
        ? fault('unknown', place, { field, known })
        : fault('misspelled', place, { field, suggestion, known })
    })
  }
  const expectation = expectationOf(issue)
  if (path.length === 0) return [fault('wrong-file', document.at(path), { expectation })]
  return [fault('wrong', document.at(path), { field: path.join('.'), expectation })]
}

function mayNameOthers({ areAll }: KnownRules, document: JsonDocument): boolean {
  return !areAll && isObject(document.value) && 'ownRules' in document.value
}

function unknownRules(document: JsonDocument, codes: ReadonlySet<string>): ConfigFault[] {
  const named = valueAt(document.value, ['rules'])
  if (!isObject(named)) return []
  return Object.keys(named)
    .filter((code) => !codes.has(code))
    .map((rule) => {
      const place = document.keyAt(['rules', rule])
      const suggestion = nearest(rule, codes)
      return suggestion === null
        ? fault('unknown-rule', place, { rule })
        : fault('misspelled-rule', place, { rule, suggestion })
    })
}

function fault(id: keyof typeof MESSAGES, position: Position, data: Readonly<Record<string, string>>): ConfigFault {
  const { message, expected } = MESSAGES[id]
  return { position, message: fill(message, data), expected: fill(expected, data) }
}
