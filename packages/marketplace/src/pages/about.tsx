/**
 * Pages that explain: the rules, the coverage, reading offline, and what is not there.
 */
import type { IndexedRunbook, ListedRule } from '@keys/schema'
import type { JSX } from 'preact'
import { linkTo, runbookPath, rulePath } from '../site/addresses.js'
import type { Page } from './layout.js'
import { bytesInWords, counted, title } from './words.js'

/** The page of all rules. */
export function rulesPage(rules: readonly ListedRule[]): Page {
  const areas = new Map<string, ListedRule[]>()
  for (const rule of rules) {
    const area = rule.code.split('/')[0] ?? ''
    areas.set(area, [...(areas.get(area) ?? []), rule])
  }
  return {
    path: 'rules/',
    title: 'Rules',
    description: 'What every runbook here has passed before it was listed.',
    twin: { rules },
    body: (
      <div class="page">
        <header class="head">
          <h1>Rules</h1>
          <p class="lead">
            {rules.length === 0
              ? 'The index of this marketplace lists no rules.'
              : `Every runbook here has passed ${counted(rules.length, 'rule')}. Each prevents a harm that somebody met in an incident.`}
          </p>
        </header>
        {[...areas].map(([area, list]) => (
          <section key={area} class="panel">
            <div class="panel-head">
              <h2 id={area}>{title(area)}</h2>
            </div>
            <dl class="rules">
              {list.map(({ code, severity, description, rationale }) => (
                <div key={code} id={code}>
                  <dt>
                    <a href={linkTo('rules/', rulePath(code))}>
                      <code>{code}</code>
                    </a>{' '}
                    <span class={`tag ${severity}`}>{severity}</span>
                  </dt>
                  <dd>
                    <p>{description}</p>
                    <p class="quiet">{rationale}</p>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    )
  }
}

/** The page of one rule. */
export function rulePage(rule: ListedRule): Page {
  const { code, severity, description, rationale } = rule
  const path = rulePath(code)
  return {
    path,
    title: code,
    description,
    twin: rule,
    body: (
      <div class="page">
        <header class="head">
          <p class="crumbs">
            <a href={linkTo(path, 'rules/')}>Rules</a>
          </p>
          <h1 class="name">{code}</h1>
          <p class="lead">{description}</p>
        </header>
        <section class="panel">
          <div class="panel-head">
            <h2>Why</h2>
          </div>
          <p>{rationale}</p>
          <p>
            By default this is <span class={`tag ${severity}`}>{severity}</span>. <code>keys explain {code}</code> shows
            a text that fails, one that passes, and how to fix it.
          </p>
        </section>
      </div>
    )
  }
}

/** The page that explains the coverage. */
export function coveragePage(runbooks: readonly IndexedRunbook[]): Page {
  return {
    path: 'coverage/',
    title: 'What is counted as drilled',
    description: 'How the coverage of a runbook is counted, and what is not counted.',
    twin: {
      runbooks: runbooks.map(({ slug, 'x-listing': { coverage, counts } }) => ({ slug, coverage, counts }))
    },
    body: (
      <div class="page">
        <header class="head">
          <h1>What is counted as drilled</h1>
          <p class="lead">
            A drill starts a real system, breaks it, and follows the runbook's own text without a person. What it walked
            is counted; what it cannot walk is said.
          </p>
        </header>
        <section class="panel">
          <div class="panel-head">
            <h2>Counted</h2>
          </div>
          <ul class="notes">
            <li>
              <b>Commands</b> that were executed as they stand in the text, of all that the runbook has.
            </li>
            <li>
              <b>Branches that a machine decides</b>: those with a matcher, such as <code>401</code> or{' '}
              <code>exit 28</code>, when the output of the command really led there.
            </li>
          </ul>
        </section>
        <section class="panel">
          <div class="panel-head">
            <h2>Not counted</h2>
          </div>
          <ul class="notes">
            <li>
              <b>Branches that a person decides.</b> A drill scripts the answer, which proves that the way exists, not
              that people choose it.
            </li>
            <li>
              <b>Otherwise.</b> It stands for everything that nobody thought of. How many of these ways a machine took
              is said beside the count, and adds nothing to it.
            </li>
            <li>
              <b>What only production can show.</b> It is marked with its reason, and never counted as walked.
            </li>
            <li>
              <b>Another text.</b> A result belongs to the very text that was drilled. When that changes, the result is
              gone.
            </li>
          </ul>
        </section>
        <section class="panel">
          <div class="panel-head">
            <h2>By runbook</h2>
          </div>
          <div class="table" tabIndex={0} role="region" aria-label="Coverage by runbook">
            <table>
              <thead>
                <tr>
                  <th scope="col">Runbook</th>
                  <th scope="col">Commands</th>
                  <th scope="col">Decided branches</th>
                  <th scope="col">All branches</th>
                  <th scope="col">Scenarios</th>
                </tr>
              </thead>
              <tbody>
                {runbooks.map((entry) => (
                  <CoverageRow key={entry.slug} entry={entry} />
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    )
  }
}

function CoverageRow({ entry }: { entry: IndexedRunbook }): JSX.Element {
  const { coverage, counts } = entry['x-listing']
  return (
    <tr>
      <th scope="row">
        <a href={linkTo('coverage/', runbookPath(entry.slug))}>{entry.title}</a>
      </th>
      {coverage === null ? (
        <td colSpan={2}>not drilled</td>
      ) : (
        <>
          <td>
            {coverage.commands.covered} of {coverage.commands.total}
          </td>
          <td>
            {coverage.branches.covered} of {coverage.branches.total}
          </td>
        </>
      )}
      <td>{counts.branches}</td>
      <td>{coverage?.scenarios ?? 0}</td>
    </tr>
  )
}

/** The page on which everything can be kept for reading without a network. */
export function offlinePage(files: number, bytes: number): Page {
  return {
    path: 'offline/',
    title: 'Reading offline',
    description: 'Keep the runbooks for a day without a network.',
    twin: { files, bytes, list: 'offline.json' },
    body: (
      <div class="page">
        <header class="head">
          <h1>Reading offline</h1>
          <p class="lead">
            Every page that you have visited can be read again without a network. You can keep all of them, too.
          </p>
        </header>
        <section class="panel needs-script" id="rk-offline" data-files={files} data-bytes={bytes}>
          <div class="panel-head">
            <h2>Keep everything</h2>
          </div>
          <p class="tools">
            <button type="button" class="button" id="rk-keep">
              Keep all pages ({bytesInWords(bytes)})
            </button>
            <button type="button" class="button plain" id="rk-drop-kept">
              Remove what is kept
            </button>
          </p>
          <p id="rk-keep-state" role="status" />
        </section>
        <p class="without-script">Keeping pages needs a script.</p>
        <section class="panel">
          <div class="panel-head">
            <h2>What to know</h2>
          </div>
          <ul class="notes">
            <li>Browsers keep pages only for sites on https, and on this machine's own address.</li>
            <li>With a network the newest page is shown; without one, the one that was kept.</li>
            <li>No update reloads a page or takes a tick away.</li>
            <li>
              The surest copy is the package itself: <code>npm install</code> it on a calm day.
            </li>
          </ul>
        </section>
      </div>
    )
  }
}

/**
 * What is shown for an address that does not exist. It is served at any depth, so its links begin at the root of the site.
 * @param root The path of that root on its server.
 */
export function notFoundPage(root: string): Page {
  return {
    path: '404.html',
    root,
    title: 'Not found',
    description: 'There is no such page.',
    body: (
      <div class="page">
        <header class="head">
          <h1>There is no such page</h1>
          <p class="lead">
            Addresses of this site never change: look for a typing mistake, or search above for the error text or the
            name of the alert.
          </p>
          <p class="go">
            <a class="button" href={root}>
              All runbooks
            </a>
            <a class="button plain" href={`${root}a/`}>
              All alerts
            </a>
          </p>
        </header>
      </div>
    )
  }
}
