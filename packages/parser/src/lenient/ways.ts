/**
 * Sections that a step chooses among: only the one that was chosen is done, and behind it comes what follows all of them.
 */
import type { Step } from '@keys/schema'
import type { Part } from './parts.js'
import type { PlacedStep } from './resolve.js'
import type { Sequence } from './sequence.js'
import { isAnswer } from './unopened.js'

/**
 * The order of the steps, in which sections that are chosen among do not follow each other.
 * @param sequence The order of writing.
 * @param placed All steps, their targets resolved.
 */
export function apart(sequence: Sequence, placed: readonly PlacedStep[]): Sequence {
  const next = new Map(sequence.next)
  const byId = new Map(placed.map((one) => [one.step.id, one]))
  for (const from of placed) {
    const ways = waysFrom(from, byId)
    if (ways.size === 0) continue
    const [last] = [...ways.keys()].toReversed()
    const exit = behind(last!, ways.get(last!)!, sequence.next, byId)
    const turn = (id: string): void => {
      if (exit === null) next.delete(id)
      else next.set(id, exit)
    }
    for (const [id, to] of sequence.next) {
      const { part } = byId.get(id)!
      // Neither a section that was not chosen nor what is done in another case runs into one.
      const isApart =
        part.heading === from.part.heading || [...ways].some(([way, of]) => way !== to && inside(part, of))
      if (ways.has(to) && isApart) turn(id)
    }
  }
  return { ...sequence, next }
}

/** The first steps of the sections that a step chooses among, in order of writing, each with its section. */
function waysFrom({ step, part }: PlacedStep, byId: ReadonlyMap<string, PlacedStep>): Map<string, Part> {
  const named = step.branches.flatMap(({ targets, form, text }) =>
    targets.flatMap((target) => {
      // What stands in a case was kept apart when it was found.
      if (form === 'heading' && text === '') return []
      const to = target.type === 'step' && target.step !== null ? byId.get(target.step) : undefined
      if (!to || to.part === part || to.part.heading === null || to.part.number !== null) return []
      return isBehind(to.step, step) && firstOf(to.part, byId) === to ? [to] : []
    })
  )
  const sorted = [...new Set(named)].toSorted((a, b) => a.step.position.start.offset - b.step.position.start.offset)
  // A single section is chosen where other cases of the same step are done otherwise; behind a yes or no it may be what comes next.
  const isLinked = step.branches.some(({ targets }) =>
    targets.some((one) => one.type === 'step' && one.form === 'link')
  )
  const isTold = step.branches.length > 1 && !step.branches.every(({ condition }) => isAnswer(condition))
  const isChoice = sorted.length > 1 || (sorted.length === 1 && isLinked && isTold)
  return new Map(isChoice ? sorted.map((to) => [to.step.id, to.part]) : [])
}

function isBehind(step: Step, other: Step): boolean {
  return step.position.start.offset > other.position.start.offset
}

/** The first step below the heading of a part: its name leads there. */
function firstOf({ heading }: Part, byId: ReadonlyMap<string, PlacedStep>): PlacedStep | undefined {
  return [...byId.values()].find(({ part }) => part.heading === heading)
}

/** What follows a section in the order of writing. */
function behind(
  first: string,
  part: Part,
  next: ReadonlyMap<string, string>,
  byId: ReadonlyMap<string, PlacedStep>
): string | null {
  let id: string | undefined = first
  const seen = new Set<string>()
  while (id !== undefined && !seen.has(id) && inside(byId.get(id)?.part, part)) {
    seen.add(id)
    id = next.get(id)
  }
  return id ?? null
}

function inside(part: Part | undefined, of: Part): boolean {
  if (!part) return false
  return part.heading === of.heading || of.children.some((child) => inside(part, child))
}
