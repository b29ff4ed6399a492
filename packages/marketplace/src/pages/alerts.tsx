/**
 * A page for each alert: the address to put into `runbook_url`.
 */
import type { IndexedRunbook } from '@keys/schema'
import type { JSX } from 'preact'
import { alertPath, linkTo, runbookPath } from '../site/addresses.js'
import type { Alert } from '../site/alerts.js'
import type { SiteSettings } from '../site/types.js'
import type { Page } from './layout.js'
import { counted, effectsInWords } from './words.js'
import type { Step } from '@keys/schema'

/** Steps of each runbook, by slug. */
export type StepsOf = ReadonlyMap<string, readonly Pick<Step, 'kind' | 'effect'>[]>

/** The page of an alert. */
export function alertPage(alert: Alert, steps: StepsOf, settings: SiteSettings): Page {
  const path = alertPath(alert.name)
  const [only] = alert.runbooks
  return {
    path,
    title: alert.name,
    description: `What to do when the alert ${alert.name} fires: ${alert.runbooks.map(({ entry }) => entry.title).join(', ')}.`,
    twin: alertTwin(alert),
    body: (
      <div class="page">
        <header class="head">
          <p class="crumbs">
            <a href={linkTo(path, 'a/')}>Alerts</a>
          </p>
          <h1 class="name">{alert.name}</h1>
          <p class="lead">
            {alert.runbooks.length === 1
              ? `One runbook is for this alert.`
              : `${alert.runbooks.length} runbooks name this alert. Read why, and take the one that fits.`}
          </p>
        </header>
        <ul class="choices">
          {alert.runbooks.map(({ entry, text }) => (
            <Choice key={entry.slug} entry={entry} text={text} path={path} steps={steps.get(entry.slug) ?? []} />
          ))}
        </ul>
        {only && <RuleSnippet alert={alert} settings={settings} />}
      </div>
    )
  }
}

interface ChoiceProps {
  entry: IndexedRunbook
  text: string
  path: string
  steps: readonly Pick<Step, 'kind' | 'effect'>[]
}

function Choice({ entry, text, path, steps }: ChoiceProps): JSX.Element {
  const to = linkTo(path, runbookPath(entry.slug))
  const first = entry['x-listing'].sections.find(({ kind }) => kind === 'first-minute')
  const safety = entry['x-listing'].sections.find(({ kind }) => kind === 'safety-checks')
  return (
    <li class="choice">
      <h2>
        <a href={to}>{entry.title}</a>{' '}
        {entry.severity_level !== undefined && (
          <span class={`severity ${entry.severity_level}`}>{entry.severity_level.toUpperCase()}</span>
        )}
      </h2>
      <p class="reason">{text}</p>
      <p>{entry.description}</p>
      <p class="quiet">May change: {effectsInWords(steps)}</p>
      <p class="go">
        {first && (
          <a class="button" href={`${to}#${first.anchor}`}>
            First minute
          </a>
        )}
        {safety && (
          <a class={first ? 'button plain' : 'button'} href={`${to}#${safety.anchor}`}>
            Safety checks
          </a>
        )}
      </p>
    </li>
  )
}

function RuleSnippet({ alert, settings }: { alert: Alert; settings: SiteSettings }): JSX.Element {
  const url = `${settings.siteUrl ?? 'https://runbooks.example/'}${alertPath(alert.name)}`
  return (
    <section class="panel">
      <div class="panel-head">
        <h2>Put this page into the alert</h2>
        <p>This address stays, whatever becomes of the runbooks.</p>
      </div>
      <pre class="code">
        <code>{`- alert: ${alert.name}\n  annotations:\n    runbook_url: ${url}`}</code>
      </pre>
      <p>
        <code>keys alerts check rules.yml</code> compares a rules file with the addresses of this site, offline.
      </p>
    </section>
  )
}

/** What a program reads of an alert: which runbooks are for it. */
function alertTwin({ name, runbooks }: Alert): unknown {
  return {
    alert: name,
    path: alertPath(name),
    runbooks: runbooks.map(({ entry, text }) => ({ slug: entry.slug, path: runbookPath(entry.slug), text }))
  }
}

/** The page of all alerts. */
export function alertsPage(alerts: readonly Alert[], runbooks: readonly IndexedRunbook[]): Page {
  const described = runbooks.flatMap((entry) =>
    entry['x-listing'].signals
      .filter(({ kind, code }) => kind === 'alert' && code.length === 0)
      .map(({ text }) => ({ entry, text }))
  )
  return {
    path: 'a/',
    title: 'Alerts',
    description: 'Which runbook is for which alert.',
    twin: {
      alerts: alerts.map(alertTwin),
      described: described.map(({ entry, text }) => ({ slug: entry.slug, path: runbookPath(entry.slug), text }))
    },
    body: (
      <div class="page">
        <header class="head">
          <h1>Alerts</h1>
          <p class="lead">
            {counted(alerts.length, 'alert')} with a page that never moves, for the <code>runbook_url</code> of alert
            rules.
          </p>
        </header>
        {alerts.length > 0 && (
          <ul class="index">
            {alerts.map(({ name, runbooks }) => (
              <li key={name}>
                <a class="name" href={linkTo('a/', alertPath(name))}>
                  {name}
                </a>{' '}
                <span class="quiet">{runbooks.map(({ entry }) => entry.title).join(', ')}</span>
              </li>
            ))}
          </ul>
        )}
        {described.length > 0 && (
          <section class="panel">
            <div class="panel-head">
              <h2>By what they say</h2>
              <p>Alerts whose names are each team's own.</p>
            </div>
            <ul class="index">
              {described.map(({ entry, text }) => (
                <li key={`${entry.slug} ${text}`}>
                  <span>{text}</span> <a href={linkTo('a/', runbookPath(entry.slug))}>{entry.title}</a>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    )
  }
}
