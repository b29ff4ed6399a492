/**
 * An interactive session of a run: from the open session to what is said at its end. What `keys run` and `keys resume` share.
 */
import {
  JournalDamagedError,
  RunLockedError,
  RunResolvedError,
  StorageError,
  type Session,
  type SessionOptions,
  type SessionPorts
} from '@keys/runner'
import {
  folderStore,
  nodeProcesses,
  randomIds,
  signedAnswersAt,
  sshSigners,
  systemClock,
  whoAmI
} from '@keys/runner/node'
import { endingOf, type EndingType } from '@keys/parser/model'
import packageJson from '../../package.json' with { type: 'json' }
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import type { RunOptions } from './run-flags.js'
import {
  type Block,
  type Called,
  lineToType,
  type NotesFor,
  outroBlocks,
  type SessionOutcome,
  shortId,
  text
} from '@keys/runner/present'
import { userConfigPath } from '@keys/pack'
import { invocation } from '@keys/pack/invocation'
import { createDialogue, type Dialogue } from '@keys/terminal'
import { RunController } from './run-controller.js'
import { exitOutcome, operate, type FlowOptions } from './flow.js'
import { offerInputs } from './inputs.js'
import { SessionExit, withInterrupts } from './interrupts.js'
import { operatorOf } from './operator.js'
import { answerSigner, type AnswerSigner } from './sign-answers.js'
import { namedRunsFolder, runsFolder } from './runs-folder.js'

/** What the machine gives to a run. */
export function portsOf(options: RunOptions, terminal: Terminal): SessionPorts {
  const team = signedAnswersAt(terminal)
  return {
    storage: folderStore(runsFolder(options, terminal)),
    processes: nodeProcesses(),
    clock: systemClock,
    ids: randomIds,
    ...(team ? { signers: sshSigners(team.allowedSigners) } : {})
  }
}

/** Who sits here, and in which environment commands run. */
export function sessionOptionsOf(terminal: Terminal, options: RunOptions): SessionOptions {
  const { environment, folder } = terminal
  const variables = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const]
  )
  const { operator: account, ...machine } = whoAmI()
  const team = signedAnswersAt(terminal)
  const who = operatorOf(account, options, environment)
  const channel = terminal.person.input.isTTY === true ? ('terminal' as const) : ('piped' as const)
  return {
    ...who,
    ...machine,
    channel,
    ...(team ? { signedAnswers: team.signedAnswers } : {}),
    tool: `keys ${packageJson.version}`,
    environment: Object.fromEntries(variables),
    folder
  }
}

/** What a session begins with. */
export interface Opened {
  session: Session
  /** What was found, for the person. */
  intro: readonly Block[]
  /** Asks what has to be known before the run goes on. */
  prepare?: (session: Session, dialogue: Dialogue) => Promise<void>
  /** What is to be said once values are known. */
  afterInputs?: (session: Session) => Promise<readonly Block[]>
  /** What the team adds to the steps. */
  notesFor?: NotesFor
  /** Whom to call, by role. */
  contacts?: Readonly<Record<string, string>>
}

/**
 * Opens a run and follows it until it ends or is left.
 * @param open Opens the run; may ask the person, when there is one.
 * @param options The options of the command.
 * @param terminal The terminal.
 * @throws {UsageError} When the run cannot be opened.
 */
export async function runInteractive(
  open: (dialogue: Dialogue | null) => Promise<Opened>,
  options: RunOptions,
  terminal: Terminal
): Promise<ExitCode> {
  const called = { keys: invocation(terminal.environment), runs: namedRunsFolder(options) }
  const { dialogue: attached, isAttended } = await createDialogue(terminal, options)
  const interactive: InteractiveOptions = {
    dialogue: withInterrupts(attached),
    isAttended,
    isYes: options.yes === true,
    called,
    configPath: userConfigPath(terminal.environment),
    sign: answerSigner(options, terminal)
  }
  try {
    return await runSession(
      await withUsageErrors(() => open(isAttended ? interactive.dialogue : null), called),
      interactive
    )
  } catch (error) {
    // Left before there was a run.
    if (error instanceof SessionExit) return EXIT.stopped
    throw error
  } finally {
    await attached.close()
  }
}

/** How questions are asked and answered. */
interface InteractiveOptions extends FlowOptions {
  dialogue: Dialogue
  called: Called
  /** Where the configuration of the user lies. */
  configPath: string | null
  /** Signs answers. */
  sign: AnswerSigner
}

async function runSession(
  { session, intro, prepare, afterInputs, notesFor = () => [], contacts = {} }: Opened,
  interactive: InteractiveOptions
): Promise<ExitCode> {
  const { dialogue, isAttended, called, configPath } = interactive
  const controller = new RunController(session, dialogue, systemClock, notesFor, interactive.sign)
  try {
    dialogue.show([...intro, ...refusedBlocks(session)])
    const begun = await begin(session, async () => {
      if (session.situation === null) return
      if (isAttended) {
        await prepare?.(session, dialogue)
        await offerInputs(controller)
      }
      dialogue.show((await afterInputs?.(session)) ?? [])
    })
    const outcome = begun ?? (await operate(controller, interactive))
    await close(session, outcome, dialogue)
    const names = { ...called, contacts, configPath, now: systemClock.now() }
    dialogue.show(outroBlocks(session.state, outcome, session.head, names))
    return exitOf(outcome)
  } catch (error) {
    // Whatever broke down: the lock is given back, and the record says that the session broke off.
    await session.close('interrupted').catch(() => undefined)
    throw error
  }
}

/** Values of the environment that were not taken, with the reason. */
function refusedBlocks({ refusedInputs }: Session): Block[] {
  return refusedInputs.map(({ name, message }) =>
    text(`${name} of the environment was not taken. ${message}`, 'warning')
  )
}

/** How a run ended, or was left, as an exit code. */
function exitOf(outcome: SessionOutcome): ExitCode {
  switch (outcome.type) {
    case 'unattended':
      return EXIT.findings
    case 'waiting':
      return EXIT.waiting
    case 'stopped':
    case 'interrupted':
      return EXIT.stopped
    case 'ended':
      return ENDS[(endingOf(outcome.node) ?? { type: 'escalate' as const }).type]
  }
}

const ENDS: Readonly<Record<EndingType, ExitCode>> = {
  resolved: EXIT.ok,
  escalate: EXIT.escalated,
  'wrong-runbook': EXIT.wrongRunbook,
  'ended-early': EXIT.stopped
}

/** What is asked before the first step can be left like any other question. */
async function begin(session: Session, work: () => Promise<void>): Promise<SessionOutcome | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof SessionExit) return exitOutcome(error, session)
    throw error
  }
}

async function close(session: Session, outcome: SessionOutcome, dialogue: Dialogue): Promise<void> {
  const reason = outcome.type === 'unattended' ? 'stopped' : outcome.type
  try {
    await session.close(reason)
  } catch (error) {
    if (!(error instanceof StorageError)) throw error
    dialogue.show([text(`${error.message} The end of this session is not in the record; all before it is.`, 'bad')])
  }
}

/** What keeps a run from being opened, in words for who typed the command. */
export async function withUsageErrors<Result>(work: () => Promise<Result>, called: Called): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RunLockedError) {
      throw new UsageError(
        error.message,
        `Wait until it is free. If that machine is gone for good: ${lineToType(called, `resume ${shortId(error.run)} --take-over`)}`
      )
    }
    if (error instanceof JournalDamagedError)
      throw new UsageError(error.message, 'Its readable part: keys report <run>')
    if (error instanceof RunResolvedError)
      throw new UsageError(error.message, 'If it happens again, start another run of the pack.')
    if (error instanceof StorageError)
      throw new UsageError(error.message, 'Make room, or name another folder: --runs <folder>')
    throw error
  }
}
