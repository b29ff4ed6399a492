/**
 * References in both directions: runbooks that this one names, that name it, and keys.
 */
import type { CatalogEntry, IndexedRunbook } from '@keys/schema'
import type { JSX } from 'preact'
import { keyPath, runbookPath } from '../site/addresses.js'
import type { Neighbor, Neighbors } from '../site/types.js'
import { Panel } from './panel.js'

export interface RelatedPanelProps {
  entry: IndexedRunbook
  neighbors: Neighbors
  to: (path: string) => string
}

export function RelatedPanel({ entry, neighbors, to }: RelatedPanelProps): JSX.Element {
  const { related, referrers, keys } = neighbors
  const missing = (entry.related_runbooks ?? []).filter((slug) => !related.some((one) => one.slug === slug))
  return (
    <Panel id="rk-related" title="Related">
      <div class="related">
        <NeighborList title="Sends to" list={related} to={to} />
        <NeighborList title="Is sent to by" list={referrers} to={to} />
        <KeyList keys={keys} to={to} />
      </div>
      {missing.length > 0 && <p class="quiet">Named, and not in this marketplace: {missing.join(', ')}</p>}
    </Panel>
  )
}

function NeighborList({
  title,
  list,
  to
}: {
  title: string
  list: readonly Neighbor[]
  to: RelatedPanelProps['to']
}): JSX.Element | null {
  if (list.length === 0) return null
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {list.map(({ slug, title }) => (
          <li key={slug}>
            <a href={to(runbookPath(slug))}>{title}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function KeyList({ keys, to }: { keys: Neighbors['keys']; to: RelatedPanelProps['to'] }): JSX.Element | null {
  const list: [string, CatalogEntry | null][] = Object.entries(keys)
  if (list.length === 0) return null
  return (
    <div>
      <h3>Keys it works with</h3>
      <ul>
        {list.map(([name, key]) => (
          <li key={name}>
            {key === null ? (
              <code>{name}</code>
            ) : (
              <>
                <a href={to(keyPath(name))}>{key.title}</a> <span class="quiet">{key.question}</span>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
