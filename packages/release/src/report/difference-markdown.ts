/**
 * A difference of two versions as Markdown, for a pull request that raises one.
 */
import { visible } from '@keys/pack'
import type { GraphDiff } from '@keys/schema'
import { mostDangerousFirst } from './difference-text.js'

/** More than this no reviewer reads, and a comment on a pull request has an end. */
const MOST_CHANGES = 100

/**
 * The difference, the most dangerous change first.
 * @param difference What changed.
 * @returns A section of Markdown, with a heading of the third level.
 */
export function differenceMarkdown({ slug, before, after, bump, changes }: GraphDiff): string {
  const side = ({ name, version }: GraphDiff['before']): string => code(version ?? name)
  const head = `### ${code(slug)}: ${side(before)} → ${side(after)}`
  if (bump === null) return `${head}\n\nNo difference in the procedure.\n`
  const shown = mostDangerousFirst(changes).slice(0, MOST_CHANGES)
  const lines = shown.map((change) => `- **${change.bump}**: ${plain(change.message)}`)
  const more = changes.length - shown.length
  return [
    head,
    '',
    `At least **${bump}** for whoever follows it.`,
    '',
    ...lines,
    ...(more > 0 ? [`- … ${more} more`] : []),
    ''
  ].join('\n')
}

/** Text as it reads: code stays code, and nothing of it becomes a link, an image, a mention or HTML. */
function plain(text: string): string {
  return visible(text)
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll(/[\\*_[\]<>|#~&!]/g, '\\$&').replaceAll('@', '@\u200B')
    )
    .join('')
}

function code(text: string): string {
  return `\`${visible(text).replaceAll('`', "'")}\``
}
