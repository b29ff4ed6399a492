/**
 * What changed between two versions of a pack, or in an update, as it is shown: from what was typed to a text.
 */
import { findWorkspace, lastRelease, packageOf, packVersion, scopeOf, UsageError, type Place } from '@keys/pack'
import { toMermaidDiff } from '@keys/parser'
import { differenceOf } from './difference.js'
import { differenceMarkdown } from './report/difference-markdown.js'
import { differenceText, type Look } from './report/difference-text.js'
import { upgraded } from './upgraded.js'

/** What was typed. */
export interface TypedDifference {
  /** One version or two, as they are named. */
  versions: readonly string[]
  /** `words`, `json`, `mermaid` or `markdown`. */
  format: string
  /** Path of a list of packs from before an update, which takes the place of versions. */
  list?: string | undefined
}

/**
 * Compares what was typed.
 * @param typed What was typed.
 * @param place Where, and the Markdown engine.
 * @param look How a text for people looks.
 * @throws {UsageError} When a version cannot be had, or none is named.
 */
export async function shownDifference(
  { versions: [first, second], format, list }: TypedDifference,
  place: Place,
  look: Look
): Promise<string> {
  if (list !== undefined) {
    const differences = await upgraded(list, place)
    if (format === 'json') return `${JSON.stringify(differences, null, 2)}\n`
    const texts = differences.map((one) =>
      format === 'markdown' ? differenceMarkdown(one) : differenceText(one, look)
    )
    return texts.length === 0 ? 'No installed runbook changed.\n' : texts.join('\n')
  }
  if (first === undefined) throw new UsageError('Name a pack, or a list with --upgraded.', 'See: keys diff --help')
  const typed = await packVersion(first, place)
  const name = packageOf(typed.source, scopeOf(findWorkspace(place.folder)))
  const before =
    second === undefined ? await lastRelease(name, place, typed.source.metadata.fields.version ?? null) : typed
  const after = second === undefined ? typed : await packVersion(second, place)
  if (before.slug !== after.slug && second === undefined) {
    throw new UsageError(`${before.name} is not ${typed.slug}.`, 'Name both versions.')
  }
  const { difference, older, newer } = differenceOf(before, after)
  switch (format) {
    case 'json':
      return `${JSON.stringify(difference, null, 2)}\n`
    case 'mermaid':
      return toMermaidDiff(older, newer, difference.changes)
    case 'markdown':
      return differenceMarkdown(difference)
    default:
      return differenceText(difference, look)
  }
}
