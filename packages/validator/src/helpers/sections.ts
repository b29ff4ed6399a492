import type { PackSource } from '@keys/pack/core'
import { SECTION_KINDS, type Runbook, type Section, type SectionKind } from '@keys/schema'

/** The first section of a kind; undefined when there is none or nothing stands in it, of which other rules speak. */
export function filledSection(runbook: Runbook, kind: SectionKind, source: PackSource): Section | undefined {
  const section = runbook.sections.find((candidate) => candidate.kind === kind)
  return section === undefined || isEmpty(section, source) ? undefined : section
}

/** Whether nothing stands below the heading of a section but comments. */
export function isEmpty(section: Section, { readme }: PackSource): boolean {
  const { headingPosition, position } = section
  const body = readme?.text.slice(headingPosition.end.offset, position.end.offset) ?? ''
  return body.replaceAll(/<!--[\s\S]*?-->/g, '').trim() === ''
}

/** The kind of the last of some sections, or phases, that stands before a kind in the order of a runbook. */
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
