import { fixOf, insert, lineEndingOf, type TextDocument } from '@keys/pack/core'
import {
  SECTION_TITLES,
  STEP_SECTIONS,
  type Checklist,
  type ChecklistPhase,
  type Fix,
  type Runbook,
  type Section,
  type SectionKind,
  type TextEdit,
  type TimeBox
} from '@keys/schema'
import { definitionOf, linkableSteps, phaseOf, timeBoxIn } from '../../helpers/checklist-skeleton.js'
import { addDefinitions } from '../../helpers/definitions.js'
import { predecessor } from '../../helpers/sections.js'
import { defineRule } from '../../rule.js'

const WITH_STEPS = new Set<SectionKind | null>(Object.values(STEP_SECTIONS))
const CLOSING = new Set<SectionKind | null>(['escalation', 'evidence'])

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
    const needed = neededSections(runbook)
    // The first finding fixes all: several may come to stand at one place.
    const absent = needed.filter(({ kind }) => phases.every((phase) => phase.kind !== kind))
    let fix = added(absent, model, runbook, readme, checklist)
    for (const { kind, timeBox, headingPosition } of needed) {
      const section = SECTION_TITLES[kind]
      const phase = phases.find((candidate) => candidate.kind === kind)
      if (phase === undefined) {
        const before = predecessor(phases, kind)
        const place = before === undefined ? 'the title' : `\`${before.title}\``
        report('missing', before?.headingPosition ?? title?.position ?? null, { section, place }, file, fix)
        fix = null
      } else if (WITH_STEPS.has(kind) && durationOf(phase.timeBox) !== durationOf(timeBox)) {
        const heading = readme.text.slice(headingPosition.start.offset, headingPosition.end.offset)
        const fix = retimed(phase, { timeBox, headingPosition }, readme, checklist)
        report('time-box', phase.headingPosition, { section: phase.title, heading }, file, fix)
      }
    }
  }
})

type NeededSection = Section & { kind: SectionKind }

/** The sections that need a phase: those that have steps, and those that close the work. */
function neededSections({ sections, steps }: Runbook): NeededSection[] {
  return sections.filter(
    (section): section is NeededSection =>
      section.kind !== null && (CLOSING.has(section.kind) || steps.some((step) => step.section === section.kind))
  )
}

/** The phases that are missing, each below the one that goes before it, with the definitions of their links. */
function added(
  absent: readonly NeededSection[],
  { phases, title, definitions, blocks }: Checklist,
  runbook: Runbook,
  readme: TextDocument,
  checklist: TextDocument
): Fix | null {
  const newline = lineEndingOf(checklist.text)
  const edits = new Map<number, TextEdit>()
  for (const section of absent.filter(
    ({ kind }, index) => absent.findIndex((other) => other.kind === kind) === index
  )) {
    const lines = phaseOf(section, section.kind, runbook, readme).join(newline)
    const [first] = phases
    const end = (blocks.findLast(({ role }) => role !== 'definition') ?? title)?.position.end.offset
    const below = predecessor(phases, section.kind)?.position.end.offset ?? (first === undefined ? end : undefined)
    const above = first?.headingPosition.start.offset ?? 0
    const edit =
      below === undefined ? insert(above, lines + newline + newline) : insert(below, newline + newline + lines)
    const same = edits.get(edit.start)
    edits.set(edit.start, same === undefined ? edit : { ...edit, text: same.text + edit.text })
  }
  const defined = new Set(definitions.map(({ label }) => label))
  const steps = absent
    .flatMap(({ kind }) => linkableSteps(runbook, kind))
    .filter(({ label }) => !defined.has(label ?? ''))
  const links = addDefinitions(checklist, definitions, runbook.steps, [...new Set(steps)].map(definitionOf))
  return fixOf(checklist, [...edits.values(), ...links])
}

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
