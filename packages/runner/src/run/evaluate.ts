/**
 * What the matchers of a step say about what its commands came to.
 */
import type { Choice, Matcher, Step } from '@keys/schema'
import {
  commandsOf,
  decidingCommand,
  fieldOf,
  forwardCommands,
  hasUnwrittenDefault,
  type PlacedCommand
} from '@keys/parser/model'
import { endInWords } from './end-words.js'
import { lastLine, matches, NUMBER, type Outcome } from './matching.js'
import { shownText } from './output-text.js'
import type { Execution } from './state.js'

/** What is looked at of an execution; of stderr only whether anything is there, for the reason. */
export type EvaluatedExecution = Pick<Execution, 'number' | 'end' | 'stdout'> & Partial<Pick<Execution, 'stderr'>>

/** What the matchers say. */
export type Evaluation =
  /** A command has to run first. */
  | { type: 'waits'; command: PlacedCommand }
  /** They decide. */
  | ({ type: 'suggests'; choice: Choice; reason: string } & Seen)
  /** They leave it to the person. */
  | ({ type: 'asks'; reason: string } & Seen)

/** On what it was judged; null where no command ran. */
interface Seen {
  execution: number | null
  observed: string | null
}

/** Gives the last execution of a command in the visit that is judged. */
export type ExecutionOf = (command: PlacedCommand) => EvaluatedExecution | null

/**
 * Judges a step. Branches decide before Expected and Verification; the first that matches wins, in order of writing, but
 * a branch for the person that stands before it stops for the person. A command that failed and that no `exit` names
 * goes to the person.
 * @param step The step.
 * @param executionOf Gives what was executed.
 */
export function evaluate(step: Step, executionOf: ExecutionOf): Evaluation {
  const commands = openToEvaluation(step, executionOf)
  const open = commands.find((command) => !hasEnded(executionOf(command)))
  if (step.branches.length > 0) {
    if (open) return { type: 'waits', command: open }
    return evaluateBranches(step, executionOf)
  }
  // Without branches a failure of an action is decided at once: its verification would tell nothing more.
  const failed = step.kind === 'action' && !hasBrokenOff(step, executionOf) ? firstFailure(step, executionOf) : null
  if (failed) return failed
  if (open) return { type: 'waits', command: open }
  return evaluateFields(step, executionOf)
}

/**
 * The commands on which a step is decided. Where one of an action's own commands broke off, nobody knows what it did: its
 * verification looks, and no other of its own commands is run before.
 */
function openToEvaluation(step: Step, executionOf: ExecutionOf): PlacedCommand[] {
  return hasBrokenOff(step, executionOf) ? commandsOf(step, 'verification') : forwardCommands(step)
}

/** Whether an own command of an action was started and not seen to its end, and a verification can tell what it did. */
function hasBrokenOff(step: Step, executionOf: ExecutionOf): boolean {
  if (step.kind !== 'action' || commandsOf(step, 'verification').length === 0) return false
  return commandsOf(step, 'step').some((command) => isBrokenOff(executionOf(command)))
}

/**
 * Whether an execution was started and not seen to its end, so that it may have done all, some or nothing of what it does.
 * @param execution The execution; null for none.
 */
export function isBrokenOff(execution: EvaluatedExecution | null): boolean {
  return execution?.end?.type === 'unknown' || execution?.end?.type === 'canceled'
}

/**
 * What the command that decides says of a step by itself, whatever ran before it: of an action, whether its
 * verification holds.
 * @param step The step.
 * @param executionOf Gives what was executed.
 */
export function evaluateDeciding(step: Step, executionOf: ExecutionOf): Exclude<Evaluation, { type: 'waits' }> {
  return step.branches.length > 0 ? evaluateBranches(step, executionOf) : evaluateFields(step, executionOf)
}

function hasEnded(execution: EvaluatedExecution | null): execution is EvaluatedExecution {
  return execution !== null && execution.end !== null
}

function evaluateBranches(step: Step, executionOf: ExecutionOf): Exclude<Evaluation, { type: 'waits' }> {
  const decisive = decidingCommand(step)
  const execution = decisive && executionOf(decisive)
  const unrun = blockNotRun(step)
  if (unrun !== null) return asks(unrun, execution ?? null)
  if (!execution) return asks('No command decides this: it is yours to judge.', null)
  const broken = forwardCommands(step)
    .slice(0, -1)
    .some((command) => fails(executionOf(command)))
  const outcome = outcomeOf(execution)
  const unread = unreadNumber(
    step.branches.flatMap(({ matchers }) => matchers),
    outcome
  )
  for (const [index, branch] of step.branches.entries()) {
    const choice: Choice = { type: 'branch', index }
    const matcher = branch.matchers.find((candidate) => matches(candidate, outcome))
    if (matcher) return { type: 'suggests', choice, reason: reasonFor(matcher, outcome), ...seen(execution) }
    if (branch.matchers.length > 0) continue
    if (!branch.isDefault) return asks(`“${branch.condition}” is yours to judge.`, execution)
    if (outcome.status !== 0) return asks(`${endInWords(execution)}, and no branch names that.`, execution)
    if (broken) return asks('A command before it failed.', execution)
    if (unread !== null) return asks(unread, execution)
    return {
      type: 'suggests',
      choice,
      reason: `No other branch matches; ${compared(step, execution)}.`,
      ...seen(execution)
    }
  }
  if (!hasUnwrittenDefault(step)) return asks(`No branch matches; ${compared(step, execution)}.`, execution)
  if (outcome.status !== 0) return asks(`${endInWords(execution)}, and no branch names that.`, execution)
  if (broken) return asks('A command before it failed.', execution)
  if (unread !== null) return asks(unread, execution)
  return failsWith(`No branch matches, so the run stops; ${compared(step, execution)}.`, execution)
}

/** The first of an action's own commands that failed, or that came to something else than expected. */
function firstFailure(step: Step, executionOf: ExecutionOf): Evaluation | null {
  const own = commandsOf(step, 'step')
  for (const command of own) {
    const execution = executionOf(command)
    if (!hasEnded(execution)) return null
    if (!isKnown(execution)) return asks(`${endInWords(execution)}.`, execution)
    if (fails(execution)) return failsWith(`${endInWords(execution)}.`, execution)
  }
  const last = own.at(-1)
  const execution = last && executionOf(last)
  const expected = fieldOf(step, 'expected')?.matchers ?? []
  if (!execution || expected.length === 0) return null
  if (holdsFor(expected, outcomeOf(execution))) return null
  const unread = unreadNumber(expected, outcomeOf(execution))
  return unread === null ? failsWith(mismatch(expected, execution), execution) : asks(unread, execution)
}

function evaluateFields(step: Step, executionOf: ExecutionOf): Exclude<Evaluation, { type: 'waits' }> {
  const label = step.kind === 'action' ? 'verification' : 'expected'
  const decisive = step.kind === 'action' ? decidingCommand(step) : commandsOf(step, 'step').at(-1)
  const execution = decisive && executionOf(decisive)
  const matchers = fieldOf(step, label)?.matchers ?? []
  const unrun = blockNotRun(step)
  if (unrun !== null) return asks(unrun, execution ?? null)
  if (!execution) return asks('No command decides this: it is yours to judge.', null)
  if (!isKnown(execution)) return asks(`${endInWords(execution)}.`, execution)
  if (matchers.length === 0) return asks('The text names no value to compare with: it is yours to judge.', execution)
  const outcome = outcomeOf(execution)
  const matcher = matchers.find((candidate) => matches(candidate, outcome))
  const goesOn = step.kind === 'check' || step.kind === 'diagnosis'
  if (matcher) {
    const choice: Choice = { type: goesOn ? 'continue' : 'holds' }
    return { type: 'suggests', choice, reason: reasonFor(matcher, outcome), ...seen(execution) }
  }
  const unread = unreadNumber(matchers, outcome)
  if (unread !== null) return asks(unread, execution)
  return goesOn ? asks(mismatch(matchers, execution), execution) : failsWith(mismatch(matchers, execution), execution)
}

/** A line that says a number, with words or a unit beside it: `85%`, `1,234.5 ms`, `count: 12`. */
const SAYS_NUMBER = /(?:^|[\s:=~<>≈(])[-+]?\d[\d.,_']*(?:e[-+]?\d+)?\s*(?:%|[a-zµ]{1,3}\b|$|[\s)/])/i

/**
 * Why a number that is compared with cannot be read; null where none is, or where it was. That no comparison matches it
 * says nothing then.
 */
function unreadNumber(matchers: readonly Matcher[], { status, stdout }: Outcome): string | null {
  const comparison = matchers.find(({ type }) => type === 'comparison')
  const line = lastLine(stdout)
  if (!comparison || status !== 0 || NUMBER.test(line) || !SAYS_NUMBER.test(line)) return null
  return `The last line, ${quoted(line)}, says a number that cannot be compared with ${comparison.raw}: yours to judge.`
}

/** Whether its end says something about the system: one that was not started, or not let finish, does not. */
function isKnown({ end }: EvaluatedExecution): boolean {
  if (end === null || end.type === 'unknown' || end.type === 'canceled' || end.type === 'not-started') return false
  return end.type !== 'reported' || end.status !== null
}

/** That the step has a block of a shell that is not run: what the other commands came to does not decide without it. */
function blockNotRun({ commands, fields }: Step): string | null {
  const verification = fields.find(({ label }) => label === 'verification')?.commands ?? []
  const language = [...commands, ...verification].find(
    (command) => command.interpreter === null && command.language !== null
  )?.language
  if (language === undefined || language === null) return null
  return `A block of this step is ${language}, which is not run here (bash, sql, js and python are). Run it yourself, and judge.`
}

function fails(execution: EvaluatedExecution | null): boolean {
  return execution !== null && execution.end !== null && statusOf(execution.end) !== 0
}

function holdsFor(matchers: readonly Matcher[], outcome: Outcome): boolean {
  return matchers.some((matcher) => matches(matcher, outcome))
}

/** What matchers see of an execution: what its output shows on a screen, not what steers the screen. */
export function outcomeOf({ end, stdout }: EvaluatedExecution): Outcome {
  return { status: statusOf(end), stdout: shownText(stdout) }
}

function statusOf(end: EvaluatedExecution['end']): number | null {
  return end?.type === 'exited' || end?.type === 'reported' ? end.status : null
}

function seen(execution: EvaluatedExecution): Seen {
  return { execution: execution.number, observed: observedOf(execution) }
}

/** The value that an execution shows: its last line, or how it ended when it failed. */
export function observedOf(execution: EvaluatedExecution): string {
  const { status, stdout } = outcomeOf(execution)
  return status === 0 ? lastLine(stdout) : lowered(endInWords(execution))
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

function asks(reason: string, execution: EvaluatedExecution | null): Extract<Evaluation, { type: 'asks' }> {
  return { type: 'asks', reason, ...(execution ? seen(execution) : { execution: null, observed: null }) }
}

function failsWith(reason: string, execution: EvaluatedExecution): Extract<Evaluation, { type: 'suggests' }> {
  return { type: 'suggests', choice: { type: 'fails' }, reason, ...seen(execution) }
}

function reasonFor(matcher: Matcher, outcome: Outcome): string {
  switch (matcher.type) {
    case 'exit':
      return `The command exited with ${matcher.status}.`
    case 'empty':
      return 'The command printed nothing.'
    case 'regexp':
      return `${matcher.raw} was found in the output.`
    case 'literal':
      return `The last line is ${matcher.raw}.`
    default:
      return `The last line, ${lastLine(outcome.stdout)}, is ${matcher.raw}.`
  }
}

function mismatch(matchers: readonly Matcher[], execution: EvaluatedExecution): string {
  const { status, stdout } = outcomeOf(execution)
  const wanted = matchers.map(({ raw }) => raw).join(' or ')
  if (status !== 0) return `Expected ${wanted}, but ${lowered(endInWords(execution))}.`
  const line = lastLine(stdout)
  return `Expected ${wanted}, saw ${line === '' ? nothing(execution) : line}.`
}

/** Characters of a line that a reason quotes. */
const LONGEST_QUOTE = 120

function quoted(line: string): string {
  return `\`${(line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line).replaceAll('`', "'")}\``
}

/** With what the branches of a step were compared. */
function compared({ branches }: Step, execution: EvaluatedExecution): string {
  const { status, stdout } = outcomeOf(execution)
  const line = lastLine(stdout)
  if (status !== 0) return `compared with: ${lowered(endInWords(execution))}`
  if (line === '') return `compared with: ${nothing(execution)}`
  const hasExpression = branches.some(({ matchers }) => matchers.some(({ type }) => type === 'regexp'))
  const isWhole = hasExpression && stdout.trim() !== line
  return `compared with: ${isWhole ? `the whole output, last line ${quoted(line)}` : quoted(line)}`
}

/** That stdout is empty; and that stderr is not, which is what an operator sees. */
function nothing({ stderr = '' }: EvaluatedExecution): string {
  return shownText(stderr).trim() === ''
    ? 'nothing'
    : 'nothing: stdout is empty, and stderr, which is not, is not compared'
}
