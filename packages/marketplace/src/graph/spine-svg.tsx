/**
 * Draws the gutters of a spine. Colors come by class alone; the lines are hidden from assistive technology, as every
 * branch stands in the text beside them.
 */
import type { JSX } from 'preact'
import type { DrilledLines } from './drilled.js'
import { shownEffectOf } from './effect.js'
import { LANE, NODE, type Arc, type Spine, type StepRow } from './spine.js'

/** Radius of the corners of arcs. */
const BEND = 5

export interface GuttersProps {
  spine: Spine
  /** What drills walked of each line; null when nothing is known. */
  drilled: DrilledLines | null
}

/** The gutter on the left: forward arcs, lines between neighbors, and a node for each step. */
export function LeftGutter({ spine, drilled }: GuttersProps): JSX.Element {
  const { left, height, nodeX, links, forward, rows } = spine
  const edge = nodeX - NODE / 2 - 2
  return (
    <Gutter width={left} height={height} side="left">
      {links.map(({ from, to, y1, y2 }) => (
        <path
          key={from}
          class={`link ${classOf(drilled, from, to)}`}
          data-from={from}
          data-to={to}
          d={`M${nodeX} ${y1 + 1}V${y2 - 1}`}
        />
      ))}
      {forward.map((arc) => (
        <Lines key={arc.to} arc={arc} drilled={drilled} edge={edge} laneX={edge - 4 - (arc.lane + 0.5) * LANE} />
      ))}
      {rows.map((row) => row.type === 'step' && <Node key={row.id} row={row} x={nodeX} />)}
    </Gutter>
  )
}

/** The gutter on the right: jumps back. */
export function RightGutter({ spine, drilled }: GuttersProps): JSX.Element | null {
  const { right, height, back } = spine
  if (right === 0) return null
  return (
    <Gutter width={right} height={height} side="right">
      {back.map((arc) => (
        <Lines key={arc.to} arc={arc} drilled={drilled} edge={2} laneX={8 + (arc.lane + 0.5) * LANE} />
      ))}
    </Gutter>
  )
}

interface GutterProps {
  width: number
  height: number
  side: string
  children: preact.ComponentChildren
}

function Gutter({ width, height, side, children }: GutterProps): JSX.Element {
  // In units of the font, so that it grows with the rows beside it.
  return (
    <svg
      class={`gutter ${side}`}
      viewBox={`0 0 ${width} ${height}`}
      width={`${width / 16}rem`}
      height={`${height / 16}rem`}
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

interface LinesProps {
  arc: Arc
  drilled: DrilledLines | null
  edge: number
  laneX: number
}

/** One path for each source, so that each can be told apart; together they look like one line with stubs. */
function Lines({ arc, drilled, edge, laneX }: LinesProps): JSX.Element {
  const turn = laneX < edge ? BEND : -BEND
  const tip = laneX < edge ? -4 : 4
  return (
    <g class="arc">
      {arc.from.map((from, index) => {
        const leaves = arc.leaves[index] ?? arc.enters
        const down = leaves < arc.enters ? BEND : -BEND
        const way = `M${edge} ${leaves}H${laneX + turn}Q${laneX} ${leaves} ${laneX} ${leaves + down}V${arc.enters - down}Q${laneX} ${arc.enters} ${laneX + turn} ${arc.enters}H${edge}`
        return <path key={from} class={classOf(drilled, from, arc.to)} data-from={from} data-to={arc.to} d={way} />
      })}
      <path class="tip" data-to={arc.to} d={`M${edge} ${arc.enters}l${tip * 1.5} -3.5v7z`} />
    </g>
  )
}

function classOf(drilled: DrilledLines | null, from: string, to: string): string {
  return drilled === null ? '' : `d-${drilled.of(from, to)}`
}

/** Shapes tell kinds apart without color: a ring, a diamond, a square, one with an exclamation mark for what cannot be taken back, a disc with a tick. */
function Node({ row, x }: { row: StepRow; x: number }): JSX.Element {
  const { id, kind, y } = row
  const half = NODE / 2
  return (
    <g class={`node ${kind} ${shownEffectOf(row)}`} data-step={id}>
      {kind === 'check' && <circle cx={x} cy={y} r={half - 1.5} />}
      {kind === 'diagnosis' && <path d={`M${x} ${y - half}l${half} ${half}l${-half} ${half}l${-half} ${-half}z`} />}
      {kind === 'action' && <rect x={x - 7} y={y - 7} width="14" height="14" rx="3" />}
      {kind === 'action' && row.effect === 'irreversible' && (
        <path class="mark" d={`M${x} ${y - 4}v4.5M${x} ${y + 3.6}v.4`} />
      )}
      {kind === 'verification' && <circle cx={x} cy={y} r={half - 1} />}
      {kind === 'verification' && <path class="tick" d={`M${x - 3.5} ${y}l2.5 2.8l4.5 -5`} />}
    </g>
  )
}
