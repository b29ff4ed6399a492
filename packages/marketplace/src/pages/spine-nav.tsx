/**
 * The graph as the table of contents.
 */
import { stopInWords, type Ending } from '@keys/parser/model'
import { SECTION_TITLES, type Step } from '@keys/schema'
import type { JSX } from 'preact'
import { LeftGutter, RightGutter } from '../graph/spine-svg.js'
import type { Spine, SpineRow } from '../graph/spine.js'
import { EndingSign } from './icons.js'
import { EFFECT_WORDS } from './words.js'

export interface SpineNavProps {
  spine: Spine
  steps: readonly Step[]
  /** Whether the text is closed: then rows lead nowhere. */
  isOutline: boolean
}

export function SpineNav({ spine, steps, isOutline }: SpineNavProps): JSX.Element {
  const labels = new Map(steps.map(({ id, label, title }) => [id, label ?? title]))
  return (
    <nav class="toc" aria-labelledby="rk-toc">
      <div class="toc-head">
        <h2 id="rk-toc">The way through</h2>
        <p class="legend" aria-hidden="true">
          <EndingSign type="resolved" /> resolved <EndingSign type="escalate" /> escalate{' '}
          <EndingSign type="wrong-runbook" /> other runbook
        </p>
      </div>
      <div class="spine" tabIndex={0} role="group" aria-label="Steps and where they lead">
        <LeftGutter spine={spine} />
        <ol>
          {spine.rows.map((row) => (
            <Row key={row.type === 'step' ? row.id : row.section} row={row} labels={labels} isOutline={isOutline} />
          ))}
        </ol>
        <RightGutter spine={spine} />
      </div>
    </nav>
  )
}

function Row({
  row,
  labels,
  isOutline
}: {
  row: SpineRow
  labels: ReadonlyMap<string, string>
  isOutline: boolean
}): JSX.Element {
  if (row.type === 'section') return <li class="part">{SECTION_TITLES[row.section]}</li>
  const { id, label, title, kind, effect, endings, loops, jumps } = row
  const name = (
    <>
      {label !== null && <b>{label}</b>} <span>{title}</span>
    </>
  )
  return (
    <li class={`row ${kind} ${effect ?? ''}`} data-step={id}>
      {isOutline ? (
        <span class="to">{name}</span>
      ) : (
        <a class="to" href={`#${id}`} title={effect === null ? title : `${title} (${EFFECT_WORDS[effect]})`}>
          {name}
        </a>
      )}
      <span class="ends">
        {loops > 0 && (
          <span class="loop" title={`${loops === 1 ? 'One branch runs' : `${loops} branches run`} it again`}>
            ↻
          </span>
        )}
        {jumps.slice(0, 2).map((to) => (
          <span key={to} class="jump">
            → {labels.get(to)}
          </span>
        ))}
        {kindsOf(endings).map(([type, words]) => (
          <EndingSign key={type} type={type} words={words} />
        ))}
      </span>
    </li>
  )
}

/** One sign for each kind of ending, with all its words. */
function kindsOf(endings: readonly Ending[]): [Ending['type'], string][] {
  const kinds = new Map<Ending['type'], string[]>()
  for (const ending of endings) kinds.set(ending.type, [...(kinds.get(ending.type) ?? []), stopInWords(ending)])
  return [...kinds].map(([type, words]) => [type, words.join('; ')])
}
