import { fixOf, type TextDocument } from '@keys/pack/core'
import { STEP_LABEL, STEP_SECTIONS, type ChecklistItem, type Fix, type Runbook, type SectionKind } from '@keys/schema'
import { addDefinitions, definitionOf } from '@keys/pack/edits'
import { stepOfLabel, stepOfUrl } from '../../subjects/checklist-steps.js'
import { defineRule } from '../../engine/rule.js'

const LEADING_LABEL = new RegExp(`^${STEP_LABEL}\\b`)

const WITH_STEPS = new Set<SectionKind | null>(Object.values(STEP_SECTIONS))

export const rule = defineRule({
  severity: 'warning',
  fixable: true,
  subject: 'checklist',
  description: 'Each item of a phase of steps links to its step.',
  rationale: 'The item is unclear at three in the morning, and the way to its command is a search.',
  messages: {
    'no-link': {
      message: '`{text}` links to no step.',
      expected: 'a link to its step at the beginning, such as `[Step 1]`',
      help: 'Open the item with the label of its step in square brackets.'
    },
    'no-definition': {
      message: '`{label}` is not a link: nothing says where it leads.',
      expected: 'a definition at the end of the file, such as `[Step 1]: README.md#step-1-count-what-waits`',
      help: 'Add the definition of `[{label}]` at the end of the file.'
    }
  },
  check({ phases, definitions }, { runbook, source: { checklist }, report }) {
    if (checklist === null) return
    const file = checklist.path
    const unlinked = phases.flatMap(({ items }) => items).filter(({ label, url }) => label !== null && url === null)
    const steps = unlinked.flatMap(({ label }) => (runbook && stepOfLabel(label, runbook)) ?? [])
    const missing = [...new Set(steps.filter(({ anchor }) => anchor !== null))].map(definitionOf)
    // The first finding fixes all: they come to stand at one place.
    let fix = fixOf(checklist, addDefinitions(checklist, definitions, runbook?.steps ?? [], missing))
    for (const { items } of phases.filter(({ kind }) => WITH_STEPS.has(kind))) {
      let end = 0
      for (const item of items) {
        const { checked, text, label, url, position } = item
        // What stands inside an item belongs to its step.
        const isInside = position.start.offset < end
        end = Math.max(end, position.end.offset)
        if (isInside || checked === null) continue
        if (label === null && (runbook === null ? url === null : stepOfUrl(url, runbook) === null)) {
          report('no-link', position, { text }, file, bracketed(item, runbook, checklist))
        } else if (label !== null && url === null) {
          const isAdded = missing.some((definition) => definition.label === label)
          report('no-definition', position, { label }, file, isAdded ? fix : null)
          if (isAdded) fix = null
        }
      }
    }
  }
})

/** Brackets around the label that an item opens with; which step another item stands for, only its author knows. */
function bracketed({ text, position }: ChecklistItem, runbook: Runbook | null, document: TextDocument): Fix | null {
  const [label] = LEADING_LABEL.exec(text) ?? []
  if (label === undefined || runbook === null || stepOfLabel(label, runbook) === null) return null
  const start = document.text.indexOf(label, position.start.offset)
  const opening = document.text.slice(position.start.offset, start)
  if (start === -1 || !/^\S+\s+\[.\]\s+$/.test(opening)) return null
  const end = start + label.length
  return fixOf(document, [{ start, end, text: `[${label}]` }])
}
