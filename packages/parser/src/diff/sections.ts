/**
 * Compares what stands outside the steps: the lists of sections, and their words.
 */
import type { Addition, Alteration, Position, Removal, Runbook, Section, SectionKind, TextItem } from '@keys/schema'
import { diffBranches } from './branches.js'
import { diffCommands } from './commands.js'
import type { Side } from './names.js'
import type { Recorder } from './recorder.js'
import { pairTexts } from './texts.js'

/** A list of a section, and what its changes are called. */
interface ListKind {
  section: SectionKind
  items: (runbook: Runbook) => readonly TextItem[]
  added: Addition
  removed: Removal
  /** What a change of words is; null where it is nothing but wording. */
  changed: Alteration | null
}

const LISTS: readonly ListKind[] = [
  {
    section: 'when-to-use',
    items: ({ signals }) => signals,
    added: 'signal-added',
    removed: 'signal-removed',
    changed: null
  },
  {
    section: 'first-minute',
    items: ({ firstMinute }) => firstMinute,
    added: 'redirection-added',
    removed: 'redirection-removed',
    changed: null
  },
  {
    section: 'when-not-to-use',
    items: ({ redirections }) => redirections,
    added: 'redirection-added',
    removed: 'redirection-removed',
    changed: null
  },
  {
    section: 'safety-checks',
    items: ({ prohibitions }) => prohibitions,
    added: 'prohibition-added',
    removed: 'prohibition-removed',
    changed: 'prohibition-changed'
  },
  {
    section: 'escalation',
    items: ({ escalation }) => escalation.triggers,
    added: 'trigger-added',
    removed: 'trigger-removed',
    changed: 'trigger-changed'
  },
  {
    section: 'evidence',
    items: ({ evidence }) => evidence,
    added: 'evidence-added',
    removed: 'evidence-removed',
    changed: null
  }
]

/** A version with its text, for the words that no part of the model holds. */
export interface TextSide {
  side: Side
  /** The text; null when it is not at hand, and then such words are not compared. */
  text: string | null
}

/** Compares the sections of two versions. */
export function diffSections(before: TextSide, after: TextSide, record: Recorder): void {
  const reported = new Set(
    LISTS.filter((list) => diffList(list, before.side, after.side, record)).map(({ section }) => section)
  )
  const then = byKey(before.side.runbook.sections)
  const now = byKey(after.side.runbook.sections)
  for (const [key, section] of now) {
    const was = then.get(key)
    const scope = { step: null, name: section.title }
    if (was === undefined) {
      record.added('section-added', scope, titleAt(section))
      continue
    }
    diffCommands(
      { side: before.side, commands: was.commands },
      { side: after.side, commands: section.commands },
      scope,
      null,
      record
    )
    const isReworded = diffBranches(
      { side: before.side, step: null, branches: was.branches },
      { side: after.side, step: null, branches: section.branches },
      scope,
      record
    )
    const isReported = section.kind !== null && reported.has(section.kind)
    if (isReworded || (!isReported && wordsOf(before, was.position) !== wordsOf(after, section.position))) {
      record.altered('section-reworded', scope, titleAt(was), titleAt(section))
    }
  }
  for (const [key, section] of then) {
    if (!now.has(key)) record.removed('section-removed', { step: null, name: section.title }, titleAt(section))
  }
  diffOpening(before.side.runbook, after.side.runbook, record)
}

/** @returns Whether anything was reported. */
function diffList(list: ListKind, before: Side, after: Side, record: Recorder): boolean {
  const pairing = pairTexts(
    list.items(before.runbook),
    list.items(after.runbook),
    ({ text }) => before.plain(text),
    ({ text }) => after.plain(text)
  )
  const scope = { step: null, name: titleOf(after.runbook, list.section) }
  if (list.changed !== null) {
    for (const [was, is] of pairing.changed) record.altered(list.changed, scope, was, is)
  }
  for (const item of pairing.removed) record.removed(list.removed, scope, item)
  for (const item of pairing.added) record.added(list.added, scope, item)
  return pairing.removed.length + pairing.added.length + (list.changed === null ? 0 : pairing.changed.length) > 0
}

/** Title and introduction. */
function diffOpening(before: Runbook, after: Runbook, record: Recorder): void {
  const words = ({ title, introduction }: Runbook): string =>
    [title, ...introduction].map((item) => item?.text.replaceAll(/\s+/g, ' ') ?? '').join('\n')
  if (words(before) === words(after)) return
  const opening = ({ title }: Runbook) => ({ text: title?.text ?? '', position: title?.position ?? null })
  record.altered('section-reworded', { step: null, name: 'The introduction' }, opening(before), opening(after))
}

/** The words of a section outside its steps. Definitions are generated, and comments are not read. */
function wordsOf({ side, text }: TextSide, section: Position): string {
  if (text === null) return ''
  const inside = (inner: Position, outer: Position): boolean =>
    inner.start.offset >= outer.start.offset && inner.end.offset <= outer.end.offset
  const steps = side.runbook.steps.map(({ position }) => position).filter((position) => inside(position, section))
  const words = side.runbook.blocks
    .filter(({ role, position }) => role !== 'definition' && role !== 'comment' && inside(position, section))
    .filter(({ position }) => !steps.some((step) => inside(position, step)))
    .map(({ position }) => text.slice(position.start.offset, position.end.offset))
  return side.plain(words.join('\n'))
}

function byKey(sections: readonly Section[]): Map<string, Section> {
  return new Map(sections.map((section) => [section.kind ?? `other ${section.title.toLowerCase()}`, section]))
}

function titleOf({ sections }: Runbook, kind: SectionKind): string {
  return sections.find((section) => section.kind === kind)?.title ?? kind
}

function titleAt({ title, headingPosition }: Section) {
  return { text: title, position: headingPosition }
}
