import { stepOfItem, stepOfLabel, stepOfUrl } from '../../helpers/checklist-steps.js'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'checklist',
  summary: 'The checklist has an item for each step of the runbook, and for no other.',
  harm: 'A step that is not on the list is not done, and nobody sees that it was left out.',
  messages: {
    missing: {
      message: 'The phase `{phase}` has no item for `{label}`.',
      expected: 'an item that links to `{label}`: {title}',
      mend: 'Add `- [ ] [{label}]: ` and what to do and to write down.'
    },
    'no-such-step': {
      message: 'The runbook has no `{label}`.',
      expected: 'the label of a step of README.md',
      mend: 'Link the item to the step that it stands for, or delete it.'
    },
    'leads-elsewhere': {
      message: '`{label}` leads to `{other}`.',
      expected: 'the address of the step with this label',
      mend: 'Write `README.md#{anchor}`.'
    }
  },
  check({ phases, definitions }, { runbook, report }) {
    if (runbook === null) return
    const items = phases.flatMap((phase) => phase.items)
    const linked = new Set(items.map((item) => stepOfItem(item, runbook)?.id))
    for (const { id, label, title, section } of runbook.steps) {
      // checklist/phase-missing speaks of a phase that is not there.
      const phase = phases.find(({ kind }) => kind === section)
      if (label === null || phase === undefined || linked.has(id)) continue
      report('missing', phase.headingPosition, { phase: phase.title, label, title })
    }
    for (const item of items) {
      if (item.label === null || !/^(?:Check|Step|Action|Verify) \d+$/.test(item.label)) continue
      if (stepOfItem(item, runbook) === null) report('no-such-step', item.position, { label: item.label })
    }
    for (const { label, url, position } of definitions) {
      const own = stepOfLabel(label, runbook)
      const other = stepOfUrl(url, runbook)?.label ?? null
      if (own === null || own.anchor === null || other === null || other === label) continue
      report('leads-elsewhere', position, { label, other, anchor: own.anchor })
    }
  }
})
