import { expect, test } from 'vitest'
import * as z from 'zod'
import { parseConfig } from '../src/core.js'

const RULES = [
  ...['flow/dead-end', 'flow/loop-without-exit', 'pack/schema'].map((code) => ({ code, options: null })),
  { code: 'checklist/too-long', options: z.strictObject({ most: z.int().min(1).default(9) }) }
]

function faultsOf(text: string): string[] {
  const result = parseConfig(text, { rules: RULES, areAll: true })
  const faults = 'faults' in result ? result.faults : []
  return faults.map(({ position: { start }, message }) => `${start.line}:${start.column} ${message}`)
}

test('reads a configuration', () => {
  const config = { $schema: 'a', rules: { 'flow/dead-end': 'off' }, maxWarnings: 0, catalogs: ['more.json'] }
  expect(parseConfig(JSON.stringify(config), { rules: RULES, areAll: true })).toEqual({ config })
  expect(parseConfig('{}', { rules: RULES, areAll: true })).toEqual({ config: {} })
  const options = { rules: { 'checklist/too-long': ['error', { most: 12 }] } }
  expect(parseConfig(JSON.stringify(options), { rules: RULES, areAll: true })).toEqual({ config: options })
})

test.each<[name: string, text: string, faults: string[]]>([
  ['no JSON', '{\n  "rules": {},\n}', ['3:1 This is not JSON: property name expected.']],
  ['no object', '[]', ['1:1 This is not a configuration.']],
  ['a misspelled field', '{ "maxWarning": 1 }', ['1:3 `maxWarning` is not a known field. Did you mean `maxWarnings`?']],
  ['another field', '{ "extends": "a" }', ['1:3 `extends` is not a known field.']],
  ['a wrong value', '{ "maxWarnings": -1 }', ['1:18 `maxWarnings` has a wrong value.']],
  [
    'a misspelled rule',
    '{ "rules": { "flow/dead-ned": "off" } }',
    ['1:14 There is no rule `flow/dead-ned`. Did you mean `flow/dead-end`?']
  ],
  ['another rule', '{ "rules": { "x": "off" } }', ['1:14 There is no rule `x`.']],
  [
    'options of a rule without any',
    '{ "rules": { "pack/schema": ["error", {}] } }',
    ['1:39 The rule `pack/schema` has no options.']
  ],
  [
    'a wrong value of an option',
    '{ "rules": { "checklist/too-long": ["error", { "most": 0 }] } }',
    ['1:56 `rules.checklist/too-long.1.most` has a wrong value.']
  ],
  [
    'a misspelled option',
    '{ "rules": { "checklist/too-long": ["error", { "mots": 12 }] } }',
    ['1:48 `mots` is not a known field. Did you mean `most`?']
  ],
  [
    'a field twice',
    '{ "maxWarnings": 1,\n"maxWarnings": 2 }',
    ['2:1 `maxWarnings` stands again; it is on line 1 already.']
  ],
  [
    'all faults in one run',
    '{ "rules": { "flow/dead-end": "fatal", "flow/ded-end": "off" }, "catalogs": [""] }',
    [
      '1:31 `rules.flow/dead-end` has a wrong value.',
      '1:40 There is no rule `flow/ded-end`. Did you mean `flow/dead-end`?',
      '1:78 `catalogs.0` has a wrong value.'
    ]
  ]
])('%s is a fault with its place', (_, text, faults) => {
  expect(faultsOf(text)).toEqual(faults)
})

test.each([
  ['it brings rules, and they are not known yet', { ownRules: ['./rules.js'] }, false, 0],
  ['it brings rules, and they are known', { ownRules: ['./rules.js'] }, true, 1],
  ['it brings none', {}, false, 1]
])('a rule that is not known, where %s', (_, config, areAll, count) => {
  const result = parseConfig(JSON.stringify({ ...config, rules: { 'team/any': 'off' } }), { rules: RULES, areAll })
  expect('faults' in result ? result.faults : []).toHaveLength(count)
})
