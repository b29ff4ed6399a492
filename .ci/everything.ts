// Runs all tests and drills, and when some failed tells at the very end which: suites run side by side, so that the first
// word of a failure stands thousands of lines above the last one.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, statSync } from 'node:fs'

/** Lines of one task at most: enough for several failed tests with their differences. */
const LINES_OF_A_TASK = 150

const began = Date.now()
const { status } = spawnSync('pnpm', ['run', 'test:everything'], { stdio: 'inherit' })
if (status !== 0) for (const log of logsSince(began)) tellFailure(log)
process.exit(status ?? 1)

/** What turbo keeps of each task that it ran, or took from its cache, in this run. */
function logsSince(time: number): string[] {
  const logs = globSync(['.turbo/turbo-*.log', 'packages/*/.turbo/turbo-*.log', 'runbook-keys/*/.turbo/turbo-*.log'])
  return logs.filter((log) => statSync(log).mtimeMs >= time).toSorted()
}

function tellFailure(log: string): void {
  const text = readFileSync(log, 'utf8')
  if (!text.includes('ELIFECYCLE')) return
  const lines = text.trimEnd().split('\n')
  // Vitest repeats its failures below this heading. What has no such heading (a compiler, a drill) ends with what went wrong.
  const heading = lines.findIndex((line) => /Failed (?:Tests|Suites) \d/.test(line))
  const shown = heading === -1 ? lines.slice(-LINES_OF_A_TASK) : lines.slice(heading, heading + LINES_OF_A_TASK)
  process.stdout.write(`\nFailed, from ${log}:\n${shown.join('\n')}\n`)
}
