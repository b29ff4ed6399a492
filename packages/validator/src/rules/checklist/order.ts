import { SECTION_KINDS, SECTION_TITLES, type ChecklistPhase, type Runbook, type Step } from '@keys/schema'
import { stepOfItem } from '../../helpers/checklist-steps.js'
import { outOfOrder } from '../../helpers/order.js'
import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'checklist',
  summary: 'Phases and items stand in the order of the runbook.',
  harm: 'Who ticks from top to bottom acts before the check that the runbook puts first.',
  messages: {
    phase: {
      message: 'The phase `{phase}` stands in the wrong place.',
      expected: 'phases in the order of the sections of README.md',
      mend: 'Move the phase to where its section stands in the runbook.'
    },
    item: {
      message: 'The item for `{label}` stands in the wrong place.',
      expected: 'items in the order of the steps of README.md',
      mend: 'Move the item to where its step stands in the runbook.'
    },
    'other-phase': {
      message: 'The item for `{label}` stands in the phase `{phase}`.',
      expected: 'the item in the phase `{section}`',
      mend: 'Move the item to `{section}`, or link it to the step that it stands for.'
    }
  },
  check({ phases }, { runbook, report }) {
    const known = phases.flatMap((phase) => (phase.kind === null ? [] : [{ phase, kind: phase.kind }]))
    for (const index of outOfOrder(known.map(({ kind }) => SECTION_KINDS.indexOf(kind)))) {
      const phase = known[index]?.phase
      if (phase !== undefined) report('phase', phase.headingPosition, { phase: phase.title })
    }
    if (runbook === null) return
    const ranks = new Map(runbook.steps.map((step, index) => [step, index]))
    for (const phase of phases) {
      const items = itemsOf(phase, runbook)
      const own = items.filter(({ step }) => step.section === phase.kind)
      for (const index of outOfOrder(own.map(({ step }) => ranks.get(step) ?? 0))) {
        const { step, position } = own[index] ?? {}
        if (step && position) report('item', position, { label: step.label ?? step.title })
      }
      // A closing phase may link to any step that it speaks of.
      if (own.length === 0 && !runbook.steps.some(({ section }) => section === phase.kind)) continue
      for (const { step, position } of items.filter((item) => item.step.section !== phase.kind)) {
        const section = SECTION_TITLES[step.section]
        report('other-phase', position, { label: step.label ?? step.title, phase: phase.title, section })
      }
    }
  }
})

function itemsOf({ items }: ChecklistPhase, runbook: Runbook): (ChecklistPhase['items'][number] & { step: Step })[] {
  return items.flatMap((item) => {
    const step = stepOfItem(item, runbook)
    return step === null ? [] : [{ ...item, step }]
  })
}
