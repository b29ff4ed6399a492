/**
 * What can be said of a run at its end, and no more: which verifications were made, what was skipped or decided otherwise.
 */
import { after, effectOf, milliseconds, stepHeading } from '@keys/parser/model'
import type { Step } from '@keys/schema'
import { spanWords } from './span-words.js'
import { endWords } from './end-words.js'
import type { RunState, Visit } from './state.js'

/** A step that was left otherwise than its text says. */
export interface LeftStep {
  /** Label and title. */
  step: string
  isVerification: boolean
  reason: string
}

export interface ClosingFacts {
  /** Verification steps that were made, in order; of one that was answered before its window, how long before. */
  verified: readonly string[]
  skipped: readonly LeftStep[]
  /** Steps that were decided otherwise than the output says. */
  overridden: readonly LeftStep[]
}

/**
 * The facts of a run. Of a step that was visited more than once its last stay counts.
 * @param state The state of the run.
 */
export function closingFacts(state: RunState): ClosingFacts {
  const last = new Map<string, Visit>()
  for (const visit of state.visits) if (visit.left !== null && visit.left.type !== 'back') last.set(visit.step, visit)
  const failed = failedIn(state)
  const windows = windowsOf(state)
  const facts = { verified: [] as string[], skipped: [] as LeftStep[], overridden: [] as LeftStep[] }
  for (const visit of last.values()) {
    const { step: id, left } = visit
    const step = state.pack.runbook.steps.find((candidate) => candidate.id === id)
    if (!step || left === null) continue
    const [name, isVerification] = [stepHeading(step), step.kind === 'verification']
    if (left.type === 'skipped') facts.skipped.push({ step: name, isVerification, reason: left.reason })
    else if (left.type === 'decided' && left.reason !== null)
      facts.overridden.push({ step: name, isVerification, reason: left.reason })
    else if (left.type === 'decided' && isVerification) {
      const end = left.choice.type === 'holds' ? failed.get(state.visits.lastIndexOf(visit)) : undefined
      if (end === undefined) facts.verified.push(`${name}${earlyWords(visit, windows.get(visit))}`)
      else
        facts.overridden.push({ step: name, isVerification, reason: `said to hold, and its command ended with ${end}` })
    }
  }
  return facts
}

/**
 * The labels of the verifications that a run has made, of later ones those that waited for their window.
 * @param state The state of the run.
 */
export function verifiedIn(state: RunState): string[] {
  const { verified } = closingFacts(state)
  return state.pack.runbook.steps.flatMap((step) =>
    step.label !== null && verified.includes(stepHeading(step)) ? [step.label] : []
  )
}

/**
 * The steps that changed something, the last first: by a command of theirs or by hand. Of what was rolled back the text says
 * what remains.
 * @param state The state of the run.
 */
export function changingSteps({ pack, visits, executions }: RunState): string[] {
  const changed = visits.flatMap(({ step: id, manualActionDone }, index) => {
    const step = pack.runbook.steps.find((candidate) => candidate.id === id)
    if (!step || effectOf(step, 'step') === 'read-only') return []
    const isRun = executions.some(({ visit, command }) => visit === index && command.part === 'step')
    return isRun || manualActionDone ? [stepHeading(step)] : []
  })
  return [...new Set(changed.toReversed())]
}

/** When the later window of each stay at a verification opens, counted as the run counts it: from the first verification after an action. */
function windowsOf({ pack, visits }: RunState): ReadonlyMap<Visit, string> {
  const steps = new Map(pack.runbook.steps.map((step): [string, Step] => [step.id, step]))
  const windows = new Map<Visit, string>()
  let since: string | null = null
  for (const visit of visits) {
    const step = steps.get(visit.step)
    if (step?.kind === 'action') since = null
    if (step?.kind !== 'verification') continue
    since ??= visit.enteredAt
    if (step.timeBox?.relation === 'after') windows.set(visit, after(since, milliseconds(step.timeBox.duration)))
  }
  return windows
}

function earlyWords({ leftAt }: Visit, opens: string | undefined): string {
  if (leftAt === null || opens === undefined || leftAt >= opens) return ''
  return ` (answered ${spanWords(Date.parse(opens) - Date.parse(leftAt))} before its time)`
}

/** Visits whose last command failed, by their number, with how it ended: whoever says that it holds says so against it. */
function failedIn({ executions }: RunState): Map<number, string> {
  const failed = new Map<number, string>()
  for (const { visit, end } of executions) {
    const hasFailed = end !== null && !((end.type === 'exited' || end.type === 'reported') && !end.status)
    if (hasFailed) failed.set(visit, endWords(end))
    else failed.delete(visit)
  }
  return failed
}
