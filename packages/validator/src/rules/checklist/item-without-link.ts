import { STEP_SECTIONS, type SectionKind } from '@keys/schema'
import { stepOfUrl } from '../../helpers/checklist-steps.js'
import { defineRule } from '../../rule.js'

const WITH_STEPS = new Set<SectionKind | null>(Object.values(STEP_SECTIONS))

export const rule = defineRule({
  severity: 'warning',
  fixable: true,
  subject: 'checklist',
  summary: 'Each item of a phase of steps links to its step.',
  harm: 'The item is unclear at three in the morning, and the way to its command is a search.',
  messages: {
    'no-link': {
      message: '`{text}` links to no step.',
      expected: 'a link to its step at the beginning, such as `[Step 1]`',
      mend: 'Open the item with the label of its step in square brackets.'
    },
    'no-definition': {
      message: '`{label}` is no link: nothing says where it leads.',
      expected: 'a definition at the end of the file, such as `[Step 1]: README.md#step-1-count-what-waits`',
      mend: 'Add the definition of `[{label}]` at the end of the file.'
    }
  },
  check({ phases }, { runbook, report }) {
    for (const { items } of phases.filter(({ kind }) => WITH_STEPS.has(kind))) {
      let end = 0
      for (const { checked, text, label, url, position } of items) {
        // What stands inside an item belongs to its step.
        const isInside = position.start.offset < end
        end = Math.max(end, position.end.offset)
        if (isInside || checked === null) continue
        if (label === null && (runbook === null ? url === null : stepOfUrl(url, runbook) === null)) {
          report('no-link', position, { text })
        } else if (label !== null && url === null) report('no-definition', position, { label })
      }
    }
  }
})
