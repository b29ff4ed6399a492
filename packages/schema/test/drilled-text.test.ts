import { expect, test } from 'vitest'
import { drilledText } from '../src/index.js'

const LINE =
  'Drilled: 1 of 1 commands, 1 of 1 branches, 0 of 0 defaults by machine; 0 decisions, 0 manual actions by people; 1 scenarios, 0 with a wrong action. <!-- drill coverage -->'

const README = `# A queue stops

${LINE}

## Scope

Anything a step does not name: stop.

## When to use

- **Log**: \`queue stopped\`

## When not to use

- Events were lost: \`@keys/runbook-stripe-webhook-failure\`

## Diagnosis flow

### Step 1: What it says

- **If \`0\`**: go to [Action 1]

## Evidence & audit notes

- queue.txt: what was waiting.

## Post-incident follow-ups

- **Within 24 hours**: read the log.

[Action 1]: #action-1-start-it
`

/** The README with a piece of it replaced. */
function changed(from: string, to: string): string {
  expect(README).toContain(from)
  return README.replace(from, to)
}

test.each<[string, string, string]>([
  ['one more runbook to go to', 'failure`\n', 'failure`\n- It hangs: `@keys/runbook-partial-outage`\n'],
  ['another alert', 'queue stopped', 'queue full'],
  ['another note', 'what was waiting', 'who was waiting'],
  ['another follow-up', 'read the log', 'read the metrics'],
  ['the coverage line', `${LINE}\n`, '']
])('%s leaves what was drilled as it was', (_, from, to) => {
  expect(drilledText(changed(from, to))).toBe(drilledText(README))
})

test.each<[string, string, string]>([
  ['a branch', 'If `0`', 'If `1`'],
  [
    'a target of a branch, which is defined below a section that no drill walks',
    '#action-1-start-it',
    '#action-2-stop-it'
  ],
  ['what holds for every step', 'does not name: stop', 'does not name: go on'],
  ['a step below a heading that is inside of a fence', '### Step 1', '```text\n## When to use\n```\n\n### Step 1'],
  ['a step that somebody puts into a section that no drill walks', '- queue.txt', '### Step 2: Look\n\n- queue.txt'],
  ['a heading that is underlined', '- queue.txt', 'More steps\n---\n\n- queue.txt'],
  ['a title of a section that is a little different', '## When to use', '## When to use (first minute)']
])('%s changes what was drilled', (_, from, to) => {
  expect(drilledText(changed(from, to))).not.toBe(drilledText(README))
})

test('a fence opened in a section that no drill walks hides no step', () => {
  const open = '## When to use\n\n```text\n## Diagnosis flow\n```\n\n## Diagnosis flow\n\n### Step 1: Look\n'
  expect(drilledText(open)).toBe('## Diagnosis flow\n\n### Step 1: Look\n')
})

test('line ends of Windows are read as others', () => {
  expect(drilledText(README.replaceAll('\n', '\r\n'))).toBe(drilledText(README).replaceAll('\n', '\r\n'))
})

test('a line of 100,000 signs is read at once', () => {
  const start = performance.now()
  for (const text of [
    `##${' '.repeat(100_000)}a`,
    '# '.repeat(50_000),
    `\`\`\`${'`'.repeat(100_000)}`,
    `[${'['.repeat(100_000)}`
  ]) {
    drilledText(`## When to use\n\n${text}\n`)
  }
  expect(performance.now() - start).toBeLessThan(2000)
})
