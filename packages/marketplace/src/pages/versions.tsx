/**
 * The versions of a runbook, and what changed in the procedure from one to the next.
 */
import type { Change } from '@keys/schema'
import type { JSX } from 'preact'
import { versionPath } from '../site/addresses.js'
import { Panel } from './panel.js'
import { safeId } from './text.js'
import { withCode } from './with-code.js'
import { counted } from './words.js'

/** A version, and what changed in it against the one before. */
export interface VersionLine {
  version: string
  date: string | null
  /** Whether the site has a page of it. */
  hasPage: boolean
  /** Changes against the version before that has a page; null when there is none. */
  changes: readonly Pick<Change, 'bump' | 'message' | 'step'>[] | null
  /** Ids of steps that it removed: links to them lead here. */
  removedIds: readonly string[]
}

export interface VersionsPanelProps {
  versions: readonly VersionLine[]
  /** The changelog, as HTML. */
  changelog: string
  slug: string
  to: (path: string) => string
}

export function VersionsPanel({ versions, changelog, slug, to }: VersionsPanelProps): JSX.Element {
  return (
    <Panel
      id="rk-versions"
      title="Versions"
      about="The bump of a version is computed from the difference of two decision graphs."
    >
      <ol class="versions">
        {versions.map((line) => (
          <li key={line.version} id={`rk-v-${line.version}`}>
            {line.removedIds.map((id) => (
              <span key={id} class="alias" id={safeId(id)} />
            ))}
            <h3>
              {line.hasPage ? <a href={to(versionPath(slug, line.version))}>{line.version}</a> : line.version}{' '}
              {line.date !== null && <time dateTime={line.date}>{line.date}</time>}
            </h3>
            <ProcedureChanges line={line} />
          </li>
        ))}
      </ol>
      <details>
        <summary>Changelog</summary>
        <div class="prose" dangerouslySetInnerHTML={{ __html: changelog }} />
      </details>
    </Panel>
  )
}

function ProcedureChanges({ line }: { line: VersionLine }): JSX.Element | null {
  const { changes } = line
  if (changes === null) return null
  if (changes.length === 0) return <p class="quiet">The procedure is the same.</p>
  const decisions = changes.filter(({ bump }) => bump === 'major').length
  return (
    <>
      <p>{decisions === 0 ? 'No decision changed.' : `${counted(decisions, 'change')} of what you decide or do.`}</p>
      <ul class="changes">
        {changes.map(({ bump, message, step }, index) => (
          <li key={index} class={`b-${bump}`} data-step={step ?? undefined}>
            <span class={`tag bump ${bump}`}>{bump}</span>{' '}
            {step === null ? withCode(message) : <a href={`#${safeId(step)}`}>{withCode(message)}</a>}
          </li>
        ))}
      </ul>
    </>
  )
}
