/**
 * The line that installs a runbook, for each package manager; or where it is bought. Without a script all lines are seen.
 */
import type { IndexedRunbook } from '@keys/schema'
import type { JSX } from 'preact'
import type { SiteSettings } from '../site/types.js'

const MANAGERS = [
  ['npm', 'npm install'],
  ['pnpm', 'pnpm add'],
  ['yarn', 'yarn add'],
  ['bun', 'bun add']
] as const

export function InstallPanel({ entry, settings }: { entry: IndexedRunbook; settings: SiteSettings }): JSX.Element {
  const isOpen = entry.entitlement === undefined
  const name = entry['x-listing'].package
  const buy = buyLink(entry, settings)
  return (
    <div class="install" id="rk-install">
      {MANAGERS.map(([manager, command], index) => (
        <div key={manager} class="manager">
          <input
            type="radio"
            name="manager"
            id={`rk-m-${manager}`}
            value={manager}
            checked={index === 0}
            autocomplete="off"
          />
          <label for={`rk-m-${manager}`}>{manager}</label>
          <pre class="code">
            <code>{`${command} ${name}`}</code>
          </pre>
        </div>
      ))}
      <p class="then">
        Then <code>npx keys run {entry.slug}</code> walks you through it{isOpen && ', or read on'}.
      </p>
      {buy !== null && (
        <a class="buy" href={buy} rel="noopener noreferrer">
          Buy this runbook
        </a>
      )}
    </div>
  )
}

/** Where a gated runbook is bought; null for a free one, or where nobody said. */
function buyLink({ slug, entitlement }: IndexedRunbook, { buyUrl }: SiteSettings): string | null {
  if (entitlement === undefined || buyUrl === null) return null
  return buyUrl
    .replaceAll('{slug}', encodeURIComponent(slug))
    .replaceAll('{entitlement}', encodeURIComponent(entitlement))
}
