/**
 * A whole drill of a pack: for each scenario a world, its fault, a walk, and the end of it all.
 */
import { delimiter } from 'node:path'
import { stepLabel } from '@keys/parser/model'
import { drilledText, type DrillCoverage } from '@keys/schema'
import { digest, type Classifier, type Processes, type RunPack } from '@keys/runner'
import { nodeProcesses, writePackFiles } from '@keys/runner/node'
import { ArgumentsWatch } from './arguments-watch.js'
import { coverageOf } from './coverage.js'
import type { Drill, Scenario, World } from './define.js'
import { DrillFailure, failureAt } from './failure.js'
import { expectStrings } from './inputs.js'
import { debianPackages, findPostgresBinaries, requireCommands } from './scope/machine.js'
import { createScope, type Scope } from './scope/scope.js'
import { unlessAborted } from './unless-aborted.js'
import { walk } from './walk.js'
import type { Walked } from './walked.js'

/** What somebody who waits wants to hear. */
export type Progress =
  | { type: 'scenario'; name: string; number: number; of: number }
  | { type: 'step'; name: string; label: string }
  | { type: 'done'; name: string; failure: DrillFailure | null; duration: number }

export interface DrillOptions {
  /** Ends the drill; what was started is ended. */
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
  /**
   * Tells what commands do: what is shown to be read-only runs by the runner's policy. Without one, or for anything else, the
   * scenario confirms each command by leading to its step.
   */
  classifier?: Classifier
  /** Scenarios to drill, by name; all when it is absent. Coverage is counted over all only. */
  only?: readonly string[]
  /** Settles when the next scenario may begin, where others run beside this drill; told how many are left, with it. */
  admit?: (left: number) => Promise<void>
}

export interface ScenarioResult {
  name: string
  /** The wrong action of a negative case; null for the others. */
  wrongAction: string | null
  /** What was walked; null when it failed. */
  walked: Walked | null
  failure: DrillFailure | null
  /** Milliseconds. */
  duration: number
}

export interface DrillResult {
  scenarios: readonly ScenarioResult[]
  coverage: DrillCoverage
  /** What is wrong with the drill as a whole, one sentence for each. */
  faults: readonly string[]
  /** Whether every scenario went as it should and the drill has no faults. */
  passed: boolean
}

/**
 * Drills a pack.
 * @param pack The pack.
 * @param drill Its drill.
 * @param options What to drill, and who hears of it.
 * @throws {MissingServiceError} When the machine lacks a part: a drill never passes without its parts.
 * @throws {RangeError} When the drill has no scenario of a name in `only`.
 * @throws What the signal aborts with.
 */
export async function runDrill<Services, SomeWorld extends World>(
  pack: RunPack,
  drill: Drill<Services, SomeWorld>,
  options: DrillOptions = {}
): Promise<DrillResult> {
  const chosen = chosenOf(drill, options.only)
  const scope = createScope()
  const abort = (): void => void scope.close()
  options.signal?.addEventListener('abort', abort, { once: true })
  try {
    options.signal?.throwIfAborted()
    if (chosen.length > 0) await unlessAborted(scope.signal, () => requireCommands(toolsOf(pack)))
    // Without shared parts nothing is promised of them: the type says that worlds do not look at them.
    const services = (await unlessAborted(scope.signal, () => startServices(drill, chosen, scope))) as Services
    const { onProgress, admit, classifier } = options
    const runbook = await scope.folder('runbook')
    await writePackFiles(runbook, pack)
    const stage = {
      pack,
      drill,
      services,
      scope,
      runbook,
      toolPath: await toolPath(),
      ...(onProgress ? { onProgress } : {}),
      ...(admit ? { admit } : {}),
      ...(classifier ? { classifier } : {})
    }
    const scenarios = await runScenarios(stage, chosen)
    return assess(pack, drill, scenarios)
  } catch (error) {
    // What fails while everything is being ended failed because of that.
    options.signal?.throwIfAborted()
    throw error
  } finally {
    options.signal?.removeEventListener('abort', abort)
    await scope.close()
  }
}

/** The scenarios to drill. A misspelled name must not look like a drill that passed. */
function chosenOf<Services, SomeWorld extends World>(
  { scenarios }: Drill<Services, SomeWorld>,
  only: DrillOptions['only']
): readonly Scenario<SomeWorld>[] {
  if (only === undefined) return scenarios
  const names = scenarios.map(({ name }) => name)
  const unknown = only.find((name) => !names.includes(name))
  if (unknown === undefined) return scenarios.filter(({ name }) => only.includes(name))
  throw new RangeError(`The drill has no scenario “${unknown}”. It has: ${names.join(', ')}`)
}

/**
 * What the commands of a pack are sure to need of this machine, told before everything fails one by one. Other tools may be
 * stand-ins that its world brings.
 */
function toolsOf({ pack }: RunPack): string[] {
  const commands = (pack.required_tools ?? []).map(({ command }) => command)
  return commands.filter((command) => Object.hasOwn(debianPackages, command))
}

/** Parts are slow to start: where nothing is drilled nobody waits for them. */
function startServices<Services, SomeWorld extends World>(
  { services }: Drill<Services, SomeWorld>,
  chosen: readonly unknown[],
  scope: Scope
): Promise<Services> | Services | undefined {
  return chosen.length === 0 ? undefined : services?.(scope)
}

/** What all scenarios of a drill have in common. */
interface Stage<Services, SomeWorld extends World> {
  pack: RunPack
  drill: Drill<Services, SomeWorld>
  services: Services
  scope: Scope
  /** The folder with the files of the pack, which commands find as RUNBOOK. */
  runbook: string
  /** The PATH of commands. */
  toolPath: string
  onProgress?: DrillOptions['onProgress']
  admit?: DrillOptions['admit']
  classifier?: Classifier
}

async function runScenarios<Services, SomeWorld extends World>(
  stage: Stage<Services, SomeWorld>,
  chosen: readonly Scenario<SomeWorld>[]
): Promise<ScenarioResult[]> {
  const { drill, scope, onProgress, admit } = stage
  const results: ScenarioResult[] = []
  const queue = [...chosen.entries()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const [index, scenario] = next
      await unlessAborted(scope.signal, () => admit?.(queue.length + 1))
      onProgress?.({ type: 'scenario', name: scenario.name, number: index + 1, of: chosen.length })
      const result = await runScenario(stage, scenario)
      onProgress?.({ type: 'done', name: scenario.name, failure: result.failure, duration: result.duration })
      results[index] = result
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, drill.concurrency ?? 1) }, work))
  return results
}

async function runScenario<Services, SomeWorld extends World>(
  { pack, drill, services, scope: outer, runbook, toolPath: path, onProgress, classifier }: Stage<Services, SomeWorld>,
  scenario: Scenario<SomeWorld>
): Promise<ScenarioResult> {
  const scope = outer.child()
  const { signal } = outer
  const started = performance.now()
  const { name } = scenario
  const result = (walked: Walked | null, failure: DrillFailure | null): ScenarioResult => ({
    name,
    wrongAction: scenario.wrongAction?.description ?? null,
    walked,
    failure,
    duration: Math.round(performance.now() - started)
  })
  try {
    expectShape(scenario)
    // What is being ended may itself wait for something: only the outermost signal comes at once.
    const world = await unlessAborted(signal, () => drill.world({ services, scope }))
    const change = await unlessAborted(signal, () => scenario.fault?.(world))
    Object.assign(world, { environment: { ...world.environment, ...change?.inputs } })
    expectStrings('', world.environment)
    const folder = await scope.folder('operator')
    const watch = new ArgumentsWatch(pack)
    const walked = await walk(pack, scenario, world, {
      processes: processesWithin(scope, watch),
      environment: { ...baseEnvironment(path, folder), RUNBOOK: runbook },
      folder,
      signal,
      ...(classifier ? { classifier } : {}),
      onStep: (label) => {
        watch.arrive(label)
        onProgress?.({ type: 'step', name, label })
      }
    })
    watch.throwIfSeen()
    // What has to hold at the end says something of the text, as a step does.
    await unlessAborted(signal, () => scenario.invariants?.(world)).catch((error: unknown) => {
      signal.throwIfAborted()
      throw failureAt('the end', error)
    })
    // A world that cannot be ended is a fault of this scenario alone.
    await scope.close()
    return result(walked, null)
  } catch (error) {
    signal.throwIfAborted()
    const failure = failureAt('', error)
    const left = await scope.close().then(
      () => null,
      (reason: unknown) => reason
    )
    if (failure instanceof DrillFailure) return result(null, withLeft(failure, left))
    throw failure
  }
}

/** A failure, and what could not be ended after it, unless that is the failure itself. */
function withLeft(failure: DrillFailure, left: unknown): DrillFailure {
  if (left === null) return failure
  const { step, message, expected, execution } = failure
  const reasons = left instanceof AggregateError ? left.errors : [left]
  const words = reasons.map((reason) => (reason instanceof Error ? reason.message : String(reason))).join('; ')
  if (message.includes(words)) return failure
  return new DrillFailure(step, {
    message: `${message}\nAfterwards, a part of the world could not be ended: ${words}`,
    expected,
    execution
  })
}

const processes = nodeProcesses()

/** Commands end with the scope that they belong to. */
function processesWithin(scope: Scope, watch: ArgumentsWatch): Processes {
  return {
    run: (request) =>
      watch.during(request.environment, () => processes.run({ ...request, signal: request.signal ?? scope.signal }))
  }
}

/** What commands find besides the inputs: the tools of the machine, and nothing that belongs to whoever drills. */
function baseEnvironment(path: string, folder: string): Record<string, string> {
  return { PATH: path, HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', TZ: 'UTC' }
}

/** Where commands look for tools. Debian's own `psql` looks for a server first, which takes longer than most commands. */
async function toolPath(): Promise<string> {
  const binaries = await findPostgresBinaries().catch(() => null)
  return [...(binaries === null ? [] : [binaries]), process.env['PATH'] ?? ''].join(delimiter)
}

/** Drills are plain JavaScript: what the types ask for may be absent all the same. */
function expectShape<SomeWorld extends World>(scenario: Scenario<SomeWorld>): void {
  if (!Array.isArray(scenario.path)) {
    throw new DrillFailure('', {
      message: 'the scenario has no list called path',
      expected: "the labels of the steps that are visited, such as path: ['Step 1', 'Action 1']"
    })
  }
  if (typeof scenario.end === 'string') return
  throw new DrillFailure('', {
    message: 'the scenario does not say its end',
    expected: "end: 'resolved', 'escalate', or the package of the runbook that is right instead"
  })
}

function assess<Services, SomeWorld extends World>(
  pack: RunPack,
  drill: Drill<Services, SomeWorld>,
  scenarios: readonly ScenarioResult[]
): DrillResult {
  const walks = scenarios.flatMap(({ name, wrongAction, walked }) => (walked ? [{ name, wrongAction, walked }] : []))
  const productionOnly = drill.productionOnly ?? []
  const readmeHash = `sha256-${digest(drilledText(pack.files['README.md'] ?? ''))}`
  const { coverage, faults } = coverageOf(pack.runbook, {
    walks,
    productionOnly,
    standIns: drill.standIns ?? [],
    readmeHash
  })
  const all = [...faults, ...faultsOf(pack, drill)]
  return { scenarios, coverage, faults: all, passed: all.length === 0 && scenarios.every(({ failure }) => !failure) }
}

/** What every drill owes. */
function faultsOf<Services, SomeWorld extends World>(pack: RunPack, drill: Drill<Services, SomeWorld>): string[] {
  // Where a path is absent the scenario has failed for that already.
  const scenarios = drill.scenarios.map((scenario) => ({
    ...scenario,
    path: Array.isArray(scenario.path) ? scenario.path : []
  }))
  const labels = new Set(pack.runbook.steps.map(stepLabel))
  const names = scenarios.map(({ name }) => name)
  const isAction = (label: string): boolean =>
    pack.runbook.steps.some((step) => step.kind === 'action' && stepLabel(step) === label)
  const fixesNothing = ({ path, fixedBy }: Scenario<SomeWorld>): boolean =>
    fixedBy !== undefined && labels.has(fixedBy) && !(isAction(fixedBy) && path.includes(fixedBy))
  const named = scenarios.flatMap(({ name, path, fixedBy, before, manualActions, decisions }) =>
    [
      ...path,
      ...(fixedBy ? [fixedBy] : []),
      ...[before, manualActions, decisions].flatMap((script) => Object.keys(script ?? {}))
    ]
      .filter((label) => !labels.has(label))
      .map((label) => `“${name}” names ${label}, and the runbook has no such step`)
  )
  return [
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `two scenarios are called “${name}”`),
    ...named,
    ...scenarios
      .filter(({ wrongAction, end }) => wrongAction && end === 'resolved')
      .map(({ name }) => `“${name}” takes a wrong action and ends as resolved: the runbook did not find it out`),
    ...scenarios
      .filter(
        ({ wrongAction, path, end, fixedBy }) => !wrongAction && end === 'resolved' && !fixedBy && path.some(isAction)
      )
      .map(({ name }) => `“${name}” ends as resolved and names no action that fixes it`),
    ...scenarios
      .filter(fixesNothing)
      .map(
        ({ name, fixedBy }) => `“${name}” says that ${fixedBy} fixes it, which is not an action that its path visits`
      ),
    ...(scenarios.some(({ wrongAction }) => wrongAction) ? [] : ['no scenario takes a wrong action that tempts'])
  ]
}
