import type { CommandFacts, FileUse } from '@keys/command-analysis'
import type { Runbook, Step } from '@keys/schema'
import { reach, successorsIn } from '@keys/parser/model'

/** Folders that a runbook fills by itself: those that it makes, and those whose name says so. */
export function ownFolders(commands: readonly CommandFacts[]): ReadonlySet<string> {
  const made = commands.flatMap(({ calls }) =>
    calls.filter(({ name }) => name === 'mkdir').flatMap(({ words }) => words.map(({ value }) => value))
  )
  const used = commands.flatMap(({ files }) => files.map(({ path }) => folderOf(path)))
  return new Set([
    ...made.filter((path) => /^\$[A-Z]\w*$/.test(path)),
    ...used.filter((path) => path.includes('EVIDENCE'))
  ])
}

/** The input in which a path begins, such as `$EVIDENCE_DIR`. */
export function folderOf(path: string): string {
  return path.slice(0, path.indexOf('/'))
}

/** What a command reads and writes, in the order in which it runs: what stands in functions runs last. */
export function inOrder({ files }: CommandFacts): FileUse[] {
  return [...files.filter(({ deferred }) => !deferred), ...files.filter(({ deferred }) => deferred)]
}

/** The commands of a step that run whenever the step is taken. */
export function alwaysRun(step: Step, commands: readonly CommandFacts[]): CommandFacts[] {
  return commands.filter((facts) => facts.step === step && (facts.field === null || facts.field === 'verification'))
}

/**
 * For each step that can be reached the files that all ways to it have written. Iterates over the graph until nothing
 * changes: what is written before a step is what all steps leading to it wrote or had.
 * @param written The files that each step writes, by its id.
 */
export function writtenBefore(
  { graph }: Runbook,
  written: ReadonlyMap<string, ReadonlySet<string>>
): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map<string, ReadonlySet<string>>()
  if (graph.entry === null) return before
  const successors = successorsIn(graph)
  const reached = new Set<string>()
  reach(graph.entry, successors, reached)
  before.set(graph.entry, new Set())
  const waiting = [graph.entry]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const after = new Set([...(before.get(id) ?? []), ...(written.get(id) ?? [])])
    for (const next of successors.get(id) ?? []) {
      const known = before.get(next)
      const both = known ? new Set([...known].filter((path) => after.has(path))) : after
      if (known?.size === both.size) continue
      before.set(next, both)
      waiting.push(next)
    }
  }
  return before
}
