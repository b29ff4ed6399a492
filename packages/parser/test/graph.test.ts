import type { Graph } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { parseRunbook, toMermaid } from '../src/index.ts'

const SECTIONS = { c: 'Immediate safety checks', d: 'Diagnosis flow', a: 'Action steps', v: 'Verification' } as const

/** A runbook of steps with short names, such as `d1`, each with its branches: the words after `1`, or the default. */
function graphOf(steps: Record<string, string[]>): Graph {
  let text = ''
  for (const [letter, section] of Object.entries(SECTIONS)) {
    text += `## ${section}\n\n`
    for (const [name, branches] of Object.entries(steps)) {
      if (!name.startsWith(letter)) continue
      const word = { c: 'Check', d: 'Step', a: 'Action', v: 'Verify' }[letter]!
      text += `### ${word} ${name.slice(1)}: ${name}\n\n`
      for (const branch of branches)
        text += branch.startsWith('else ') ? `- **Otherwise**: ${branch}\n` : `- **If \`1\`**: ${branch}\n`
      text += '\n'
    }
  }
  return parseRunbook(text).graph
}

const edgesOf = (graph: Graph) => graph.edges.map(({ from, to, type, on }) => `${from} ${on} ${type} ${to}`)

test.each<[string, Record<string, string[]>, string[]]>([
  ['a check falls through to the next', { c1: [], c2: [] }, ['c1 always implicit c2']],
  [
    'the last check to the first diagnosis step',
    { c1: [], d1: ['**STOP: resolved**', 'else **STOP: escalate**'] },
    ['c1 always implicit d1', 'd1 branch terminal stop:resolved', 'd1 branch terminal stop:escalate']
  ],
  [
    'the last check without diagnosis to the first action',
    { c1: [], a1: [] },
    ['c1 always implicit a1', 'a1 holds terminal stop:resolved', 'a1 fails terminal stop:escalate']
  ],
  [
    'the last diagnosis step falls nowhere',
    { d1: [], d2: [], v1: [] },
    ['d1 always implicit d2', 'v1 holds terminal stop:resolved', 'v1 fails terminal stop:escalate']
  ],
  [
    'anything that a step in the strict form does not name escalates',
    { d1: ['[Step 3]'], d2: [], d3: [] },
    ['d1 branch explicit d3', 'd1 fails terminal stop:escalate', 'd2 always implicit d3']
  ],
  [
    'a default takes the place of falling through',
    { d1: ['[Step 2]', 'else [Step 2]'], d2: [] },
    ['d1 branch explicit d2', 'd1 branch explicit d2']
  ],
  [
    'an action goes to the first verification or escalates',
    { a1: [], a2: [], v1: [] },
    [
      'a1 holds implicit v1',
      'a1 fails terminal stop:escalate',
      'a2 holds implicit v1',
      'a2 fails terminal stop:escalate',
      'v1 holds terminal stop:resolved',
      'v1 fails terminal stop:escalate'
    ]
  ],
  [
    'an action with all its branches has no way of its own',
    { a1: ['[Action 1]', 'else **STOP: escalate**'] },
    ['a1 branch explicit a1', 'a1 branch terminal stop:escalate']
  ],
  [
    'verifications follow each other and end in resolved',
    { v1: [], v2: [] },
    [
      'v1 holds implicit v2',
      'v1 fails terminal stop:escalate',
      'v2 holds terminal stop:resolved',
      'v2 fails terminal stop:escalate'
    ]
  ],
  [
    'a section is its first step',
    { d1: ['proceed to the action steps'], a1: ['else **STOP: escalate**'] },
    ['d1 branch section a1', 'a1 branch terminal stop:escalate']
  ],
  [
    'another runbook',
    { d1: ['else **STOP: wrong runbook** `@keys/runbook-a`'] },
    ['d1 branch external pack:@keys/runbook-a']
  ],
  [
    'a runbook named without a stop',
    { d1: ['else use `@keys/runbook-a`'] },
    ['d1 branch external pack:@keys/runbook-a']
  ],
  [
    'a branch without a target goes to the next step',
    { d1: ['words', 'else words'], d2: [] },
    ['d1 branch implicit d2', 'd1 branch implicit d2']
  ],
  ['a step that is not there is no edge', { d1: ['else [Step 9]'] }, []]
])('%s', (_, steps, edges) => {
  expect(edgesOf(graphOf(steps))).toEqual(edges)
})

test.each<[string[], string | null]>([
  [['c1', 'd1', 'a1', 'v1'], 'c1'],
  [['v1', 'd1', 'a1'], 'd1'],
  [['a1', 'v1'], 'a1'],
  [['v1'], 'v1'],
  [[], null]
])('of %j the entry is %s', (names, entry) => {
  expect(graphOf(Object.fromEntries(names.map((name) => [name, []]))).entry).toBe(entry)
})

test('edges say which branch they are', () => {
  const { edges } = graphOf({ d1: ['[Step 2]', 'else **STOP: escalate**'], d2: ['else **STOP: escalate**'] })
  expect(edges.map(({ branch, condition }) => [branch, condition])).toEqual([
    [0, '`1`'],
    [1, 'Otherwise'],
    [0, 'Otherwise']
  ])
})

test('a stop and a pack are one node each, however often they are named', () => {
  const stops = graphOf({ d1: ['**STOP: escalate**', 'else **STOP: escalate**'], v1: [] }).nodes
  expect(stops.filter(({ type }) => type === 'terminal').map(({ id }) => id)).toEqual([
    'stop:escalate',
    'stop:resolved'
  ])
})

describe('Mermaid', () => {
  test('draws every kind of node and edge', () => {
    const graph = graphOf({
      c1: [],
      d1: ['[Action 1]', 'else **STOP: wrong runbook** `@keys/runbook-a`'],
      a1: [],
      v1: []
    })
    expect(toMermaid(graph)).toMatchInlineSnapshot(`
      "flowchart TD
        n0("Check 1: c1")
        n1{{"Step 1: d1"}}
        n2["Action 1: a1"]
        n3("Verify 1: v1")
        n4[["@keys/runbook-a"]]
        n5(["STOP: escalate"])
        n6(["STOP: resolved"])
        n0 -.-> n1
        n1 -->|"#96;1#96;"| n2
        n1 -->|"Otherwise"| n4
        n2 -. holds .-> n3
        n2 -. fails .-> n5
        n3 -. holds .-> n6
        n3 -. fails .-> n5
      "
    `)
  })

  test.each(['"', ']', '}', ')', '|', '#quot;', ';', '<script>', '`', '\\', '-->', 'end'])(
    '%j in a title stays text',
    (title) => {
      const node = { type: 'step', id: 'a', kind: 'action', label: null, title: `a${title}b`, effect: null } as const
      const line = toMermaid({ entry: 'a', nodes: [node], edges: [] }).split('\n')[1]!
      expect(line).toMatch(/^ {2}n0\["a[^"[\]{}|()<>`\\]*b"\]$/)
      // Mermaid reads its entity codes back.
      const read = line.slice(6, -2).replace(/#(\d+);/g, (__, code: string) => String.fromCodePoint(Number(code)))
      expect(read).toBe(`a${title}b`)
    }
  )

  test('line ends and control characters in a condition are blanks', () => {
    const node = { type: 'terminal', id: 'stop:escalate', terminal: 'escalate' } as const
    const edge = { from: node.id, to: node.id, type: 'terminal', on: 'branch', branch: 0, position: null } as const
    const text = toMermaid({ entry: null, nodes: [node], edges: [{ ...edge, condition: 'a\nb\u001B[0m\u007F' }] })
    expect(text.split('\n')).toHaveLength(4)
    expect(text).not.toMatch(/[^\P{Cc}\n]/u)
  })

  test('an edge to nowhere is left out', () => {
    const edge = {
      from: 'a',
      to: 'b',
      type: 'explicit',
      on: 'always',
      branch: null,
      condition: null,
      position: null
    } as const
    expect(toMermaid({ entry: null, nodes: [], edges: [edge] })).toBe('flowchart TD\n\n')
  })
})
