/**
 * How much of a runbook was walked.
 */
import type { CommandPart, DrillCoverage, Runbook, StandIn, Step } from '@keys/schema'
import { allCommandsOf, decidingCommand, hasUnwrittenDefault, stepLabel } from '@keys/parser/model'
import type { ProductionOnly } from './define.js'
import type { Walked } from './walked.js'

/** What is counted, by keys that are the same for all walks. */
interface Countable {
  commands: { key: string; step: Step; part: CommandPart; index: number }[]
  branches: { key: string; step: Step; condition: string; isDefault: boolean }[]
}

/** The choice that takes the default of a step that has no Otherwise. */
const UNWRITTEN = 'fails'

function countable({ steps }: Runbook): Countable {
  return {
    commands: steps.flatMap((step) =>
      allCommandsOf(step).map(({ reference }) => ({
        key: commandKey(reference),
        step,
        part: reference.part,
        index: reference.index
      }))
    ),
    // What no command decides is a person's.
    branches: steps
      .filter((step) => decidingCommand(step) !== null)
      .flatMap((step) => [
        ...step.branches.flatMap((branch, index) => {
          if (branch.matchers.length === 0 && !branch.isDefault) return []
          const condition = branch.isDefault ? 'Otherwise' : branch.condition
          return [{ key: `${step.id} ${index}`, step, condition, isDefault: branch.isDefault }]
        }),
        ...(hasUnwrittenDefault(step)
          ? [{ key: `${step.id} ${UNWRITTEN}`, step, condition: 'Otherwise', isDefault: true }]
          : [])
      ])
  }
}

function commandKey({ step, part, index }: { step: string; part: CommandPart; index: number }): string {
  return `${step} ${part} ${index}`
}

export interface CoverageOf {
  walks: readonly { name: string; wrongAction: string | null; walked: Walked }[]
  productionOnly: readonly ProductionOnly[]
  standIns: readonly StandIn[]
  /** The SHA-256 of what was drilled of the README, as `sha256-` and 64 hexadecimal digits. */
  readmeHash: string
}

/**
 * Counts what some walks went through.
 * @param runbook The runbook.
 * @param of The walks, and the branches that only production can show.
 * @returns The coverage, and what is wrong with the marks of production-only branches, one sentence for each.
 */
export function coverageOf(runbook: Runbook, of: CoverageOf): { coverage: DrillCoverage; faults: string[] } {
  const { commands, branches } = countable(runbook)
  const run = new Set(of.walks.flatMap(({ walked }) => walked.commands.map(commandKey)))
  const taken = new Set(
    of.walks.flatMap(({ walked }) =>
      walked.choices.flatMap(({ step, choice, byMatcher }) =>
        byMatcher && (choice.type === 'branch' || choice.type === UNWRITTEN)
          ? [`${step} ${choice.type === 'branch' ? choice.index : UNWRITTEN}`]
          : []
      )
    )
  )
  const faults: string[] = []
  const marked = of.productionOnly.map((mark) => {
    const found = branches.filter(
      ({ step, condition }) => stepLabel(step) === mark.step && condition.includes(mark.branch)
    )
    const [branch, ...others] = found
    if (!branch || others.length > 0) {
      faults.push(`productionOnly: ${mark.step} has ${found.length} branches with “${mark.branch}”; name exactly one`)
    } else if (taken.has(branch.key)) {
      faults.push(`productionOnly: ${mark.step}, “${mark.branch}”: a scenario walks it; take the mark away`)
    }
    return {
      key: branch?.key,
      mark: { step: mark.step, branch: branch?.condition ?? mark.branch, reason: mark.reason }
    }
  })
  const excused = new Set(marked.map(({ key }) => key))
  const matched = branches.filter(({ isDefault }) => !isDefault)
  const defaults = branches.filter(({ isDefault }) => isDefault)
  const count = (all: readonly { key: string }[], walked: ReadonlySet<string>) => ({
    covered: all.filter(({ key }) => walked.has(key)).length,
    total: all.length
  })
  const coverage: DrillCoverage = {
    readme_hash: of.readmeHash,
    ...(of.standIns.length > 0 && { stand_ins: of.standIns.toSorted() }),
    commands: count(commands, run),
    branches: count(matched, taken),
    defaults: count(defaults, taken),
    production_only: marked.map(({ mark }) => mark),
    scripted: {
      decisions: sum(of.walks.map(({ walked }) => walked.decisions)),
      manual_actions: sum(of.walks.map(({ walked }) => walked.manualActions))
    },
    uncovered: [
      ...commands
        .filter(({ key }) => !run.has(key))
        .map(({ step, part, index }) => ({ type: 'command' as const, step: stepLabel(step), part, index })),
      ...matched
        .filter(({ key }) => !taken.has(key) && !excused.has(key))
        .map(({ step, condition }) => ({ type: 'branch' as const, step: stepLabel(step), branch: condition }))
    ],
    scenarios: of.walks.map(({ name, wrongAction, walked }) => ({
      name,
      wrong_action: wrongAction,
      path: walked.path,
      end: walked.end
    }))
  }
  return { coverage, faults }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
