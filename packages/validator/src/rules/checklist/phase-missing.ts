import { SECTION_TITLES, STEP_SECTIONS, type SectionKind, type TimeBox } from '@keys/schema'
import { predecessor } from '../../helpers/sections.js'
import { defineRule } from '../../rule.js'

const WITH_STEPS = new Set<SectionKind | null>(Object.values(STEP_SECTIONS))
const CLOSING = new Set<SectionKind | null>(['escalation', 'evidence'])

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'checklist',
  summary:
    'The checklist has a phase, with the same time box, for each section of steps and for those that close the work.',
  harm: 'Who works from paper leaves out what the paper leaves out, and takes the time that it gives.',
  messages: {
    missing: {
      message: 'The phase `{section}` is missing.',
      expected: '`## {section}` after {place}',
      mend: 'Add the phase, with an item for each of its steps.'
    },
    'time-box': {
      message: 'The phase `{section}` does not have the time box of its section in README.md.',
      expected: '`{heading}`',
      mend: 'Write `{heading}`.'
    }
  },
  check({ phases, title }, { runbook, source: { readme }, report }) {
    if (runbook === null) return
    for (const { kind, timeBox, headingPosition } of runbook.sections) {
      if (kind === null || !(CLOSING.has(kind) || runbook.steps.some(({ section }) => section === kind))) continue
      const section = SECTION_TITLES[kind]
      const phase = phases.find((candidate) => candidate.kind === kind)
      if (phase === undefined) {
        const before = predecessor(phases, kind)
        const place = before === undefined ? 'the title' : `\`${before.title}\``
        report('missing', before?.headingPosition ?? title?.position ?? null, { section, place })
      } else if (WITH_STEPS.has(kind) && durationOf(phase.timeBox) !== durationOf(timeBox)) {
        const heading = readme?.text.slice(headingPosition.start.offset, headingPosition.end.offset) ?? ''
        report('time-box', phase.headingPosition, { section: phase.title, heading })
      }
    }
  }
})

function durationOf(timeBox: TimeBox | null): string {
  return timeBox === null ? '' : `${timeBox.relation} ${timeBox.duration}`
}
