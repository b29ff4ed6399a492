/**
 * The page of all feeds.
 */
import type { IndexedRunbook } from '@keys/schema'
import type { Page } from './layout.js'

/** The page of all feeds. */
export function feedsPage(runbooks: readonly IndexedRunbook[]): Page {
  return {
    path: 'feeds/',
    title: 'Feeds',
    description: 'Be told when a runbook changes.',
    twin: { feeds: ['all.xml', 'new.xml', ...runbooks.map(({ slug }) => `${slug}.xml`)] },
    body: (
      <div class="page">
        <header class="head">
          <h1>Feeds</h1>
          <p class="lead">Be told when a runbook changes, and first of all whether a decision did.</p>
        </header>
        <section class="panel">
          <div class="panel-head">
            <h2>Atom feeds</h2>
          </div>
          <ul class="index">
            <li>
              <a href="all.xml">All updates</a>
            </li>
            <li>
              <a href="new.xml">New runbooks</a>
            </li>
            {runbooks.map(({ slug, title }) => (
              <li key={slug}>
                <a href={`${slug}.xml`}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
      </div>
    )
  }
}
