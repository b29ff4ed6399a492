import { fixOf, type TextDocument } from '@keys/pack/core'
import { stepLabel } from '@keys/parser/model'
import { SECTION_KINDS, SECTION_TITLES, type ChecklistPhase, type Runbook, type Step } from '@keys/schema'
import { markerOf } from '@keys/pack/edits'
import { stepOfItem } from '../../subjects/checklist-steps.js'
import { outOfOrder } from '../../fixes/order.js'
import { reorder } from '../../fixes/reorder.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'checklist',
  description: 'Phases and items stand in the order of the runbook.',
  rationale: 'Who ticks from top to bottom acts before the check that the runbook puts first.',
  messages: {
    phase: {
      message: 'The phase `{phase}` stands in the wrong place.',
      expected: 'the phases in the order of the sections of README.md',
      help: 'Move the phase to where its section stands in the runbook.'
    },
    item: {
      message: 'The item for `{label}` stands in the wrong place.',
      expected: 'the items in the order of the steps of README.md',
      help: 'Move the item to where its step stands in the runbook.'
    },
    'other-phase': {
      message: 'The item for `{label}` stands in the phase `{phase}`.',
      expected: 'the item in the phase `{section}`',
      help: 'Move the item to `{section}`, or link it to the step that it stands for.'
    }
  },
  check({ phases }, { runbook, source: { checklist }, report }) {
    if (checklist === null) return
    const file = checklist.path
    const known = phases.flatMap((phase) => (phase.kind === null ? [] : [{ phase, kind: phase.kind }]))
    const rank = ({ kind }: (typeof known)[number]): number => SECTION_KINDS.indexOf(kind)
    const wanted = known.toSorted((a, b) => rank(a) - rank(b)).map(({ phase }) => phase)
    // The first finding fixes all: the phases have one order, and so have the items of each.
    let fix = fixOf(checklist, reorder(checklist, wanted))
    for (const index of outOfOrder(known.map(rank))) {
      const phase = known[index]?.phase
      if (phase === undefined) continue
      report('phase', phase.headingPosition, { phase: phase.title }, file, fix)
      fix = null
    }
    if (runbook === null) return
    const ranks = new Map(runbook.steps.map((step, index) => [step, index]))
    for (const phase of phases) {
      const items = itemsOf(phase, runbook)
      const own = items.filter(({ step }) => step.section === phase.kind)
      let itemFix = areMovable(own, checklist) ? fixOf(checklist, reorder(checklist, inOrder(own, ranks))) : null
      for (const index of outOfOrder(own.map(({ step }) => ranks.get(step) ?? 0))) {
        const { step, position } = own[index] ?? {}
        if (!step || !position) continue
        report('item', position, { label: stepLabel(step) }, file, itemFix)
        itemFix = null
      }
      // A closing phase may link to any step that it speaks of.
      if (own.length === 0 && !runbook.steps.some(({ section }) => section === phase.kind)) continue
      for (const { step, position } of items.filter((item) => item.step.section !== phase.kind)) {
        const section = SECTION_TITLES[step.section]
        report('other-phase', position, { label: stepLabel(step), phase: phase.title, section })
      }
    }
  }
})

type StepItem = ChecklistPhase['items'][number] & { step: Step }

function inOrder(items: readonly StepItem[], ranks: ReadonlyMap<Step, number>): StepItem[] {
  return items.toSorted((a, b) => (ranks.get(a.step) ?? 0) - (ranks.get(b.step) ?? 0))
}

/** Whether items can change places: none is inside another, and all open alike, so that what they hold stays in them. */
function areMovable(items: readonly StepItem[], document: TextDocument): boolean {
  const [first] = items
  return items.every((item, index) => {
    const isOutside = (items[index - 1]?.position.end.offset ?? 0) <= item.position.start.offset
    const isAlike = first !== undefined && item.position.start.column === first.position.start.column
    return isOutside && isAlike && markerOf(item, document) === markerOf(first, document)
  })
}

function itemsOf({ items }: ChecklistPhase, runbook: Runbook): StepItem[] {
  return items.flatMap((item) => {
    const step = stepOfItem(item, runbook)
    return step === null ? [] : [{ ...item, step }]
  })
}
