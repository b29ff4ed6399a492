/**
 * One scenario of a drill: a world, its fault, a walk, what has to hold at the end, and the end of the world.
 */
import { nodeProcesses } from '@keys/runner/node'
import type { Classifier, Processes, RunPack } from '@keys/runner'
import { ArgumentsWatch } from './arguments-watch.js'
import type { Drill, Scenario, World } from './define.js'
import { DrillFailure, failureAt } from './failure.js'
import { expectStrings } from './inputs.js'
import type { Scope } from './scope/scope.js'
import { unlessAborted } from './unless-aborted.js'
import { walk } from './walk.js'
import type { Walked } from './walked.js'

/** What somebody who waits wants to hear. */
export type Progress =
  | { type: 'scenario'; name: string; number: number; of: number }
  | { type: 'step'; name: string; label: string }
  | { type: 'done'; name: string; failure: DrillFailure | null; duration: number }

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

/** What all scenarios of a drill have in common. */
export interface Stage<Services, SomeWorld extends World> {
  pack: RunPack
  drill: Drill<Services, SomeWorld>
  services: Services
  scope: Scope
  /** The folder with the files of the pack, which commands find as RUNBOOK. */
  runbook: string
  /** The PATH of commands. */
  toolPath: string
  onProgress?: (progress: Progress) => void
  classifier?: Classifier
}

/**
 * Drills a scenario.
 * @throws What the signal of the scope aborts with, and what fails that is no failure of the scenario.
 */
export async function runScenario<Services, SomeWorld extends World>(
  { pack, drill, services, scope: outer, runbook, toolPath, onProgress, classifier }: Stage<Services, SomeWorld>,
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
      environment: { ...baseEnvironment(toolPath, folder), RUNBOOK: runbook },
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
