/**
 * Which step of one version is which of the other, and words that hold through a renumbering.
 */
import { STEP_LABEL, type Branch, type Graph, type Runbook, type Step, type Target } from '@keys/schema'
import { stepInWords } from '../model/steps.js'

const LABEL = new RegExp(`\\b${STEP_LABEL}\\b`, 'gi')

/** The steps of two versions, matched. */
export interface StepMatch {
  pairs: { before: Step; after: Step }[]
  removed: Step[]
  added: Step[]
  /** The id that a step has now, by the id that it had. */
  idAfter: ReadonlyMap<string, string>
}

/**
 * Matches steps by their ids, and a renamed step by a former id that it names.
 * @param before The steps as they were.
 * @param after The steps as they are.
 */
export function matchSteps(before: readonly Step[], after: readonly Step[]): StepMatch {
  const own = new Map(after.map((step) => [step.id, step]))
  const former = new Map(after.flatMap((step) => step.formerIds.map((id) => [id, step] as const)))
  const kept = new Set(before.map(({ id }) => id))
  const taken = new Set<Step>()
  const match: Omit<StepMatch, 'idAfter' | 'added'> = { pairs: [], removed: [] }
  for (const step of before) {
    const renamed = former.get(step.id)
    // A step that is still there under its own id is not the new name of another.
    const other = own.get(step.id) ?? (renamed && !kept.has(renamed.id) && !taken.has(renamed) ? renamed : undefined)
    if (other === undefined) match.removed.push(step)
    else {
      taken.add(other)
      match.pairs.push({ before: step, after: other })
    }
  }
  const idAfter = new Map(match.pairs.map((pair) => [pair.before.id, pair.after.id]))
  return { ...match, added: after.filter((step) => !taken.has(step)), idAfter }
}

/** One version of a runbook, in words and keys that can be compared with those of the other. */
export interface Side {
  runbook: Runbook
  /** A text in which each step is called by its id and not by its number. */
  relabeled: (text: string) => string
  /** The same, with white space folded. */
  plain: (text: string) => string
  /** Where a branch leads, by ids of the newer version. */
  keyOf: (branch: Branch, step: Step | null, index: number) => string
  /** Where a branch leads, for people. */
  wordsOf: (branch: Branch, step: Step | null, index: number) => string
}

/**
 * @param runbook A version.
 * @param idAfter The id that a step has in the newer version; null for the newer version itself.
 */
export function sideOf(runbook: Runbook, idAfter: ReadonlyMap<string, string> | null): Side {
  const idOf = (id: string): string => idAfter?.get(id) ?? id
  const byLabel = new Map(runbook.steps.map((step) => [step.label?.toLowerCase(), idOf(step.id)]))
  const byId = new Map(runbook.steps.map((step) => [step.id, step]))
  const implicit = implicitBranches(runbook.graph)
  const relabeled = (text: string): string =>
    text.replaceAll(LABEL, (label) => `<${byLabel.get(label.toLowerCase()) ?? label}>`)
  return {
    runbook,
    relabeled,
    plain: (text) => relabeled(text).replaceAll(/\s+/g, ' ').trim(),
    keyOf(branch, step, index) {
      if (branch.targets.length > 0) return branch.targets.map((target) => targetKey(target, idOf)).join(' ')
      const next = step === null ? undefined : implicit.get(`${step.id} ${index}`)
      return next === undefined ? '' : idOf(next)
    },
    wordsOf(branch, step, index) {
      if (branch.targets.length > 0) return branch.targets.map((target) => targetWords(target, byId)).join(', ')
      const next = byId.get((step && implicit.get(`${step.id} ${index}`)) ?? '')
      return next === undefined ? 'the next step' : stepInWords(next)
    }
  }
}

/** Where branches without a target lead, by step and index. */
function implicitBranches({ edges }: Graph): ReadonlyMap<string, string> {
  return new Map(
    edges
      .filter(({ type, branch }) => type === 'implicit' && branch !== null)
      .map(({ from, branch, to }) => [`${from} ${branch}`, to])
  )
}

function targetKey(target: Target, idOf: (id: string) => string): string {
  switch (target.type) {
    case 'step':
      return target.step === null ? `label:${target.label.toLowerCase()}` : idOf(target.step)
    case 'section':
      return `section:${target.section}`
    case 'terminal':
      return `stop:${target.terminal}:${target.package ?? ''}`
    case 'external':
      return `pack:${target.package}`
  }
}

function targetWords(target: Target, steps: ReadonlyMap<string, Step>): string {
  switch (target.type) {
    case 'step': {
      const step = target.step === null ? undefined : steps.get(target.step)
      return step === undefined ? target.label : stepInWords(step)
    }
    case 'section':
      return `the section ${target.section}`
    case 'terminal':
      return terminalWords(target.terminal, target.package)
    case 'external':
      return target.package
  }
}

/** A stop in words. */
export function terminalWords(terminal: string, name: string | null): string {
  return `STOP: ${terminal.replace('-', ' ')}${name === null ? '' : ` ${name}`}`
}
