/** What is shown of an effect that a text does not state: that it is not stated, and never the best or the worst. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Effect, StepKind } from '@keys/schema'
import { expect, test } from 'vitest'
import { buildSite } from '../src/node/build.js'
import { effectsInWords } from '../src/pages/words.js'
import { makePack, writeIndex } from './support/make-pack.js'
import { temporaryFolder } from './support/site.js'

const action = (effect: Effect | null): { kind: StepKind; effect: Effect | null } => ({ kind: 'action', effect })

test.each([
  [[], 'Nothing: it has no actions'],
  [[{ kind: 'check', effect: null } as const], 'Nothing: it has no actions'],
  [[action('reversible')], '1 reversible action'],
  [[action('reversible'), action('irreversible')], '1 reversible and 1 irreversible actions'],
  [[action(null)], '1 action whose effect is not stated'],
  [[action(null), action(null)], '2 actions whose effect is not stated'],
  [[action('read-only'), action(null)], '1 read-only action; 1 action whose effect is not stated']
])('%j: %s', (steps, words) => {
  expect(effectsInWords(steps)).toBe(words)
})

const README = `# Lenient

## Immediate Safety Checks (first 5 minutes)

### Check 1: Look

\`\`\`bash
true
\`\`\`

If \`a\`: go to Action 1.
Otherwise: STOP: escalate to the lead.

## Action Steps

### Action 1: Do it

**Action**: press the button.

- If done: STOP: resolved.
`

test('what cannot be taken back differs from what can by its shape, in the graph and at its step', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'site')
  const effects = ['Reversible', 'Irreversible']
  const actions = effects.map((effect, index) => `### Action ${index + 1}: ${effect} (${effect})\n\nDo it.\n`)
  const readme = `# Two\n\n## Action Steps\n\n${actions.join('\n')}`
  await buildSite({ index: writeIndex(folder, [makePack({ slug: 'two', readme })]), out })
  const page = readFileSync(join(out, 'r/two/index.html'), 'utf8')
  for (const element of ['g class="node', 'svg class="sign']) {
    const signs = [...page.matchAll(new RegExp(`<${element} action (\\w+)"[^>]*>(.*?)</(?:g|svg)>`, 'g'))]
    expect(signs.map(([, effect, shape = '']) => [effect, shape.includes('class="mark"')])).toEqual([
      ['reversible', false],
      ['irreversible', true]
    ])
  }
})

test('an action that says nothing of its effect has the sign and the words for that, on its card and on its page', async () => {
  const folder = temporaryFolder()
  const out = join(folder, 'site')
  const pack = makePack({ slug: 'lenient', readme: README })
  const result = await buildSite({ index: writeIndex(folder, [pack]), out })
  expect(result.refused).toEqual([])
  const page = readFileSync(join(out, 'r/lenient/index.html'), 'utf8')
  expect(page).toContain('1 action whose effect is not stated')
  expect(page).toContain('<span class="tag effect unstated">Effect not stated</span>')
  expect(page).toMatch(/<g class="node action unstated"/)
  expect(page).toMatch(/title="Do it \(Effect not stated\)"/)
  expect(page).not.toMatch(/(?:sign|node|step|row|strip) action (?:irreversible|read-only)|Irreversible/)
  const home = readFileSync(join(out, 'index.html'), 'utf8')
  expect(home).toContain('<i class="action unstated"></i>')
})
