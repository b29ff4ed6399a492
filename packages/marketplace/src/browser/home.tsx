/**
 * The home page: search as you type, filters, orders, and all of it in the address.
 */
import { render } from 'preact'
import { RunbookCard } from '../pages/card.js'
import { countsIn, FACETS, isChosen, ORDERS, queryOf, selectionOf, type Order, type Selection } from '../site/cards.js'
import type { SearchRow } from '../site/search-data.js'
import { title as inWords } from '../pages/words.js'
import { byId } from './dom.js'
import type { SearchFinding } from './search-worker.js'
import { workerAddress } from './trusted.js'

const form = byId('rk-search', HTMLFormElement)
const field = byId('rk-query', HTMLInputElement)
const results = byId('rk-results', HTMLDivElement)
const filters = byId('rk-filters', HTMLDivElement)
const filterBox = byId('rk-filter-box', HTMLDetailsElement)
const filterCount = byId('rk-filter-count', HTMLElement)
const orders = byId('rk-order', HTMLDivElement)
const count = byId('rk-count', HTMLParagraphElement)
const root = document.documentElement.dataset['root'] ?? './'

let selection: Selection = selectionOf(location.search)
let rows: readonly SearchRow[] | null = null
let found: SearchFinding | null = null
let worker: Worker | null = null
let question = 0
let loading: Promise<void> | null = null

/** Fetches what is searched, once, and hands it to the worker. */
function load(): Promise<void> {
  loading ??= (async () => {
    const response = await fetch(form?.dataset['index'] ?? '')
    rows = (await response.json()) as SearchRow[]
    worker = new Worker(workerAddress(form?.dataset['worker'] ?? ''), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<SearchFinding>) => {
      // An answer to what is not asked any more is late.
      if (data.id !== question) return
      found = data
      draw()
    })
    worker.postMessage(rows, [])
  })()
  return loading
}

function ask(): void {
  question++
  found = null
  if (selection.words.trim() === '') draw()
  else worker?.postMessage({ id: question, words: selection.words }, [])
}

/** Takes a selection over: into the address, the field and the page. */
async function select(next: Selection, isNew: boolean): Promise<void> {
  const isSameWords = next.words === selection.words
  selection = next
  const address = `${location.pathname}${queryOf(next)}`
  if (isNew) history.pushState(null, '', address)
  else history.replaceState(null, '', address)
  await load()
  if (isSameWords && (found !== null || next.words.trim() === '')) draw()
  else ask()
}

function draw(): void {
  if (!rows || !results || !filters || !orders || !count) return
  const bySlug = new Map(rows.map((row) => [row.slug, row]))
  const isSearch = selection.words.trim() !== ''
  if (isSearch && found === null) return
  const findings = new Map(found?.found.map((one) => [one.slug, one]) ?? [])
  const all = isSearch ? [...findings.keys()].flatMap((slug) => bySlug.get(slug) ?? []) : [...rows]
  const listed = all.filter((card) => isChosen(card, selection.chosen))
  const order = selection.order ?? (isSearch ? null : 'severity')
  if (order !== null) listed.sort(ORDERS[order].compare)
  // What the build wrote is replaced as a whole: it was made for whoever has no script.
  if (results.dataset['drawn'] === undefined) results.replaceChildren()
  results.dataset['drawn'] = ''
  render(
    listed.length === 0 ? (
      <Nothing isSearch={isSearch} all={all.length} />
    ) : (
      <ul class="cards">
        {listed.map((card) => {
          const finding = findings.get(card.slug)
          const instead = finding?.instead === null ? undefined : bySlug.get(finding?.instead ?? '')
          return (
            <RunbookCard
              key={card.slug}
              card={card}
              root={root}
              reason={finding?.reason ?? undefined}
              instead={instead && { slug: instead.slug, title: instead.title }}
            />
          )
        })}
      </ul>
    ),
    results
  )
  render(<Filters all={all} />, filters)
  const chosen = [...selection.chosen.values()].reduce((sum, { size }) => sum + size, 0)
  if (filterCount) filterCount.textContent = chosen === 0 ? '' : String(chosen)
  render(<Orders isSearch={isSearch} />, orders)
  const words = listed.length === 1 ? '1 runbook' : `${listed.length} runbooks`
  const weak = isSearch && listed.length > 0 && listed.every(({ slug }) => findings.get(slug)?.isWeak === true)
  count.textContent = weak ? `${words}; only some of the words fit` : words
}

function Filters({ all }: { all: readonly SearchRow[] }): preact.JSX.Element {
  const isChosenAny = [...selection.chosen.values()].some((values) => values.size > 0)
  return (
    <form onSubmit={(event) => event.preventDefault()}>
      {FACETS.map((facet) => {
        const chosen = selection.chosen.get(facet.name) ?? new Set<string>()
        const counts = countsIn(
          all.filter((card) => isChosen(card, selection.chosen, facet.name)),
          facet
        )
        const values = [...new Set([...counts.keys(), ...chosen])].toSorted()
        if (values.length === 0) return null
        const { shown, more } = shortened(values, counts, chosen)
        const choice = (value: string): preact.JSX.Element => (
          <label key={value}>
            <input type="checkbox" checked={chosen.has(value)} onChange={() => toggle(facet.name, value)} />
            <span>
              {facet.name === 'tag' ? value : facet.name === 'severity' ? value.toUpperCase() : inWords(value)}
            </span>
            <span class="count">{counts.get(value) ?? 0}</span>
          </label>
        )
        return (
          <fieldset key={facet.name}>
            <legend>{facet.title}</legend>
            {shown.map(choice)}
            {more.length > 0 && (
              <details>
                <summary>{more.length} more</summary>
                {more.map(choice)}
              </details>
            )}
          </fieldset>
        )
      })}
      {isChosenAny && (
        <button type="button" class="plain" onClick={() => void select({ ...selection, chosen: new Map() }, true)}>
          Clear all filters
        </button>
      )}
    </form>
  )
}

/** So many values of a facet are seen at once. */
const MOST_VALUES = 12

/** Of many values those that most runbooks have, with all that are chosen; the others are a click away. */
function shortened(
  values: readonly string[],
  counts: ReadonlyMap<string, number>,
  chosen: ReadonlySet<string>
): { shown: readonly string[]; more: readonly string[] } {
  if (values.length <= MOST_VALUES) return { shown: values, more: [] }
  const common = values.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).slice(0, MOST_VALUES)
  const first = new Set([...common, ...chosen])
  return { shown: values.filter((value) => first.has(value)), more: values.filter((value) => !first.has(value)) }
}

function toggle(name: string, value: string): void {
  const values = new Set(selection.chosen.get(name))
  if (!values.delete(value)) values.add(value)
  void select({ ...selection, chosen: new Map([...selection.chosen, [name, values]]) }, true)
}

function Orders({ isSearch }: { isSearch: boolean }): preact.JSX.Element {
  const current = selection.order ?? (isSearch ? '' : 'severity')
  return (
    <label>
      Order{' '}
      <select
        value={current}
        onChange={({ currentTarget: { value } }) =>
          void select({ ...selection, order: value === '' ? null : (value as Order) }, true)
        }
      >
        {isSearch && <option value="">Best match</option>}
        {Object.entries(ORDERS).map(([name, { title }]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Nothing found is no end: it says what can be done. */
function Nothing({ isSearch, all }: { isSearch: boolean; all: number }): preact.JSX.Element {
  const near = found?.nearWords ?? []
  return (
    <div class="nothing">
      <h3>{all > 0 ? 'Nothing has all of these filters' : 'No runbook knows these words'}</h3>
      {all > 0 && (
        <p>
          {all === 1 ? 'One runbook fits' : `${all} runbooks fit`} without filters.{' '}
          <button type="button" class="plain" onClick={() => void select({ ...selection, chosen: new Map() }, true)}>
            Clear all filters
          </button>
        </p>
      )}
      {all === 0 && isSearch && (
        <>
          <p>Paste the error line as it is, with its code; or say what is broken in plain words.</p>
          {near.length > 0 && (
            <p>
              Near words:{' '}
              {near.map((word) => (
                <button key={word} type="button" class="plain" onClick={() => setWords(word)}>
                  {word}
                </button>
              ))}
            </p>
          )}
        </>
      )}
    </div>
  )
}

function setWords(words: string): void {
  if (field) field.value = words
  void select({ ...selection, words }, false)
}

form?.addEventListener('submit', (event) => {
  event.preventDefault()
  void select({ ...selection, words: field?.value ?? '' }, true)
})
field?.addEventListener('input', () => void select({ ...selection, words: field.value }, false))
field?.addEventListener('focus', () => void load().then(draw))
addEventListener('popstate', () => {
  selection = selectionOf(location.search)
  if (field) field.value = selection.words
  void load().then(ask)
})

// Beside the list there is room for the filters; above it, on a phone, they wait for a click.
const isWide = matchMedia('(width >= 64rem)')
const openFilters = (): void => {
  if (filterBox) filterBox.open = isWide.matches
}
isWide.addEventListener('change', openFilters)
openFilters()

if (field && selection.words !== '') field.value = selection.words
// What the address says comes first; the filters may wait until the page is there.
if (queryOf(selection) !== '') void load().then(ask)
else if ('requestIdleCallback' in globalThis) requestIdleCallback(() => void load().then(draw), { timeout: 4000 })
else setTimeout(() => void load().then(draw), 1000)
