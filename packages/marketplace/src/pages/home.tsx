/**
 * The first page: what this is, the search, and the runbooks.
 */
import type { JSX } from 'preact'
import { compareBySeverity } from '../site/cards.js'
import type { Card } from '../site/cards.js'
import type { RefusedPack } from '../read/listing.js'
import type { SiteSettings } from '../site/types.js'
import { RunbookCard } from './card.js'
import type { Page } from './layout.js'
import { Signs } from './signs.js'
import { counted } from './words.js'

/** More are on pages of their own, and found by the search. */
export const CARDS_A_PAGE = 60

/** What the home page is made of. */
export interface HomeInput {
  cards: readonly Card[]
  refused: readonly RefusedPack[]
  /** Texts of signals to try the search with. */
  examples: readonly string[]
  /** The data of the search, relative to the root. */
  searchData: string
  /** Public incidents that the runbooks are held against. */
  incidents: number
}

/** The pages of the list: the first is the home page. */
export function homePages(input: HomeInput, settings: SiteSettings): Page[] {
  const cards = input.cards.toSorted(compareBySeverity)
  const count = Math.max(1, Math.ceil(cards.length / CARDS_A_PAGE))
  return Array.from({ length: count }, (_, index) => {
    const part = cards.slice(index * CARDS_A_PAGE, (index + 1) * CARDS_A_PAGE)
    const path = index === 0 ? '' : `all/${index + 1}/`
    const body = <Home input={input} settings={settings} part={part} page={index + 1} pages={count} path={path} />
    return {
      path,
      title:
        index === 0
          ? 'Runbook Keys: runbooks that are drilled before your incident'
          : `All runbooks, page ${index + 1}`,
      description:
        'Operational runbooks for incidents: each a decision graph in readable Markdown, drilled against the real fault. Find one by an error text or an alert.',
      script: 'home' as const,
      // That of the first page is the index itself.
      ...(index === 0 ? {} : { twin: { runbooks: part.map(({ slug }) => slug) } }),
      body
    }
  })
}

interface HomeProps {
  input: HomeInput
  settings: SiteSettings
  part: readonly Card[]
  page: number
  pages: number
  path: string
}

function Home({ input, settings, part, page, pages, path }: HomeProps): JSX.Element {
  const { cards, refused, examples, searchData, incidents } = input
  const root = path === '' ? './' : '../../'
  const scenarios = cards.reduce((sum, { coverage }) => sum + (coverage?.scenarios ?? 0), 0)
  return (
    <div class="home">
      <section class="hero">
        <h1>Runbooks that are drilled before your incident</h1>
        <p class="lead">
          Each is a decision graph in readable Markdown: one step at a time, every answer leads somewhere, and every
          command was run against the real fault.
        </p>
        <form
          class="search"
          id="rk-search"
          role="search"
          method="get"
          action={root}
          data-index={`${root}${searchData}`}
          data-worker={`${root}${settings.assets.searchWorker}`}
        >
          <label for="rk-query">What do you see?</label>
          <input
            type="search"
            id="rk-query"
            name="q"
            autocomplete="off"
            spellcheck={false}
            placeholder="Paste an error line, an alert name, or say what is broken"
            aria-describedby="rk-count"
          />
          <kbd class="needs-script" aria-hidden="true">
            /
          </kbd>
        </form>
        <p class="examples">
          <span>For example</span>
          {examples.map((text) => (
            <a key={text} href={`${root}?${new URLSearchParams({ q: text })}`}>
              {text}
            </a>
          ))}
        </p>
        <ul class="figures">
          <li>
            <b>{cards.length}</b> {cards.length === 1 ? 'runbook' : 'runbooks'}
          </li>
          <li>
            <b>{scenarios}</b> drilled scenarios
          </li>
          {incidents > 0 && (
            <li>
              <b>{incidents}</b> public incidents held against them
            </li>
          )}
        </ul>
      </section>
      <div class="browse">
        <aside class="filters needs-script" aria-label="Filters">
          <details id="rk-filter-box">
            <summary>
              Filters <b id="rk-filter-count" />
            </summary>
            <div id="rk-filters" />
          </details>
        </aside>
        <section class="list" aria-labelledby="rk-list-title">
          <div class="list-head">
            <h2 id="rk-list-title">{page === 1 ? 'Runbooks' : `Runbooks, page ${page} of ${pages}`}</h2>
            <p id="rk-count" role="status">
              {counted(cards.length, 'runbook')}
            </p>
            <div id="rk-order" class="order needs-script" />
          </div>
          <div id="rk-results">
            <ul class="cards">
              {part.map((card) => (
                <RunbookCard key={card.slug} card={card} root={root} />
              ))}
            </ul>
            {pages > 1 && <Pager page={page} pages={pages} root={root} />}
          </div>
          {page === 1 && refused.length > 0 && <Refused refused={refused} />}
        </section>
      </div>
      <Signs />
    </div>
  )
}

function Pager({ page, pages, root }: { page: number; pages: number; root: string }): JSX.Element {
  return (
    <nav class="pager" aria-label="Pages">
      {Array.from({ length: pages }, (_, index) => (
        <a
          key={index}
          href={index === 0 ? root : `${root}all/${index + 1}/`}
          aria-current={index + 1 === page ? 'page' : undefined}
        >
          {index + 1}
        </a>
      ))}
    </nav>
  )
}

/** Packs of the index of which no page could be made: said, not hidden. */
function Refused({ refused }: { refused: readonly RefusedPack[] }): JSX.Element {
  return (
    <details class="refused">
      <summary>{counted(refused.length, 'pack')} of the index could not be shown</summary>
      <ul>
        {refused.map(({ slug, reason }) => (
          <li key={slug}>
            <code>{slug}</code>: {reason}
          </li>
        ))}
      </ul>
    </details>
  )
}
