/**
 * The evidence as one HTML file: no network, no script, light and dark, fit for paper. All text is escaped by the writer.
 */
import type { EvidenceRecord } from '@keys/schema'
import type { Element } from 'hast'
import { h } from 'hastscript'
import { toHtml } from 'hast-util-to-html'
import type { EvidenceContent } from './bundle.js'
import { EVIDENCE_STYLE } from './html-style.js'
import { detailsOf, headerOf, howToVerify, notesIn, overriddenIn, type Fact } from './report.js'
import { codeParts, endInShort, visible } from './format.js'

// Whatever a text holds: nothing is fetched, and nothing runs.
const POLICY = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * Writes evidence as an HTML page.
 * @param evidence The evidence.
 */
export function evidenceHtml(evidence: EvidenceContent): string {
  const { pack, run } = evidence
  const page = h('html', { lang: 'en' }, [
    h('head', [
      h('meta', { charSet: 'utf-8' }),
      h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { name: 'color-scheme', content: 'light dark' }),
      h('title', visible(`Evidence: ${pack.title} (${run})`)),
      h('style', EVIDENCE_STYLE)
    ]),
    h('body', [h('main', mainOf(evidence))])
  ])
  return `<!doctype html>\n${toHtml(page)}\n`
}

function mainOf(evidence: EvidenceContent): Element[] {
  const { pack, end, timeline } = evidence
  return [
    h('header', [
      h('p.kind', 'Evidence of a run'),
      h('h1', visible(pack.title)),
      h('p', [h('span', { className: ['outcome', outcomeClass(end)] }, visible(endInShort(end)))])
    ]),
    factTable(headerOf(evidence).filter(({ name }) => name !== 'Outcome')),
    ...apart('Overridden and skipped', overriddenIn(timeline)),
    ...apart('Notes', notesIn(timeline)),
    h('section', [h('h2', 'Timeline'), h('ol.timeline', timeline.map(recordItem))]),
    h('section', [
      h('h2', 'How to verify'),
      ...howToVerify(evidence).flatMap(({ text, code }) => [h('p', text), h('pre', [h('code', code)])])
    ])
  ]
}

function outcomeClass(end: string | null): string {
  return end === null ? 'open' : end === 'stop:resolved' ? 'resolved' : 'elsewhere'
}

function apart(title: string, records: readonly EvidenceRecord[]): Element[] {
  if (records.length === 0) return []
  const items = records.map((record) =>
    h('li', [
      h('p.when', [h('time', { dateTime: record.at }, record.at), ` ${visible(record.operator ?? '')}`]),
      h('p', words(record.text)),
      ...(record.reason === null ? [] : [h('p', words(`Reason: ${record.reason}`))])
    ])
  )
  return [h('section', [h('h2', title), h('ul', items)])]
}

function recordItem(record: EvidenceRecord): Element {
  const { sequence, at, operator, text, event, reason, command } = record
  const isOverridden = event === 'skipped' || (event === 'decided' && reason !== null)
  const details = detailsOf(record)
  return h('li', { id: `event-${sequence}`, className: isOverridden ? ['record', 'overridden'] : ['record'] }, [
    h('p.when', [h('span.number', String(sequence)), h('time', { dateTime: at }, at), ` ${visible(operator ?? '')}`]),
    h('p', words(text)),
    ...(command ? [h('pre', [h('code', visible(command.code))])] : []),
    ...(details.length > 0 ? [factTable(details)] : [])
  ])
}

function factTable(facts: readonly Fact[]): Element {
  const pairs = facts.flatMap(({ name, value, isCode }) => [
    h('dt', name),
    h('dd', isCode ? [h('code', visible(value))] : words(value))
  ])
  return h('dl', pairs)
}

/** A text in which backticks stand around code. */
function words(text: string): (Element | string)[] {
  return codeParts(text).map((part) => (part.isCode ? h('code', visible(part.text)) : visible(part.text)))
}
