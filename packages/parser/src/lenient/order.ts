/**
 * The ids of the steps, and the order in which they follow each other.
 */
import { STEP_WORDS } from '@keys/schema'
import { slug } from 'github-slugger'
import { oneLine } from '../markdown/nodes.js'
import type { Draft, Flow } from './drafts.js'
import type { Sequence } from './sequence.js'

/** All steps of some flows. */
export function draftsIn(flows: readonly Flow[]): Draft[] {
  return flows.flatMap((flow) => {
    if (flow.type === 'step') return [flow.draft]
    return flow.type === 'choice' ? flow.options.flatMap((option) => draftsIn(option.flow)) : []
  })
}

/** The slug of the title of a step. */
export function slugOf({ title, kind, ordinal }: Draft): string {
  return (
    slug(oneLine(title).slice(0, 80)).replace(/-+$/, '') ||
    `${STEP_WORDS[kind].toLowerCase()}${ordinal === null ? '' : `-${ordinal}`}`
  )
}

/** Some steps in the order of writing. */
export function inOrder(drafts: readonly Draft[]): Draft[] {
  return drafts.toSorted(
    (a, b) => a.position.start.offset - b.position.start.offset || a.position.end.offset - b.position.end.offset
  )
}

/**
 * Gives each step an id of its own: its slug, with a number where an earlier one has the same.
 * @param drafts The steps, in order of writing.
 */
export function idsOf(drafts: readonly Draft[]): Map<Draft, string> {
  const ids = new Map<Draft, string>()
  const taken = new Set<string>()
  const counts = new Map<string, number>()
  for (const draft of drafts) {
    const own = slugOf(draft)
    let id = own
    let count = counts.get(own) ?? 2
    for (; taken.has(id); count++) id = `${own}-${count}`
    counts.set(own, count)
    taken.add(id)
    ids.set(draft, id)
  }
  return ids
}

/**
 * The order of the steps.
 * @param main What follows in order.
 * @param rollback The steps where failed actions lead.
 * @param ids The ids of all steps.
 */
export function sequenceOf(
  main: readonly Flow[],
  rollback: readonly Flow[],
  ids: ReadonlyMap<Draft, string>
): Sequence {
  const next = new Map<string, string>()
  const entry = follow(main, null, ids, next)
  const back = follow(rollback, null, ids, next)
  const rollbackSteps = new Set(draftsIn(rollback).map((draft) => ids.get(draft)!))
  return { entry: entry ?? back, next, onward: new Map(), rollback: entry === null ? null : back, rollbackSteps }
}

/** Says for each step of some flows which one follows it, and gives the first. */
function follow(
  flows: readonly Flow[],
  after: string | null,
  ids: ReadonlyMap<Draft, string>,
  order: Map<string, string>
): string | null {
  let next = after
  // What follows all of several ways that stand one behind the other.
  let out = after
  for (const flow of flows.toReversed()) {
    if (flow.type === 'step') {
      const id = ids.get(flow.draft)!
      const behind = flow.draft.way === 'last' ? out : next
      if (behind !== null) order.set(id, behind)
      next = id
      if (flow.draft.way === undefined) out = id
    } else if (flow.type === 'choice') {
      for (const option of flow.options) follow(option.flow, next, ids, order)
    }
  }
  return next
}
