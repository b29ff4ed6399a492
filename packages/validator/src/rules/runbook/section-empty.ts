import { STEP_SECTIONS, STEP_WORDS, type SectionKind, type StepKind } from '@keys/schema'
import { isEmpty } from '../../subjects/sections.js'
import { defineRule } from '../../engine/rule.js'

const STEP_KINDS = new Map(
  (Object.entries(STEP_SECTIONS) as [StepKind, SectionKind][]).map(([kind, section]) => [section, kind])
)

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'Each section says something, and those that are made of steps or signals have one.',
  rationale: 'A heading without content looks as if somebody had thought about it, until it is needed.',
  messages: {
    empty: {
      message: 'Nothing stands in the section `{section}`.',
      expected: 'some content below the heading',
      help: 'Write what belongs there; when nothing applies, say so and why.'
    },
    'no-step': {
      message: 'The section `{section}` has no step.',
      expected: 'one step or more, such as `### {word} 1: ` and a title',
      help: 'Make each thing to do a step with a heading of its own.'
    },
    'no-signal': {
      message: 'The section `{section}` lists no signal.',
      expected: 'one list item for each signal, led by **Alert**, **Log**, **HTTP** or **Symptom**',
      help: 'List what the operator sees first: the alert, the line of the log, the complaint.'
    }
  },
  check(runbook, { source, report }) {
    for (const section of runbook.sections) {
      const { kind, title, headingPosition } = section
      if (kind === null) continue
      const steps = STEP_KINDS.get(kind)
      if (isEmpty(section, source)) report('empty', headingPosition, { section: title })
      else if (steps !== undefined && !runbook.steps.some((step) => step.kind === steps)) {
        report('no-step', headingPosition, { section: title, word: STEP_WORDS[steps] })
      } else if (kind === 'when-to-use' && runbook.signals.length === 0) {
        report('no-signal', headingPosition, { section: title })
      }
    }
  }
})
