/**
 * The spine: a decision graph as a table of contents. One row a step in the order of the text, lines between neighbors,
 * jumps as arcs in gutters (forward on the left, back on the right), endings as chips. Deterministic and linear in the
 * number of edges, with nothing that depends on the width of a letter.
 */
import { endingOfNode, type Ending } from '@keys/parser/model'
import type { Effect, Graph, SectionKind, Step, StepKind } from '@keys/schema'

/** Heights of rows and the measures of gutters, in pixels at a font of 16. */
export const ROW = 40
export const HEAD = 34
export const LANE = 7
export const NODE = 14
/** Room between the gutter and the middle of a node. */
const INSET = 12
/** Half the distance between the line that leaves a row and the one that enters it. */
const APART = 6
/** More jumps than these side by side are named on the row: a gutter wider than the text helps nobody. */
export const MAX_FORWARD = 9
export const MAX_BACK = 5

/** A row of the spine: a heading of a section, or a step. */
export type SpineRow =
  | { type: 'section'; section: SectionKind; y: number }
  | {
      type: 'step'
      id: string
      label: string | null
      title: string
      kind: StepKind
      effect: Effect | null
      /** The middle of the row. */
      y: number
      /** The endings that its branches lead to, each once, in the order of the text. */
      endings: readonly Ending[]
      /** How many of its branches lead to itself. */
      loops: number
      /** Steps that it leads to by an arc for which there was no lane. */
      jumps: readonly string[]
    }
export type StepRow = Extract<SpineRow, { type: 'step' }>

/** All jumps to one step: one line with a stub for each step from which it is reached. */
export interface Arc {
  to: string
  from: readonly string[]
  /** From 0, the nearest to the rows. */
  lane: number
  /** Heights at which it leaves its sources, in order. */
  leaves: readonly number[]
  /** The height at which it enters its target. */
  enters: number
}

export interface Spine {
  rows: readonly SpineRow[]
  height: number
  /** Widths of the gutters; that on the left includes the nodes. */
  left: number
  right: number
  /** The middle of all nodes. */
  nodeX: number
  /** Straight lines between neighbors. */
  links: readonly { from: string; to: string; y1: number; y2: number }[]
  forward: readonly Arc[]
  back: readonly Arc[]
}

/**
 * Lays a graph out.
 * @param graph The graph.
 * @param steps Its steps, in order of writing.
 */
export function spineOf(graph: Graph, steps: readonly Step[]): Spine {
  const places = new Map(steps.map(({ id }, index) => [id, index]))
  const jumps = jumpsIn(graph, places)
  const { ys, heads, height } = heightsOf(steps)
  const arcs = (isForward: boolean): Arc[] => {
    const most = isForward ? MAX_FORWARD : MAX_BACK
    return lanesFor(isForward ? jumps.forward : jumps.back, ys, places, isForward, most)
  }
  const [forward, back] = [arcs(true), arcs(false)]
  const drawn = new Set([...forward, ...back].flatMap(({ to, from }) => from.map((id) => pairOf(id, to))))
  const left = widthOf(forward) + INSET * 2
  const undrawn = undrawnIn(jumps, drawn)
  const endings = endingsIn(graph)
  const rows = steps.map((step, index): StepRow => {
    const { id, label, title, kind, effect } = step
    const own = { endings: endings(id), loops: jumps.loops.get(id) ?? 0, jumps: undrawn.get(id) ?? [] }
    return { type: 'step', id, label, title, kind, effect, y: ys[index] ?? 0, ...own }
  })
  return {
    rows: [...heads, ...rows].toSorted((a, b) => a.y - b.y),
    height,
    left,
    right: back.length === 0 ? 0 : widthOf(back) + INSET,
    nodeX: left - INSET,
    links: jumps.links.map(([from, to]) => ({
      from,
      to,
      y1: (ys[places.get(from) ?? 0] ?? 0) + NODE / 2,
      y2: (ys[places.get(to) ?? 0] ?? 0) - NODE / 2
    })),
    forward,
    back
  }
}

interface Jumps {
  links: [from: string, to: string][]
  forward: Map<string, Set<string>>
  back: Map<string, Set<string>>
  loops: Map<string, number>
}

function jumpsIn({ edges }: Graph, places: ReadonlyMap<string, number>): Jumps {
  const jumps: Jumps = { links: [], forward: new Map(), back: new Map(), loops: new Map() }
  const linked = new Set<string>()
  for (const { from, to } of edges) {
    const [start, end] = [places.get(from), places.get(to)]
    if (start === undefined || end === undefined) continue
    if (start === end) jumps.loops.set(from, (jumps.loops.get(from) ?? 0) + 1)
    else if (end === start + 1) {
      if (!linked.has(pairOf(from, to))) jumps.links.push([from, to])
      linked.add(pairOf(from, to))
    } else {
      const side = end > start ? jumps.forward : jumps.back
      const known = side.get(to)
      if (known) known.add(from)
      else side.set(to, new Set([from]))
    }
  }
  return jumps
}

function heightsOf(steps: readonly Step[]): {
  ys: number[]
  heads: Extract<SpineRow, { type: 'section' }>[]
  height: number
} {
  const heads: Extract<SpineRow, { type: 'section' }>[] = []
  const ys: number[] = []
  let height = 0
  let last: SectionKind | null = null
  for (const { section } of steps) {
    if (section !== last) {
      heads.push({ type: 'section', section, y: height + HEAD / 2 })
      height += HEAD
    }
    last = section
    ys.push(height + ROW / 2)
    height += ROW
  }
  return { ys, heads, height }
}

/**
 * Gives each bundle of jumps a lane: the shortest come nearest to the rows, and no two in a lane overlap. A bundle for which
 * there is no lane left is not drawn.
 */
function lanesFor(
  bundles: ReadonlyMap<string, ReadonlySet<string>>,
  ys: readonly number[],
  places: ReadonlyMap<string, number>,
  isForward: boolean,
  most: number
): Arc[] {
  const yOf = (id: string): number => ys[places.get(id) ?? 0] ?? 0
  const arcs = [...bundles].map(([to, sources]) => {
    const from = [...sources].toSorted((a, b) => yOf(a) - yOf(b))
    const sign = isForward ? 1 : -1
    const [leaves, enters] = [from.map((id) => yOf(id) + sign * APART), yOf(to) - sign * APART]
    const top = Math.min(enters, ...leaves)
    return { arc: { to, from, lane: 0, leaves, enters }, top, bottom: Math.max(enters, ...leaves) }
  })
  arcs.sort((a, b) => a.bottom - a.top - (b.bottom - b.top) || a.top - b.top)
  const lanes: { top: number; bottom: number }[][] = []
  for (const { arc, top, bottom } of arcs) {
    const isFree = (lane: { top: number; bottom: number }[]): boolean =>
      lane.every((other) => other.bottom + APART / 2 < top || bottom + APART / 2 < other.top)
    const free = lanes.findIndex(isFree)
    arc.lane = free === -1 ? lanes.length : free
    if (arc.lane >= most) continue
    const lane = lanes[arc.lane]
    if (lane) lane.push({ top, bottom })
    else lanes.push([{ top, bottom }])
  }
  return arcs
    .map(({ arc }) => arc)
    .filter(({ lane }) => lane < most)
    .toSorted((a, b) => a.enters - b.enters)
}

/** The jumps of each step for which there was no lane. */
function undrawnIn({ forward, back }: Jumps, drawn: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const undrawn = new Map<string, string[]>()
  for (const [to, sources] of [...forward, ...back]) {
    for (const from of sources) {
      if (drawn.has(pairOf(from, to))) continue
      const known = undrawn.get(from)
      if (known) known.push(to)
      else undrawn.set(from, [to])
    }
  }
  return undrawn
}

/** The endings that the branches of a step lead to, in the order of the graph. */
function endingsIn({ nodes, edges }: Graph): (id: string) => Ending[] {
  const ends = nodes.flatMap((node) => (node.type === 'step' ? [] : [node]))
  const isEnd = new Set(ends.map(({ id }) => id))
  const reached = new Map<string, Set<string>>()
  for (const { from, to } of edges) {
    if (!isEnd.has(to)) continue
    const known = reached.get(from)
    if (known) known.add(to)
    else reached.set(from, new Set([to]))
  }
  return (id) => ends.flatMap((node) => (reached.get(id)?.has(node.id) === true ? [endingOfNode(node)] : []))
}

function widthOf(arcs: readonly Arc[]): number {
  return arcs.length === 0 ? 0 : (Math.max(...arcs.map(({ lane }) => lane)) + 1) * LANE
}

function pairOf(from: string, to: string): string {
  return `${from} ${to}`
}
