/**
 * The graph as the table of contents.
 */
import { stopInWords, type Ending } from '@keys/parser/model'
import { SECTION_TITLES, type Step } from '@keys/schema'
import type { JSX } from 'preact'
import { DRILLED_WORDS, type Drilled, type DrilledLines } from '../graph/drilled.js'
import { saidEffectOf } from '../graph/effect.js'
import { LeftGutter, RightGutter } from '../graph/spine-svg.js'
import type { Spine, SpineRow } from '../graph/spine.js'
import { EndingSign } from './icons.js'
import { safeId } from './text.js'
import { EFFECT_WORDS } from './words.js'

export interface SpineNavProps {
  spine: Spine
  steps: readonly Step[]
  /** Where the text is closed: the ids that lead to each row, by step. Rows lead nowhere then. */
  outlineIds: ReadonlyMap<string, readonly string[]> | null
  /** What drills walked of each line; null when nothing is known. */
  drilled: DrilledLines | null
}

export function SpineNav({ spine, steps, outlineIds, drilled }: SpineNavProps): JSX.Element {
  const labels = new Map(steps.map(({ id, label, title }) => [id, label ?? title]))
  return (
    <nav class="toc" aria-labelledby="rk-toc">
      <div class="toc-head">
        <h2 id="rk-toc">The way through</h2>
        <p class="legend" aria-hidden="true">
          <EndingSign type="resolved" /> resolved <EndingSign type="escalate" /> escalate{' '}
          <EndingSign type="wrong-runbook" /> other runbook
        </p>
        {drilled !== null && <DrilledSwitch states={drilled.states} />}
      </div>
      <div class="spine" tabIndex={0} role="group" aria-label="Steps and where they lead">
        <LeftGutter spine={spine} drilled={drilled} />
        <ol>
          {spine.rows.map((row) => (
            <Row
              key={row.type === 'step' ? row.id : row.section}
              row={row}
              labels={labels}
              ids={outlineIds?.get(row.type === 'step' ? row.id : '') ?? null}
              drilled={drilled}
            />
          ))}
        </ol>
        <RightGutter spine={spine} drilled={drilled} />
      </div>
    </nav>
  )
}

/** Paints the lines by what drills walked. It needs no script. */
function DrilledSwitch({ states }: { states: readonly Drilled[] }): JSX.Element {
  return (
    <div class="paint">
      <label>
        <input type="checkbox" autocomplete="off" /> Show what drills walked
      </label>
      <p class="paint-legend">
        {states.map((state) => (
          <span key={state} class={`d-${state}`}>
            <svg viewBox="0 0 20 4" width="20" height="4" aria-hidden="true">
              <path d="M0 2H20" />
            </svg>{' '}
            {DRILLED_WORDS[state]}
          </span>
        ))}
      </p>
    </div>
  )
}

interface RowProps {
  row: SpineRow
  labels: ReadonlyMap<string, string>
  /** Ids that lead to the row, where no text has them; null where one does. */
  ids: readonly string[] | null
  drilled: DrilledLines | null
}

function Row({ row, labels, ids, drilled }: RowProps): JSX.Element {
  if (row.type === 'section') return <li class="part">{SECTION_TITLES[row.section]}</li>
  const { id, label, title, kind, endings, loops, jumps } = row
  const effect = saidEffectOf(row)
  const name = (
    <>
      {label !== null && <b>{label}</b>} <span>{title}</span>
    </>
  )
  return (
    <li class={`row ${kind} ${effect ?? ''}`} data-step={id}>
      {ids?.map((one) => (
        <span key={one} class="alias" id={safeId(one)} />
      ))}
      {ids !== null ? (
        <span class="to">{name}</span>
      ) : (
        <a class="to" href={`#${safeId(id)}`} title={effect === null ? title : `${title} (${EFFECT_WORDS[effect]})`}>
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
          <span key={type} class={drilled === null ? '' : `d-${drilled.of(id, type)}`}>
            <EndingSign
              type={type}
              words={drilled === null ? words : `${words} (${DRILLED_WORDS[drilled.of(id, type)]})`}
            />
          </span>
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
