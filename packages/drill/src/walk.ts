/**
 * A headless walk: the runbook's own text, its own commands, its own matchers, and a script for the person.
 */
import type { Step } from '@keys/schema'
import { isRequired, nodeOfEnding } from '@keys/parser/model'
import {
  endInWords,
  stepLabel,
  memoryStore,
  promptOf,
  startRun,
  unattendedMove,
  type Classifier,
  type CommandView,
  type Confirmation,
  type Execution,
  type Intent,
  type Processes,
  type Prompt,
  type RunPack,
  type RunStore,
  type Session,
  type Situation,
  type UnattendedMove
} from '@keys/runner'
import { randomIds, systemClock } from '@keys/runner/node'
import type { Answer, Change, WorldAction, Scenario, World } from './define.js'
import { choiceKey, provesFix } from './proves-fix.js'
import { DrillFailure, failureAt } from './failure.js'
import { expectStrings } from './inputs.js'
import { confirmedByScript, entryOf, optionNamed } from './script.js'
import { unlessAborted } from './unless-aborted.js'
import type { Walked } from './walked.js'

/** More visits than any incident has: whoever makes more walks in circles. */
const MAX_VISITS = 60
const POLICY = { type: 'policy' } as const
/** Milliseconds after which a command of a drill is ended: it hangs, and is not only late on a busy machine. */
const TIME_LIMIT = 180_000

export interface WalkOptions {
  processes: Processes
  /** What commands find besides the inputs, such as PATH. */
  environment: Readonly<Record<string, string>>
  /** Path of the folder in which commands run. */
  folder: string
  signal: AbortSignal
  /** Tells what commands do. Without one nothing is shown to be read-only: the scenario confirms each command. */
  classifier?: Classifier
  /** Where the record of the walk is kept; in memory when absent. */
  storage?: RunStore
  /** Hears the label of each step that is reached. */
  onStep?: (label: string) => void
}

/**
 * Walks a runbook in a broken world.
 * @param pack The pack.
 * @param scenario The way that is right.
 * @param world The world, broken.
 * @param options How commands run.
 * @returns What was walked.
 * @throws {DrillFailure} Where the walk leaves the way that is right.
 */
export async function walk<SomeWorld extends World>(
  pack: RunPack,
  scenario: Scenario<SomeWorld>,
  world: SomeWorld,
  options: WalkOptions
): Promise<Walked> {
  const session = await startRun(
    pack,
    {
      storage: options.storage ?? memoryStore(),
      processes: options.processes,
      clock: systemClock,
      ids: randomIds,
      ...(options.classifier ? { classifier: options.classifier } : {})
    },
    {
      operator: 'drill',
      // Whatever a person would confirm, the scenario confirms.
      answeredBy: 'script',
      host: 'drill',
      process: 1,
      tool: '@keys/drill',
      environment: { ...options.environment, ...world.environment },
      folder: options.folder,
      timeLimit: TIME_LIMIT
    }
  )
  return new Walk(pack, scenario, world, session, options).toTheEnd()
}

class Walk<SomeWorld extends World> {
  private readonly walked: Walked = { path: [], end: '', commands: [], choices: [], decisions: 0, manualActions: 0 }
  private readonly inputs: Record<string, string>
  /** How many commands had been executed when the step was reached. */
  private executedBefore = 0
  /** The execution that decided when the last step was left: what runs afterwards, such as a rollback, decided nothing. */
  private decidedBy: Execution | null = null

  private readonly pack: RunPack
  private readonly scenario: Scenario<SomeWorld>
  private readonly world: SomeWorld
  private readonly session: Session
  private readonly options: WalkOptions

  constructor(pack: RunPack, scenario: Scenario<SomeWorld>, world: SomeWorld, session: Session, options: WalkOptions) {
    this.pack = pack
    this.scenario = scenario
    this.world = world
    this.session = session
    this.options = options
    this.inputs = { ...world.environment }
  }

  async toTheEnd(): Promise<Walked> {
    // An input that the world does not have is left out, as an operator would.
    for (const { name } of this.pack.pack.inputs ?? []) {
      if (this.inputs[name] === undefined)
        await this.perform({ type: 'set-input', name, value: null, origin: 'person' })
    }
    for (let situation = this.session.situation; situation !== null; situation = this.session.situation) {
      this.options.signal.throwIfAborted()
      if (situation.type === 'rollback') await this.rollBack(situation)
      else await this.visit(situation)
    }
    const { place } = this.session.state
    this.walked.end = place.type === 'ended' ? place.node : ''
    this.expectEnd()
    return this.walked
  }

  private async visit(situation: Situation): Promise<void> {
    const { step } = situation
    this.arrive(step)
    this.executedBefore = this.session.state.executions.length
    const label = stepLabel(step)
    const visit = this.walked.path.filter((other) => other === label).length - 1
    await this.change(label, entryOf(this.scenario.before, label, visit))
    const proof =
      this.scenario.fixedBy === label && visit === 0
        ? await provesFix(step, (command) => this.options.processes.run(this.requestFor(command)))
        : null
    const choice = await this.follow(step, visit)
    proof?.(choice, this.decidedBy)
  }

  /**
   * Goes on as far as the runner's policy goes without a person, and answers for one where it stops: by what the scenario
   * declares, in the order in which the runner asks, until the step is left. Drills wait for no window.
   */
  private async follow(step: Step, visit: number): Promise<string> {
    let acted = false
    for (let { situation } = this.session; situation !== null; situation = this.session.situation) {
      const now = systemClock.now()
      const move = unattendedMove(situation, { now, obstacles: [] })
      const prompt = promptOf(situation, now, { window: true })
      // What tempts is done in place of the step, also where nothing is done by hand.
      if (!acted && prompt.type !== 'precondition') {
        await this.act(step, visit)
        acted = true
        continue
      }
      switch (prompt.type) {
        case 'precondition':
          await this.perform({ type: 'acknowledge', agreedBy: 'a second person, as scripted' })
          break
        case 'command':
          await this.runNext(step, prompt.command, move)
          break
        case 'options':
          return this.leave(step, visit, prompt, move)
        case 'manual-action':
        case 'lost-command':
        case 'window':
        case 'rollback':
          throw new Error(`a drill was asked for ${prompt.type}`)
      }
    }
    throw new Error('the run ended before its step was left')
  }

  private arrive(step: Step): void {
    const { path } = this.walked
    const wanted = this.scenario.path[path.length]
    path.push(stepLabel(step))
    this.options.onStep?.(stepLabel(step))
    if (wanted === stepLabel(step) && path.length <= MAX_VISITS) return
    const came = path.at(-2)
    throw new DrillFailure(came ?? stepLabel(step), {
      message: `went to ${stepLabel(step)}`,
      expected: wanted === undefined ? `the end, ${this.scenario.end}` : wanted,
      execution: this.decidedBy
    })
  }

  /** The manual action of a step, or what tempts in its place. */
  private async act(step: Step, visit: number): Promise<void> {
    const label = stepLabel(step)
    const wrongAction = this.scenario.wrongAction?.instead[label]
    const isManual = this.session.situation?.manualAction !== null
    if (!isManual && !wrongAction) return
    const manualAction = wrongAction ?? entryOf(this.scenario.manualActions, label, visit)
    if (!manualAction) {
      throw new DrillFailure(label, {
        message: 'the text asks for a manual action',
        expected: `manualActions['${label}'] in the scenario`
      })
    }
    const change = await this.change(label, manualAction)
    this.walked.manualActions++
    if (isManual) await this.perform({ type: 'do-manual-action', observed: change?.observed ?? null })
  }

  private async runNext(step: Step, command: CommandView, move: UnattendedMove): Promise<void> {
    const wrongAction = this.scenario.wrongAction?.instead[stepLabel(step)]
    const { reference } = command
    if (wrongAction && reference.part === 'step') {
      await this.perform({ type: 'report-command', command: reference, status: 0, output: '' })
    } else await this.run(step, command, move.type === 'run-command' ? POLICY : confirmedByScript(step, command))
  }

  private async run(step: Step, { reference, missing }: CommandView, confirmation: Confirmation): Promise<void> {
    this.expectInputs(step, missing)
    await this.perform({ type: 'run-command', command: reference, confirmation })
    this.walked.commands.push(reference)
    this.options.signal.throwIfAborted()
  }

  /** The runner refuses such a command too, and does not say which value it is about. */
  private expectInputs(step: Step, missing: CommandView['missing']): void {
    const names = missing.filter(isRequired).map(({ name }) => name)
    if (names.length === 0) return
    throw new DrillFailure(stepLabel(step), {
      message: `no value for ${names.join(', ')}: a command of this step reads it`,
      expected: 'a value in the environment of the world, or an input that pack.json says is not required'
    })
  }

  /** Leaves a step by what its matchers say, or by what the script says where they say nothing. */
  private async leave(
    step: Step,
    visit: number,
    { evaluation, options }: Extract<Prompt, { type: 'options' }>,
    move: UnattendedMove
  ): Promise<string> {
    const label = stepLabel(step)
    this.decidedBy = this.session.state.executions.slice(this.executedBefore).at(-1) ?? null
    const isMatched = evaluation.type === 'suggests'
    const answer = isMatched ? null : (entryOf(this.scenario.decisions, label, visit) ?? this.afterFailure())
    if (!isMatched && answer === undefined) {
      throw new DrillFailure(label, {
        message: `no matcher decided: ${evaluation.reason}`,
        expected: this.scenario.path[this.walked.path.length] ?? this.scenario.end,
        execution: this.decidedBy
      })
    }
    const choice = isMatched ? evaluation.choice : optionNamed(options, answer ?? '')?.choice
    if (!choice) {
      const known = options.map(({ condition, choice: other }) => condition ?? other.type).join(' | ')
      throw new DrillFailure(label, { message: `the script says “${answer}”`, expected: `one of: ${known}` })
    }
    if (!isMatched) this.walked.decisions++
    this.walked.choices.push({ step: step.id, choice, byMatcher: isMatched })
    await this.perform({ type: 'choose', choice, ...(move.type === 'choose' ? { confirmation: POLICY } : {}) })
    return choiceKey(choice)
  }

  /** A command that failed in a way that no branch names: where the scenario ends here in escalation, the person stops. */
  private afterFailure(): Answer | undefined {
    const end = this.decidedBy?.end
    const hasFailed = end?.type === 'exited' && end.status !== 0
    const isLast = this.walked.path.length === this.scenario.path.length
    return hasFailed && isLast && this.scenario.end === 'escalate' ? 'Otherwise' : undefined
  }

  private async rollBack(situation: Situation): Promise<void> {
    const rollsBack = this.scenario.rollsBack ?? true
    if (rollsBack)
      for (const command of situation.commands)
        await this.run(situation.step, command, confirmedByScript(situation.step, command))
    const outcome = rollsBack ? 'rolled-back' : 'left-as-is'
    await this.perform({ type: 'close-rollback', outcome, reason: null })
  }

  private async change(label: string, manualAction: WorldAction<SomeWorld> | undefined): Promise<Change | undefined> {
    const change = await this.done(label, manualAction)
    expectStrings(label, change?.inputs ?? {})
    for (const [name, value] of Object.entries(change?.inputs ?? {})) {
      this.inputs[name] = value
      await this.perform({ type: 'set-input', name, value, origin: 'person' })
    }
    return change
  }

  private async done(label: string, manualAction: WorldAction<SomeWorld> | undefined): Promise<Change | undefined> {
    try {
      return (await unlessAborted(this.options.signal, () => manualAction?.(this.world))) ?? undefined
    } catch (error) {
      throw failureAt(label, error)
    }
  }

  private async perform(intent: Intent): Promise<void> {
    const performed = await this.session.perform(intent, { signal: this.options.signal })
    if (performed.type === 'done') return
    throw new DrillFailure(this.walked.path.at(-1) ?? '', {
      message: `the runner refused ${intent.type}: ${performed.message}`,
      expected: 'that it can be'
    })
  }

  private requestFor(command: { interpreter: 'bash' | 'sql' | 'js' | 'python'; code: string }) {
    return {
      ...command,
      environment: { ...this.options.environment, ...this.inputs },
      folder: this.options.folder,
      timeLimit: TIME_LIMIT,
      outputLimit: 65_536,
      signal: this.options.signal
    }
  }

  private expectEnd(): void {
    const { end, path } = this.walked
    const { end: meant } = this.scenario
    const wanted = nodeOfEnding(
      meant === 'resolved' || meant === 'escalate' ? { type: meant } : { type: 'wrong-runbook', package: meant }
    )
    const missed = this.scenario.path[path.length]
    if (end === wanted && missed === undefined) return
    const execution = this.decidedBy
    throw new DrillFailure(path.at(-1) ?? '', {
      message: `ended in ${end}${execution ? ` (${endInWords(execution).toLowerCase()})` : ''}`,
      expected: missed ?? wanted,
      execution
    })
  }
}
