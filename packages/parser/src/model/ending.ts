/**
 * How a run ends. The nodes of a graph that are no step, and the end of a run that a person closed early.
 */
import type { GraphNode, TerminalKind } from '@keys/schema'

/** Each way in which a run ends. One more is a compile error in every place that has to know it. */
export type Ending =
  | { type: 'resolved' }
  | { type: 'escalate' }
  /** Another runbook is right: the package that the text names, if it names one. */
  | { type: 'wrong-runbook'; package: string | null }
  /** A person closed the run before the text said stop. */
  | { type: 'ended-early' }
export type EndingType = Ending['type']

const STOP = 'stop:'
const PACK = 'pack:'

/** The types of endings, by what stands behind `stop:`. A record, so that the compiler counts them. */
const STOPS: Readonly<Record<EndingType, Ending>> = {
  resolved: { type: 'resolved' },
  escalate: { type: 'escalate' },
  'wrong-runbook': { type: 'wrong-runbook', package: null },
  'ended-early': { type: 'ended-early' }
}

/**
 * The ending that a node is. A stop that nobody knows means escalate: a run that cannot go on needs help.
 * @param node The id of a node.
 * @returns The ending; null for a step.
 */
export function endingOf(node: string): Ending | null {
  if (node.startsWith(PACK)) return { type: 'wrong-runbook', package: node.slice(PACK.length) }
  if (!node.startsWith(STOP)) return null
  const name = node.slice(STOP.length)
  return Object.hasOwn(STOPS, name) ? STOPS[name as EndingType] : STOPS.escalate
}

/**
 * The node of an ending.
 * @param ending The ending.
 */
export function nodeOfEnding(ending: Ending): string {
  if (ending.type === 'wrong-runbook' && ending.package !== null) return `${PACK}${ending.package}`
  return `${STOP}${ending.type}`
}

/**
 * The ending of a node that is no step.
 * @param node The node.
 */
export function endingOfNode(node: Exclude<GraphNode, { type: 'step' }>): Ending {
  if (node.type === 'external') return { type: 'wrong-runbook', package: node.package }
  const stops: Readonly<Record<TerminalKind, Ending>> = STOPS
  return stops[node.terminal]
}

/** How a run stands that has ended so, such as `resolved` or `another runbook: @keys/runbook-x`. */
export function endingInShort(ending: Ending): string {
  switch (ending.type) {
    case 'resolved':
      return 'resolved'
    case 'escalate':
      return 'escalated'
    case 'wrong-runbook':
      return ending.package === null ? 'another runbook' : `another runbook: ${ending.package}`
    case 'ended-early':
      return 'ended early'
  }
}

/** What the text says at such an end, such as `STOP: escalate`. */
export function stopInWords(ending: Ending): string {
  switch (ending.type) {
    case 'resolved':
    case 'escalate':
      return `STOP: ${ending.type}`
    case 'wrong-runbook':
      return ending.package === null ? 'STOP: wrong runbook' : `STOP: wrong runbook, use ${ending.package}`
    case 'ended-early':
      return 'STOP: ended early'
  }
}
