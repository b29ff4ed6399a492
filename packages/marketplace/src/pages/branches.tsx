/**
 * Every branch as text: what the picture shows, for whoever does not see it, with what drills walked of it.
 */
import type { GraphEdge, IndexedRunbook, Runbook, Step } from '@keys/schema'
import type { JSX } from 'preact'
import { Panel } from './panel.js'
import { safeId, TargetLink } from './text.js'
import { conditionInWords, counted } from './words.js'

export interface BranchTableProps {
  entry: IndexedRunbook
  runbook: Runbook
  /** Whether conditions may be shown: those of a gated runbook are its text. */
  isOpen: boolean
}

export function BranchTable({ entry, runbook, isOpen }: BranchTableProps): JSX.Element {
  const states = statesIn(entry)
  return (
    <Panel id="rk-branches" title="All branches" about="Each way out of each step, in order of the text.">
      <details>
        <summary>
          {counted(runbook.graph.edges.length, 'way')} out of {counted(runbook.steps.length, 'step')}
        </summary>
        <div class="table" tabIndex={0} role="region" aria-label="Table of all branches">
          <table class="branches">
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">If</th>
                <th scope="col">Then</th>
                <th scope="col">Drills</th>
              </tr>
            </thead>
            <tbody>
              {runbook.steps.flatMap((step) => {
                const edges = runbook.graph.edges.filter(({ from }) => from === step.id)
                return edges.map((edge, index) => (
                  <tr key={`${step.id} ${index}`} class={index === 0 ? 'first' : undefined}>
                    {index === 0 && (
                      <th scope="rowgroup" rowSpan={edges.length}>
                        <a href={`#${safeId(step.id)}`}>{step.label ?? step.title}</a>
                      </th>
                    )}
                    <td>{isOpen || edge.condition === null ? wordsOf(edge) : '(in the package)'}</td>
                    <td>
                      <TargetLink edge={edge} runbook={runbook} />
                    </td>
                    <td>
                      <StateCell state={stateOf(states, step, edge)} />
                    </td>
                  </tr>
                ))
              })}
            </tbody>
          </table>
        </div>
      </details>
    </Panel>
  )
}

type BranchState = NonNullable<NonNullable<IndexedRunbook['x-listing']['coverage']>['by_branch']>[number]

function statesIn({ 'x-listing': { coverage } }: IndexedRunbook): ReadonlyMap<string, BranchState> {
  return new Map((coverage?.by_branch ?? []).map((state) => [`${state.step} ${state.branch}`, state]))
}

function stateOf(states: ReadonlyMap<string, BranchState>, step: Step, edge: GraphEdge): BranchState | null {
  return edge.branch === null ? null : (states.get(`${step.id} ${edge.branch}`) ?? null)
}

function StateCell({ state }: { state: BranchState | null }): JSX.Element {
  if (state === null) return <span class="cov none">not counted</span>
  const times = state.scenarios === 0 ? '' : ` (${counted(state.scenarios, 'scenario')})`
  return <span class={`cov ${state.state}`}>{`${WORDS[state.state]}${times}`}</span>
}

const WORDS: Readonly<Record<BranchState['state'], string>> = {
  walked: 'walked',
  'not-walked': 'not walked',
  'production-only': 'only production can show it',
  'not-counted': 'not counted'
}

const ON: Readonly<Record<GraphEdge['on'], string>> = {
  branch: '',
  always: 'done',
  holds: 'what is expected holds',
  fails: 'it does not hold'
}

function wordsOf(edge: GraphEdge): string {
  return edge.condition === null ? ON[edge.on] : conditionInWords(edge.condition)
}
