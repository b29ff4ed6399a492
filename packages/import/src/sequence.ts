/**
 * How the steps of a draft follow each other: where the text goes on otherwise than our grammar has it, it is written.
 */
import { STEP_KINDS, type Branch, type Runbook, type Step } from '@keys/schema'
import type { Asker } from './questions.js'

/** Answers to whether some steps are ways to choose from. */
const ORDERS = ['one of them', 'one after the other'] as const

/** Where each step goes on, by its id: to a step, or to an ending of the graph. */
export type Sequence = ReadonlyMap<string, string>

/** The steps of a draft, and their order. */
export interface Ordered {
  steps: readonly Step[]
  next: Sequence
}

/**
 * The steps in their order. Whether some are ways to choose from, or all are done, is asked once, where the text may mean either.
 * @param runbook What was read.
 * @param text The text of it.
 * @param steps Its steps that stand in the draft.
 * @param asker Who asks.
 */
export function ordered({ graph }: Runbook, text: string, steps: readonly Step[], asker: Asker): Ordered {
  const next = new Map<string, string>()
  for (const { from, to, on } of graph.edges)
    if ((on === 'always' || on === 'holds') && !next.has(from)) next.set(from, to)
  const isOpen = (branch: Branch): boolean => isWay(branch) && !NAMES_WAY.test(text.slice(branch.position.start.offset))
  const hosts = steps.filter(({ branches }) => branches.filter(isOpen).length > 1)
  const [first] = hosts
  if (!first) return { steps, next }
  const ways = hosts.map(({ title, branches }) => {
    const list = branches.filter(isWay).map(({ condition, position }) => `${condition} (line ${position.start.line})`)
    return `of "${title}": ${list.slice(0, 6).join(', ')}${list.length > 6 ? ` and ${list.length - 6} more` : ''}`
  })
  const answer = asker.ask(
    {
      id: 'order',
      kind: 'order',
      text: `Is one of these done, or one after the other: ${ways.join('; ')}?`,
      options: ORDERS,
      proposal: ORDERS[0]
    },
    first.headingPosition
  )
  return answer === ORDERS[1] ? { steps: steps.map((step) => inSequence(step, steps, next)), next } : { steps, next }
}

/** What calls itself a way: "Option 2", "Fall A". */
const NAMES_WAY =
  /^[#*_\s\d.)]*(?:option|opción|opção|alternative|alternativa|variante?|method|méthode|scenario|szenario|case|fall|cas|caso|if|when)\b|^[#*_\s]*(?:方案|选项|オプション|方法)/iu

/** A heading or an item that is one of several ways: its step is the one that it opens. */
function isWay({ form, text, targets: [target] }: Branch): boolean {
  return form === 'heading' && text === '' && target?.type === 'step' && target.form === 'words'
}

/** A step without its ways; they follow it in the order of the text. */
function inSequence(step: Step, steps: readonly Step[], next: Map<string, string>): Step {
  const ways = step.branches.filter(isWay)
  if (ways.length < 2) return step
  for (const { targets } of ways) {
    const [target] = targets
    const index = steps.findIndex(({ id }) => target?.type === 'step' && id === target.step)
    const before = steps[index - 1]
    if (index > 0 && before) next.set(before.id, steps[index]!.id)
  }
  return { ...step, branches: step.branches.filter((branch) => !isWay(branch)) }
}

/**
 * The line that says where a step goes on; null where our grammar says the same without one.
 * @param step The step.
 * @param of All steps of the draft, in their order.
 * @param labels Their labels.
 */
export function goesOn(step: Step, { steps, next }: Ordered, labels: ReadonlyMap<string, string>): string | null {
  const to = next.get(step.id)
  if (to === undefined || step.branches.some(({ isDefault }) => isDefault)) return null
  const ending = /^stop:(resolved|escalate)$/.exec(to)?.[1]
  const label = labels.get(to)
  if (ending === undefined && label === undefined) return null
  const words = ending === undefined ? `Continue to [${label}].` : `**STOP: ${ending}**`
  if (step.branches.length > 0) return `- **Otherwise**: ${words}`
  return to === unwritten(step, steps) ? null : `- **If that is done**: ${words}`
}

/** Where a step without branches goes on in our grammar. */
function unwritten({ id, kind }: Step, steps: readonly Step[]): string | null {
  const firstOf = (kinds: readonly Step['kind'][]): string | undefined =>
    kinds.map((one) => steps.find((step) => step.kind === one)?.id).find((found) => found !== undefined)
  const same = steps.filter((step) => step.kind === kind)
  const after = same[same.findIndex((step) => step.id === id) + 1]?.id
  switch (kind) {
    case 'check':
      return after ?? firstOf(STEP_KINDS.filter((one) => one !== 'check')) ?? null
    case 'diagnosis':
      return after ?? null
    case 'action':
      return firstOf(['verification']) ?? 'stop:resolved'
    case 'verification':
      return after ?? 'stop:resolved'
  }
}
