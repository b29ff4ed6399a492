/**
 * The evidence as Markdown. All text goes through a Markdown writer, so that nothing in it can become markup.
 */
import type { EvidenceRecord } from '@keys/schema'
import type { List, PhrasingContent, RootContent } from 'mdast'
import { bold, codeBlock, heading, listOf, markdownOf, paragraph, plain, raw, words } from './markdown-text.js'
import type { EvidenceContent } from './bundle.js'
import {
  changeLines,
  detailsOf,
  headerOf,
  howToVerify,
  notesIn,
  overriddenIn,
  summaryFacts,
  timeIn,
  wayText,
  type Fact,
  type ReportOptions
} from './report.js'
import { storyOf, type CommandRecord, type StepStory } from './story.js'

/**
 * Writes evidence as Markdown, for a ticket or a wiki: what a reader wants first, then each step, the log last.
 * @param evidence The evidence.
 * @param options What the journal does not hold.
 */
export function evidenceMarkdown(evidence: EvidenceContent, options: ReportOptions = {}): string {
  const { pack, timeline } = evidence
  const story = storyOf(evidence)
  return markdownOf([
    heading(1, `Evidence: ${pack.title}`),
    factList(summaryFacts(evidence, options)),
    ...part('The way', story.way, (line) => words(wayText(line)), true),
    ...part('What was changed', story.changes, (change) => words(changeLines(change).join(' '))),
    ...apart('Overridden and skipped', overriddenIn(timeline)),
    ...apart('Notes', notesIn(timeline)),
    ...part('Follow-ups', options.followUps ?? [], ({ text, due }) =>
      words(due === null ? text : `By ${due}: ${text}`)
    ),
    ...part('Attachments', story.attachments, ({ name, text, digest }) => [
      ...words(`${name}: ${text}, SHA-256 `),
      raw(digest)
    ]),
    heading(2, 'Steps'),
    ...story.steps.flatMap((step) => stepBlocks(step, timeline)),
    heading(2, 'Appendix: log'),
    { ...listOf(timeline.map(logLine)), ordered: true },
    heading(2, 'Record and how to verify it'),
    factList(headerOf(evidence)),
    ...howToVerify(evidence).flatMap(({ text, code }) => [paragraph(plain(text)), codeBlock('sh', code)])
  ])
}

function part<Item>(
  title: string,
  items: readonly Item[],
  line: (item: Item) => PhrasingContent[],
  isOrdered = false
): RootContent[] {
  return items.length === 0 ? [] : [heading(2, title), { ...listOf(items.map(line)), ordered: isOrdered }]
}

function apart(title: string, records: readonly EvidenceRecord[]): RootContent[] {
  return part(title, records, (record) => {
    const reason = record.reason === null ? '' : ` Reason: ${record.reason}`
    return words(`${timeIn(record.at)}, ${record.operator ?? 'nobody'}. ${record.text}${reason}`)
  })
}

function stepBlocks({ step, at, events, commands }: StepStory, timeline: readonly EvidenceRecord[]): RootContent[] {
  const decisive = timeline.filter(({ sequence, option }) => events.includes(sequence) && option !== null)
  return [
    heading(3, `${step} (${timeIn(at)})`),
    ...commands.flatMap(commandBlocks),
    ...decisive.map((record) => factList(detailsOf({ ...record, command: null })))
  ]
}

function commandBlocks({ execution, code, end, duration, outputs }: CommandRecord): RootContent[] {
  const took = duration === null ? '' : `, ${(duration / 1000).toFixed(1)} s`
  return [
    paragraph(...words(`Command ${execution}: ${end}${took}`)),
    codeBlock(null, code),
    ...(outputs.length === 0
      ? []
      : outputs.flatMap(({ name, text }) => [paragraph(plain(`${name}:`)), codeBlock('text', text)]))
  ]
}

/** An event in one line; its command stands at its step. */
function logLine({ at, operator, text, reason, command }: EvidenceRecord): PhrasingContent[] {
  const why = reason === null ? '' : ` Reason: ${reason}`
  const digests = [
    ['stdout', command?.stdout ?? null],
    ['stderr', command?.stderr ?? null]
  ].flatMap(([name, digest]) => (digest === null ? [] : [plain(` SHA-256 of ${name} `), raw(digest ?? '')]))
  return [...words(`${at} ${operator ?? '-'}: ${text}${why}`), ...digests]
}

function factList(facts: readonly Fact[]): List {
  return listOf(
    facts.map(({ name, value, isCode }) => [bold(name), plain(': '), ...(isCode ? [raw(value)] : words(value))])
  )
}
