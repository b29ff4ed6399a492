/**
 * The safety checks of a runbook, run on a calm day.
 */
import { isSecretValue, type Step } from '@keys/schema'
import {
  fieldOf,
  forwardCommands,
  isRequired,
  isSameChoice,
  isSameCommand,
  nodeOfEnding,
  optionsOf,
  stepHeading,
  stepLabel,
  type PlacedCommand
} from '@keys/parser/model'
import { nodeInWords } from '../evidence/format.js'
import { evaluate, outcomeOf } from '../run/evaluate.js'
import { lastLine, matches } from '../run/matching.js'
import { shownText } from '../run/output-text.js'
import type { RunPack } from '../pack.js'
import { classificationOf, type Classifier } from '../policy/classifier.js'
import { needsPerson, unattendedObstacles } from '../policy/unattended.js'
import { evidenceFolders } from './evidence-folders.js'
import type { PreflightFinding, PreflightOptions, PreflightPorts } from './types.js'
import type { Processes } from '../ports.js'
import { outsideSecrets } from '../secrets/outside-secrets.js'
import { createMasker } from '../secrets/redact.js'
import type { Execution } from '../run/state.js'

/** Milliseconds for a command when nothing else is said. */
const TIME_LIMIT = 60_000
const OUTPUT_LIMIT = 65_536

/**
 * Runs the commands of the checks, in order of writing, and judges them as a run does.
 * @param pack The pack.
 * @param values Values of the inputs, by name.
 * @param ports What runs the commands, and what tells what they do.
 * @param options Where they run.
 */
export async function runChecks(
  pack: RunPack,
  values: Readonly<Record<string, string>>,
  { processes, classifier: given }: Omit<PreflightPorts, 'clock'>,
  options: PreflightOptions
): Promise<PreflightFinding[]> {
  const classifier = given ?? null
  // Nothing of a pack that belies itself is run, not even what only reads.
  const obstacles = options.runsCommands ? unattendedObstacles(pack, classifier) : []
  const findings: PreflightFinding[] = obstacles.map((message) => ({
    of: 'pack',
    name: pack.name,
    state: 'failed',
    message: `${message} Nothing of it was run.`,
    help: 'Have its author move the command to an action with its effect: keys validate'
  }))
  if (obstacles.length > 0) return findings
  const left: LeftFolder[] = []
  const checks = pack.runbook.steps.filter(({ kind }) => kind === 'check')
  if (checks.length === 0)
    findings.push({
      of: 'pack',
      name: pack.name,
      state: 'skipped',
      message: 'it has no safety checks: nothing of it was run',
      help: null
    })
  for (const step of checks) {
    const commands = forwardCommands(step)
    const ran = await runCheck(pack, step, values, { processes, classifier }, options)
    const found = ran.state === 'failed' ? (unlessOf(left, commands, step) ?? ran) : ran
    if (found.state === 'skipped')
      left.push(...foldersOf(pack, commands, classifier).map((folder) => ({ folder, step })))
    findings.push({ of: 'check', name: stepHeading(step), ...found })
  }
  return findings
}

/** An input that names a folder, below which a check that did not run would have left something. */
interface LeftFolder {
  folder: string
  step: Step
}

/** The folders below which commands write, by the inputs that name them. */
function foldersOf(pack: RunPack, commands: readonly PlacedCommand[], classifier: Classifier | null): string[] {
  const evidence = evidenceFolders(pack)
  return [
    ...new Set(
      commands.flatMap(({ command }) => [
        ...command.inputs.filter((name) => evidence.includes(name)),
        ...classificationOf(pack, command, classifier).folders
      ])
    )
  ]
}

/** What failed may have missed what an earlier check would have left: it says nothing about the system then. */
function unlessOf(left: readonly LeftFolder[], commands: readonly PlacedCommand[], step: Step): Found | null {
  const before = left.find(
    ({ folder, step: other }) => other !== step && commands.some(({ command }) => command.inputs.includes(folder))
  )
  return before === undefined
    ? null
    : skipped(`it uses what ${stepLabel(before.step)} leaves in ${before.folder}, and that was skipped`)
}

type Found = Omit<PreflightFinding, 'of' | 'name'>

async function runCheck(
  pack: RunPack,
  step: Step,
  values: Readonly<Record<string, string>>,
  { processes, classifier }: { processes: Processes; classifier: Classifier | null },
  options: PreflightOptions
): Promise<Found> {
  const commands = forwardCommands(step)
  if (!options.runsCommands) return skipped('its commands were not to be run')
  if (commands.length === 0) return skipped('it has no command: a person looks')
  const [person] = commands.flatMap(
    (command) => needsPerson(pack, step, command, classifier, { ...options.environment, ...values }) ?? []
  )
  if (person !== undefined) return skipped(`a person has to run it. ${person}`)
  const needed = neededBy(pack, commands).filter((name) => values[name] === undefined)
  if (needed.length > 0) return skipped(`it needs ${needed.join(', ')}`)
  const executions: Execution[] = []
  for (const command of commands) {
    if (options.signal?.aborted) return skipped('it was canceled')
    executions.push(await execute(pack, command, values, processes, options))
  }
  return evaluated(pack, step, executions)
}

/** Inputs without which a command is not run; one that is optional may be absent. */
function neededBy({ pack }: RunPack, commands: readonly PlacedCommand[]): string[] {
  const names = new Set(commands.flatMap(({ command }) => command.inputs))
  return (pack.inputs ?? [])
    .filter(({ name, required }) => isRequired({ required }) && names.has(name))
    .map(({ name }) => name)
}

async function execute(
  { pack }: RunPack,
  { reference, command }: PlacedCommand,
  values: Readonly<Record<string, string>>,
  processes: Processes,
  { environment, folder, timeLimit = TIME_LIMIT, signal }: PreflightOptions
): Promise<Execution> {
  const declared = pack.inputs ?? []
  const outside = Object.entries(environment).filter(([name]) => !declared.some((input) => input.name === name))
  const secrets = declared.flatMap(({ name, secret }) => {
    const value = values[name]
    const isHidden = value !== undefined && (secret === true || isSecretValue(value))
    return isHidden ? [{ name, value }] : []
  })
  const masker = createMasker([...secrets, ...outsideSecrets(environment, declared)])
  const result = await processes.run({
    interpreter: command.interpreter ?? 'bash',
    code: command.code,
    environment: { ...Object.fromEntries(outside), ...values },
    folder,
    timeLimit,
    outputLimit: OUTPUT_LIMIT,
    ...(signal ? { signal } : {})
  })
  const { end, stdout, stderr, duration } = result
  const base = { number: 1, command: reference, visit: 0, startedAt: '', end, duration, process: null, host: null }
  return { ...base, stdout: masker.mask(stdout.text), stderr: masker.mask(stderr.text) }
}

function evaluated({ runbook }: RunPack, step: Step, executions: readonly Execution[]): Found {
  const evaluation = evaluate(
    step,
    ({ reference }) => executions.find(({ command }) => isSameCommand(command, reference)) ?? null
  )
  const last = executions.at(-1)
  const saw = `saw ${last === undefined ? 'nothing' : seenIn(last)}`
  const expected = fieldOf(step, 'expected')?.matchers ?? []
  const holds = last !== undefined && expected.some((matcher) => matches(matcher, outcomeOf(last)))
  if (holds) return { state: 'ok', message: saw, help: null }
  if (evaluation.type !== 'suggests') {
    const reason = evaluation.type === 'asks' ? evaluation.reason : 'A command did not run.'
    // What came through is left to a person; what failed would hold him up.
    const cameThrough = last !== undefined && outcomeOf(last).status === 0
    if (cameThrough)
      return { state: 'warn', message: `${saw}. ${reason}`, help: 'Judge it by the text of the runbook.' }
    return { state: 'failed', message: `${saw}. ${reason}`, help: 'Run the command of the check by hand to see why.' }
  }
  const option = optionsOf(runbook, step).find(({ choice }) => isSameChoice(choice, evaluation.choice))
  const next = option?.next ?? nodeOfEnding({ type: 'escalate' })
  const help = option?.text === undefined || option.text === '' ? null : option.text
  const follows = runbook.steps.find(({ id }) => id === next)
  const name = follows ? stepHeading(follows) : nodeInWords(next)
  const goesOn = follows !== undefined && runbook.steps.indexOf(follows) > runbook.steps.indexOf(step)
  if (goesOn) return { state: expected.length === 0 ? 'ok' : 'warn', message: `${saw}; leads to ${name}`, help }
  return { state: 'failed', message: `${saw}; leads to ${name}`, help }
}

/** What an operator would look at: the last line, or of a failure the last line of what it complained about. */
function seenIn(execution: Execution): string {
  const { status, stdout } = outcomeOf(execution)
  const said = lastLine(stdout)
  if (status === 0) return said === '' ? 'nothing' : said
  const complaint = lastLine(shownText(execution.stderr))
  const { end } = execution
  const how = end?.type === 'exited' ? `exit ${end.status}` : (end?.type ?? 'no end').replace('-', ' ')
  const reason = end?.type === 'not-started' ? end.reason : complaint
  return reason === '' ? how : `${how}: ${reason}`
}

function skipped(message: string): Found {
  return { state: 'skipped', message, help: null }
}
