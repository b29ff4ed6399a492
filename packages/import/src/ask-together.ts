/**
 * What is asked once for all steps that do not say it, so that a text of many steps asks no more than one of two.
 */
import type { Step } from '@keys/schema'
import { EFFECTS, seemsToLook, type StepEffect } from './effects.js'
import type { Asker } from './questions.js'

/** What was answered for all steps at once; null for nothing. */
export interface CommonAnswers {
  /** Of steps that change something, or may. */
  effect: StepEffect | null
  /** Of steps that look only, as far as their words and commands say. */
  effectOfLooking: StepEffect | null
  verification: string | null
  rollback: string | null
}

/**
 * Asks what several steps have in common. One step may have an answer of its own: `effect-<id>`, `verification-<id>`, `rollback-<id>`.
 * @param steps The steps of the draft.
 * @param labels Their labels.
 * @param asker Who asks.
 */
export function askTogether(steps: readonly Step[], labels: ReadonlyMap<string, string>, asker: Asker): CommonAnswers {
  const actions = steps.filter(({ kind }) => kind === 'action')
  const open = actions.filter((step) => step.effect === null && ownEffect(step, asker) === null)
  const effectOf = (id: string, group: readonly Step[], proposal: StepEffect | null): StepEffect | null => {
    const [first] = group
    if (!first) return null
    const text =
      group.length === 1
        ? `What can "${first.title}" do? Unknown counts as irreversible.`
        : `What can these steps do at worst: ${namesOf(group, labels)}? Unknown counts as irreversible.`
    const answer = asker.ask({ id, kind: 'effect', text, options: EFFECTS, proposal }, first.headingPosition)
    return EFFECTS.find((effect) => effect === answer) ?? null
  }
  const answers: CommonAnswers = {
    effect: effectOf(
      'effect',
      open.filter((step) => !seemsToLook(step)),
      null
    ),
    effectOfLooking: effectOf('effect-of-looking', open.filter(seemsToLook), 'read-only'),
    verification: null,
    rollback: null
  }
  const changing = actions.filter((step) => effectOfStep(step, answers, asker) !== 'read-only')
  for (const kind of ['verification', 'rollback'] as const) {
    const lacking = changing.filter(
      (step) => !step.fields.some(({ label }) => label === kind) && asker.answerTo(`${kind}-${step.id}`) === null
    )
    const [first] = lacking
    if (!first) continue
    const names = lacking.length === 1 ? null : namesOf(lacking, labels)
    const text = {
      verification:
        names === null
          ? `How can you tell that "${first.title}" worked?`
          : `How can you tell that these steps worked: ${names}?`,
      rollback: names === null ? `How is "${first.title}" undone?` : `How are these steps undone: ${names}?`
    }[kind]
    answers[kind] = asker.ask({ id: kind, kind, text, proposal: null }, first.headingPosition)
  }
  return answers
}

/** What a step does, as its text or somebody says; one that seems to look only is taken for it until somebody says otherwise. */
export function effectOfStep(step: Step, answers: CommonAnswers, asker: Asker): StepEffect | null {
  const said = step.effect ?? ownEffect(step, asker)
  if (said !== null) return said
  return seemsToLook(step) ? (answers.effectOfLooking ?? 'read-only') : answers.effect
}

function ownEffect({ id }: Step, asker: Asker): StepEffect | null {
  return EFFECTS.find((effect) => effect === asker.answerTo(`effect-${id}`)) ?? null
}

function namesOf(steps: readonly Step[], labels: ReadonlyMap<string, string>): string {
  const names = steps.map(({ id, title }) => labels.get(id) ?? title)
  return names.length < 7 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
}
