import type { PackSource } from '@keys/pack/core'
import type { Runbook, Section, SectionKind } from '@keys/schema'

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
