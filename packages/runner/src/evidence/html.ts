/**
 * The evidence as one HTML file: no network, no script, light and dark, fit for paper. All text is escaped by the writer.
 */
import type { EvidenceRecord } from '@keys/schema'
import { endingOf } from '@keys/parser/model'
import type { Element } from 'hast'
import { h } from 'hastscript'
import { toHtml } from 'hast-util-to-html'
import type { EvidenceContent } from './bundle.js'
import { visibleLines } from '@keys/pack/visible'
import { codeParts, endInShort } from './format.js'
import { EVIDENCE_STYLE } from './html-style.js'
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
import { storyOf, type Story, type CommandRecord, type StepStory } from './story.js'

// Whatever a text holds: nothing is fetched, and nothing runs.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * Writes evidence as an HTML page: what a reader wants first, then each step, the log last.
 * @param evidence The evidence.
 * @param options What the journal does not hold.
 */
export function evidenceHtml(evidence: EvidenceContent, options: ReportOptions = {}): string {
  const { pack, run } = evidence
  const page = h('html', { lang: 'en' }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', visibleLines(`Evidence: ${pack.title} (${run})`)),
      h('style', EVIDENCE_STYLE)
    ]),
    h('body', [h('main', mainOf(evidence, storyOf(evidence), options))])
  ])
  return `<!doctype html>\n${toHtml(page)}\n`
}

function mainOf(evidence: EvidenceContent, story: Story, { followUps = [], closing = null }: ReportOptions): Element[] {
  const { pack, end, timeline } = evidence
  return [
    h('header', [
      h('p.kind', 'Evidence of a run'),
      h('h1', visibleLines(pack.title)),
      h('p', [h('span', { className: ['outcome', outcomeClass(end)] }, visibleLines(endInShort(end)))])
    ]),
    factTable(summaryFacts(evidence, { closing }).filter(({ name }) => name !== 'Outcome')),
    ...part('The way', story.way, (line) => words(wayText(line)), 'ol'),
    ...part('What was changed', story.changes, (change) => changeLines(change).map((line) => h('p', words(line)))),
    ...part('Overridden and skipped', overriddenIn(timeline), recordWords),
    ...part('Notes', notesIn(timeline), recordWords),
    ...part('Follow-ups', followUps, ({ text, due }) => words(due === null ? text : `By ${due}: ${text}`)),
    ...part('Attachments', story.attachments, ({ name, text, digest }) => [
      ...words(`${name}: ${text}, SHA-256 `),
      h('code', digest)
    ]),
    contents(story.steps),
    h('section.steps', [h('h2', 'Steps'), ...story.steps.map((step, index) => stepSection(step, index, timeline))]),
    h('section.log', { id: 'log' }, [h('h2', 'Appendix: log'), h('ol.timeline', timeline.map(logItem))]),
    h('section', { id: 'record' }, [
      h('h2', 'Record and how to verify it'),
      factTable(headerOf(evidence)),
      ...howToVerify(evidence).flatMap(({ text, code }) => [h('p', text), h('pre', [h('code', code)])])
    ])
  ]
}

function outcomeClass(end: string | null): string {
  if (end === null) return 'open'
  return endingOf(end)?.type === 'resolved' ? 'resolved' : 'elsewhere'
}

function part<Item>(
  title: string,
  items: readonly Item[],
  content: (item: Item) => (Element | string)[],
  list: 'ul' | 'ol' = 'ul'
): Element[] {
  if (items.length === 0) return []
  return [
    h('section', [
      h('h2', title),
      h(
        list,
        { className: ['brief'] },
        items.map((item) => h('li', content(item)))
      )
    ])
  ]
}

function recordWords({ at, operator, text, reason }: EvidenceRecord): Element[] {
  return [
    h('p.when', [h('time', { dateTime: at }, timeIn(at)), ` ${visibleLines(operator ?? '')}`]),
    h('p', words(text)),
    ...(reason === null ? [] : [h('p', words(`Reason: ${reason}`))])
  ]
}

function contents(steps: readonly StepStory[]): Element {
  const links = [
    ...steps.map(({ step, at }, index) => ({ to: `step-${index + 1}`, name: `${timeIn(at)} ${step}` })),
    { to: 'log', name: 'Appendix: log' },
    { to: 'record', name: 'Record and how to verify it' }
  ]
  const items = links.map(({ to, name }) => h('li', [h('a', { href: `#${to}` }, visibleLines(name))]))
  return h('nav', [h('h2', 'Contents'), h('ol.brief', items)])
}

function stepSection(story: StepStory, index: number, timeline: readonly EvidenceRecord[]): Element {
  const records = timeline.filter(({ sequence, option }) => story.events.includes(sequence) && option !== null)
  return h('section.step', { id: `step-${index + 1}` }, [
    h('h3', words(story.step)),
    h('p.when', [h('time', { dateTime: story.at }, story.at)]),
    ...story.commands.flatMap(commandElements),
    ...records.map((record) =>
      h('div', { className: isOverridden(record) ? ['record', 'overridden'] : ['record'] }, [
        factTable(detailsOf({ ...record, command: null }))
      ])
    )
  ])
}

function isOverridden({ event, reason }: EvidenceRecord): boolean {
  return event === 'skipped' || (event === 'decided' && reason !== null)
}

function commandElements({ execution, code, end, duration, outputs }: CommandRecord): Element[] {
  const took = duration === null ? '' : `, ${(duration / 1000).toFixed(1)} s`
  return [
    h('p', words(`Command ${execution}: ${end}${took}`)),
    h('pre', [h('code', visibleLines(code))]),
    ...outputs.flatMap(({ name, text }) => [h('p.when', name), h('pre.output', [h('code', visibleLines(text))])])
  ]
}

/** An event in a line; its command stands at its step. */
function logItem({ sequence, at, operator, text, reason, command }: EvidenceRecord): Element {
  const digests = [
    ['stdout', command?.stdout ?? null],
    ['stderr', command?.stderr ?? null]
  ].flatMap(([name, digest]) =>
    digest === null ? [] : [h('p.when', [`SHA-256 of ${name ?? ''} `, h('code', digest)])]
  )
  return h('li', { id: `event-${sequence}` }, [
    h('p', [
      h('span.number', String(sequence)),
      h('time', { dateTime: at }, at),
      ` ${visibleLines(operator ?? '')}: `,
      ...words(text),
      ...(reason === null ? [] : words(` Reason: ${reason}`))
    ]),
    ...digests
  ])
}

function factTable(facts: readonly Fact[]): Element {
  const pairs = facts.flatMap(({ name, value, isCode }) => [
    h('dt', name),
    h('dd', isCode ? [h('code', visibleLines(value))] : words(value))
  ])
  return h('dl', pairs)
}

/** A text in which backticks stand around code. */
function words(text: string): (Element | string)[] {
  return codeParts(text).map((part) => (part.isCode ? h('code', visibleLines(part.text)) : visibleLines(part.text)))
}
