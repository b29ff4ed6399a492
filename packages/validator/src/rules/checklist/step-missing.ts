import { fixOf, insert, lineEndingOf, type PackSource, type TextDocument } from '@keys/pack/core'
import {
  STEP_LABEL,
  type Checklist,
  type ChecklistItem,
  type ChecklistPhase,
  type Fix,
  type Runbook,
  type Step
} from '@keys/schema'
import { addDefinitions, definitionOf, itemOf, markerOf } from '@keys/pack/edits'
import { stepOfItem, stepOfLabel, stepOfUrl } from '../../subjects/checklist-steps.js'
import { defineRule } from '../../engine/rule.js'

const LABEL = new RegExp(`^${STEP_LABEL}$`)

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'checklist',
  description: 'The checklist has an item for each step of the runbook, and for no other.',
  rationale: 'A step that is not on the list is not done, and nobody sees that it was left out.',
  messages: {
    missing: {
      message: 'The phase `{phase}` has no item for `{label}`.',
      expected: 'an item that links to `{label}`: {title}',
      help: 'Add `- [ ] [{label}]: ` and what to do and to write down.'
    },
    'no-such-step': {
      message: 'The runbook has no `{label}`.',
      expected: 'the label of a step of README.md',
      help: 'Link the item to the step that it stands for, or delete it.'
    },
    'leads-elsewhere': {
      message: '`{label}` leads to `{other}`.',
      expected: 'the address of the step with this label',
      help: 'Write `README.md#{anchor}`.'
    },
    again: {
      message: 'This item for `{label}` stands in the phase twice, word for word.',
      expected: 'one item for each thing to do',
      help: 'Delete one of the two.'
    }
  },
  check(checklist, { runbook, source, report }) {
    if (runbook === null) return
    const { phases, definitions } = checklist
    const items = phases.flatMap((phase) => phase.items)
    const linked = new Set(items.map((item) => stepOfItem(item, runbook)?.id))
    const missing = runbook.steps.flatMap((step) => {
      // checklist/phase-missing speaks of a phase that is not there.
      const phase = phases.find(({ kind }) => kind === step.section)
      return phase === undefined || linked.has(step.id) ? [] : [{ step, phase }]
    })
    // The first finding fixes all: several may come to stand at one place.
    let fix = added(missing, checklist, runbook, source)
    for (const { step, phase } of missing) {
      const { label, title } = step
      if (label === null) continue
      report('missing', phase.headingPosition, { phase: phase.title, label, title }, 'checklist.md', fix)
      fix = null
    }
    for (const item of items) {
      if (item.label === null || !LABEL.test(item.label)) continue
      if (stepOfItem(item, runbook) === null) report('no-such-step', item.position, { label: item.label })
    }
    for (const { items: own } of phases) {
      const before = new Set<string>()
      for (const { label, position } of own) {
        const words = source.checklist?.text.slice(position.start.offset, position.end.offset).trim() ?? ''
        if (label !== null && before.has(words)) report('again', position, { label })
        before.add(words)
      }
    }
    for (const { label, url, position } of definitions) {
      const own = stepOfLabel(label, runbook)
      const other = stepOfUrl(url, runbook)?.label ?? null
      if (own === null || own.anchor === null || other === null || other === label) continue
      report('leads-elsewhere', position, { label, other, anchor: own.anchor })
    }
  }
})

interface Missing {
  step: Step
  phase: ChecklistPhase
}

/** An item for each step that lacks one, below that of the step before it, with the definitions of their links. */
function added(
  missing: readonly Missing[],
  model: Checklist,
  runbook: Runbook,
  { readme, checklist }: PackSource
): Fix | null {
  const linkable = missing.filter(({ step }) => step.label !== null && step.anchor !== null)
  if (readme === null || checklist === null || linkable.length === 0) return null
  const ranks = new Map(runbook.steps.map((step, index) => [step, index] as const))
  const edits = new Map<number, string>()
  const known = new Map<ChecklistPhase, RankedItem[]>()
  for (const each of linkable) {
    const ranked = known.get(each.phase) ?? rankedItems(each.phase, runbook, ranks)
    known.set(each.phase, ranked)
    const { offset, opening, closing } = placeFor(each, ranked, ranks, checklist)
    edits.set(offset, `${edits.get(offset) ?? ''}${opening}[ ] ${itemOf(each.step, readme)}${closing}`)
  }
  const defined = new Set(model.definitions.map(({ label }) => label))
  const links = linkable.filter(({ step }) => !defined.has(step.label ?? '')).map(({ step }) => definitionOf(step))
  return fixOf(checklist, [
    ...[...edits].map(([offset, text]) => insert(offset, text)),
    ...addDefinitions(checklist, model.definitions, runbook.steps, links)
  ])
}

/** Where the item of a step goes, and what stands before and after it there. */
function placeFor(
  { step, phase: { items, position } }: Missing,
  ranked: readonly RankedItem[],
  ranks: ReadonlyMap<Step, number>,
  document: TextDocument
): { offset: number; opening: string; closing: string } {
  const newline = lineEndingOf(document.text)
  const own = ranks.get(step) ?? 0
  const before = ranked.findLast(({ rank }) => rank < own)?.item
  const earlier = before ?? (ranked.length === 0 ? items.at(-1) : undefined)
  const neighbor = earlier ?? ranked.find(({ rank }) => rank > own)?.item
  if (neighbor === undefined) return { offset: position.end.offset, opening: `${newline}${newline}- `, closing: '' }
  const indent = ' '.repeat(neighbor.position.start.column - 1)
  const marker = `${markerOf(neighbor, document)} `
  const { start, end } = neighbor.position
  return neighbor === earlier
    ? { offset: end.offset, opening: newline + indent + marker, closing: '' }
    : { offset: start.offset, opening: marker, closing: newline + indent }
}

interface RankedItem {
  item: ChecklistItem
  rank: number
}

/** The items of a phase that stand for steps of its section. */
function rankedItems(
  { kind, items }: ChecklistPhase,
  runbook: Runbook,
  ranks: ReadonlyMap<Step, number>
): RankedItem[] {
  return items.flatMap((item) => {
    const step = stepOfItem(item, runbook)
    return step === null || step.section !== kind ? [] : [{ item, rank: ranks.get(step) ?? 0 }]
  })
}
