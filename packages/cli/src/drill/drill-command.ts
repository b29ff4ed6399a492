/**
 * `keys drill`: drills packs, shows how far it is and what it came to.
 */
import { drillPacks, incidentLines, jsonOf, staleOf, uncoveredOf, type PackResult } from '@keys/drill/suite'
import { END_SIGNALS, type PackLocation } from '@keys/pack'
import { asCalled } from '@keys/pack/invocation'
import { EXIT, UsageError, type ExitCode, type Terminal } from '../command.js'
import { progressLine } from './progress.js'
import { coverageTable, failureText } from './report.js'

/** Milliseconds within which signals are one. */
const ONE_KEY = 500

/** What may be typed for a drill. */
interface DrillOptions {
  only?: readonly string[] | undefined
  jobs: string
  repeat: string
  update?: true | undefined
  json?: true | undefined
}

/**
 * Drills packs and shows the result.
 * @param locations The packs.
 * @param options As given.
 * @param terminal Where to write.
 * @throws {UsageError} When a drill cannot be loaded, or the machine lacks a part.
 */
export async function drillCommand(
  locations: readonly PackLocation[],
  options: DrillOptions,
  terminal: Terminal
): Promise<ExitCode> {
  const { only } = options
  if (only && options.update === true) {
    throw new UsageError('--update needs a whole drill.', 'Leave --only away.')
  }
  const jobs = wholeNumberOf('jobs', options.jobs)
  const rounds = wholeNumberOf('repeat', options.repeat)
  let results: readonly PackResult[] = []
  for (let round = 1; round <= rounds && !results.some(hasFailed); round++) {
    if (rounds > 1) terminal.stderr(`Round ${round} of ${rounds}.\n`)
    const drilled = await interruptible(locations, only, jobs, terminal)
    if (drilled.wasInterrupted) {
      terminal.stderr('Interrupted. Everything that was started is ended.\n')
      return EXIT.findings
    }
    results = drilled.results
  }
  const passed = results.every(({ result }) => result.passed)
  const stale = only ? [] : staleOf(locations, results, options.update === true)
  if (options.json === true) terminal.stdout(`${JSON.stringify(results.map(jsonOf), null, 2)}\n`)
  else {
    show(results, stale, only === undefined, terminal)
    if (!only) for (const line of incidentLines(locations)) terminal.stdout(`${line}\n`)
  }
  return passed && stale.length === 0 ? EXIT.ok : EXIT.findings
}

async function interruptible(
  locations: readonly PackLocation[],
  only: readonly string[] | undefined,
  jobs: number,
  terminal: Terminal
): Promise<{ results: PackResult[]; wasInterrupted: boolean }> {
  const [controller, force] = [new AbortController(), new AbortController()]
  let asked = 0
  const interrupt = (): void => {
    if (!controller.signal.aborted) {
      asked = performance.now()
      controller.abort()
      // One Ctrl-C comes twice below npm: from the terminal, and from npm, which passes it on.
    } else if (performance.now() - asked > ONE_KEY) force.abort()
  }
  for (const signal of END_SIGNALS) process.on(signal, interrupt)
  const progress = progressLine((text) => terminal.stderr(text), process.stderr.isTTY, terminal.width)
  try {
    const results = await drillPacks(locations, {
      signal: controller.signal,
      force: force.signal,
      jobs,
      classifier: new URL('drill-classifier.js', import.meta.url).href,
      onProgress: (slug, event) => progress.update(slug, event),
      onOutput: (slug, line) => progress.print(slug, line),
      ...(only ? { only } : {})
    })
    return { results, wasInterrupted: false }
  } catch (error) {
    if (controller.signal.aborted) return { results: [], wasInterrupted: true }
    throw error
  } finally {
    progress.clear()
    for (const signal of END_SIGNALS) process.off(signal, interrupt)
  }
}

function wholeNumberOf(option: string, value: string): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1)
    throw new UsageError(`--${option} ${value} is not a number.`, 'Write 1 or more.')
  return number
}

function hasFailed({ result }: PackResult): boolean {
  return result.scenarios.some(({ failure }) => failure !== null)
}

/** What nobody walked is listed of a whole drill whose scenarios all passed: elsewhere it would bury what failed. */
function show(results: readonly PackResult[], stale: readonly string[], isWhole: boolean, terminal: Terminal): void {
  for (const pack of results) {
    const { slug, result } = pack
    for (const scenario of result.scenarios) {
      if (scenario.failure) terminal.stdout(`${failureText(slug, scenario, terminal)}\n`)
    }
    for (const fault of result.faults) terminal.stdout(`${slug}: ${fault}\n`)
    if (isWhole && !hasFailed(pack)) for (const line of uncoveredOf(pack)) terminal.stdout(`${line}\n`)
  }
  terminal.stdout(coverageTable(results, terminal))
  for (const slug of stale) {
    const line = asCalled(`keys drill ${slug} --update`, terminal.environment)
    terminal.stderr(`${slug}: what it keeps of its last drill is another result. Write it: ${line}\n`)
  }
}
