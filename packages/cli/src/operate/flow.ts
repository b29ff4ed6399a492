/**
 * The flow of a run: from where it stands to a question, from the answer to what is recorded, until it ends or is left.
 */
import { fieldOf, isSameChoice, isSomebodyElse, type CommandView, type Situation, type StepOption } from '@keys/runner'
import { gap, labelled, text } from './blocks.js'
import { doAside, Waiting } from './asides.js'
import { copyCommand, reportCommand, runCommand, viewOf } from './commands.js'
import type { Desk } from './desk.js'
import type { Question } from './dialogue.js'
import { Left } from './interrupts.js'
import {
  commandQuestion,
  manualActionQuestion,
  lostQuestion,
  preconditionQuestion,
  rollbackQuestion,
  optionsQuestion,
  windowQuestion,
  type Answer,
  type Asking
} from './questions.js'
import { fieldText } from './source-text.js'
import { commandBlocks, stepBlocks } from './step-blocks.js'
import { advance } from './unattended.js'

/** How a session ended. */
export type Outcome =
  | { type: 'ended'; node: string }
  | { type: 'waiting'; until: string | null }
  | { type: 'stopped' | 'interrupted' }
  /** A person is needed, and nobody is there. */
  | { type: 'unattended'; reason: string }

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
}

/**
 * Carries a run on until it ends, waits, or is left. The session stays open.
 * @param desk The session and the person.
 * @param options Who answers what.
 * @throws What is no fault of the person, the disk or the pack.
 */
export async function operate(desk: Desk, options: FlowOptions): Promise<Outcome> {
  const memory: Memory = { shown: new Set(), settled: new Set() }
  try {
    for (;;) {
      const { situation, state } = desk.session
      if (!situation) return { type: 'ended', node: state.place.type === 'ended' ? state.place.node : '' }
      showOnce(desk, memory, situation)
      if (options.isYes || !options.isAttended) {
        const reason = await advance(desk, situation, options.isYes)
        if (reason === null) continue
        if (!options.isAttended) return { type: 'unattended', reason }
      }
      await turn(desk, memory, situation)
    }
  } catch (error) {
    if (error instanceof Waiting) return { type: 'waiting', until: desk.session.situation?.window ?? null }
    if (error instanceof Left) return { type: error.reason }
    throw error
  }
}

/** A key for what belongs to the visit in which a run is. */
function inVisit({ session }: Desk, what: string): string {
  return `${session.state.visits.length}/${session.state.pack.contentHash}/${what}`
}

/** Remembers; true the first time. */
function first(memory: Memory, key: string): boolean {
  const isFirst = !memory.shown.has(key)
  memory.shown.add(key)
  return isFirst
}

function showOnce(desk: Desk, memory: Memory, situation: Situation): void {
  if (situation.type === 'step' && first(memory, inVisit(desk, 'step'))) {
    desk.dialogue.show(stepBlocks(desk.session.state, situation, desk.notesFor(situation.step.id)))
  }
  if (situation.type === 'rollback' && first(memory, inVisit(desk, 'rollback'))) {
    const field = fieldOf(situation.step, 'rollback')
    desk.dialogue.show([
      gap,
      { type: 'rule', left: 'Rollback', right: situation.step.label ?? situation.step.title },
      ...(field ? [labelled('Rollback', fieldText(desk.session.state.pack.files['README.md'] ?? '', field))] : []),
      ...situation.commands.flatMap((command) => commandBlocks(desk.session.state, situation, command))
    ])
  }
}

async function turn(desk: Desk, memory: Memory, situation: Situation): Promise<void> {
  const asking: Asking = { state: desk.session.state, situation, now: desk.now }
  const { evaluation } = situation
  if (situation.type === 'rollback' || evaluation === null)
    return answer(desk, memory, situation, rollbackQuestion(asking))
  const isEarly = situation.window !== null && situation.window > desk.now()
  if (isEarly && !memory.shown.has(inVisit(desk, 'early'))) {
    return answer(desk, memory, situation, windowQuestion(asking))
  }
  if (situation.precondition) return answer(desk, memory, situation, preconditionQuestion(asking))
  if (situation.manualAction !== null) return answer(desk, memory, situation, manualActionQuestion(asking))
  const lost = lostCommand(situation, memory)
  if (lost) return answer(desk, memory, situation, lostQuestion(asking, lost))
  if (evaluation.type !== 'waits') return answer(desk, memory, situation, optionsQuestion(asking, evaluation))
  const command = viewOf(situation, evaluation.command)
  if (first(memory, inVisit(desk, `${command.reference.part}${command.reference.index}`))) {
    desk.dialogue.show(commandBlocks(desk.session.state, situation, command))
  }
  return answer(desk, memory, situation, commandQuestion(asking, command))
}

function lostCommand({ commands }: Situation, { settled }: Memory): CommandView | null {
  return commands.find(({ execution }) => execution?.end?.type === 'unknown' && !settled.has(execution.number)) ?? null
}

async function answer(desk: Desk, memory: Memory, situation: Situation, question: Question<Answer>): Promise<void> {
  const given = await desk.dialogue.choose(question)
  switch (given.do) {
    case 'run':
      return runCommand(desk, situation, given.command)
    case 'copy':
      return copyCommand(desk, given.command)
    case 'report':
      return reportCommand(desk, given.command)
    case 'acknowledge':
      return acknowledge(desk, situation)
    case 'manual-action':
      return confirmManualAction(desk)
    case 'proceed':
      memory.shown.add(inVisit(desk, 'early'))
      for (const { execution } of situation.commands)
        if (execution?.end?.type === 'unknown') memory.settled.add(execution.number)
      return
    case 'rolled-back':
      await desk.perform({ type: 'close-rollback', outcome: 'rolled-back', reason: null })
      return
    case 'leave-as-is': {
      const reason = await desk.words('Why is it left as it is')
      if (reason !== null) await desk.perform({ type: 'close-rollback', outcome: 'left-as-is', reason })
      return
    }
    case 'choose':
      return choose(desk, situation, given.option)
    case 'aside':
      return doAside(desk, situation, given.aside)
  }
}

async function confirmManualAction(desk: Desk): Promise<void> {
  const observed = await desk.dialogue.ask({ label: 'What did you see (empty for nothing)' })
  if (observed === null) return
  await desk.perform({ type: 'do-manual-action', observed: observed === '' ? null : observed })
}

async function acknowledge(desk: Desk, { precondition }: Situation): Promise<void> {
  if (!precondition?.asksForSecondPerson) {
    await desk.perform({ type: 'acknowledge' })
    return
  }
  const { operator = '', account = '' } = desk.session.state.session ?? {}
  const agreedBy = await desk.dialogue.ask({
    label: 'Name of the second person',
    head: [text('The text asks for a second person. The name goes into the record; empty goes back.')],
    refuse: (name) =>
      name === '' || isSomebodyElse(name, [operator, account])
        ? null
        : `${name} is you. Give the name of somebody else.`
  })
  if (agreedBy === null || agreedBy === '') desk.dialogue.show([text('Not confirmed: nothing was recorded.', 'dim')])
  else await desk.perform({ type: 'acknowledge', agreedBy })
}

async function choose(desk: Desk, { evaluation }: Situation, option: StepOption): Promise<void> {
  const isOther = evaluation?.type === 'suggests' && !isSameChoice(evaluation.choice, option.choice)
  if (!isOther) {
    await desk.perform({ type: 'choose', choice: option.choice })
    return
  }
  desk.dialogue.show([text('The commands say otherwise.', 'warning')])
  const reason = await desk.words('Why do you decide otherwise')
  if (reason !== null) await desk.perform({ type: 'choose', choice: option.choice, reason })
}
