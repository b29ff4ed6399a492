/**
 * The versions of a runbook: what changed from one to the next, and where old ids lead.
 */
import { diffGraphs } from '@keys/parser'
import type { IndexedRunbook } from '@keys/schema'
import { aliasesOf, type StepChange } from '../pages/text.js'
import type { VersionLine } from '../pages/versions.js'
import type { ListedPack } from '../read/listing.js'

/** The versions of a runbook: all that the index names, with what changed where two texts are at hand. */
export function versionLines(entry: IndexedRunbook, all: readonly ListedPack[]): VersionLine[] {
  const { changelog, versions } = entry['x-listing']
  const listed = versions ?? [{ version: entry.version, date: changelog.date }]
  return listed.map(({ version, date }) => {
    const place = all.findIndex((pack) => pack.entry.version === version)
    const [after, before] = [all[place], all[place + 1]]
    const changes = place === -1 || !after || !before ? null : diffGraphs(versionOf(before), versionOf(after))
    return { version, date, hasPage: place !== -1, changes, removedIds: removedIds(before, after) }
  })
}

/**
 * The lines of a gated runbook: which steps changed, and nothing of what their text says.
 * @param lines The lines.
 * @param all The packs that are at hand, the newest first.
 */
export function withoutText(lines: readonly VersionLine[], all: readonly ListedPack[]): VersionLine[] {
  const names = new Map(
    all
      .toReversed()
      .flatMap(({ model }) =>
        model.runbook.steps.map(({ id, label, title }) => [id, label === null ? title : `${label} (${title})`] as const)
      )
  )
  return lines.map((line) => {
    const changes = new Map(
      line.changes?.map(({ bump, step }) => {
        const message = `${step === null ? 'What belongs to no step' : (names.get(step) ?? 'A step')} changed.`
        return [`${bump} ${step}`, { bump, step, message }] as const
      })
    )
    return { ...line, changes: line.changes && [...changes.values()] }
  })
}

function versionOf(pack: ListedPack): Parameters<typeof diffGraphs>[0] {
  return { runbook: pack.model.runbook, pack: pack.entry, text: pack.readme }
}

/** Ids of steps that the older version has and the newer one does not, not even as a former id. */
function removedIds(before: ListedPack | undefined, after: ListedPack | undefined): string[] {
  if (!before || !after) return []
  return before.model.runbook.steps
    .filter((step) => successorOf(step.id, after) === undefined)
    .flatMap((step) => [step.id, ...aliasesOf(step)])
}

/** Ids that the steps of the newest version had in older ones, so that no link to them dies. */
export function formerIdsIn([newest, ...older]: readonly ListedPack[]): Map<string, string[]> {
  const former = new Map<string, string[]>()
  if (!newest) return former
  for (const { model } of older) {
    for (const step of model.runbook.steps) {
      const now = successorOf(step.id, newest)
      if (now !== undefined) former.set(now, [...(former.get(now) ?? []), step.id, ...aliasesOf(step)])
    }
  }
  return former
}

function successorOf(id: string, { model }: ListedPack): string | undefined {
  return model.runbook.steps.find((step) => step.id === id || step.formerIds.includes(id))?.id
}

/**
 * What changed in each step: of the newest version since the one before it; of an older one in all that came after.
 * @param lines The versions, the newest first.
 * @param all Those of which the pack is at hand, the newest first.
 * @param place Which of these is shown.
 */
export function stepChanges(
  lines: readonly VersionLine[],
  all: readonly ListedPack[],
  place: number
): Map<string, StepChange[]> {
  const changes = new Map<string, StepChange[]>()
  const shown = all[place]
  if (!shown) return changes
  for (const other of place === 0 ? [shown] : all.slice(0, place)) {
    const line = lines.find(({ version }) => version === other.entry.version)
    for (const { id } of shown.model.runbook.steps) {
      const names = new Set([id, successorOf(id, other)])
      const own = (line?.changes ?? []).filter(({ step }) => step !== null && names.has(step))
      const changed = own.map(({ message }) => ({ version: other.entry.version, isNewer: place !== 0, message }))
      if (changed.length > 0) changes.set(id, [...(changes.get(id) ?? []), ...changed])
    }
  }
  return changes
}
