/**
 * The difference of two versions of a runbook, and the bump that it demands.
 */
import { BUMPS, packageNameOf, type Bump, type Change, type GraphNode, type Position, type Runbook } from '@keys/schema'
import { matchSteps, sideOf, terminalWords } from './names.js'
import { diffPack, type PackFacts } from './pack.js'
import { Recorder, WHOLE } from './recorder.js'
import { diffSections } from './sections.js'
import { diffOrder, diffSteps } from './steps.js'

/** One version of a pack, as far as it is compared. */
export interface RunbookVersion {
  runbook: Runbook
  /** What pack.json says, as far as it could be read; without it, nothing that it holds is compared. */
  pack?: PackFacts | null
  /** The text of README.md; without it, words that no part of the model holds are not compared. */
  text?: string | null
  /** The text of checklist.md; without it the checklists are not compared. */
  checklist?: string | null
}

/**
 * What changed between two versions, in the order of the newer text. A step is known by its id, or by a former id, so
 * that a renumbering changes nothing. Places in the text make no difference either.
 * @param before The older version.
 * @param after The newer version.
 * @returns The changes, each with the least bump that it demands; none for equal versions.
 */
export function diffGraphs(before: RunbookVersion, after: RunbookVersion): Change[] {
  const record = new Recorder()
  const match = matchSteps(before.runbook.steps, after.runbook.steps)
  const then = sideOf(before.runbook, match.idAfter)
  const now = sideOf(after.runbook, null)
  diffSteps(match, then, now, record)
  diffOrder(match, then, now, record)
  diffTerminals(before.runbook, after.runbook, record)
  diffReferences(before, after, record)
  diffSections({ side: then, text: before.text ?? null }, { side: now, text: after.text ?? null }, record)
  if (before.pack && after.pack) {
    diffPack({ pack: before.pack, runbook: before.runbook }, { pack: after.pack, runbook: after.runbook }, record)
  }
  if (typeof before.checklist === 'string' && typeof after.checklist === 'string') {
    // Numbers of steps stand in a checklist too.
    const [was, is] = [then.plain(listed(before.checklist)), now.plain(listed(after.checklist))]
    const nowhere = { text: 'checklist.md', position: null }
    if (was !== is) record.altered('checklist-changed', WHOLE, nowhere, nowhere, { file: 'checklist.md' })
  }
  return record.changes
}

/**
 * The least bump that changes demand together.
 * @param changes What `diffGraphs` gives.
 * @returns The greatest of their bumps; null when there are none.
 */
export function leastBump(changes: readonly Pick<Change, 'bump'>[]): Bump | null {
  return BUMPS.findLast((bump) => changes.some((change) => change.bump === bump)) ?? null
}

function diffTerminals(before: Runbook, after: Runbook, record: Recorder): void {
  const [then, now] = [terminalsOf(before), terminalsOf(after)]
  for (const [id, terminal] of now) if (!then.has(id)) record.added('terminal-added', WHOLE, terminal)
  for (const [id, terminal] of then) if (!now.has(id)) record.removed('terminal-removed', WHOLE, terminal)
}

/** The nodes in which a path ends, with the first place that names each. */
function terminalsOf({ graph }: Runbook): Map<string, { text: string; position: Position | null }> {
  const ends = graph.nodes.filter((node) => node.type !== 'step')
  return new Map(
    ends.map((node) => {
      const edge = graph.edges.find(({ to, position }) => to === node.id && position !== null)
      return [node.id, { text: endWords(node), position: edge?.position ?? null }]
    })
  )
}

function endWords(node: Exclude<GraphNode, { type: 'step' }>): string {
  return node.type === 'terminal' ? terminalWords(node.terminal, null) : node.package
}

function diffReferences(before: RunbookVersion, after: RunbookVersion, record: Recorder): void {
  const [then, now] = [referencesOf(before), referencesOf(after)]
  for (const [name, position] of now)
    if (!then.has(name)) record.added('reference-added', WHOLE, { text: name, position })
  for (const [name, position] of then) {
    if (!now.has(name)) record.removed('reference-removed', WHOLE, { text: name, position })
  }
}

/** The keys and runbooks that a version names, in its text or in pack.json, with the first place of each. */
function referencesOf({ runbook, pack }: RunbookVersion): Map<string, Position | null> {
  const names = new Map<string, Position | null>()
  for (const reference of runbook.references) {
    if (reference.type === 'link') continue
    const name = reference.type === 'key' ? reference.name : reference.package
    if (!names.has(name)) names.set(name, reference.position)
  }
  const named = new Map(
    runbook.references.flatMap((one) => (one.type === 'runbook' ? [[one.slug, one.package] as const] : []))
  )
  const related = (pack?.related_runbooks ?? []).map((slug) => named.get(slug) ?? packageNameOf(slug))
  for (const name of [...(pack?.references_jupyter_keys ?? []), ...(pack?.references_node_keys ?? []), ...related]) {
    if (!names.has(name)) names.set(name, null)
  }
  return names
}

/** A checklist without its definitions, which are generated. */
function listed(checklist: string): string {
  return checklist.replaceAll(/^\[[^\]\n]+\]:.*$/gm, '')
}
