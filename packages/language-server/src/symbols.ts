/**
 * The outline of a document: sections and the steps in them.
 */
import type { PackSource } from '@keys/pack'
import { stepHeading } from '@keys/parser/model'
import type { Changelog, Checklist, Position, Runbook, Step } from '@keys/schema'

/** A part of a document. */
export interface OutlinePart {
  kind: 'section' | 'step' | 'item' | 'version'
  name: string
  detail: string
  /** All of it. */
  position: Position
  /** What names it, inside `position`. */
  heading: Position
  children: readonly OutlinePart[]
}

const MAX_NAME = 100

/**
 * The outline of a document of a pack.
 * @param source The pack.
 * @param file Path of the document in the pack.
 */
export function outlineOf(source: PackSource, file: string): OutlinePart[] {
  switch (file) {
    case 'README.md':
      return source.readme === null ? [] : sectionsOf(source.readme.model)
    case 'checklist.md':
      return source.checklist === null ? [] : phasesOf(source.checklist.model)
    case 'CHANGELOG.md':
      return source.changelog === null ? [] : versionsOf(source.changelog.model)
    default:
      return []
  }
}

function sectionsOf({ sections, steps }: Runbook): OutlinePart[] {
  return sections.map((section) => ({
    ...part('section', section.title, section.effect ?? '', section.position, section.headingPosition),
    children: steps.filter((step) => isInside(step.position, section.position)).map(stepPart)
  }))
}

function stepPart(step: Step): OutlinePart {
  return part('step', stepHeading(step), step.effect ?? '', step.position, step.headingPosition)
}

function phasesOf({ phases }: Checklist): OutlinePart[] {
  return phases.map(({ title, items, position, headingPosition, mode }) => ({
    ...part('section', title, mode ?? '', position, headingPosition),
    children: items.map((item) => part('item', item.text, '', item.position, item.position))
  }))
}

function versionsOf({ entries }: Changelog): OutlinePart[] {
  return entries.map(({ heading, position, headingPosition }) =>
    part('version', heading, '', position, headingPosition)
  )
}

function part(
  kind: OutlinePart['kind'],
  words: string,
  detail: string,
  position: Position,
  heading: Position
): OutlinePart {
  // Editors refuse an outline in which a name is empty.
  const name = words.trim().slice(0, MAX_NAME) || '(no words)'
  return { kind, name, detail, position, heading, children: [] }
}

function isInside(inner: Position, outer: Position): boolean {
  return outer.start.offset <= inner.start.offset && inner.end.offset <= outer.end.offset
}
