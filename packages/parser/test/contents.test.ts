import { describe, expect, test } from 'vitest'
import { parseChangelog, parseChecklist, parseRunbook } from '../src/index.ts'

describe('sections without steps', () => {
  test.each([
    ['- **Alert**: `A` fires', { kind: 'alert', text: 'A fires', code: ['A'] }],
    ['- **Log:** `b c`', { kind: 'log', text: 'b c', code: ['b c'] }],
    ['- **HTTP**: 5xx', { kind: 'http', text: '5xx', code: [] }],
    ['- **Symptoms**: slow', { kind: 'symptom', text: 'slow', code: [] }],
    ['- **Rumour**: slow', { kind: null, text: 'Rumour: slow', code: [] }],
    ['- slow', { kind: null, text: 'slow', code: [] }]
  ])('signal %s', (item, expected) => {
    expect(parseRunbook(`## When to use\n\n${item}\n`).signals).toMatchObject([expected])
  })

  test.each([
    ['- Down: `@keys/runbook-a`', [{ type: 'external', package: '@keys/runbook-a' }]],
    ['- Leak: **STOP: escalate**', [{ type: 'terminal', terminal: 'escalate' }]],
    ['- Other', []]
  ])('redirection %s', (item, targets) => {
    expect(parseRunbook(`## When not to use\n\n${item}\n`).redirections).toMatchObject([{ targets }])
  })

  test.each([
    ['a paragraph', '## Safety checks\n\n**DO NOT**\n\n- a\n- b\n'],
    ['a label with a colon', '## Safety checks\n\n**DO NOT**:\n\n- a\n- b\n'],
    ['a heading', "## Safety checks\n\n### Don't\n\n- a\n- b\n\n### Check 1: c\n"]
  ])('prohibitions under %s', (_, text) => {
    expect(parseRunbook(text).prohibitions.map((item) => item.text)).toEqual(['a', 'b'])
  })

  test('escalation, evidence and follow-ups', () => {
    const { escalation, evidence, followUps } = parseRunbook(`## Rollback / escalation

**Escalate when**

- it is late

**Contacts**

| who | where |
|---|---|
| Lead | \`____\` |

## Evidence

- a file

## Follow-ups

- **Within 24 hours**: tell them
- rest
`)
    expect(escalation.triggers.map(({ text }) => text)).toEqual(['it is late'])
    expect(escalation.contacts.map(({ text }) => text)).toEqual(['Lead | ____'])
    expect(evidence.map(({ text }) => text)).toEqual(['a file'])
    expect(followUps.map(({ due }) => due?.duration ?? null)).toEqual(['PT24H', null])
  })

  test('loose commands and branches stay with their section', () => {
    const { sections } = parseRunbook('## Overview\n\n```sh\nls\n```\n\n- If red: go\n')
    expect(sections).toMatchObject([{ commands: [{ code: 'ls' }], branches: [{ condition: 'red' }] }])
  })
})

describe('references', () => {
  test.each([
    ['`jupyter-a-b`', { type: 'key', name: 'jupyter-a-b' }],
    ['`node-a`', { type: 'key', name: 'node-a' }],
    ['`next-a`', { type: 'key', name: 'next-a' }],
    ['`@keys/runbook-a-b`', { type: 'runbook', package: '@keys/runbook-a-b', slug: 'a-b' }],
    ['[a](#b)', { type: 'link', url: '#b', scope: 'anchor' }],
    ['[a](b.md)', { type: 'link', url: 'b.md', scope: 'local' }],
    ['https://keys.invalid/a', { type: 'link', scope: 'remote' }],
    ['![a](//keys.invalid/b)', { type: 'link', scope: 'remote' }],
    ['[a][d]', { type: 'link', url: 'd.md', scope: 'local' }]
  ])('%s', (words, expected) => {
    const { references } = parseRunbook(`## Diagnosis\n\n### A\n\n${words}\n\n[D]: d.md\n`)
    expect(references).toMatchObject([{ ...expected, step: 'a' }])
  })

  test.each(['node-', 'node-A', '@keys/runbook-A', 'a node-a'])('`%s` is none', (code) => {
    expect(parseRunbook(`\`${code}\`\n`).references).toEqual([])
  })

  test('stand in order of writing, and steps are targets, not references', () => {
    const { references, definitions } = parseRunbook('[a](1) [b] [c](3) [Step 1]\n\n[b]: 2\n[Step 1]: #step-1\n')
    expect(references.map((reference) => reference.type === 'link' && reference.url)).toEqual(['1', '2', '3'])
    expect(definitions.map(({ label, url }) => [label, url])).toEqual([
      ['b', '2'],
      ['Step 1', '#step-1']
    ])
  })
})

describe('checklists', () => {
  const item = (text: string) =>
    parseChecklist(`# C\n\n## Diagnosis flow\n\n${text}\n\n[Step 1]: README.md#s\n`).phases[0]!.items

  test.each([
    ['- [ ] [Step 1]: a. Time: `__:__`', { checked: false, label: 'Step 1', url: 'README.md#s', slots: 1 }],
    ['- [x] done `____` `____`', { checked: true, label: null, url: null, slots: 2 }],
    ['- [ ] [Step 2]: no definition', { checked: false, label: 'Step 2', url: null, slots: 0 }],
    ['- [ ] [Step 3](README.md#t)', { label: 'Step 3', url: 'README.md#t' }],
    ['1. [ ] numbered', { checked: false, slots: 0 }],
    ['2) [X] numbered, and done', { checked: true, slots: 0 }],
    ['* [x] a star', { checked: true, slots: 0 }],
    ['+ [ ] a plus', { checked: false, slots: 0 }],
    ['- plain `code`', { checked: null, slots: 0 }]
  ])('%s', (text, expected) => {
    expect(item(text)).toMatchObject([expected])
  })

  test('items inside items follow them', () => {
    expect(item('- [ ] a\n  - [ ] b\n- [ ] c').map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })

  test.each([
    ['## Verification\n\n*Read-do*: so.\n', 'read-do'],
    ['## Verification\n\n*Do-confirm*: so.\n', 'do-confirm'],
    ['## Verification (do-confirm, first minute)\n', 'do-confirm'],
    ['## Verification\n\nReading does it.\n', null]
  ])('phase %j', (text, mode) => {
    expect(parseChecklist(text).phases).toMatchObject([{ kind: 'verification', mode }])
  })
})

test.each([
  ['## 1.2.3 - 2026-11-23\n\n- a\n', { version: '1.2.3', date: '2026-11-23', text: '- a' }],
  ['## [v2.0.0-rc.1]\n', { version: '2.0.0-rc.1', date: null, text: '' }],
  ['## Unreleased\n\n### Added\n\n- *b*\n', { version: null, text: '### Added\n\n- *b*' }]
])('changelog entry %j', (text, expected) => {
  expect(parseChangelog(`# Changelog\n\n${text}`)).toMatchObject({
    title: { text: 'Changelog' },
    entries: [expected],
    problems: []
  })
})
