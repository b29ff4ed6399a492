/**
 * What a list says of a runbook, and what it is filtered by. It is shown by the build and by browsers alike.
 */
import type { IndexedRunbook, Step } from '@keys/schema'
import { shownEffectOf } from '../graph/effect.js'

/** A runbook in a list. */
export interface Card {
  slug: string
  title: string
  description: string
  version: string
  /** The day of the version; null when its changelog names none. */
  date: string | null
  severity: string | null
  types: readonly string[]
  maturity: string
  outcome: string
  access: string | null
  isPaid: boolean
  tags: readonly string[]
  /** One letter a step: check, diagnosis, verification, and of actions their effect (n, r, i; u for one that is not stated). */
  strip: string
  /** Commands and branches that drills walked; null when none has. */
  coverage: { commands: Count; branches: Count; scenarios: number } | null
}
type Count = readonly [covered: number, total: number]

const LETTERS = { check: 'c', diagnosis: 'd', verification: 'v' } as const
const EFFECT_LETTERS = { 'read-only': 'n', reversible: 'r', irreversible: 'i', unstated: 'u' } as const

/**
 * The card of a runbook.
 * @param entry Its entry in the index.
 * @param steps Its steps.
 */
export function cardOf(entry: IndexedRunbook, steps: readonly Pick<Step, 'kind' | 'effect'>[]): Card {
  const { coverage, changelog } = entry['x-listing']
  return {
    slug: entry.slug,
    title: entry.title,
    description: entry.description,
    version: entry.version,
    date: changelog.date,
    severity: entry.severity_level ?? null,
    types: entry.key_type,
    maturity: entry.maturity,
    outcome: entry.outcome,
    access: entry.required_access_level ?? null,
    isPaid: entry.entitlement !== undefined,
    tags: entry.tags ?? [],
    strip: steps
      .map((step) => (step.kind === 'action' ? EFFECT_LETTERS[shownEffectOf(step)] : LETTERS[step.kind]))
      .join(''),
    coverage: coverage && {
      commands: [coverage.commands.covered, coverage.commands.total],
      branches: [coverage.branches.covered, coverage.branches.total],
      scenarios: coverage.scenarios
    }
  }
}

/** By what a list can be filtered: the name in the address, the words above it, and the values of a card. */
export const FACETS = [
  { name: 'severity', title: 'Severity', valuesOf: (card: Card) => (card.severity === null ? [] : [card.severity]) },
  { name: 'type', title: 'For', valuesOf: (card: Card) => card.types },
  { name: 'outcome', title: 'Outcome', valuesOf: (card: Card) => [card.outcome] },
  { name: 'access', title: 'Access it needs', valuesOf: (card: Card) => (card.access === null ? [] : [card.access]) },
  { name: 'maturity', title: 'Made for', valuesOf: (card: Card) => [card.maturity] },
  { name: 'price', title: 'Price', valuesOf: (card: Card) => [card.isPaid ? 'paid' : 'free'] },
  { name: 'tag', title: 'Tags', valuesOf: (card: Card) => card.tags }
] as const satisfies readonly Facet[]

interface Facet {
  name: string
  title: string
  valuesOf: (card: Card) => readonly string[]
}

/** In which orders a list can stand, beside that of the search. */
export const ORDERS = {
  severity: { title: 'Worst first', compare: compareBySeverity },
  title: { title: 'By name', compare: (a: Card, b: Card) => compareTexts(a.title, b.title) },
  newest: { title: 'Newest first', compare: (a: Card, b: Card) => compareTexts(b.date ?? '', a.date ?? '') },
  covered: { title: 'Most drilled', compare: (a: Card, b: Card) => scenariosOf(b) - scenariosOf(a) }
} as const
export type Order = keyof typeof ORDERS

/** What somebody looks for: words, chosen values of facets, an order. It stands in the address. */
export interface Selection {
  words: string
  chosen: ReadonlyMap<string, ReadonlySet<string>>
  order: Order | null
}

/** Whether a card has one of the chosen values of each facet; `except` is left out, to count what choosing more would give. */
export function isChosen(card: Card, chosen: Selection['chosen'], except?: string): boolean {
  return FACETS.every(({ name, valuesOf }) => {
    const values = chosen.get(name)
    return name === except || !values || values.size === 0 || valuesOf(card).some((value) => values.has(value))
  })
}

/** Of each value of a facet, how many cards have it. */
export function countsIn(cards: readonly Card[], facet: Facet): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const card of cards) for (const value of facet.valuesOf(card)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/**
 * What somebody looks for, as the address says it.
 * @param query The part behind the question mark.
 */
export function selectionOf(query: string): Selection {
  const parameters = new URLSearchParams(query)
  const order = parameters.get('sort')
  return {
    words: parameters.get('q') ?? '',
    chosen: new Map(FACETS.map(({ name }) => [name, new Set(parameters.getAll(name))])),
    order: order !== null && Object.hasOwn(ORDERS, order) ? (order as Order) : null
  }
}

/** The part of the address behind the question mark; empty for everything. */
export function queryOf({ words, chosen, order }: Selection): string {
  const parameters = new URLSearchParams()
  if (words.trim() !== '') parameters.set('q', words)
  for (const [name, values] of chosen) for (const value of [...values].toSorted()) parameters.append(name, value)
  if (order !== null) parameters.set('sort', order)
  const query = parameters.toString()
  return query === '' ? '' : `?${query}`
}

/** The worst first, then by name. */
export function compareBySeverity(a: Card, b: Card): number {
  return compareTexts(a.severity ?? 'p9', b.severity ?? 'p9') || compareTexts(a.title, b.title)
}

function scenariosOf({ coverage }: Card): number {
  return coverage?.scenarios ?? -1
}

/** The same order on every machine, whatever its language. */
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
