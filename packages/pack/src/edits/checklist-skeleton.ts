/**
 * The skeleton of a checklist, as the runbook gives it: what a fix adds where an author has left something out.
 */
import {
  SECTION_TITLES,
  type ChecklistItem,
  type Runbook,
  type Section,
  type SectionKind,
  type Step
} from '@keys/schema'
import type { TextDocument } from '../documents/text-document.js'
import type { NewDefinition } from './definitions.js'

const READ_DO = '*Read-do*: read an item, do it, write down what you saw.'
const DO_CONFIRM = '*Do-confirm*: work, then stop here and confirm each item.'
const CONFIRMED = new Set<SectionKind>(['verification', 'escalation', 'evidence'])
const CLOSING: Partial<Record<SectionKind, string>> = {
  escalation: '- [ ] Nobody needs to be called, or has been: `____________` Time: `__:__`',
  evidence: '- [ ] What the runbook lists is kept: `____________` Time: `__:__`'
}
const UNIT = '(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)'
const TIME_BOX = new RegExp(`\\s*\\([^(),]*?(?:\\d\\s*|\\b)${UNIT}\\)`, 'gi')

/** A phase with an item for each step of a section that has a label. */
export function phaseOf(section: Section, kind: SectionKind, runbook: Runbook, readme: TextDocument): string[] {
  const items = linkableSteps(runbook, kind).map((step) => `- [ ] ${itemOf(step, readme)}`)
  const closing = items.length === 0 ? CLOSING[kind] : undefined
  return [
    `## ${SECTION_TITLES[kind]}${(section.timeBox && timeBoxIn(section, readme)?.words) ?? ''}`,
    '',
    CONFIRMED.has(kind) ? DO_CONFIRM : READ_DO,
    '',
    ...(closing === undefined ? items : [closing])
  ]
}

/** The steps of a section to which an item can link. */
export function linkableSteps({ steps }: Runbook, kind: SectionKind): Step[] {
  return steps.filter(({ section, label, anchor }) => section === kind && label !== null && anchor !== null)
}

/** The words of an item for a step, without the box. */
export function itemOf(step: Step, readme: TextDocument): string {
  const title = titleIn(step, readme)
  return `[${step.label}]: ${title}${/[.?!]$/.test(title) ? '' : '.'} Seen: \`____\` Time: \`__:__\``
}

/** The definition by which an item links to a step. */
export function definitionOf({ label, anchor }: Step): NewDefinition {
  return { label: label ?? '', url: `README.md#${anchor}` }
}

/**
 * The time box in a heading, with the space before it.
 * @returns Null when there is none that stands in parentheses of its own.
 */
export function timeBoxIn(
  { headingPosition }: Pick<Section, 'headingPosition'>,
  { text }: TextDocument
): { words: string; start: number; end: number } | null {
  const { start, end } = headingPosition
  const match = [...text.slice(start.offset, end.offset).matchAll(TIME_BOX)].at(-1)
  if (match === undefined) return null
  const from = start.offset + match.index
  return { words: match[0], start: from, end: from + match[0].length }
}

/** What opens a list item: its bullet or number. */
export function markerOf({ position }: ChecklistItem, { text }: TextDocument): string {
  return /^(?:[-*+]|\d{1,9}[.)])/.exec(text.slice(position.start.offset, position.end.offset))?.[0] ?? '-'
}

/** The title of a step as it is written, with its markup. */
export function titleIn({ title, headingPosition }: Step, { text }: TextDocument): string {
  const heading = text.slice(headingPosition.start.offset, headingPosition.end.offset)
  if (heading.includes(title)) return title
  const name = heading.replace(/^#+\s+/, '').replace(/^\S+\s+\d+\s*[:.)\u2013\u2014-]*\s*/, '')
  return name.replace(/(?:\s*\([^()]*\))+\s*#*\s*$/, '').replaceAll(/\s+/g, ' ') || title
}
