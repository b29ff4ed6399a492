/**
 * The evidence as Markdown. All text goes through a Markdown writer, so that nothing in it can become markup.
 */
import type { EvidenceRecord } from '@keys/schema'
import type { List, RootContent } from 'mdast'
import { bold, codeBlock, heading, listOf, markdownOf, paragraph, plain, raw, words } from '../markdown.js'
import type { EvidenceContent } from './bundle.js'
import { detailsOf, headerOf, howToVerify, notesIn, overriddenIn, type Fact } from './report.js'

/**
 * Writes evidence as Markdown, for a ticket or a wiki.
 * @param evidence The evidence.
 */
export function evidenceMarkdown(evidence: EvidenceContent): string {
  const { pack, timeline } = evidence
  return markdownOf([
    heading(1, `Evidence: ${pack.title}`),
    factList(headerOf(evidence)),
    ...apart('Overridden and skipped', overriddenIn(timeline)),
    ...apart('Notes', notesIn(timeline)),
    heading(2, 'Timeline'),
    ...timeline.flatMap(recordBlocks),
    heading(2, 'How to verify'),
    ...howToVerify(evidence).flatMap(({ text, code }) => [paragraph(plain(text)), codeBlock('sh', code)])
  ])
}

function apart(title: string, records: readonly EvidenceRecord[]): RootContent[] {
  if (records.length === 0) return []
  const items = records.map((record) => {
    const reason = record.reason === null ? '' : ` Reason: ${record.reason}`
    return words(`${record.at}, ${record.operator ?? 'nobody'}. ${record.text}${reason}`)
  })
  return [heading(2, title), listOf(items)]
}

function recordBlocks(record: EvidenceRecord): RootContent[] {
  const details = detailsOf(record)
  return [
    heading(3, `${record.sequence}. ${record.at}`),
    paragraph(...words(`${record.operator ?? 'Nobody yet'}: ${record.text}`)),
    ...(record.command ? [codeBlock(null, record.command.code)] : []),
    ...(details.length > 0 ? [factList(details)] : [])
  ]
}

function factList(facts: readonly Fact[]): List {
  return listOf(
    facts.map(({ name, value, isCode }) => [bold(name), plain(': '), ...(isCode ? [raw(value)] : words(value))])
  )
}
