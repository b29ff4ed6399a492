import { defineRule } from '../../rule.js'

/** More labels than these help nobody. */
const MAX_LABELS = 20

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  summary: 'Each step that a branch names exists.',
  harm: 'The operator follows the branch to a step that was renumbered or taken out, and guesses which one was meant.',
  messages: {
    label: {
      message: 'There is no `{label}`.',
      expected: 'label of a step of this runbook: {labels}',
      mend: 'Name the step that was meant by its label, or write that step.'
    },
    anchor: {
      message: '`{anchor}` is the anchor of no step.',
      expected: 'label of a step of this runbook: {labels}',
      mend: 'Name the step that was meant by its label in brackets.'
    }
  },
  check({ steps }, { report }) {
    const known = steps.flatMap(({ label }) => (label === null ? [] : [`\`${label}\``]))
    const more = known.length > MAX_LABELS ? ', ...' : ''
    const labels = known.length === 0 ? 'none has one yet' : `${known.slice(0, MAX_LABELS).join(', ')}${more}`
    for (const target of steps.flatMap(({ branches }) => branches).flatMap(({ targets }) => targets)) {
      if (target.type !== 'step' || target.step !== null) continue
      if (target.form === 'link') report('anchor', target.position, { anchor: target.label, labels })
      else report('label', target.position, { label: target.label, labels })
    }
  }
})
