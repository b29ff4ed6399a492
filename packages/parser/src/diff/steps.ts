/**
 * Compares steps: each pair by itself, and how they follow each other.
 */
import {
  EFFECTS,
  SECTION_TITLES,
  type Effect,
  type Runbook,
  type Step,
  type StepKind,
  type TimeBox
} from '@keys/schema'
import { diffBranches } from './branches.js'
import { diffCommands } from './commands.js'
import { diffFields } from './fields.js'
import { type Side, type StepMatch } from './names.js'
import { stepInWords } from '../model/steps.js'
import type { Recorder, Scope } from './recorder.js'

/**
 * Compares the steps of two versions, in the order of the newer one; what is gone comes last.
 */
export function diffSteps(match: StepMatch, before: Side, after: Side, record: Recorder): void {
  const pairs = new Map(match.pairs.map((pair) => [pair.after, pair.before]))
  for (const step of after.runbook.steps) {
    const was = pairs.get(step)
    if (was) diffStep(was, step, before, after, record)
    else record.added('step-added', scopeOf(step), at(stepInWords(step), step))
  }
  for (const step of match.removed) record.removed('step-removed', scopeOf(step), at(stepInWords(step), step))
}

/** What the changes of a step say that they were made in. */
export function scopeOf(step: Step): Scope {
  return { step: step.id, name: stepInWords(step) }
}

function diffStep(was: Step, is: Step, before: Side, after: Side, record: Recorder): void {
  const scope = scopeOf(is)
  if (was.id !== is.id) record.altered('step-renamed', scope, at(was.title, was), at(is.title, is))
  else if (was.label !== is.label && was.kind === is.kind) {
    record.altered('step-renumbered', scope, at(was.label ?? was.title, was), at(is.label ?? is.title, is))
  }
  for (const id of was.formerIds) {
    if (!is.formerIds.includes(id) && is.id !== id) record.removed('former-id-removed', scope, at(id, was))
  }
  if (was.section !== is.section) {
    record.altered('step-moved', scope, at(SECTION_TITLES[was.section], was), at(SECTION_TITLES[is.section], is))
  }
  diffEffect(was, is, before.runbook, after.runbook, scope, record)
  const boxes = [timeBoxOf(was.timeBox), timeBoxOf(is.timeBox)] as const
  if (boxes[0] !== boxes[1]) record.altered('time-box-changed', scope, at(boxes[0], was), at(boxes[1], is))
  diffCommands({ side: before, commands: was.commands }, { side: after, commands: is.commands }, scope, null, record)
  const fields = diffFields({ side: before, fields: was.fields }, { side: after, fields: is.fields }, scope, record)
  const branches = diffBranches(
    { side: before, step: was, branches: was.branches },
    { side: after, step: is, branches: is.branches },
    scope,
    record
  )
  const words = (step: Step, side: Side): string => side.plain(step.prose.map(({ text }) => text).join('\n'))
  const isRetitled = was.id === is.id && was.title !== is.title
  if (fields || branches || isRetitled || words(was, before) !== words(is, after)) {
    record.altered('step-reworded', scope, at(was.title, was), at(is.title, is))
  }
}

function diffEffect(was: Step, is: Step, before: Runbook, after: Runbook, scope: Scope, record: Recorder): void {
  const [then, now] = [effectOf(was, before), effectOf(is, after)]
  if (then === now) return
  // An effect that nobody names may be any, so it is the most dangerous.
  const rank = (effect: Effect | null): number => (effect === null ? EFFECTS.length : EFFECTS.indexOf(effect))
  const type = rank(now) > rank(then) ? 'effect-raised' : 'effect-lowered'
  record.altered(type, scope, at(then ?? 'of no named effect', was), at(now ?? 'of no named effect', is))
}

/** The effect of a step: its own, that of its section, or that which its kind has. */
function effectOf(step: Step, { sections }: Runbook): Effect | null {
  const section = sections.find(({ kind }) => kind === step.section)
  return step.effect ?? section?.effect ?? (step.kind === 'action' ? null : 'read-only')
}

function timeBoxOf(box: TimeBox | null): string {
  return box === null ? 'none' : `${box.relation} ${box.duration}`
}

/** Reports what follows what, among the steps that both versions have: what is new or gone is told already. */
export function diffOrder(match: StepMatch, before: Side, after: Side, record: Recorder): void {
  const own = new Map(match.pairs.map((pair) => [pair.before.id, pair.after]))
  const entry = before.runbook.graph.entry === null ? undefined : own.get(before.runbook.graph.entry)
  const now = match.pairs.find((pair) => pair.after.id === after.runbook.graph.entry)
  if (entry && now && entry !== now.after) {
    const was = match.pairs.find((pair) => pair.after === entry)!.before
    record.altered(
      'entry-changed',
      { step: now.after.id, name: null },
      at(stepInWords(was), was),
      at(stepInWords(now.after), now.after)
    )
  }
  const order = new Map(after.runbook.steps.map((step, index) => [step, index]))
  const pairsAfter = match.pairs.toSorted((a, b) => order.get(a.after)! - order.get(b.after)!)
  for (const kind of ['check', 'diagnosis', 'verification'] as const) {
    const then = sequenceOf(match.pairs, kind)
    const since = sequenceOf(pairsAfter, kind)
    const nextThen = new Map(then.map((pair, index) => [pair, then[index + 1]]))
    const moved = since.find((pair, index) => {
      const isWalked = falls(before.runbook, pair.before) && falls(after.runbook, pair.after)
      return pair.after.kind === kind && isWalked && nextThen.get(pair) !== since[index + 1]
    })
    if (moved === undefined) continue
    const was = then.map((pair) => stepInWords(pair.before)).join(', ')
    const is = since.map((pair) => stepInWords(pair.after)).join(', ')
    const scope = { step: null, name: SECTION_TITLES[moved.after.section] }
    record.altered('steps-reordered', scope, at(was, moved.before), at(is, moved.after))
  }
}

/** The steps of a kind that both versions have, in order; after checks comes the first step of the diagnosis. */
function sequenceOf(pairs: StepMatch['pairs'], kind: StepKind): StepMatch['pairs'] {
  const of = (wanted: StepKind) => pairs.filter(({ before, after }) => before.kind === wanted && after.kind === wanted)
  return kind === 'check' ? [...of('check'), ...of('diagnosis').slice(0, 1)] : of(kind)
}

/** Whether a step goes on to the one below it without a word, or ends the runbook as the last of its section. */
function falls({ graph }: Runbook, { id }: Step): boolean {
  return graph.edges.some(({ from, type, on }) => from === id && (type === 'implicit' || on === 'holds'))
}

function at(text: string, { headingPosition }: Step) {
  return { text, position: headingPosition }
}
