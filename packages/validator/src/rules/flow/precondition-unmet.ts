import type { Branch, Graph, Step } from '@keys/schema'
import { reach, stepLabel, successorsIn } from '@keys/parser/model'
import { PreconditionReader } from '../../subjects/preconditions.js'
import { defineRule } from '../../engine/rule.js'

/** A runbook whose preconditions claim more than this is judged by the first of them. */
const MAX_CLAIMS = 300

export const rule = defineRule({
  severity: 'error',
  subject: 'runbook',
  description: 'What a precondition says of another step, some way to the step has met.',
  rationale:
    'The operator stands before an action whose precondition nobody can have met, and skips it or skips the action.',
  messages: {
    never: {
      message: 'The precondition of `{step}` asks for {needed}, and no way passes it before `{step}`.',
      expected: 'a step that some way to `{step}` has passed',
      help: 'Lead a way to `{step}` through {needed}, or correct the precondition.'
    },
    answer: {
      message:
        'The precondition of `{step}` asks for {answers} of {needed}, and this answer does not lead to `{step}`.',
      expected: 'an answer of {needed} that leads to `{step}`',
      help: 'Let the branch of this answer lead to `{step}`, or correct the precondition.'
    }
  },
  check(runbook, { source: { readme }, report }) {
    const { steps, graph } = runbook
    // Where a target leads nowhere, the way that lacks may be the one; flow/target-missing speaks of it.
    const targets = steps.flatMap(({ branches }) => branches).flatMap((branch) => branch.targets)
    if (readme === null || targets.some((target) => target.type === 'step' && target.step === null)) return
    const ways = new Ways(graph)
    const reader = new PreconditionReader(runbook, readme)
    let count = 0
    for (const step of steps) {
      // Steps that nothing leads to are spoken of by flow/unreachable-step and flow/action-no-branch-names.
      if (count >= MAX_CLAIMS || !ways.fromEntry().has(step.id)) continue
      for (const { steps: needed, answers, position } of reader.claimsOf(step)) {
        if (++count > MAX_CLAIMS) break
        if (needed.some(({ id }) => id === step.id || !ways.fromEntry().has(id))) continue
        const data = { step: stepLabel(step), needed: needed.map((one) => `\`${stepLabel(one)}\``).join(' or ') }
        const [only] = needed
        if (!needed.some(({ id }) => ways.fromEntry(step.id).has(id) && ways.from([id]).has(step.id))) {
          report('never', position, data)
        } else if (only && answers.length > 0 && !leads(only, answers, step, ways)) {
          report('answer', position, { ...data, answers: answers.map((answer) => `\`${answer}\``).join(' or ') })
        }
      }
    }
  }
})

/** Whether some branch that these answers may take leads to a step; so too when it is not certain which they take. */
function leads({ id, branches }: Step, answers: readonly string[], to: Step, ways: Ways): boolean {
  const ofAnswers = answers.map((answer) => branches.findIndex((branch) => names(branch, answer)))
  if (ofAnswers.includes(-1)) return true
  // Every matcher but an exit status needs one of 0, so nothing wider stands above an exit.
  const last = Math.max(-1, ...ofAnswers.filter((_, index) => !answers[index]?.startsWith('exit ')))
  // A person may see what a branch without a matcher asks for, and a wider matcher above may hold for the answer too.
  const taken = branches.flatMap((branch, index) => {
    const isTaken = ofAnswers.includes(index) || isDecidedByPerson(branch) || (index < last && isWide(branch))
    return isTaken ? [index] : []
  })
  const next = ways.branchesOf(id, taken)
  // flow/branch-without-target speaks of a branch that leads nowhere.
  return next.length === 0 || ways.from(next).has(to.id)
}

function names({ matchers }: Branch, answer: string): boolean {
  return matchers.some(({ raw }) => raw.trim() === answer)
}

function isDecidedByPerson({ isDefault, matchers }: Branch): boolean {
  return !isDefault && matchers.length === 0
}

function isWide({ matchers }: Branch): boolean {
  return matchers.some(({ type }) => type !== 'literal' && type !== 'exit')
}

/** What can be reached from where, each walk made once. */
class Ways {
  readonly #graph: Graph
  readonly #successors: ReadonlyMap<string, readonly string[]>
  readonly #walked = new Map<string, ReadonlySet<string>>()

  constructor(graph: Graph) {
    this.#graph = graph
    this.#successors = successorsIn(graph)
  }

  /** All that can be reached from the first step, on ways that do not pass a step. */
  fromEntry(without: string | null = null): ReadonlySet<string> {
    return this.#walk(this.#graph.entry === null ? [] : [this.#graph.entry], without)
  }

  /** All that can be reached from some nodes, and they themselves. */
  from(starts: readonly string[]): ReadonlySet<string> {
    return this.#walk(starts, null)
  }

  /** Where some branches of a step lead, by their numbers. */
  branchesOf(id: string, branches: readonly number[]): string[] {
    return this.#graph.edges
      .filter(({ from, branch }) => from === id && branch !== null && branches.includes(branch))
      .map(({ to }) => to)
  }

  #walk(starts: readonly string[], without: string | null): ReadonlySet<string> {
    const key = JSON.stringify([starts, without])
    const known = this.#walked.get(key)
    if (known) return known
    const reached = new Set(without === null ? [] : [without])
    for (const start of starts) reach(start, this.#successors, reached)
    this.#walked.set(key, reached)
    return reached
  }
}
