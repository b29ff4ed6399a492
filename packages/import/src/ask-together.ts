/**
 * What is asked once for the whole text, so that a text of many steps asks no more than one of two.
 */
import type { Analyzer } from '@keys/command-analysis'
import type { Branch, Runbook, Step } from '@keys/schema'
import { EFFECTS, likelyEffect, type LikelyEffect, type StepEffect } from './effects.js'
import type { Asker } from './questions.js'

/** An answer that takes what is proposed for each. */
export const AS_PROPOSED = 'as proposed'
/** An answer that has each asked about by itself. */
export const ONE_BY_ONE = 'one by one'

/** What was answered for all steps at once; null for nothing. */
export interface CommonAnswers {
  effect: StepEffect | typeof AS_PROPOSED | null
  /** Whether the effect was asked of one step alone. */
  isOfOne: boolean
  likely: ReadonlyMap<Step, LikelyEffect>
  targets: string | null
  verification: string | null
  rollback: string | null
  precondition: string | null
  /** What is seen at looks that run nothing. */
  expected: string | null
}

/** A decision that names no target. */
export interface OpenBranch {
  id: string
  branch: Branch
  /** Where the text goes on; null where it does not say. */
  followed: string | null
}

/** What the questions are about. */
export interface AskedText {
  text: string
  runbook: Runbook
  steps: readonly Step[]
  labels: ReadonlyMap<string, string>
  open: readonly OpenBranch[]
  analyzer: Analyzer | null
}

/**
 * Asks what several steps have in common. One step may have an answer of its own: `effect-<id>`, `verification-<id>`,
 * `rollback-<id>`; one decision too: `target-<line>-<column>`.
 * @param of What the questions are about.
 * @param asker Who asks.
 */
export function askTogether(of: AskedText, asker: Asker): CommonAnswers {
  const { text, runbook, steps, labels, analyzer } = of
  const actions = steps.filter(({ kind }) => kind === 'action')
  const likely = new Map(actions.map((step) => [step, likelyEffect(step, runbook, text, analyzer)]))
  const open = actions.filter(
    (step) => step.effect === null && ownEffect(step, asker) === null && likely.get(step)?.isShown !== true
  )
  const common: CommonAnswers = {
    effect: askEffect(open, likely, labels, asker),
    isOfOne: open.length === 1,
    likely,
    targets: askTargets(of.open, asker),
    verification: null,
    rollback: null,
    precondition: null,
    expected: askExpected(steps, labels, asker)
  }
  const changing = actions.filter((step) => mayChange(step, common, asker))
  const check = steps.find(({ kind }) => kind === 'verification')
  for (const kind of ['precondition', 'verification', 'rollback'] as const) {
    const lacking = (kind === 'precondition' ? actions : changing).filter(
      (step) => !step.fields.some(({ label }) => label === kind) && asker.answerTo(`${kind}-${step.id}`) === null
    )
    const [first] = lacking
    if (!first) continue
    const names = lacking.length === 1 ? `"${first.title}"` : `these steps: ${namesOf(lacking, labels)}`
    const words = {
      precondition: `What has to hold before somebody does ${names}?`,
      verification: `How can you tell that it worked, of ${names}?`,
      rollback: `How is it undone, of ${names}?`
    }[kind]
    const proposal = kind === 'verification' && check ? `see ${labels.get(check.id)}` : null
    common[kind] = asker.ask({ id: kind, kind, needed: 'release', text: words, proposal }, first.headingPosition)
  }
  return common
}

/** Whether nothing says what is seen at a step that only looks, and runs nothing that would show it. */
export function lacksExpected({ kind, commands, branches, fields }: Step): boolean {
  return (
    kind !== 'action' && commands.length + branches.length === 0 && !fields.some(({ label }) => label === 'expected')
  )
}

function askExpected(steps: readonly Step[], labels: ReadonlyMap<string, string>, asker: Asker): string | null {
  const lacking = steps.filter((step) => lacksExpected(step) && asker.answerTo(`expected-${step.id}`) === null)
  const [first] = lacking
  if (!first) return null
  const text = `What is seen when all is well, at ${namesOf(lacking, labels)}?`
  return asker.ask({ id: 'expected', kind: 'expected', needed: 'release', text, proposal: null }, first.headingPosition)
}

function askEffect(
  open: readonly Step[],
  likely: CommonAnswers['likely'],
  labels: ReadonlyMap<string, string>,
  asker: Asker
): CommonAnswers['effect'] {
  const [first, second] = open
  if (!first) return null
  if (!second) {
    const text = `What can "${first.title}" do at worst? Unknown counts as irreversible.`
    const proposal = likely.get(first)?.effect ?? null
    return effectOf(
      asker.ask({ id: 'effect', kind: 'effect', text, options: EFFECTS, proposal }, first.headingPosition)
    )
  }
  const groups = EFFECTS.map((effect) => [effect, open.filter((step) => likely.get(step)?.effect === effect)] as const)
  const seen = groups
    .filter(([, steps]) => steps.length > 0)
    .map(([effect, steps]) => `${effect} ${namesOf(steps, labels)}`)
  const unknown = open.filter((step) => (likely.get(step)?.effect ?? null) === null)
  const text =
    `What can these steps do at worst: ${namesOf(open, labels)}?` +
    (seen.length === 0 ? '' : ` Likely: ${seen.join('; ')}.`) +
    (unknown.length === 0 || seen.length === 0 ? '' : ` Not known of ${namesOf(unknown, labels)}.`) +
    ' Unknown counts as irreversible.'
  const options = seen.length === 0 ? EFFECTS : [AS_PROPOSED, ...EFFECTS]
  const proposal = seen.length === 0 ? null : AS_PROPOSED
  const answer = asker.ask({ id: 'effect', kind: 'effect', text, options, proposal }, first.headingPosition)
  return answer === AS_PROPOSED ? AS_PROPOSED : effectOf(answer)
}

/** Asks about all decisions without a target at once, where there are several. */
function askTargets(all: readonly OpenBranch[], asker: Asker): string | null {
  const open = all.filter(({ id }) => asker.answerTo(id) === null)
  const [first] = open
  const options = [AS_PROPOSED, 'escalate', ONE_BY_ONE]
  if (!first || open.length < 2) return asker.optionAt({ id: 'targets', options })
  const list = open.map(({ branch, followed }) => {
    const words = branch.isDefault ? 'nothing else holds' : branch.condition.replace(/\s+/g, ' ').slice(0, 60)
    return `line ${branch.position.start.line} (${words}) to ${followed ?? 'what follows'}`
  })
  const named = list.length < 7 ? list.join('; ') : `${list.slice(0, 6).join('; ')}; and ${list.length - 6} more`
  return asker.ask(
    {
      id: 'targets',
      kind: 'target',
      text: `${open.length} decisions name no target. In the order of the text: ${named}. Do they lead there?`,
      options,
      proposal: AS_PROPOSED
    },
    first.branch.position
  )
}

/**
 * What a step does, as its text, its commands or somebody says; null when nobody has said it.
 * What somebody says of all steps is not said of those that likely only look.
 */
export function effectOfStep(step: Step, { effect, isOfOne, likely }: CommonAnswers, asker: Asker): StepEffect | null {
  const said = step.effect ?? ownEffect(step, asker)
  if (said !== null) return said
  const own = likely.get(step)
  if (own?.isShown === true) return own.effect
  if (effect === null) return null
  if (effect === AS_PROPOSED) return own?.effect ?? 'irreversible'
  return own?.effect === 'read-only' && !isOfOne ? 'read-only' : effect
}

/** Whether a step may change something: what likely looks only does not, until somebody says otherwise. */
export function mayChange(step: Step, common: CommonAnswers, asker: Asker): boolean {
  return (effectOfStep(step, common, asker) ?? common.likely.get(step)?.effect) !== 'read-only'
}

function ownEffect({ id }: Step, asker: Asker): StepEffect | null {
  return effectOf(asker.answerTo(`effect-${id}`))
}

function effectOf(answer: string | null): StepEffect | null {
  return EFFECTS.find((effect) => effect === answer) ?? null
}

function namesOf(steps: readonly Step[], labels: ReadonlyMap<string, string>): string {
  const names = steps.map(({ id, title }) => labels.get(id) ?? title)
  return names.length < 7 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
}
