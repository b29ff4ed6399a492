/**
 * What drills walked, and what is counted.
 */
import type { IndexedRunbook } from '@keys/schema'
import type { JSX } from 'preact'
import { Panel } from './panel.js'
import { counted } from './words.js'

export interface CoveragePanelProps {
  entry: IndexedRunbook
  to: (path: string) => string
}

export function CoveragePanel({ entry, to }: CoveragePanelProps): JSX.Element {
  const { coverage, counts } = entry['x-listing']
  if (coverage === null) {
    return (
      <Panel id="rk-coverage" title="Drills">
        <p>No drill has walked this text. Follow it with the care that an untried text asks for.</p>
      </Panel>
    )
  }
  const {
    commands,
    branches,
    defaults,
    scenarios,
    wrong_actions: wrong,
    production_only: production,
    drilled_on: day
  } = coverage
  const { decisions, manual_actions: manual, stand_ins: standIns } = coverage
  const left = counts.branches - branches.total
  return (
    <Panel
      id="rk-coverage"
      title="Drills"
      about="The real fault, injected into a real system; the commands taken from this very text."
    >
      <div class="meters">
        <Meter name="Commands" count={commands} />
        <Meter name="Branches that a machine decides" count={branches} />
        {defaults.total > 0 && <Meter name="Ways for anything else" count={defaults} />}
      </div>
      <ul class="notes">
        <li>
          {counted(scenarios, 'scenario')}
          {wrong > 0 && `, ${wrong} of them with a wrong action that the text has to find out`}
          {day !== undefined && day !== null && (
            <>
              , last changed <time dateTime={day}>{day}</time>
            </>
          )}
          .
        </li>
        {left > 0 && (
          <li>
            {counted(left, 'branch', 'branches')} of {counts.branches} are not counted: those that a person decides, and
            “Otherwise”. <a href={to('coverage/')}>What is counted</a>
          </li>
        )}
        <li>
          For a person the scenarios scripted {counted(decisions, 'decision')} and {counted(manual, 'manual action')}:
          that proves the way, not that people choose it.
        </li>
        {standIns.length > 0 && <li>In place of the real thing stood: {standIns.join(', ')}.</li>}
        {production > 0 && (
          <li>
            {counted(production, 'branch', 'branches')} can be shown by production alone, and none is counted as walked.
          </li>
        )}
      </ul>
    </Panel>
  )
}

function Meter({ name, count }: { name: string; count: { covered: number; total: number } }): JSX.Element {
  const { covered, total } = count
  const share = total === 0 ? 100 : Math.floor((covered / total) * 100)
  return (
    <div class="meter">
      <p>
        <b>
          {covered} of {total}
        </b>{' '}
        {name}
      </p>
      <svg viewBox="0 0 100 4" preserveAspectRatio="none" width="100%" height="8" aria-hidden="true">
        <rect class="track" width="100" height="4" rx="1" />
        <rect class="bar" width={share} height="4" rx="1" />
      </svg>
    </div>
  )
}
