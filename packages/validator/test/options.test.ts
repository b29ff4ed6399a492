// What a team may choose of a rule: the options of a setting in place of their defaults.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryFiles, readPack } from '@keys/pack/core'
import type { RuleSetting } from '@keys/schema'
import { expect, test } from 'vitest'
import { registry, validatePack } from '../src/core.js'
import { analyzer } from './support/analyzer.js'
import { patchedFiles, type Patch } from './support/patch.js'

function messagesOf(files: Patch['files'], code: string, setting: RuleSetting): string[] {
  const source = readPack(memoryFiles(patchedFiles(files)), { folder: 'stripe-webhook-failure' })
  const rules = registry.filter((rule) => rule.code === code)
  return validatePack(source, { analyzer, rules, severities: { [code]: setting } }).map(
    ({ severity, message, expected }) => `${severity}: ${message} Expected ${expected}.`
  )
}

const THREE_ITEMS = { 'checklist.md#evidence--audit-notes': '- [ ] One.\n- [ ] Two.\n- [ ] Three.\n' }
const USUAL_STEPS = {
  'README.md#verify-1-the-queue-is-moving': 'Take the usual\nsteps of the team. (They are unusual steps.)\n'
}

test.each<[name: string, files: Patch['files'], code: string, setting: RuleSetting, found: string[]]>([
  ['the default', THREE_ITEMS, 'checklist/too-long', 'warning', []],
  ['no options', THREE_ITEMS, 'checklist/too-long', ['warning', {}], []],
  [
    'another number, another severity',
    THREE_ITEMS,
    'checklist/too-long',
    ['error', { most: 2 }],
    ['error: The phase `Evidence & audit notes` has 3 items. Expected at most 2 items in a phase.']
  ],
  ['off, with options', THREE_ITEMS, 'checklist/too-long', ['off', { most: 2 }], []],
  ['a phrase that nobody named', USUAL_STEPS, 'runbook/vague-language', 'warning', []],
  [
    'a phrase of the team, in any case and over an end of line',
    USUAL_STEPS,
    'runbook/vague-language',
    ['warning', { phrases: ['the USUAL  steps'] }],
    [
      'warning: `the usual steps` names neither a command nor a place. ' +
        'Expected a command below it, or the name of the log, page, table or person.'
    ]
  ],
  [
    'a phrase of signs that mean something else in a pattern',
    USUAL_STEPS,
    'runbook/vague-language',
    ['warning', { phrases: ['the .* steps', '(They'] }],
    [
      'warning: `(They` names neither a command nor a place. ' +
        'Expected a command below it, or the name of the log, page, table or person.'
    ]
  ]
])('%s', (_, files, code, setting, found) => {
  expect(messagesOf(files, code, setting)).toEqual(found)
})

const withOptions = registry.flatMap((rule) => (rule.options === null ? [] : [[rule.code, rule.options] as const]))

test.each(withOptions)('%s: each option has a default, and stands on the page of the rule', (code, options) => {
  expect(options.safeParse({}).success).toBe(true)
  expect(options.safeParse({ 'no such option': 1 }).success).toBe(false)
  const page = readFileSync(join(import.meta.dirname, '../docs/rules', `${code}.md`), 'utf8')
  const section = page.split('\n## ').find((part) => part.startsWith('Options\n')) ?? ''
  for (const name of Object.keys(options.shape)) expect(section).toContain(`\`${name}\`: `)
})
