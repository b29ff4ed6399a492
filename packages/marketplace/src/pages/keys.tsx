/**
 * Pages of Node and Jupyter keys, with the runbooks that name them.
 */
import type { CatalogEntry } from '@keys/schema'
import type { JSX } from 'preact'
import { keyPath, linkTo, runbookPath } from '../site/addresses.js'
import type { Neighbor } from '../site/types.js'
import type { Page } from './layout.js'
import { counted, title } from './words.js'

/** A key under one of the names by which runbooks name it. */
export interface NamedKey {
  name: string
  key: CatalogEntry
  referrers: readonly Neighbor[]
}

/** The page of a key. */
export function keyPage({ name, key, referrers }: NamedKey): Page {
  const path = keyPath(name)
  return {
    path,
    title: key.title,
    description: key.description,
    twin: { name, key, runbooks: referrers.map(({ slug }) => slug) },
    body: (
      <div class="page">
        <header class="head">
          <p class="crumbs">
            <a href={linkTo(path, 'k/')}>Keys</a>
          </p>
          <h1>{key.title}</h1>
          <p class="lead">{key.description}</p>
          {key.question !== undefined && <p class="question">{key.question}</p>}
        </header>
        <dl class="facts">
          <Fact name="Name" value={name} />
          <Fact
            name="Kind"
            value={key.tool === 'jupyter' ? 'Jupyter notebook' : `${title(key.tool)} key: ${key.key_type.join(', ')}`}
          />
          <Fact name="Version" value={key.version} />
          <Fact name="License" value={key.license_spdx} />
          {key.tool === 'jupyter' ? (
            <>
              <Fact name="Goes in" value={key.inputs.join(', ')} />
              <Fact name="Comes out" value={key.outputs.join(', ')} />
            </>
          ) : (
            <Fact name="Environment" value={key.required_env.join(', ') || 'nothing'} />
          )}
        </dl>
        <section class="panel">
          <div class="panel-head">
            <h2>Named by {referrers.length === 0 ? 'no runbook' : counted(referrers.length, 'runbook')}</h2>
          </div>
          {referrers.length === 0 ? (
            <p>
              No runbook sends its reader here yet. <a href={linkTo(path, '')}>All runbooks</a>
            </p>
          ) : (
            <ul class="index">
              {referrers.map(({ slug, title, description }) => (
                <li key={slug}>
                  <a href={linkTo(path, runbookPath(slug))}>{title}</a> <span class="quiet">{description}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    )
  }
}

function Fact({ name, value }: { name: string; value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

/** The page of all keys. */
export function keysPage(keys: readonly NamedKey[]): Page {
  const groups = [
    ['Node and Next keys', keys.filter(({ key }) => key.tool !== 'jupyter')],
    ['Jupyter keys', keys.filter(({ key }) => key.tool === 'jupyter')]
  ] as const
  return {
    path: 'k/',
    title: 'Keys',
    description: 'Node and Jupyter keys that runbooks work with.',
    twin: { keys: keys.map(({ name, key }) => ({ name, path: keyPath(name), title: key.title })) },
    body: (
      <div class="page">
        <header class="head">
          <h1>Keys</h1>
          <p class="lead">Code and notebooks that runbooks name for automation and analysis. They live elsewhere.</p>
        </header>
        {groups.map(([name, list]) => (
          <section key={name} class="panel">
            <div class="panel-head">
              <h2>{name}</h2>
            </div>
            <ul class="index">
              {list.map(({ name, key, referrers }) => (
                <li key={name}>
                  <span>
                    <a href={linkTo('k/', keyPath(name))}>{key.title}</a>
                    <br />
                    <code class="quiet">{name}</code>
                  </span>{' '}
                  <span class="quiet">
                    {key.question ?? key.description}{' '}
                    {referrers.length === 0
                      ? 'No runbook names it yet.'
                      : `Named by ${counted(referrers.length, 'runbook')}.`}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    )
  }
}
