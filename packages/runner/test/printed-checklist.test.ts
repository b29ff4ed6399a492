// On paper nobody can look it up: what the checklist says of another step than the runbook has is not put over its branches.
import { expect, test } from 'vitest'
import { checklistDoubts, printedChecklist } from '../src/present/printed-checklist.js'
import { smallPack } from './evidence-run.js'

function withChecklist(markdown: string) {
  const pack = smallPack()
  return { ...pack, files: { ...pack.files, 'checklist.md': markdown } }
}

const FITTING = `# Checklist: small outage

## Action steps

- [ ] [Action 1]: started anew. Time: \`__:__\`

[Action 1]: README.md#action-1-restart-it-reversible
`

test('a checklist that fits keeps its own words', () => {
  const pack = withChecklist(FITTING)
  expect(checklistDoubts(pack)).toEqual([])
  expect(printedChecklist(pack, 'text')).toContain('[ ] Action 1: started anew. Time: __:__ [REVERSIBLE]')
})

test.each([
  [
    'an address of before',
    FITTING.replace('started anew', 'Take back the last change').replace(
      'restart-it-reversible',
      'take-back-irreversible'
    ),
    [
      'The checklist says "Action 1: Take back the last change. Time: __:__", and in the runbook it is "Action 1: Restart it".'
    ]
  ],
  [
    'the address of another step',
    FITTING.replace('README.md#action-1-restart-it-reversible', './README.md#verify-1-it-answers-after-1-hour'),
    ['The checklist says "Action 1: started anew. Time: __:__", and in the runbook it is "Action 1: Restart it".']
  ],
  [
    'a step that is gone',
    FITTING.replaceAll('Action 1', 'Action 7'),
    ['The checklist says "Action 7: started anew. Time: __:__", and the runbook has no Action 7.']
  ]
])('one that speaks of another text is said to: %s', (_, markdown, expected) => {
  const pack = withChecklist(markdown)
  expect(checklistDoubts(pack)).toEqual(expected)
  const printed = printedChecklist(pack, 'markdown')
  expect(printed).toContain('## The checklist and the runbook of this pack differ')
  expect(printed).toContain('- [ ] Action 1: Restart it')
  // What is written of the other text stands over no branch of this one.
  expect(printed).not.toMatch(/\[ \] (?!\(not in the runbook\)).*(?:Take back|started anew)/)
})

test('a checklist without addresses is believed, as is an item that means no step', () => {
  expect(
    checklistDoubts(withChecklist('# C\n\n## Action steps\n\n- [ ] [Action 1]: x\n- [ ] Call somebody\n'))
  ).toEqual([])
})
