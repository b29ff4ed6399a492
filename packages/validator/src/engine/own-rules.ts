/**
 * Reads the rules that a module of a team exports. They come from outside: nothing of them is believed before it was looked at. Pure.
 */
import { isObject, nearest } from '@keys/pack/core'
import { SEVERITIES } from '@keys/schema'
import { SUBJECT_FILES, type RegisteredRule } from './rule.js'

/** What is wrong with the rules of a team. */
export interface OwnRuleFault {
  /** Which rule, such as `acme/owner-named`, or "rule 2"; null for the module as a whole. */
  rule: string | null
  message: string
  expected: string
}

const CODE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const KINDS = ['runbook', 'key', 'library']
const TEXTS = ['message', 'expected', 'help']

/** Of each field: what it has to be, and whether it is. */
const FIELDS: Readonly<Record<string, readonly [expected: string, isRight: (value: unknown) => boolean]>> = {
  code: [
    'a code such as `acme/owner-named`: an area, a slash and a name, in small letters',
    (value) => matches(CODE, value)
  ],
  url: [
    'the address of its page, with https:// or http://',
    (value) => isText(value) && /^https?:\/\/[^\s]+$/.test(value) && URL.canParse(value)
  ],
  severity: [`one of ${SEVERITIES.join(', ')}`, (value) => SEVERITIES.some((severity) => severity === value)],
  subject: [
    `one of ${Object.keys(SUBJECT_FILES).join(', ')}`,
    (value) => isText(value) && Object.hasOwn(SUBJECT_FILES, value)
  ],
  description: ['what it demands, in one line', isText],
  rationale: ['why it demands that', isText],
  messages: ['an object of messages, each with `message`, `expected` and `help`', isMessages],
  check: ['a function', (value) => typeof value === 'function'],
  options: [
    'a strict object of zod, in which each option has a default',
    (value) =>
      value === undefined ||
      value === null ||
      (isObject(value) && typeof value['safeParse'] === 'function' && 'shape' in value)
  ],
  kinds: [
    `a list of ${KINDS.join(', ')}`,
    (value) => value === undefined || isListOf(value, (kind) => KINDS.includes(kind))
  ],
  reads: ['a list of fields of pack.json', (value) => value === undefined || isListOf(value, () => true)],
  fixable: ['true or false', (value) => value === undefined || typeof value === 'boolean']
}

/**
 * Reads what a module exports by default.
 * @param exported What it is.
 * @param taken The codes of rules that are there already, each with where it comes from.
 * @returns Its rules, or everything that is wrong with them.
 */
export function readOwnRules(
  exported: unknown,
  taken: ReadonlyMap<string, string>
): { rules: readonly RegisteredRule[] } | { faults: readonly OwnRuleFault[] } {
  if (!Array.isArray(exported)) {
    return { faults: [{ rule: null, message: 'It exports no list of rules.', expected: '`export default [...]`' }] }
  }
  const seen = new Map(taken)
  const faults = exported.flatMap((value: unknown, index) => faultsOf(value, index, seen))
  if (faults.length > 0) return { faults }
  return {
    rules: exported.map((rule: RegisteredRule) => ({
      ...rule,
      fixable: rule.fixable ?? false,
      kinds: rule.kinds ?? ['runbook'],
      reads: rule.reads ?? [],
      options: rule.options ?? null
    }))
  }
}

function faultsOf(value: unknown, index: number, seen: Map<string, string>): OwnRuleFault[] {
  const number = `rule ${index + 1}`
  if (!isObject(value))
    return [{ rule: number, message: 'It is not a rule.', expected: 'what `defineRule` gives, with `code` and `url`' }]
  const { code } = value
  const rule = isText(code) ? code : number
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(FIELDS, name))
  const faults = unknown.map((name) => {
    const suggestion = nearest(name, Object.keys(FIELDS))
    return {
      rule,
      message: `\`${name}\` is not a field of a rule.${suggestion === null ? '' : ` Did you mean \`${suggestion}\`?`}`,
      expected: `one of ${Object.keys(FIELDS).join(', ')}`
    }
  })
  for (const [name, [expected, isRight]] of Object.entries(FIELDS)) {
    if (isRight(value[name])) continue
    const message = value[name] === undefined ? `\`${name}\` is missing.` : `\`${name}\` has a wrong value.`
    faults.push({ rule, message, expected })
  }
  if (isText(code)) {
    const other = seen.get(code)
    if (other !== undefined) {
      faults.push({
        rule,
        message: `There is a rule \`${code}\` already, ${other}.`,
        expected: 'a code of your own, such as one that begins with the name of your team'
      })
    }
    seen.set(code, 'in the same module')
  }
  return faults
}

function isMessages(value: unknown): boolean {
  if (!isObject(value)) return false
  const all = Object.values(value)
  return all.length > 0 && all.every((message) => isObject(message) && TEXTS.every((name) => isText(message[name])))
}

function isListOf(value: unknown, isRight: (text: string) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isText(item) && isRight(item))
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function matches(pattern: RegExp, value: unknown): boolean {
  return isText(value) && value.length <= 100 && pattern.test(value)
}
