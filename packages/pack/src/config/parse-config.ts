/**
 * Reads the text of a keys.config.json, in stages: JSON, schema, rules. Nothing in it is passed over in silence.
 */
import { isObject } from '../documents/is-object.js'
import { JsonDocument } from '../documents/json-document.js'
import { nearest } from '../nearest.js'
import { configSchema, fill, type Config, type Position, type RuleOptionsSchema } from '@keys/schema'
import { expectationOf, valueAt } from '../documents/schema-issue.js'

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
  'no-options': { message: 'The rule `{rule}` has no options.', expected: 'a severity alone' },
  'misspelled-rule': {
    message: 'There is no rule `{rule}`. Did you mean `{suggestion}`?',
    expected: 'codes that `keys explain` lists'
  }
} as const

/** A rule that a configuration may name. */
export interface KnownRule {
  code: string
  /** What its options have to be; null for a rule without options. */
  options: RuleOptionsSchema | null
}

/** The rules that a configuration may name. */
export interface KnownRules {
  rules: Iterable<KnownRule>
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
    ...(known === null || mayNameOthers(known, document) ? [] : ruleFaults(document, known.rules))
  ]
  if (faults.length > 0 || !result.success) {
    return { faults: faults.toSorted((a, b) => a.position.start.offset - b.position.start.offset) }
  }
  return { config: result.data }
}

type Issue = NonNullable<ReturnType<RuleOptionsSchema['safeParse']>['error']>['issues'][number]

/**
 * @param below Where in the document the value lies that the issue is about.
 * @param fields The fields that the value may have.
 */
function faultsOf(
  issue: Issue,
  document: JsonDocument,
  below: readonly (string | number)[] = [],
  fields: readonly string[] = Object.keys(configSchema.shape)
): ConfigFault[] {
  const path = [...below, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))]
  if (issue.code === 'unrecognized_keys') {
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

function ruleFaults(document: JsonDocument, rules: Iterable<KnownRule>): ConfigFault[] {
  const named = valueAt(document.value, ['rules'])
  if (!isObject(named)) return []
  const known = new Map(Array.from(rules, (rule) => [rule.code, rule]))
  return Object.entries(named).flatMap(([code, setting]) => {
    const rule = known.get(code)
    if (rule) return Array.isArray(setting) ? optionFaults(rule, setting[1], document) : []
    const place = document.keyAt(['rules', code])
    const suggestion = nearest(code, known.keys())
    return suggestion === null
      ? [fault('unknown-rule', place, { rule: code })]
      : [fault('misspelled-rule', place, { rule: code, suggestion })]
  })
}

function optionFaults({ code, options }: KnownRule, given: unknown, document: JsonDocument): ConfigFault[] {
  const path = ['rules', code, 1]
  if (options === null) return [fault('no-options', document.at(path), { rule: code })]
  const { error } = options.safeParse(given)
  return (error?.issues ?? []).flatMap((issue) => faultsOf(issue, document, path, Object.keys(options.shape)))
}

function fault(id: keyof typeof MESSAGES, position: Position, data: Readonly<Record<string, string>>): ConfigFault {
  const { message, expected } = MESSAGES[id]
  return { position, message: fill(message, data), expected: fill(expected, data) }
}
