/**
 * Compares the branches of a step.
 */
import type { Branch, Step } from '@keys/schema'
import { diffMatchers, matcherKey } from './matchers.js'
import type { Side } from './names.js'
import type { Recorder, Scope } from './recorder.js'
import { isAscending, pairEqual, type Pairing } from './texts.js'

/** A branch with what it is compared by. */
interface Known {
  branch: Branch
  index: number
  /** What decides it. */
  condition: string
  /** Where it leads. */
  target: string
}

/**
 * Compares branches. Two are the same when the same decides them, or else when they lead to the same place.
 * @param before The branches as they were, of a step or of a section outside all steps.
 * @param after The branches as they are.
 * @returns Whether words around them differ.
 */
export function diffBranches(
  before: { side: Side; step: Step | null; branches: readonly Branch[] },
  after: { side: Side; step: Step | null; branches: readonly Branch[] },
  scope: Scope,
  record: Recorder
): boolean {
  const pairing = pair(known(before), known(after))
  let isReworded = false
  for (const [was, is] of [...pairing.same, ...pairing.changed].toSorted((a, b) => a[1].index - b[1].index)) {
    const isRetargeted = was.target !== is.target
    diffConditions(was, is, before.side, after.side, scope, record)
    if (isRetargeted) {
      const [from, to] = [wordsOf(before, was), wordsOf(after, is)]
      const part = words(is.branch)
      record.altered('branch-retargeted', scope, at(from, was.branch), at(to, is.branch), { part })
    } else if (before.side.plain(was.branch.text) !== after.side.plain(is.branch.text)) isReworded = true
  }
  for (const item of pairing.removed) {
    record.removed('branch-removed', scope, at(`${words(item.branch)} → ${wordsOf(before, item)}`, item.branch))
  }
  for (const item of pairing.added) {
    record.added('branch-added', scope, at(`${words(item.branch)} → ${wordsOf(after, item)}`, item.branch))
  }
  diffOrder(pairing, scope, record)
  return isReworded
}

function known({ side, step, branches }: { side: Side; step: Step | null; branches: readonly Branch[] }): Known[] {
  return branches.map((branch, index) => ({
    branch,
    index,
    condition: conditionKey(branch, side),
    target: side.keyOf(branch, step, index)
  }))
}

function wordsOf({ side, step }: { side: Side; step: Step | null }, { branch, index }: Known): string {
  return side.wordsOf(branch, step, index)
}

/** What decides a branch: nothing else, its matchers, or the words that a person judges by. */
function conditionKey(branch: Branch, side: Side): string {
  if (branch.isDefault) return 'otherwise'
  if (branch.matchers.length > 0) return `machine ${branch.matchers.map(matcherKey).toSorted().join(' ')}`
  return `person ${side.plain(branch.condition)}`
}

function pair(before: readonly Known[], after: readonly Known[]): Pairing<Known> {
  const condition = ({ condition }: Known): string => condition
  const first = pairEqual(before, after, condition, condition)
  // Of what is left, one that leads to the same place is the same branch under another condition.
  const target = ({ target, branch }: Known): string | null => (branch.isDefault ? null : target)
  const second = pairEqual(first.removed, first.added, target, target)
  const overlap = pairOverlapping(second.removed, second.added)
  return { ...overlap, same: first.same, changed: [...second.same, ...overlap.changed] }
}

/** Branches that share a matcher are one branch, which leads elsewhere and matches otherwise. */
function pairOverlapping(before: readonly Known[], after: readonly Known[]): Pairing<Known> {
  const owners = new Map(after.flatMap((item) => item.branch.matchers.map((matcher) => [matcherKey(matcher), item])))
  const changed: [Known, Known][] = []
  const taken = new Set<Known>()
  for (const item of before) {
    const found = item.branch.matchers.map((matcher) => owners.get(matcherKey(matcher)))
    const other = found.find((candidate) => candidate !== undefined && !taken.has(candidate))
    if (other === undefined) continue
    changed.push([item, other])
    taken.add(item).add(other)
  }
  const isLeft = (item: Known): boolean => !taken.has(item)
  return { same: [], changed, removed: before.filter(isLeft), added: after.filter(isLeft) }
}

function diffConditions(was: Known, is: Known, before: Side, after: Side, scope: Scope, record: Recorder): void {
  if (diffMatchers(was.branch.matchers, is.branch.matchers, scope, words(is.branch), record)) return
  if (before.plain(was.branch.condition) === after.plain(is.branch.condition)) return
  const type = is.branch.matchers.length > 0 || is.branch.isDefault ? 'condition-reworded' : 'condition-changed'
  record.altered(type, scope, conditionAt(was.branch), conditionAt(is.branch))
}

function diffOrder({ same, changed }: Pairing<Known>, scope: Scope, record: Recorder): void {
  const pairs = [...same, ...changed].toSorted((a, b) => a[1].index - b[1].index)
  if (isAscending(pairs.map(([was]) => was.index))) return
  const earlier = pairs.toSorted((a, b) => a[0].index - b[0].index)
  const was = earlier.map(([item]) => words(item.branch)).join('; ')
  const is = pairs.map(([, item]) => words(item.branch)).join('; ')
  record.altered('branches-reordered', scope, at(was, earlier[0]![0].branch), at(is, pairs[0]![1].branch))
}

function words(branch: Branch): string {
  return branch.isDefault ? 'otherwise' : `if ${branch.condition}`
}

function at(text: string, { position }: Branch) {
  return { text, position }
}

function conditionAt({ condition, conditionPosition }: Branch) {
  return { text: condition, position: conditionPosition }
}
