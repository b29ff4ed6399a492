/**
 * The flow of a run: from where it stands to a question, from the answer to what is recorded, until it ends or is left.
 */
import {
  fieldOf,
  isBrokenOff,
  isSameChoice,
  isSomebodyElse,
  promptOf,
  type Session,
  type Situation,
  type StepOption
} from '@keys/runner'
import { stepLabel } from '@keys/parser/model'
import {
  commandBlocks,
  fieldText,
  gap,
  labeled,
  stepBlocks,
  stopBlocks,
  text,
  type SessionOutcome
} from '@keys/runner/present'
import { doShortcut } from './shortcuts.js'
import { askNamed } from './inputs.js'
import { awaitEnd, brokenOffQuestion } from './broken-off.js'
import { copyCommand, reportCommand, runCommand } from './commands.js'
import type { RunController } from './run-controller.js'
import type { Question } from '@keys/terminal'
import { SessionExit } from './interrupts.js'
import { questionFor, type Answer, type Asking } from '@keys/terminal'
import { advance } from './unattended.js'

export interface FlowOptions {
  /** Whether read-only steps go on by themselves. */
  isYes: boolean
  /** Whether somebody is there to answer. */
  isAttended: boolean
}

/** What was shown and answered already, so that it is shown and asked once. */
interface Memory {
  shown: Set<string>
  /** Executions without a recorded end that somebody dealt with. */
  settled: Set<number>
  /** Whether the person let it go on by itself while it only reads. */
  goesOn: boolean
}

/**
 * Carries a run on until it ends, waits, or is left. The session stays open.
 * @param controller The session and the person.
 * @param options Who answers what.
 * @throws What is no fault of the person, the disk or the pack.
 */
export async function operate(controller: RunController, options: FlowOptions): Promise<SessionOutcome> {
  const memory: Memory = { shown: new Set(), settled: new Set(), goesOn: false }
  try {
    for (;;) {
      const { situation, state } = controller.session
      if (!situation) return { type: 'ended', node: state.place.type === 'ended' ? state.place.node : '' }
      showOnce(controller, memory, situation)
      if (options.isYes || memory.goesOn || !options.isAttended) {
        const needed = await advance(controller, situation, options.isYes || memory.goesOn)
        if (needed === null) continue
        // Going on was asked for up to here; --yes holds for the whole session.
        if (memory.goesOn && !needed.isAsked) controller.dialogue.show([text(needed.reason, 'warning')])
        memory.goesOn = false
        if (!options.isAttended) return { type: 'unattended', reason: needed.reason }
      }
      await turn(controller, memory, situation)
    }
  } catch (error) {
    if (error instanceof SessionExit) return exitOutcome(error, controller.session)
    throw error
  }
}

/**
 * What a session that ended before its run came to.
 * @param exit Why it ended.
 * @param session The session.
 */
export function exitOutcome({ reason }: SessionExit, { situation }: Session): SessionOutcome {
  return reason === 'waiting' ? { type: reason, until: situation?.window ?? null } : { type: reason }
}

/** A key for what belongs to the visit in which a run is. */
function inVisit({ session }: RunController, what: string): string {
  return `${session.state.visits.length}/${session.state.pack.contentHash}/${what}`
}

/** Remembers; true the first time. */
function first(memory: Memory, key: string): boolean {
  const isFirst = !memory.shown.has(key)
  memory.shown.add(key)
  return isFirst
}

function showOnce(controller: RunController, memory: Memory, situation: Situation): void {
  if (situation.type === 'step' && first(memory, inVisit(controller, 'step'))) {
    controller.dialogue.show(stepBlocks(controller.session.state, situation, controller.notesFor(situation.step.id)))
  }
  if (situation.type === 'rollback' && first(memory, inVisit(controller, 'rollback'))) {
    const field = fieldOf(situation.step, 'rollback')
    controller.dialogue.show([
      gap,
      { type: 'rule', left: 'Rollback', right: stepLabel(situation.step) },
      ...(field ? [labeled('Rollback', fieldText(controller.session.state.pack.files['README.md'] ?? '', field))] : []),
      ...situation.commands.flatMap((command) => commandBlocks(controller.session.state, situation, command))
    ])
  }
}

async function turn(controller: RunController, memory: Memory, situation: Situation): Promise<void> {
  const asking: Asking = {
    state: controller.session.state,
    situation,
    now: controller.now,
    canLend: controller.dialogue.lend !== undefined
  }
  const prompt = promptOf(situation, controller.now(), {
    window: memory.shown.has(inVisit(controller, 'early')),
    lost: memory.settled
  })
  if (prompt.type === 'command') {
    const { reference } = prompt.command
    if (first(memory, inVisit(controller, `${reference.part}${reference.index}`))) {
      controller.dialogue.show(commandBlocks(controller.session.state, situation, prompt.command))
    }
  }
  const question =
    prompt.type === 'lost-command'
      ? brokenOffQuestion(asking, prompt.command, controller.session)
      : questionFor(asking, prompt)
  // At the first step nobody knows yet whether it is the right runbook.
  const { state } = controller.session
  const isFirst = state.visits.length === 1 && state.executions.length === 0
  const head = isFirst ? [...stopBlocks(state), ...question.head] : question.head
  return answer(controller, memory, situation, { ...question, head })
}

async function answer(
  controller: RunController,
  memory: Memory,
  situation: Situation,
  question: Question<Answer>
): Promise<void> {
  const answered = await controller.dialogue.choose(question)
  switch (answered.do) {
    case 'run':
      return runCommand(controller, situation, answered.command)
    case 'lend':
      return runCommand(controller, situation, answered.command, { isLent: true })
    case 'copy':
      return copyCommand(controller, answered.command)
    case 'report':
      return reportCommand(controller, answered.command)
    case 'acknowledge':
      return acknowledge(controller, situation)
    case 'manual-action':
      return confirmManualAction(controller)
    case 'proceed':
      memory.shown.add(inVisit(controller, 'early'))
      settle(memory, situation)
      return
    case 'verify':
      settle(memory, situation)
      return runCommand(controller, situation, answered.command)
    case 'await-end':
      return awaitEnd(controller, answered.command)
    case 'go-to':
      await controller.perform({ type: 'go-back', to: answered.step })
      return
    case 'rolled-back':
      await controller.perform({ type: 'close-rollback', outcome: 'rolled-back', reason: null })
      return
    case 'leave-as-is': {
      const reason = await controller.words('Why is it left as it is')
      if (reason !== null) await controller.perform({ type: 'close-rollback', outcome: 'left-as-is', reason })
      return
    }
    case 'choose':
      return choose(controller, situation, answered.option)
    case 'shortcut':
      if (answered.shortcut !== 'go') return doShortcut(controller, situation, answered.shortcut)
      memory.goesOn = true
      return
  }
}

/** Remembers that somebody dealt with what broke off. */
function settle(memory: Memory, { commands }: Situation): void {
  for (const { execution } of commands) if (execution && isBrokenOff(execution)) memory.settled.add(execution.number)
}

async function confirmManualAction(controller: RunController): Promise<void> {
  const observed = await controller.dialogue.ask({ label: 'What did you see (empty for nothing)' })
  if (observed === null) return
  await controller.perform({ type: 'do-manual-action', observed: observed === '' ? null : observed })
}

async function acknowledge(controller: RunController, { precondition }: Situation): Promise<void> {
  if (!precondition?.asksForSecondPerson) {
    await controller.perform({ type: 'acknowledge' })
    return
  }
  const { operator = '', account = '' } = controller.session.state.session ?? {}
  const agreedBy = await controller.dialogue.ask({
    label: 'Name of the second person',
    head: [text('The text asks for a second person. The name goes into the record; empty goes back.')],
    refuse: (name) =>
      name === '' || isSomebodyElse(name, [operator, account])
        ? null
        : `${name} is you. Give the name of somebody else.`
  })
  if (agreedBy === null || agreedBy === '')
    controller.dialogue.show([text('Not confirmed: nothing was recorded.', 'dim')])
  else await controller.perform({ type: 'acknowledge', agreedBy })
}

async function choose(controller: RunController, situation: Situation, option: StepOption): Promise<void> {
  const { evaluation, step } = situation
  const isOther = evaluation?.type === 'suggests' && !isSameChoice(evaluation.choice, option.choice)
  if (isOther) controller.dialogue.show([text('The commands say otherwise.', 'warning')])
  const reason = isOther ? await controller.words('Why do you decide otherwise') : undefined
  if (reason === null) return
  const printed = option.next === step.id ? lastPrinted(situation) : null
  const done = await controller.perform({ type: 'choose', choice: option.choice, ...(reason ? { reason } : {}) })
  // A step that is taken again said what it lacks.
  if (done && printed !== null) await askNamed(controller, printed)
}

/** What the last command of a step printed; null where none ran. */
function lastPrinted({ commands }: Situation): string | null {
  const ran = commands.flatMap(({ execution }) => execution ?? []).toSorted((a, b) => a.number - b.number)
  return ran.at(-1)?.stdout ?? null
}
