import type { Graph, GraphEdge, Step, StepKind } from '@keys/schema'
import { tarballFiles } from '@keys/pack'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { HEAD, LANE, MAX_BACK, MAX_FORWARD, NODE, ROW, spineOf, type Arc, type Spine } from '../src/graph/spine.js'
import { INDEX, ownIndex } from './support/site.js'

interface Line {
  x1: number
  y1: number
  x2: number
  y2: number
}

/** The straight parts of an arc, as spine-svg.tsx draws them. */
function linesOf(arc: Arc, edge: number, laneX: number): Line[] {
  return [
    ...arc.leaves.map((y) => ({ x1: laneX, y1: y, x2: edge, y2: y })),
    ...arc.leaves.map((y) => ({ x1: laneX, y1: y, x2: laneX, y2: arc.enters })),
    { x1: laneX, y1: arc.enters, x2: edge, y2: arc.enters }
  ]
}

function crosses(line: Line, box: { left: number; right: number; top: number; bottom: number }): boolean {
  const [left, right] = [Math.min(line.x1, line.x2), Math.max(line.x1, line.x2)]
  const [top, bottom] = [Math.min(line.y1, line.y2), Math.max(line.y1, line.y2)]
  return right > box.left && left < box.right && bottom > box.top && top < box.bottom
}

/** What must hold of every spine, whatever the graph. */
function expectReadable(spine: Spine): void {
  const edge = spine.nodeX - NODE / 2 - 2
  const steps = spine.rows.filter((row) => row.type === 'step')
  const boxes = steps.map(({ y }) => ({
    left: spine.nodeX - NODE / 2,
    right: spine.nodeX + NODE / 2,
    top: y - NODE / 2,
    bottom: y + NODE / 2
  }))
  const forward = spine.forward.flatMap((arc) => linesOf(arc, edge, edge - 4 - (arc.lane + 0.5) * LANE))
  // No line through a box, none outside of its gutter.
  for (const line of forward) {
    for (const box of boxes) expect(crosses(line, box)).toBe(false)
    expect(Math.min(line.x1, line.x2)).toBeGreaterThanOrEqual(0)
  }
  for (const { y1, y2 } of spine.links) {
    expect(boxes.some(({ top, bottom }) => bottom > y1 && top < y2)).toBe(false)
  }
  for (const { lane } of spine.back) expect(8 + (lane + 1) * LANE).toBeLessThanOrEqual(spine.right)
  // No two lines of a lane touch, so that nobody reads one for another.
  for (const arcs of [spine.forward, spine.back]) {
    for (const [place, a] of arcs.entries()) {
      for (const b of arcs.slice(place + 1).filter(({ lane }) => lane === a.lane)) {
        const [aTop, aBottom] = [Math.min(a.enters, ...a.leaves), Math.max(a.enters, ...a.leaves)]
        const [bTop, bBottom] = [Math.min(b.enters, ...b.leaves), Math.max(b.enters, ...b.leaves)]
        expect(aBottom < bTop || bBottom < aTop).toBe(true)
      }
    }
  }
  // Rows do not overlap; a line enters and leaves a row within it.
  for (const [place, row] of spine.rows.entries()) {
    const next = spine.rows[place + 1]
    const half = (row.type === 'step' ? ROW : HEAD) / 2
    if (next) expect(row.y + half).toBeLessThanOrEqual(next.y - (next.type === 'step' ? ROW : HEAD) / 2)
  }
  expect(spine.left).toBeLessThan(110)
}

/** Every way from one step to another is drawn, or named on its row. */
function expectComplete(spine: Spine, graph: Graph): void {
  const drawn = new Set([
    ...spine.links.map(({ from, to }) => `${from} ${to}`),
    ...[...spine.forward, ...spine.back].flatMap(({ from, to }) => from.map((id) => `${id} ${to}`))
  ])
  const rows = new Map(spine.rows.flatMap((row) => (row.type === 'step' ? [[row.id, row] as const] : [])))
  for (const { from, to } of graph.edges) {
    const row = rows.get(from)
    if (from === to) expect(row?.loops).toBeGreaterThan(0)
    else if (rows.has(to)) expect(drawn.has(`${from} ${to}`) || row?.jumps.includes(to) === true).toBe(true)
    else expect(row?.endings.length).toBeGreaterThan(0)
  }
}

const SECTIONS = {
  check: 'safety-checks',
  diagnosis: 'diagnosis',
  action: 'actions',
  verification: 'verification'
} as const

function graphOf(kinds: readonly StepKind[], pairs: readonly (readonly [number, number])[]): [Graph, Step[]] {
  const steps = kinds.map((kind, index) => ({
    id: `s${index}`,
    label: `Step ${index}`,
    title: 'A step',
    kind,
    effect: null,
    section: SECTIONS[kind]
  })) as unknown as Step[]
  const nodes: Graph['nodes'] = [
    ...steps.map(({ id, kind, label, title }) => ({ type: 'step' as const, id, kind, label, title, effect: null })),
    { type: 'terminal', id: 'stop:escalate', terminal: 'escalate' }
  ]
  const edges = pairs.map(([from, to], index): GraphEdge => {
    const target = to % (steps.length + 1)
    return {
      from: `s${from % steps.length}`,
      to: target === steps.length ? 'stop:escalate' : `s${target}`,
      type: 'explicit',
      on: 'branch',
      branch: index,
      condition: 'x',
      position: null
    }
  })
  return [{ entry: 's0', nodes, edges }, steps]
}

test('the graphs of all runbooks are readable, and all of each is there', async () => {
  for (const entry of ownIndex().runbooks) {
    const files = await tarballFiles(readFileSync(join(dirname(INDEX), entry['x-listing'].tarball.path)))
    const { runbook } = JSON.parse(new TextDecoder().decode(files.read('runbook.json')))
    const spine = spineOf(runbook.graph, runbook.steps)
    expectReadable(spine)
    expectComplete(spine, runbook.graph)
    expect(spine.rows.every((row) => row.type === 'section' || row.jumps.length === 0)).toBe(true)
  }
})

test('so are 1,000 generated ones', () => {
  const kinds = fc
    .array(fc.constantFrom<StepKind>('check', 'diagnosis', 'action', 'verification'), { minLength: 1, maxLength: 40 })
    .map((list) => list.toSorted())
  const pairs = fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 120 })
  fc.assert(
    fc.property(kinds, pairs, (kinds, pairs) => {
      const [graph, steps] = graphOf(kinds, pairs)
      const spine = spineOf(graph, steps)
      expectReadable(spine)
      expectComplete(spine, graph)
      expect(new Set(spine.forward.map(({ lane }) => lane)).size).toBeLessThanOrEqual(MAX_FORWARD)
      expect(new Set(spine.back.map(({ lane }) => lane)).size).toBeLessThanOrEqual(MAX_BACK)
    }),
    { numRuns: 1000 }
  )
})

test('500 steps and 3,000 branches are laid out, each of them', () => {
  const [graph, steps] = largeGraph(500)
  expectComplete(spineOf(graph, steps), graph)
})

test('four times the steps and branches take about four times as long', () => {
  const [short, long] = [largeGraph(250), largeGraph(1000)].map(([graph, steps]) => () => {
    const start = performance.now()
    spineOf(graph, steps)
    return performance.now() - start
  })
  for (const time of [short, long]) time?.()
  // A pair at a time, so that what else this machine does meets both.
  const ratios = Array.from({ length: 5 }, () => (long?.() ?? 0) / (short?.() ?? 1))
  expect(Math.min(...ratios)).toBeLessThan(12)
})

/** Steps with six branches each, to everywhere. */
function largeGraph(count: number): ReturnType<typeof graphOf> {
  const kinds = Array.from({ length: count }, (): StepKind => 'diagnosis')
  const pairs = Array.from({ length: count * 6 }, (_, index) => [index % count, (index * 7919) % (count + 1)] as const)
  return graphOf(kinds, pairs)
}
