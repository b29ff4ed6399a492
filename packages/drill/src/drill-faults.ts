/**
 * What is wrong with a drill as a whole, whatever its scenarios came to.
 */
import { stepLabel } from '@keys/parser/model'
import type { RunPack } from '@keys/runner'
import type { Drill, Scenario, World } from './define.js'

/**
 * What every drill owes and this one does not.
 * @returns A sentence for each fault.
 */
export function drillFaults<Services, SomeWorld extends World>(
  pack: RunPack,
  drill: Drill<Services, SomeWorld>
): string[] {
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
