/**
 * A whole drill of a pack: its parts, its scenarios, and what they cover.
 */
import { delimiter } from 'node:path'
import { drilledText, type DrillCoverage } from '@keys/schema'
import { digest, type Classifier, type RunPack } from '@keys/runner'
import { writePackFiles } from '@keys/runner/node'
import { coverageOf } from './coverage.js'
import type { Drill, Scenario, World } from './define.js'
import { drillFaults } from './drill-faults.js'
import { runScenario, type Progress, type ScenarioResult, type Stage } from './run-scenario.js'
import { debianPackages, findPostgresBinaries, requireCommands } from './scope/machine.js'
import { createScope, type Scope } from './scope/scope.js'
import { unlessAborted } from './unless-aborted.js'

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
      ...(classifier ? { classifier } : {})
    }
    const scenarios = await runScenarios(stage, chosen, admit)
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

async function runScenarios<Services, SomeWorld extends World>(
  stage: Stage<Services, SomeWorld>,
  chosen: readonly Scenario<SomeWorld>[],
  admit: DrillOptions['admit']
): Promise<ScenarioResult[]> {
  const { drill, scope, onProgress } = stage
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

/** Where commands look for tools. Debian's own `psql` looks for a server first, which takes longer than most commands. */
async function toolPath(): Promise<string> {
  const binaries = await findPostgresBinaries().catch(() => null)
  return [...(binaries === null ? [] : [binaries]), process.env['PATH'] ?? ''].join(delimiter)
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
  const all = [...faults, ...drillFaults(pack, drill)]
  return { scenarios, coverage, faults: all, passed: all.length === 0 && scenarios.every(({ failure }) => !failure) }
}
