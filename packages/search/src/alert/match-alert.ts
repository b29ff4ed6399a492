/**
 * From an alert to runbooks. The order of the signals is fixed, each candidate says why it is one, and what fits equally
 * well is listed, never decided.
 */
import { slugOfPackageName } from '@keys/schema/package-names'
import type { SearchDocument } from '../document.js'
import { createSearch, type Search, type SearchResult } from '../search.js'
import { systemsIn } from '../systems.js'
import { type AlertCandidate, Found } from './found-candidates.js'
import type { NormalizedAlert } from './normalized-alert.js'

/** What an alert came to. */
export interface AlertAnswer<Document extends SearchDocument = SearchDocument> {
  /** The best first; those of equal evidence in the order of their slugs. */
  candidates: readonly AlertCandidate<Document>[]
  /** How many of the first ones fit equally well; 1 when one is the best. */
  tied: number
  /** Whether the first is the one: nothing ties with it, and nothing speaks against it. */
  isSure: boolean
  /** Why no run is started for it; null when one may be. */
  held: string | null
}

/** Addresses of runbooks that a team has mapped to packs: a host with the beginning of a path, and a slug. */
export type LinkMap = Readonly<Record<string, string>>

/**
 * Finds the runbooks for an alert.
 * @param alert The alert.
 * @param documents The packs.
 * @param links Addresses that the team has mapped.
 */
export function matchAlert<Document extends SearchDocument>(
  alert: NormalizedAlert,
  documents: readonly Document[],
  links: LinkMap = {}
): AlertAnswer<Document> {
  return alertMatcher(documents, links)(alert)
}

/**
 * Prepares packs for any number of alerts.
 * @param documents The packs.
 * @param links Addresses that the team has mapped.
 */
export function alertMatcher<Document extends SearchDocument>(
  documents: readonly Document[],
  links: LinkMap = {}
): (alert: NormalizedAlert) => AlertAnswer<Document> {
  const search = createSearch(documents)
  return (alert) => answerOf(alert, documents, links, search)
}

function answerOf<Document extends SearchDocument>(
  alert: NormalizedAlert,
  documents: readonly Document[],
  links: LinkMap,
  search: Search<Document>
): AlertAnswer<Document> {
  const found = new Found<Document>(documents)
  for (const pack of alert.packs) byPack(pack, documents, found)
  for (const link of alert.links) byLink(link, links, documents, found)
  for (const name of alert.names) byName(name, alert, documents, found)
  byWords(alert, search, found)
  if (alert.count > 1) byEachText(alert, search, found)
  const sorted = found.candidates()
  const [first] = sorted
  const isEqual = (other: AlertCandidate<Document>): boolean =>
    first !== undefined && (found.isEqual(first, other) || found.isOfAnother(first, other))
  const tied = sorted.filter(isEqual).length
  const isSure =
    tied === 1 &&
    first !== undefined &&
    first.instead === null &&
    first.evidence !== 'words' &&
    alert.status !== 'no-data'
  return { candidates: sorted, tied, isSure, held: heldBack(alert) }
}

function heldBack({ status }: NormalizedAlert): string | null {
  return status === 'resolved' ? 'The alert is resolved: no run is started for it.' : null
}

/** A package of another owner may have the same slug. */
function byPack(pack: string, documents: readonly SearchDocument[], found: Pick<Found<SearchDocument>, 'add'>): void {
  const slug = slugOfPackageName(pack)
  const own = documents.find((document) => document.slug === slug)
  const name = own && 'package' in own && typeof own.package === 'string' ? own.package : undefined
  if (slug === null || name === undefined || name === pack) found.add(slug ?? pack, 'pack', `The alert names ${pack}.`)
  else found.add(slug, 'words', `The alert names ${pack}, which is another package than ${name}.`)
}

/** What is an address, and not one of a page: `javascript:`, `file:`. */
const NO_PAGE = /^(?!https?:)[a-z][a-z\d+.-]*:(?!\d)/i

function byLink(
  link: string,
  links: LinkMap,
  documents: readonly SearchDocument[],
  found: Pick<Found<SearchDocument>, 'add'>
): void {
  if (NO_PAGE.test(link)) return
  const address = link.replace(/^https?:\/\//i, '').replace(/[?#].*$/, '')
  // The longest beginning is the one that was meant; whole parts of a path only.
  const [mapped] = Object.keys(links)
    .map((start) => ({ start, bare: start.replace(/^https?:\/\//i, '').replace(/\/+$/, '') }))
    .filter(({ bare }) => bare !== '' && (address === bare || address.startsWith(`${bare}/`)))
    .toSorted((a, b) => b.bare.length - a.bare.length)
  const slug = mapped && links[mapped.start]
  if (mapped && slug !== undefined) found.add(slug, 'link', `Its runbook link is one that the team gave to ${slug}.`)
  const last = lastPart(address)
  if (last === '') return
  for (const document of documents) {
    if (key(last) === key(document.slug)) found.add(document.slug, 'link', `Its runbook link ends with ${last}.`)
    else if (hasAlert(document, last))
      found.add(document.slug, 'link', `Its runbook link ends with ${last}, an alert of the runbook.`)
  }
}

function lastPart(address: string): string {
  const path = address.includes('/') ? address.slice(address.indexOf('/')) : ''
  const part = path.split('/').findLast((one) => one !== '') ?? ''
  return decoded(part).replace(/\.(?:md|html?)$/i, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function byName(
  name: string,
  { labels, service }: NormalizedAlert,
  documents: readonly SearchDocument[],
  found: Pick<Found<SearchDocument>, 'add'>
): void {
  for (const document of documents) {
    if (!hasAlert(document, name)) continue
    const label = [...Object.entries(labels), ['service', service ?? ''] as const].find(
      ([label, value]) => label !== 'alertname' && isAbout(document, value)
    )
    if (label === undefined) found.add(document.slug, 'name', `${name} is an alert of the runbook.`)
    else
      found.add(
        document.slug,
        'name-and-labels',
        `${name} is an alert of the runbook, and ${label[0]} is ${label[1]}, which it is about.`
      )
  }
}

/** Whether a name is one of the alerts of a pack: inline code of it, or the whole of it. */
function hasAlert({ signals }: SearchDocument, name: string): boolean {
  return signals.some(
    ({ kind, code, text }) => kind === 'alert' && [...code, text].some((own) => key(own) === key(name))
  )
}

/** Whether a value is the slug or a tag of a pack. */
function isAbout({ slug, tags }: SearchDocument, value: string): boolean {
  return value.length > 2 && [slug, ...tags].some((own) => key(own) === key(value))
}

/** A name without what teams write differently. */
function key(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/** By what the alert says: its names, service and texts together, and each text by itself. */
function byWords<Document extends SearchDocument>(
  alert: NormalizedAlert,
  search: Search<Document>,
  found: Found<Document>
): void {
  const query = [...alert.names.map(wordsOf), alert.service ?? '', ...alert.texts].filter((part) => part !== '')
  const { results } = search.find(query.join('\n'), 8)
  // Whatever its texts say, `MongodbTooManyConnections` is about MongoDB.
  const systems = systemsIn([...alert.names, alert.service ?? ''].join(' '))
    .filter(({ role }) => role === 'rival')
    .map(({ name }) => name)
  for (const result of results) {
    const { slug } = result.document
    const isOfAnother = systems.some((system) => !mentions(result.document, system))
    const evidence = isTelling(result) && !isOfAnother ? 'signals' : 'words'
    found.add(slug, evidence, reasonOf(result), result.score)
    if (result.instead === null) continue
    found.against(slug, result.instead)
    if (result.instead.slug !== null)
      found.add(result.instead.slug, 'words', `${slug} sends here: ${result.instead.text}`)
  }
}

/** To which packs the texts of a group lead one by one: its alerts may be about different things. */
function byEachText<Document extends SearchDocument>(
  { texts }: NormalizedAlert,
  search: Search<Document>,
  found: Found<Document>
): void {
  for (const text of texts) {
    const [first] = search.find(text, 1).results
    if (first && isTelling(first)) found.leads(first.document.slug)
  }
}

/** Whether a pack says the name of a system anywhere. */
function mentions({ title, description, tags, signals }: SearchDocument, system: string): boolean {
  return [title, description, ...tags, ...signals.map(({ text }) => text)].some((text) =>
    text.toLowerCase().includes(system)
  )
}

/** Words that most alerts have, whatever they are about. */
const OF_ALL_ALERTS =
  /^(?:alerts?|api|errors?|events?|failed|firing|high|labels?|low|new|rate|requests?|services?|threshold|values?|warnings?)$/i

/** Whether more than one word of an alert says what it is about: one alone, such as "queue", is of many things. */
function isTelling({ strength, words }: SearchResult): boolean {
  return strength === 'strong' && words.filter((word) => !OF_ALL_ALERTS.test(word)).length > 1
}

/** `StripeWebhookErrorRateHigh` as words. */
function wordsOf(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/[_.-]+/g, ' ')
}

function reasonOf({ reasons: [reason], words }: SearchResult): string {
  if (reason === undefined) return `It says ${words.slice(0, 6).join(', ')}.`
  return `Fits its ${reason.field === 'redirection' ? 'case' : reason.field}: ${reason.text}`
}
