/**
 * A run as an agent sees it: where it stands, what may be done, and whom it waits for.
 */
import {
  digest,
  isSameCommand,
  situationOf,
  unattendedMove,
  unattendedObstacles,
  type Classifier,
  type CommandView,
  type RunState,
  type Situation,
  type UnattendedMove
} from '@keys/runner'
import { nodeName, shortId } from '@keys/runner/present'
import { endingInShort, endingOf, isRequired, stepHeading, type StepOption } from '@keys/parser/model'
import type { Choice, Input } from '@keys/schema'
import { dataOf, lineOf } from './plain-text.js'
import type { RunView } from './results.js'

/** Characters of a step and of a command that are shown. */
const [STEP_LIMIT, CODE_LIMIT] = [6000, 4000]

/** Where a run stands, for whoever decides what may be done. */
export interface AgentSituation {
  /** Null when the run has ended. */
  situation: Situation | null
  /** What may happen without a person; null when the run has ended. */
  move: UnattendedMove | null
}

/** Where a run stands. */
export function agentSituation(state: RunState, classifier: Classifier, now: string): AgentSituation {
  const situation = situationOf(state, classifier)
  if (situation === null) return { situation, move: null }
  return { situation, move: unattendedMove(situation, { now, obstacles: unattendedObstacles(state.pack, classifier) }) }
}

/**
 * The name of a command in this visit of its step. It changes with the run, the visit and the text: one of before is
 * refused.
 */
export function commandDigest(state: RunState, situation: Situation, { reference, command }: CommandView): string {
  const { step, part, index } = reference
  const place = [state.run, state.pack.contentHash, step, String(situation.visit), part, String(index)]
  return digest([...place, command.interpreter ?? '', command.code].join('\n'))
}

/**
 * A run as an agent sees it.
 * @param state Its state.
 * @param at Where it stands.
 * @param openBy Who else has it open; null for nobody.
 * @param lineToType Makes a line for a person.
 */
export function runView(
  state: RunState,
  { situation, move }: AgentSituation,
  openBy: string | null,
  lineToType: (words: string) => string
): RunView {
  const { name, pack, contentHash } = state.pack
  const end = state.place.type === 'ended' ? state.place.node : null
  return {
    run: state.run,
    pack: { package: name, version: pack.version, title: lineOf(pack.title), contentHash },
    state: stateOf(move, openBy, state.handedOver?.to ?? null),
    openBy,
    step: situation && stepView(state, situation, move),
    waiting: waitingOf(state, situation, move, lineToType),
    outcome: {
      hasEnded: end !== null,
      end,
      words: end === null ? 'not finished' : endingInShort(endingOf(end) ?? { type: 'escalate' })
    },
    head: { sequence: state.sequence, hash: state.head }
  }
}

function stateOf(move: UnattendedMove | null, openBy: string | null, goneTo: string | null): RunView['state'] {
  if (move === null) return 'ended'
  if (openBy !== null) return 'open-elsewhere'
  return move.type === 'needs-person' || goneTo !== null ? 'needs-person' : 'agent-can-go-on'
}

function stepView(state: RunState, situation: Situation, move: UnattendedMove | null): RunView['step'] {
  const { step, section, number, of, visit, commands, options, evaluation } = situation
  const { start, end } = step.position
  const text = (state.pack.files['README.md'] ?? '').slice(start.offset, end.offset)
  const next = move?.type === 'run-command' ? move.command.reference : null
  return {
    id: step.id,
    heading: lineOf(stepHeading(step)),
    section: lineOf(section?.title ?? ''),
    number,
    of,
    visit,
    text: dataOf('runbook', text, STEP_LIMIT),
    commands: commands.map((view) => ({
      digest: commandDigest(state, situation, view),
      part: view.reference.part,
      language: view.command.language,
      code: dataOf('runbook', view.command.code, CODE_LIMIT),
      effect: view.effect,
      isNext: next !== null && isSameCommand(next, view.reference),
      lastEnd: view.execution?.end?.type ?? null
    })),
    options: options.map((option) => ({
      id: optionId(option.choice),
      condition: lineOf(conditionOf(option)),
      leadsTo: lineOf(nodeName(state.pack, option.next))
    })),
    evaluation: evaluation === null || evaluation.type === 'waits' ? null : lineOf(evaluation.reason)
  }
}

/** The name of a way on, such as `branch-2` or `holds`. */
export function optionId(choice: Choice): string {
  return choice.type === 'branch' ? `branch-${choice.index + 1}` : choice.type
}

function conditionOf({ condition, choice }: StepOption): string {
  return condition ?? { holds: 'holds', fails: 'does not hold', continue: 'done', branch: '' }[choice.type]
}

function waitingOf(
  state: RunState,
  situation: Situation | null,
  move: UnattendedMove | null,
  lineToType: (words: string) => string
): RunView['waiting'] {
  if (situation === null || move?.type !== 'needs-person') return null
  return {
    need: move.need,
    reason: lineOf(move.reason),
    lineToType: lineToType(`resume ${shortId(state.run)}`),
    lineToSign: state.signedAnswers === null ? null : lineToType(`answer ${shortId(state.run)} --sign <key>`),
    opensAt: situation.window,
    inputs: (move.need === 'inputs' ? missingOf(situation) : []).map(({ name, description, secret }) => ({
      name,
      description: lineOf(description),
      secret: secret === true
    }))
  }
}

function missingOf({ commands }: Situation): readonly Input[] {
  return commands.flatMap(({ missing }) => missing.filter(isRequired))
}
