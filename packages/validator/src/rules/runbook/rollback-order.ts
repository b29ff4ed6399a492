import type { Runbook, Step } from '@keys/schema'
import { isFilled } from '../../subjects/required-field.js'
import { defineRule } from '../../engine/rule.js'

/** A sentence that says in which order actions are taken back. */
const ORDER = /(?:^|[.!?:]\s+|\n\s*(?:[-*+]|\d+\.)\s+|\n\s*\n)((?:roll|take|set|put) back\b|undo\b|reverse\b)[^.!?]*/gi
/** `Action 4`, `[Action 6]`, or the list `Actions 7, 4 (before a replay), then 8 and 2`. */
const NAMED =
  /\bactions?\s+\d{1,3}\b\]?(?:(?:\s*\([^()]{0,80}\))?(?:\s*,)?(?:\s+(?:then|and|or|first|by))*\s+(?:\[?actions?\s+)?\d{1,3}\b\]?(?!\s*(?:%|seconds?|minutes?|hours?|days?|weeks?)))*/gi
const DENIAL = /^(?:none|no|not|never|nothing|cannot|impossible)\b/i

export const rule = defineRule({
  severity: 'warning',
  subject: 'runbook',
  description: 'The order of rolling back names the actions that can be taken back, and no others.',
  rationale:
    'What the order leaves out stays as it is, and what it names without a way back is looked for at the worst time.',
  messages: {
    unknown: {
      message: 'The order names `{action}`, and the runbook has none of this name.',
      expected: 'the label of an action',
      help: 'Write the label of the action that you mean, or take it out.'
    },
    'no-way-back': {
      message: 'The order names `{action}`, which says no rollback.',
      expected: 'an action with a **Rollback**',
      help: 'Take it out of the order, or write in the action how to take it back.'
    },
    'left-out': {
      message: 'The order leaves out what has a rollback: {actions}.',
      expected: 'each action with a rollback, or a word about why it stays',
      help: 'Put it where it belongs in the order, or say in this section that it stays.'
    }
  },
  check(runbook, { source: { readme }, report }) {
    const section = runbook.sections.find(({ kind }) => kind === 'escalation')
    if (readme === null || section === undefined) return
    const from = section.headingPosition.end.offset
    const text = readme.text.slice(from, section.position.end.offset)
    const actions = actionsOf(runbook)
    const ordered = [...text.matchAll(ORDER)].flatMap(({ index, 0: sentence }) => numbersIn(sentence, index))
    // "Roll back the last action first" holds for all of them.
    if (ordered.length === 0) return
    for (const { number, start, end } of ordered) {
      const step = actions.get(number)
      const action = `Action ${number}`
      if (step === undefined) report('unknown', readme.range(from + start, from + end), { action })
      else if (!hasWayBack(step)) report('no-way-back', readme.range(from + start, from + end), { action })
    }
    // A label that is none stands for one that is left out: one fault, one finding.
    const [first] = ordered
    if (first === undefined || ordered.some(({ number }) => !actions.has(number))) return
    const named = new Set(numbersIn(text, 0).map(({ number }) => number))
    const left = [...actions].filter(([number, step]) => !named.has(number) && hasWayBack(step) && isForAnybody(step))
    if (left.length === 0) return
    const labels = left.map(([number]) => `Action ${number}`).join(', ')
    report('left-out', readme.range(from + first.start, from + first.end), { actions: labels })
  }
})

function actionsOf({ steps }: Runbook): Map<number, Step> {
  return new Map(
    steps.flatMap((step) => {
      const number = /^Action (\d+)$/.exec(step.label ?? '')?.[1]
      return number === undefined ? [] : [[Number(number), step]]
    })
  )
}

function hasWayBack({ effect, fields }: Step): boolean {
  const rollbacks = fields.filter((field) => field.label === 'rollback' && isFilled(field))
  return effect !== 'irreversible' && rollbacks.some(({ commands, text }) => commands.length > 0 || !DENIAL.test(text))
}

/** Whether whoever works here is to take it back: "rolls back by itself" and "only with the word of security" are no order. */
function isForAnybody({ fields }: Step): boolean {
  return fields.some(
    (field) =>
      field.label === 'rollback' &&
      (field.commands.length > 0 || !/\bitself\b|\bonly (?:with|after|if|when)\b/i.test(field.text))
  )
}

interface Named {
  number: number
  start: number
  end: number
}

/** The numbers of actions in a text, with their places; `offset` is where the text begins. */
function numbersIn(text: string, offset: number): Named[] {
  return [...text.matchAll(NAMED)].flatMap(({ index, 0: list }) =>
    // What stands in parentheses says when, not which.
    [...list.replaceAll(/\([^()]*\)/g, (words) => ' '.repeat(words.length)).matchAll(/\d+/g)].map((number) => {
      const start = offset + index + number.index
      return { number: Number(number[0]), start, end: start + number[0].length }
    })
  )
}
