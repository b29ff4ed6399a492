/**
 * What the tools about one run do: a mapping onto the runner, which decides.
 */
import { endInWords, handoverMarkdown, handoverOf, type Session, type UnattendedMove } from '@keys/runner'
import { shortId } from '@keys/runner/present'
import { stepHeading } from '@keys/parser/model'
import type { AlertFields } from './find.js'
import { AgentRuns, type OpenAgentRun } from './agent-runs.js'
import { dataOf, lineOf } from './plain-text.js'
import type { ServerPorts } from './ports.js'
import { IS_SECRET, refusalOfInput } from './proposed-input.js'
import { Refused, type RunResult, type RunView } from './results.js'
import { agentSituation, commandDigest, optionId, runView } from './run-view.js'

const [OUTPUT_LIMIT, HANDOVER_LIMIT, NOTE_LIMIT, MOST_NOTES] = [4000, 8000, 2000, 200]
/** Between two looks at a run that somebody else has open, in milliseconds. */
const LOOK_AGAIN = 500

const NOTHING = { refused: null, run: null, output: null, handover: null, recorded: [] }

export class RunTools {
  readonly #ports: ServerPorts
  readonly #runs: AgentRuns

  constructor(ports: ServerPorts, runs: AgentRuns) {
    this.#ports = ports
    this.#runs = runs
  }

  /** Starts a run of a pack, for an alert where there is one. */
  async start(slug: string, agent: string, alert: AlertFields | null): Promise<RunResult> {
    const named = await this.#ports.packNamed(slug)
    if (named === null)
      throw new Refused('unknown-pack', `There is no pack ${lineOf(slug, 100)} here.`, 'Call find_runbook.')
    if (alert !== null && alert.status === 'resolved')
      throw new Refused('alert-resolved', 'The alert is resolved: no run is started for it.', 'Tell the person.')
    if (named.untrustedReason !== null) {
      const line = this.#ports.lineToType(`run ${slug}`)
      const message = `Nobody has agreed to the commands of this pack here: ${named.untrustedReason}.`
      throw new Refused('not-trusted', message, `A person reads them and agrees in a terminal: ${line}`)
    }
    const run = await this.#runs.start(named, agent)
    return this.#work(run, agent, async ({ session }) => {
      const names = alert?.names.slice(0, 10).map((name) => lineOf(name, 200)) ?? []
      const text = alert && lineOf(`For an alert of ${alert.source}, ${alert.status}: ${names.join(', ') || 'no name'}`)
      if (text !== null) await this.#note(session, text)
      return { ...NOTHING, recorded: text === null ? [] : [text] }
    })
  }

  /** Where a run stands. Nothing is written, and nobody is kept from it. */
  async look(run: string): Promise<RunResult> {
    const { state, classifier } = await this.#runs.read(run)
    const at = agentSituation(state, classifier, this.#ports.clock.now())
    const view = runView(state, at, await this.#openBy(run), this.#ports.lineToType)
    const { handedOver } = state
    if (handedOver?.to && view.openBy === null && at.move !== null)
      return { ...NOTHING, run: view, next: `${this.#goneTo(run, handedOver.to)} Then call wait_for_person.` }
    return { ...NOTHING, run: view, next: nextOf(at.move, view.openBy, view.waiting) }
  }

  /** Runs the command that is next, and goes where its output leads. */
  run(run: string, step: string, digest: string, agent: string, signal: AbortSignal): Promise<RunResult> {
    return this.#work(run, agent, async (open) => {
      const { session } = open
      const { situation, move } = this.#at(open)
      if (situation === null) throw ended()
      if (situation.step.id !== step) throw stale(stepHeading(situation.step))
      if (move?.type === 'needs-person') throw this.#needsPerson(run, move)
      if (move?.type !== 'run-command') throw stale(stepHeading(situation.step))
      if (commandDigest(session.state, situation, move.command) !== digest)
        throw new Refused(
          'unknown-command',
          'This is not the command that is next, in this visit of the step.',
          'Call current_step, and take the digest of the command whose isNext is true.'
        )
      const { reference } = move.command
      const confirmation = { type: 'confirmed' } as const
      const performed = await session.perform({ type: 'run-command', command: reference, confirmation }, { signal })
      if (performed.type === 'refused') throw refusedByRun(performed.message)
      const execution = session.state.executions.at(-1)
      const output = {
        end: execution ? lineOf(endInWords(execution)) : 'It is not known how it ended',
        stdout: dataOf('output', session.mask(execution?.stdout ?? ''), OUTPUT_LIMIT),
        stderr: dataOf('output', session.mask(execution?.stderr ?? ''), OUTPUT_LIMIT)
      }
      return { ...NOTHING, output, recorded: await this.#advance(open) }
    })
  }

  /** Writes down what the agent saw or proposes. It decides nothing. */
  note(run: string, agent: string, given: NoteGiven): Promise<RunResult> {
    return this.#work(run, agent, async (open) => {
      const { session } = open
      const { situation } = this.#at(open)
      if (situation === null) throw ended()
      if (given.step !== undefined && given.step !== null && given.step !== situation.step.id)
        throw stale(stepHeading(situation.step))
      const texts = [given.text === undefined || given.text === null ? null : lineOf(given.text, NOTE_LIMIT)]
      if (given.proposes !== undefined && given.proposes !== null) {
        const option = situation.options.find(({ choice }) => optionId(choice) === given.proposes)
        if (!option)
          throw new Refused('nothing-given', 'The step has no such option.', 'Call current_step for its options.')
        texts.push(`Proposes: ${lineOf(option.condition ?? option.choice.type)}. A person decides.`)
      }
      const recorded = texts.filter((text): text is string => text !== null && text !== '')
      for (const text of recorded) await this.#note(session, text)
      for (const [name, value] of Object.entries(given.inputs ?? {}))
        recorded.push(await this.#propose(session, name.slice(0, 100), value.slice(0, 500)))
      if (recorded.length === 0)
        throw new Refused('nothing-given', 'There is nothing to write down.', 'Give text, proposes or inputs.')
      return { ...NOTHING, recorded: [...recorded, ...(await this.#advance(open))] }
    })
  }

  /**
   * Waits until a person has done something, or until a time. The run is free meanwhile.
   * @param seconds How long; clients give up after a minute.
   */
  async wait(run: string, seconds: number, signal: AbortSignal): Promise<RunResult> {
    const before = await this.#runs.read(run)
    if (this.#needsPersonNow(before)) await this.#runs.leave(run)
    const until = this.#ports.clock.monotonic() + seconds * 1000
    for (;;) {
      const { state, classifier } = await this.#runs.read(run)
      const { move } = agentSituation(state, classifier, this.#ports.clock.now())
      const isFree = (await this.#openBy(run)) === null
      const isOver = move === null || (isFree && move.type !== 'needs-person' && !state.handedOver?.to)
      if (isOver || signal.aborted || this.#ports.clock.monotonic() >= until) break
      await pause(Math.min(LOOK_AGAIN, Math.max(0, until - this.#ports.clock.monotonic())), signal)
    }
    return this.look(run)
  }

  /** Hands a run over: what the next person needs, and as what the run ended, from its record. */
  async handOver(run: string, agent: string, to: string | null, text: string | null | undefined): Promise<RunResult> {
    const before = await this.#runs.read(run)
    const recorded: string[] = []
    // Who has it already needs no second word.
    if (before.state.place.type !== 'ended' && !before.state.handedOver?.to) {
      await this.#runs.with(run, agent, async ({ session }) => {
        if (text !== undefined && text !== null && text.trim() !== '') recorded.push(lineOf(text, NOTE_LIMIT))
        for (const one of recorded) await this.#note(session, one)
        await session.close('handed-over', to ?? undefined)
      })
      await this.#runs.leave(run)
    }
    const { state } = await this.#runs.read(run)
    const command = this.#ports.lineToType(`resume ${shortId(run)}`)
    const written = handoverMarkdown(
      handoverOf(state, this.#ports.clock.now(), await this.#ports.storage.holder(run, this.#ports.machine.host)),
      command
    )
    const result = await this.look(run)
    return { ...result, handover: dataOf('record', written, HANDOVER_LIMIT), recorded }
  }

  /** Goes where the matchers lead, as far as nobody is needed, and says what was decided. */
  async #advance(open: OpenAgentRun): Promise<string[]> {
    const recorded: string[] = []
    for (;;) {
      const { situation, move } = this.#at(open)
      if (situation === null || move?.type !== 'choose') return recorded
      const performed = await open.session.perform({ type: 'choose', choice: move.option.choice })
      if (performed.type === 'refused') throw refusedByRun(performed.message)
      recorded.push(lineOf(`${stepHeading(situation.step)}: ${move.option.condition ?? 'done'}. ${move.reason}`))
    }
  }

  /** Works at a run, and leaves it to a person where one is needed. */
  #work(
    run: string,
    agent: string,
    work: (open: OpenAgentRun) => Promise<Omit<RunResult, 'next'>>
  ): Promise<RunResult> {
    return this.#runs.with(run, agent, async (open) => {
      const done = await work(open)
      const { session, classifier } = open
      await this.#park(open)
      const at = agentSituation(session.state, classifier, this.#ports.clock.now())
      const view = runView(session.state, at, null, this.#ports.lineToType)
      return { ...done, run: view, next: nextOf(at.move, null, view.waiting) }
    })
  }

  /** Writes down, once for each stay at a step, that a person is needed. */
  async #park(open: OpenAgentRun): Promise<void> {
    const { session } = open
    const { situation, move } = this.#at(open)
    if (situation === null || move?.type !== 'needs-person') return
    const { parked } = session.state
    if (parked !== null && parked.visit === session.state.visits.length && parked.need === move.need) return
    await session.perform({ type: 'park', need: move.need, reason: move.reason })
  }

  async #propose(session: Session, name: string, value: string): Promise<string> {
    const refusal = refusalOfInput(session.state, name, value)
    if (refusal === null) {
      const performed = await session.perform({ type: 'set-input', name, value, origin: 'agent' })
      if (performed.type === 'done') return `${name} was set, as proposed by an agent.`
    }
    const why = refusal ?? 'The run refused it.'
    const proposed = refusal === IS_SECRET ? name : `${name} = ${value}`
    const text = lineOf(`Proposes a value: ${proposed}. It was not taken: ${why}`)
    await this.#note(session, text)
    return text
  }

  async #note(session: Session, text: string): Promise<void> {
    if (session.state.notes.length >= MOST_NOTES)
      throw new Refused('too-much', `The run has ${MOST_NOTES} notes.`, 'Hand over, or tell the person.')
    const performed = await session.perform({ type: 'note', text })
    if (performed.type === 'refused') throw refusedByRun(performed.message)
  }

  #at({ session, classifier }: OpenAgentRun) {
    return agentSituation(session.state, classifier, this.#ports.clock.now())
  }

  #needsPersonNow({ state, classifier }: Parameters<typeof agentSituationOf>[0]): boolean {
    return agentSituationOf({ state, classifier }, this.#ports.clock.now()).move?.type === 'needs-person'
  }

  async #openBy(run: string): Promise<string | null> {
    if (this.#runs.isOpenHere(run)) return null
    const writer = await this.#ports.storage.holder(run, this.#ports.machine.host)
    return writer === null ? null : lineOf(`${writer.operator} on ${writer.host}`)
  }

  #goneTo(run: string, to: string): string {
    return `It was handed over to ${lineOf(to, 100)}, who types: ${this.#ports.lineToType(`resume ${shortId(run)}`)}.`
  }

  #needsPerson(run: string, move: Extract<UnattendedMove, { type: 'needs-person' }>): Refused {
    const line = this.#ports.lineToType(`resume ${shortId(run)}`)
    return new Refused('needs-person', lineOf(move.reason), `A person types: ${line}. Then call wait_for_person.`)
  }
}

/** What an agent writes down. */
export interface NoteGiven {
  step?: string | null | undefined
  text?: string | null | undefined
  proposes?: string | null | undefined
  inputs?: Record<string, string> | null | undefined
}

function agentSituationOf({ state, classifier }: Awaited<ReturnType<AgentRuns['read']>>, now: string) {
  return agentSituation(state, classifier, now)
}

function nextOf(move: UnattendedMove | null, openBy: string | null, waiting: RunView['waiting']): string {
  if (move === null) return 'The run has ended: say as what, from outcome.'
  if (openBy !== null) return 'Somebody else works at it: call wait_for_person.'
  if (move.type === 'run-command') return 'Call run_read_only with the digest of the command whose isNext is true.'
  if (move.type === 'choose') return 'Call note to go where the output leads.'
  if (move.need === 'decision')
    return `A person decides. Propose an option with note; they type: ${linesIn(waiting)} Then call wait_for_person.`
  return `A person is needed. They type: ${linesIn(waiting)} Then call wait_for_person, or hand_over.`
}

/** What a person types. */
function linesIn(waiting: RunView['waiting']): string {
  const { lineToType = '', lineToSign = null } = waiting ?? {}
  if (lineToSign === null) return `${lineToType}.`
  return `${lineToType}. The run demands signed answers. From elsewhere: ${lineToSign}, then ${lineToType} --answer <file>.`
}

function ended(): Refused {
  return new Refused('run-ended', 'The run has ended.', 'Say as what, from outcome.')
}

function stale(heading: string): Refused {
  return new Refused('stale-step', `The run stands at ${lineOf(heading, 200)}.`, 'Call current_step.')
}

function refusedByRun(message: string): Refused {
  return new Refused('refused-by-run', message, 'Call current_step.')
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
