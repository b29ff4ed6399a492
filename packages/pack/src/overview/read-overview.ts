/**
 * What of a pack is shown at a glance. By itself, so that a pack that is unchanged is shown without reading any schema.
 */
import { hasUnwrittenDefault, stepHeading, stepLabel } from '@keys/parser/model'
import type { ToTree } from '@keys/parser'
import {
  findCoverageLine,
  plainFileOf,
  type Branch,
  type Pack,
  type Runbook,
  type Step,
  type Target,
  type TimeBox
} from '@keys/schema'
import { readModel, type ReadPack } from '../open/read-model.js'
import type { PackLocation } from '../workspace/discover.js'
import type { Overview, OverviewSection, OverviewStep } from './kept-overview.js'

/**
 * Reads what is shown of a pack.
 * @param location Where it lies.
 * @param toTree The Markdown engine.
 * @throws {UsageError} When it cannot be read.
 */
export async function readOverview(location: PackLocation, toTree: ToTree): Promise<Overview> {
  return overviewOf(await readModel(location, { toTree }))
}

/** What is shown of a pack. */
function overviewOf({ pack, runbook, markdown }: ReadPack): Overview {
  const isPlain = plainFileOf(pack) !== null
  return {
    title: pack.title,
    description: pack.description,
    version: isPlain ? '' : pack.version,
    metadata: metadata(pack, runbook, markdown),
    lists: [
      {
        title: 'When to use',
        items: runbook.signals.map(({ kind, text }) => (kind === null ? text : `${kind}: ${text}`))
      },
      { title: 'When not to use', items: runbook.redirections.map(({ text }) => text) },
      { title: 'Do not', items: runbook.prohibitions.map(({ text }) => text) }
    ].filter(({ items }) => items.length > 0 || !isPlain),
    sections: sections(runbook, isPlain)
  }
}

function metadata(pack: Pack, runbook: Runbook, markdown: string): Overview['metadata'] {
  const drilled = findCoverageLine(markdown)?.text.replace(/^Drilled:? | <!--.*$/g, '')
  const inputs = (pack.inputs ?? []).map(({ name, secret }) => (secret ? `${name} (secret)` : name))
  const tools = (pack.required_tools ?? []).map(({ command, minimum_version: version, needed_with: input }) =>
    [command, version, input && `(with ${input})`].filter(Boolean).join(' ')
  )
  return [
    ['severity', pack.severity_level ?? 'not given'],
    ['inputs', inputs.join(', ') || 'none'],
    ['tools', tools.join(', ') || 'none'],
    ['steps', String(runbook.steps.length)],
    ['drilled', drilled ?? 'not yet']
  ]
}

function sections(runbook: Runbook, isPlain: boolean): OverviewSection[] {
  const labels = new Map(runbook.steps.map((step) => [step.id, stepLabel(step)]))
  const ofKinds = runbook.sections.map(({ kind, title }) => ({
    title,
    steps: runbook.steps.filter((step) => step.section === kind)
  }))
  // A text that is not a pack may have its steps below any heading, or below none.
  const groups = isPlain ? [{ title: 'Steps', steps: runbook.steps }] : ofKinds
  return groups
    .filter(({ steps }) => steps.length > 0)
    .map(({ title, steps }) => ({ title, steps: steps.map((step) => stepOf(step, labels)) }))
}

function stepOf(step: Step, labels: ReadonlyMap<string, string>): OverviewStep {
  const branches = step.branches.map((branch) =>
    // Where the text names nothing, what it says there is all that is known.
    branch.targets.length === 0
      ? `${conditionOf(branch)}${branch.text === '' ? '' : `: ${branch.text}`}`
      : `${conditionOf(branch)} → ${branch.targets.map((target) => targetOf(target, labels)).join(', ')}`
  )
  return {
    heading: stepHeading(step),
    effect: step.effect,
    timeBox: step.timeBox && timeBoxWords(step.timeBox),
    branches: hasUnwrittenDefault(step) ? [...branches, 'otherwise → STOP: escalate'] : branches
  }
}

const UNITS: Readonly<Record<string, string>> = { S: 'second', M: 'minute', H: 'hour', D: 'day', W: 'week' }

/** A time box as a person says it: `within 5 minutes`. */
function timeBoxWords({ relation, duration }: TimeBox): string {
  const amounts = [...duration.matchAll(/(\d+)([SMHDW])/g)].map(
    ([, count, unit]) => `${count} ${UNITS[unit!]}${count === '1' ? '' : 's'}`
  )
  return `${relation} ${amounts.join(' ')}`
}

function conditionOf(branch: Branch): string {
  return branch.isDefault ? 'otherwise' : `if ${branch.condition}`
}

function targetOf(target: Target, labels: ReadonlyMap<string, string>): string {
  switch (target.type) {
    case 'step':
      return (target.step === null ? undefined : labels.get(target.step)) ?? target.label
    case 'section':
      return target.section
    case 'terminal':
      return target.package ?? `STOP: ${target.terminal.replace('-', ' ')}`
    case 'external':
      return target.package
  }
}
