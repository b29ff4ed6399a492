/**
 * Public incidents that a runbook is held against.
 */
import { endingInShort } from '@keys/parser/model'
import { slugOfPackageName } from '@keys/schema/package-names'
import type { IncidentCase, IncidentVerdict, Runbook } from '@keys/schema'
import type { JSX } from 'preact'
import { Panel } from './panel.js'
import { safeId } from './text.js'
import { withCode } from './with-code.js'
import { counted } from './words.js'

const VERDICTS: Readonly<Record<IncidentVerdict, string>> = {
  right: 'Right action',
  'sent-on': 'Sent on in the first minute',
  partly: 'Right under an assumption',
  wrong: 'Wrong turn',
  stuck: 'Escalated without the cause',
  outside: 'Out of scope'
}

export interface IncidentsPanelProps {
  incidents: readonly IncidentCase[]
  runbook: Runbook
}

export function IncidentsPanel({ incidents, runbook }: IncidentsPanelProps): JSX.Element {
  if (incidents.length === 0) {
    return (
      <Panel id="rk-incidents" title="Public incidents">
        <p>This runbook has not been held against public incidents.</p>
      </Panel>
    )
  }
  const steps = new Map(runbook.steps.flatMap(({ id, label }) => (label === null ? [] : [[label, id] as const])))
  const right = incidents.filter(({ verdict }) => verdict === 'right' || verdict === 'sent-on').length
  return (
    <Panel
      id="rk-incidents"
      title="Public incidents"
      about={`Held against ${counted(incidents.length, 'incident')} that somebody else told in public: ${right} end where they should.`}
    >
      <ul class="incidents">
        {incidents.map((incident) => (
          <Incident key={incident.id} incident={incident} steps={steps} />
        ))}
      </ul>
    </Panel>
  )
}

function Incident({ incident, steps }: { incident: IncidentCase; steps: ReadonlyMap<string, string> }): JSX.Element {
  const { title, verdict, broken, way, leads_to: leadsTo, reason, sources } = incident
  return (
    <li>
      <details>
        <summary>
          <span class={`verdict v-${verdict}`}>{VERDICTS[verdict]}</span> {title}
        </summary>
        <p>{withCode(broken)}</p>
        <p class="way">
          {way.map((label, index) => {
            const id = steps.get(label)
            return (
              <>
                {index > 0 && ' → '}
                {id === undefined ? label : <a href={`#${safeId(id)}`}>{label}</a>}
              </>
            )
          })}
          {' → '}
          <b>{endingWords(leadsTo)}</b>
        </p>
        <p>{withCode(reason)}</p>
        <p class="sources">
          Told at{' '}
          {sources.map((url, index) => (
            <>
              {index > 0 && ', '}
              <a href={url} rel="noopener noreferrer">
                {placeOf(url)}
              </a>
            </>
          ))}
        </p>
      </details>
    </li>
  )
}

function endingWords(leadsTo: string): string {
  if (leadsTo === 'resolved' || leadsTo === 'escalate') return endingInShort({ type: leadsTo })
  return slugOfPackageName(leadsTo) ?? leadsTo
}

/** Host and path of an address, short enough to be read. */
function placeOf(url: string): string {
  const place = url.replace(/^https:\/\/(?:www\.)?/, '').replace(/\/$/, '')
  return place.length > 60 ? `${place.slice(0, 57)}...` : place
}
