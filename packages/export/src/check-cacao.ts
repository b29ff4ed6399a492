/**
 * What the official schemas of CACAO 2.0 let through, and no orchestrator can carry out.
 */
import type { CacaoPlaybook, CacaoProfile, CacaoStep } from './cacao-types.js'

/** What is wrong with a playbook. */
export interface CacaoProblem {
  /** The id of the step; null for the playbook. */
  step: string | null
  message: string
}

const VARIABLE = /^__[A-Za-z_][A-Za-z0-9_-]*__$/
const ID = /^[a-z-]+--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
/** What SOARCA can do, told by the name of the agent. */
const CAPABILITIES = new Set([
  'soarca-ssh',
  'soarca-http-api',
  'soarca-openc2-http',
  'soarca-powershell',
  'soarca-manual'
])

/**
 * Checks a playbook.
 * @param playbook The playbook.
 * @param profile For whom it is.
 * @returns What is wrong; nothing for a playbook that can be carried out.
 */
export function checkCacao(playbook: CacaoPlaybook, profile: CacaoProfile): CacaoProblem[] {
  const problems: CacaoProblem[] = []
  const report = (step: string | null, message: string): void => void problems.push({ step, message })
  const { workflow, workflow_start: start, playbook_variables: variables, agent_definitions: agents } = playbook
  if (workflow[start]?.type !== 'start') report(null, 'workflow_start names no start step.')
  if (playbook.modified < playbook.created) report(null, 'modified is before created.')
  for (const name of Object.keys(variables))
    if (!VARIABLE.test(name)) report(null, `${name} is not the name of a variable.`)
  const targets = new Map<string, number>()
  for (const [id, step] of Object.entries(workflow)) {
    if (!ID.test(id) || !id.startsWith(`${step.type}--`)) report(id, 'The id is not of its type, or not a UUID.')
    for (const next of successorsOf(step)) {
      if (!workflow[next]) report(id, `It leads to ${next}, which is not there.`)
      targets.set(next, (targets.get(next) ?? 0) + 1)
    }
    if (step.type === 'action') {
      const { on_completion: done, on_success: success, on_failure: failure } = step
      const isEither = done === undefined ? success !== undefined : success === undefined && failure === undefined
      if (!isEither) report(id, 'It needs on_completion, or on_success and on_failure, and not both.')
      if (step.commands.length === 0) report(id, 'It has no command.')
      if (step.commands.some((command) => (command.type === 'bash' ? command.command_b64 : command.command) === ''))
        report(id, 'A command is empty.')
      if (!agents[step.agent]) report(id, `Its agent ${step.agent} is not defined.`)
      for (const name of step.out_args ?? []) if (!variables[name]) report(id, `${name} is not declared.`)
    }
    if (step.type === 'if-condition' && !/^\S+:value (?:=|!=|>|>=|<|<=) \S+$/.test(step.condition))
      report(id, 'The condition has not three parts.')
    const name = step.type === 'if-condition' ? step.condition : step.type === 'switch-condition' ? step.switch : ''
    const used = /^(__\S+__):value/.exec(name)?.[1]
    if (name !== '' && (used === undefined || !variables[used]))
      report(id, 'It compares a variable that is not declared.')
    if (profile === 'soarca') soarca(id, step, agents, report)
  }
  for (const [id, step] of Object.entries(workflow))
    if (step.type === 'end' && (targets.get(id) ?? 0) > 1) report(id, 'Several branches share this end.')
  const { unreached, circle } = walk(workflow, start)
  for (const id of unreached) report(id, 'No way leads here.')
  if (circle !== null) report(circle, 'It is reached again from itself.')
  return problems
}

function soarca(
  id: string,
  step: CacaoStep,
  agents: CacaoPlaybook['agent_definitions'],
  report: (step: string | null, message: string) => void
): void {
  if (step.type === 'switch-condition') report(id, 'SOARCA passes over a switch.')
  if (step.type !== 'action') return
  if (!CAPABILITIES.has(agents[step.agent]?.name ?? '')) report(id, 'SOARCA has no capability of that name.')
  if ((step.targets ?? []).length !== 1) report(id, 'SOARCA runs nothing for an action without one target.')
  if (step.timeout === undefined) report(id, 'SOARCA gives a person one minute where no timeout is given.')
  if (step.commands.some(({ type }) => type === 'bash')) report(id, 'SOARCA has no local bash.')
  if (step.on_failure !== undefined) report(id, 'SOARCA never takes on_failure.')
}

function successorsOf(step: CacaoStep): string[] {
  switch (step.type) {
    case 'end':
      return []
    case 'if-condition':
      return [step.on_true, step.on_false, step.on_completion]
    case 'switch-condition':
      return [...Object.values(step.cases), ...(step.on_completion === undefined ? [] : [step.on_completion])]
    case 'action':
      return [step.on_completion, step.on_success, step.on_failure].filter((next) => next !== undefined)
    default:
      return [step.on_completion]
  }
}

/** What is not reached from the first step, and a step that lies on a circle; each step is looked at once. */
function walk(workflow: CacaoPlaybook['workflow'], start: string): { unreached: string[]; circle: string | null } {
  const done = new Set<string>()
  const open = new Set<string>()
  let circle: string | null = null
  const stack: { id: string; left: string[] }[] = [{ id: start, left: [] }]
  const enter = (id: string): void => {
    open.add(id)
    const step = workflow[id]
    stack.push({ id, left: step ? successorsOf(step) : [] })
  }
  stack.pop()
  enter(start)
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.left.pop()
    if (next === undefined) {
      open.delete(top.id)
      done.add(top.id)
      stack.pop()
    } else if (open.has(next)) circle ??= next
    else if (!done.has(next)) enter(next)
  }
  return { unreached: Object.keys(workflow).filter((id) => !done.has(id)), circle }
}
