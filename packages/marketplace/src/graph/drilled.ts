/**
 * What drills walked of a graph, for each of its lines: several branches may share one.
 */
import { endingOf } from '@keys/parser/model'
import type { Graph, IndexedRunbook } from '@keys/schema'

type ByBranch = NonNullable<NonNullable<IndexedRunbook['x-listing']['coverage']>['by_branch']>

/** What is said of one line. */
export type Drilled = ByBranch[number]['state']

/** The gravest comes first: a line is as little walked as the least walked of its branches that counts. */
const ORDER: readonly Drilled[] = ['not-walked', 'production-only', 'walked', 'not-counted']

/** In which order a legend has them. */
const SHOWN: readonly Drilled[] = ['walked', 'not-walked', 'production-only', 'not-counted']

/** What drills walked of a graph. */
export interface DrilledLines {
  /** Of one line, by the step where it begins and the step or kind of ending where it ends. */
  of(from: string, to: string): Drilled
  /** What is said of any line, each once. */
  states: readonly Drilled[]
}

/**
 * What drills walked.
 * @param graph The graph.
 * @param byBranch The coverage of each branch; absent when no drill walked this text.
 * @returns Null when there is nothing to show.
 */
export function drilledIn({ edges }: Graph, byBranch: ByBranch | undefined): DrilledLines | null {
  if (byBranch === undefined || byBranch.length === 0) return null
  const states = new Map(byBranch.map(({ step, branch, state }) => [`${step} ${branch}`, state]))
  const lines = new Map<string, Drilled>()
  for (const { from, to, branch } of edges) {
    const state = branch === null ? 'not-counted' : (states.get(`${from} ${branch}`) ?? 'not-counted')
    const line = `${from} ${endingOf(to)?.type ?? to}`
    const before = lines.get(line)
    if (before === undefined || ORDER.indexOf(state) < ORDER.indexOf(before)) lines.set(line, state)
  }
  const said = new Set(lines.values())
  return {
    of: (from, to) => lines.get(`${from} ${to}`) ?? 'not-counted',
    states: SHOWN.filter((state) => said.has(state))
  }
}

/** The same in words, for people who see no color. */
export const DRILLED_WORDS: Readonly<Record<Drilled, string>> = {
  walked: 'walked by a drill',
  'not-walked': 'not walked by a drill',
  'production-only': 'only production can show it',
  'not-counted': 'not counted'
}
