/**
 * A checklist as evidence: a journal of what was ticked, marked as typed by hand, in the same form as that of a run.
 */
// First: it must run before schemas are made.
import { makesNoCode } from './no-eval.js'
import { bundleText, evidenceOf, readBundle, readJournal, writeEvent } from '@keys/runner'
import { JOURNAL_VERSION, packageNameOf, type RunEventBody } from '@keys/schema'
import type { FilledIn, FilledItem } from './checklist-form.js'

const TOOL = 'Runbook Keys marketplace, a checklist typed by hand'
/** What stands between the words of an item that belongs to no step, and its values. */
const BESIDE = ' | '

/**
 * A checklist as a bundle.
 * @param filled What was filled in.
 * @param page What the page says of its runbook.
 */
export function bundleOf(filled: FilledIn, page: Readonly<Record<string, string | undefined>>): string {
  if (!makesNoCode) throw new Error('Schemas were made before the policy was told to zod.')
  const slug = page['slug'] ?? ''
  const done = filled.items
    .filter((item) => item.isTicked || item.values.some(({ value }) => value !== ''))
    .toSorted((a, b) => ((a.at ?? '9') < (b.at ?? '9') ? -1 : 1))
  const times = done.flatMap(({ at }) => (at === null ? [] : [at]))
  const [first, last] = [times[0] ?? new Date().toISOString(), times.at(-1) ?? new Date().toISOString()]
  const events: [RunEventBody, string][] = [
    [startOf(filled, slug, page), first],
    [sessionOf(filled), first],
    ...done.map((item): [RunEventBody, string] => [eventOf(item), item.at ?? last]),
    [{ type: 'session-closed', reason: 'stopped', to: null, asBundle: false }, last]
  ]
  let end = { sequence: 0, head: '0'.repeat(64) }
  let journal = ''
  for (const [body, at] of events) {
    const { line, event } = writeEvent(body, at, end)
    journal += line
    end = { sequence: event.sequence, head: event.hash }
  }
  const evidence = evidenceOf(new TextEncoder().encode(journal))
  if (evidence === null) throw new Error('A journal that was just written could not be read.')
  return bundleText(evidence)
}

/**
 * What a bundle says of a checklist.
 * @param text The bundle.
 * @param blank The checklist as it stands, whose items are known by their words.
 */
export function filledInOf(text: string, blank: FilledIn): { filled: FilledIn } | { fault: string } {
  const read = readBundle(text)
  if ('fault' in read) return read
  const lines = read.evidence.journal.map((line) => `${line}\n`).join('')
  const { events } = readJournal(new TextEncoder().encode(lines))
  const opened = events.find((event) => event.type === 'session-opened')
  if (opened?.type !== 'session-opened' || opened.tool !== TOOL) return { fault: 'it is not a checklist' }
  const done = new Map<string, { observed: string; at: string }>()
  for (const event of events) {
    if (event.type === 'manual-action-done') done.set(event.text, { observed: event.observed ?? '', at: event.at })
    if (event.type === 'noted') {
      const [text = '', observed = ''] = event.text.split(BESIDE)
      done.set(text, { observed, at: event.at })
    }
  }
  const items = blank.items.map((item) => withValues(item, done))
  return {
    filled: { incident: opened.folder, operator: opened.operator === UNKNOWN ? '' : opened.operator, items }
  }
}

const UNKNOWN = 'not given'
/** What an item begins with that has values and no tick. */
const OPEN = '(not ticked) '

function startOf(filled: FilledIn, slug: string, page: Readonly<Record<string, string | undefined>>): RunEventBody {
  const step = filled.items.find((item) => item.step !== null)?.step ?? ''
  return {
    type: 'run-started',
    journalVersion: JOURNAL_VERSION,
    run: `checklist-${slug}`,
    pack: {
      name: packageNameOf(slug),
      slug,
      title: document.querySelector('h1')?.textContent ?? slug,
      version: page['version'] ?? '',
      contentHash: page['hash'] ?? '',
      complianceRelevance: []
    },
    step
  }
}

function sessionOf({ operator, incident }: FilledIn): RunEventBody {
  return {
    type: 'session-opened',
    operator: operator || UNKNOWN,
    account: 'not known',
    host: 'a browser',
    process: 0,
    folder: incident,
    tool: TOOL
  }
}

function eventOf(item: FilledItem): RunEventBody {
  const observed = item.values.map(({ label, value }) => `${label}: ${value}`).join('; ')
  const text = `${item.isTicked ? '' : OPEN}${item.text}`
  if (item.step === null) return { type: 'noted', step: null, text: `${text}${BESIDE}${observed}` }
  return { type: 'manual-action-done', step: item.step, question: item.text, text, observed }
}

function withValues(item: FilledItem, done: ReadonlyMap<string, { observed: string; at: string }>): FilledItem {
  const ticked = done.get(item.text)
  const found = ticked ?? done.get(`${OPEN}${item.text}`)
  if (!found)
    return { ...item, isTicked: false, at: null, values: item.values.map(({ label }) => ({ label, value: '' })) }
  let rest = found.observed
  const values = item.values.map(({ label }, place) => {
    rest = rest.slice(`${label}: `.length)
    const next = item.values[place + 1]
    const end = next ? rest.indexOf(`; ${next.label}: `) : rest.length
    const value = end === -1 ? rest : rest.slice(0, end)
    rest = end === -1 ? '' : rest.slice(end + 2)
    return { label, value }
  })
  return { ...item, isTicked: ticked !== undefined, at: ticked?.at ?? null, values }
}
