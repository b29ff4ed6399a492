import { fixOf, type TextDocument } from '@keys/pack/core'
import { addPhases, phaseSections, predecessor, SECTIONS_WITH_STEPS, timeBoxIn } from '@keys/pack/edits'
import { SECTION_TITLES, type ChecklistPhase, type Fix, type Section, type TimeBox } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'checklist',
  description:
    'The checklist has a phase, with the same time box, for each section of steps and for those that close the work.',
  rationale: 'Who works from paper leaves out what the paper leaves out, and takes the time that it gives.',
  messages: {
    missing: {
      message: 'The phase `{section}` is missing.',
      expected: '`## {section}` after {place}',
      help: 'Add the phase, with an item for each of its steps.'
    },
    'time-box': {
      message: 'The phase `{section}` does not have the time box of its section in README.md.',
      expected: '`{heading}`',
      help: 'Write `{heading}`.'
    }
  },
  check(model, { runbook, source: { readme, checklist }, report }) {
    if (runbook === null || readme === null || checklist === null) return
    const { phases, title } = model
    const file = checklist.path
    const needed = phaseSections(runbook)
    // The first finding fixes all: several may come to stand at one place.
    const absent = needed.filter(({ kind }) => phases.every((phase) => phase.kind !== kind))
    let fix = addPhases(absent, model, runbook, readme, checklist)
    for (const { kind, timeBox, headingPosition } of needed) {
      const section = SECTION_TITLES[kind]
      const phase = phases.find((candidate) => candidate.kind === kind)
      if (phase === undefined) {
        const before = predecessor(phases, kind)
        const place = before === undefined ? 'the title' : `\`${before.title}\``
        report('missing', before?.headingPosition ?? title?.position ?? null, { section, place }, file, fix)
        fix = null
      } else if (SECTIONS_WITH_STEPS.has(kind) && durationOf(phase.timeBox) !== durationOf(timeBox)) {
        const heading = readme.text.slice(headingPosition.start.offset, headingPosition.end.offset)
        const fix = retimed(phase, { timeBox, headingPosition }, readme, checklist)
        report('time-box', phase.headingPosition, { section: phase.title, heading }, file, fix)
      }
    }
  }
})

/** The time box of the section in the heading of the phase. */
function retimed(
  phase: ChecklistPhase,
  section: Pick<Section, 'timeBox' | 'headingPosition'>,
  readme: TextDocument,
  checklist: TextDocument
): Fix | null {
  const theirs = section.timeBox && timeBoxIn(section, readme)
  const own = timeBoxIn(phase, checklist)
  if ((section.timeBox === null) !== (theirs === null) || (phase.timeBox === null) !== (own === null)) return null
  const { end } = phase.headingPosition
  const { text } = checklist
  const isClosed = /#[ \t]*$/.test(text.slice(phase.headingPosition.start.offset, end.offset))
  if (own === null && (isClosed || text.slice(phase.headingPosition.start.offset, end.offset).includes('\n')))
    return null
  const place = own ?? { start: end.offset, end: end.offset }
  return fixOf(checklist, [{ start: place.start, end: place.end, text: theirs?.words ?? '' }])
}

function durationOf(timeBox: TimeBox | null): string {
  return timeBox === null ? '' : `${timeBox.relation} ${timeBox.duration}`
}
