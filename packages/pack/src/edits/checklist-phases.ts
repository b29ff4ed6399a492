/**
 * The phases that a checklist lacks, made of the runbook. Pure.
 */
import {
  SECTION_KINDS,
  STEP_SECTIONS,
  type Checklist,
  type Fix,
  type Runbook,
  type Section,
  type SectionKind,
  type TextEdit
} from '@keys/schema'
import type { TextDocument } from '../documents/text-document.js'
import { definitionOf, linkableSteps, phaseOf } from './checklist-skeleton.js'
import { addDefinitions } from './definitions.js'
import { fixOf, insert, lineEndingOf } from './text-edits.js'

/** A section that a checklist has a phase for. */
export type PhaseSection = Section & { kind: SectionKind }

/** Sections that hold the steps of a runbook: their phases repeat the time box. */
export const SECTIONS_WITH_STEPS: ReadonlySet<SectionKind | null> = new Set(Object.values(STEP_SECTIONS))

const CLOSING = new Set<SectionKind | null>(['escalation', 'evidence'])

/** The sections of a runbook that need a phase: those that have steps, and those that close the work. */
export function phaseSections({ sections, steps }: Runbook): PhaseSection[] {
  return sections.filter(
    (section): section is PhaseSection =>
      section.kind !== null && (CLOSING.has(section.kind) || steps.some((step) => step.section === section.kind))
  )
}

/** The last of some sections, or phases, that stands before a kind in the order of a runbook. */
export function predecessor<Part extends { kind: SectionKind | null }>(
  parts: readonly Part[],
  kind: SectionKind
): Part | undefined {
  const before = SECTION_KINDS.slice(0, SECTION_KINDS.indexOf(kind))
  for (const earlier of before.toReversed()) {
    const part = parts.findLast((candidate) => candidate.kind === earlier)
    if (part !== undefined) return part
  }
  return undefined
}

/**
 * A checklist from nothing: a head to fill in, a phase for each section that needs one, the definitions of their links. It ends
 * its lines, and begins, as the runbook does.
 * @param runbook The runbook that it is made of.
 * @param readme The text of the runbook.
 * @returns Null when the runbook has no title or no steps: nothing would be on the list.
 */
export function newChecklist(runbook: Runbook, readme: TextDocument): string | null {
  const { title } = runbook
  const sections = firstOfKind(phaseSections(runbook))
  const steps = sections.flatMap(({ kind }) => linkableSteps(runbook, kind))
  if (title === null || steps.length === 0) return null
  const { start, end } = title.position
  const heading = readme.text.slice(start.offset, end.offset).replace(/^#\s+|\s*\n=+\s*$|\s+#+\s*$/g, '')
  const lines = [
    `# Checklist: ${heading}`,
    '',
    ['Incident', 'Start (UTC)', 'Worked by'].map((name) => `${name}: \`____________\``).join(' '),
    '',
    ...sections.flatMap((section) => [...phaseOf(section, section.kind, runbook, readme), '']),
    ...steps.map(definitionOf).map(({ label, url }) => `[${label}]: ${url}`),
    ''
  ]
  return (readme.hasByteOrderMark ? '\uFEFF' : '') + lines.join(lineEndingOf(readme.text))
}

function firstOfKind(sections: readonly PhaseSection[]): PhaseSection[] {
  return sections.filter(({ kind }, index) => sections.findIndex((other) => other.kind === kind) === index)
}

/**
 * Adds phases, each below the one that goes before it, with the definitions of their links.
 * @param absent The sections whose phases are missing, in the order of the runbook.
 * @param model The checklist as it is.
 * @param runbook The runbook that the phases are made of.
 * @param readme The text of the runbook.
 * @param checklist The text of the checklist.
 * @returns Null when there is nothing to add.
 */
export function addPhases(
  absent: readonly PhaseSection[],
  { phases, title, definitions, blocks }: Checklist,
  runbook: Runbook,
  readme: TextDocument,
  checklist: TextDocument
): Fix | null {
  const newline = lineEndingOf(checklist.text)
  const edits = new Map<number, TextEdit>()
  for (const section of firstOfKind(absent)) {
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
