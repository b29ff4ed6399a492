/**
 * Playbooks in CACAO 2.0.
 */
import { fenced } from './fence.js'
import { isRecord, list, record, words } from './values.js'

/**
 * The Markdown of a playbook: its steps in the order in which they follow from its start.
 * @param source The JSON of the playbook.
 * @throws {SyntaxError} When it is no playbook.
 */
export function cacaoText(source: string): string {
  const playbook: unknown = JSON.parse(source)
  if (!isRecord(playbook) || !isRecord(playbook['workflow'])) throw new SyntaxError('It has no workflow.')
  const workflow = playbook['workflow']
  const order = orderOf(workflow, words(playbook['workflow_start']))
  const shown = order.filter((id) => !/^(?:start|end)$/.test(words(record(workflow[id])['type'])))
  const numbers = new Map(shown.map((id, index) => [id, index + 1]))
  const lines = [`# ${words(playbook['name']) || 'Playbook'}`, '', words(playbook['description']), '', '## Steps']
  for (const id of shown) lines.push('', ...stepLines(record(workflow[id]), numbers.get(id)!, numbers, workflow))
  return `${lines.join('\n')}\n`
}

const WAYS = ['on_completion', 'on_success', 'on_true', 'on_false', 'on_failure'] as const

function orderOf(workflow: Readonly<Record<string, unknown>>, start: string): string[] {
  const order: string[] = []
  const known = new Set<string>()
  const waiting = [start]
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (known.has(id) || !isRecord(workflow[id])) continue
    known.add(id)
    order.push(id)
    const step = record(workflow[id])
    const ways = WAYS.flatMap((way) => list(step[way]).map(words))
    waiting.unshift(...ways, ...Object.values(record(step['cases'])).map(words), ...list(step['next_steps']).map(words))
  }
  // Nothing is lost: what no step leads to follows.
  return [...order, ...Object.keys(workflow).filter((id) => !known.has(id))]
}

function stepLines(
  step: Readonly<Record<string, unknown>>,
  number: number,
  numbers: ReadonlyMap<string, number>,
  workflow: Readonly<Record<string, unknown>>
): string[] {
  const lines = [`### Step ${number}: ${words(step['name']) || words(step['type'])}`, '']
  if (words(step['description']) !== '') lines.push(words(step['description']), '')
  for (const command of list(step['commands']).filter(isRecord)) {
    const code = words(command['command']) || decoded(words(command['command_b64']))
    if (code === '') continue
    lines.push(...(words(command['type']) === 'manual' ? [code, ''] : [fenced(words(command['type']), code), '']))
  }
  const goTo = (target: unknown): string => {
    const id = words(target)
    if (words(record(workflow[id])['type']) === 'end') return '**STOP: resolved**'
    const found = numbers.get(id)
    return found === undefined ? id : `go to step ${found}`
  }
  const condition = words(step['condition']) || words(step['switch'])
  if (step['on_true'] !== undefined) lines.push(`- If ${condition || 'it holds'}: ${goTo(list(step['on_true'])[0])}`)
  if (step['on_false'] !== undefined) lines.push(`- Otherwise: ${goTo(list(step['on_false'])[0])}`)
  for (const [value, target] of Object.entries(record(step['cases'])))
    lines.push(`- If ${condition} is ${value}: ${goTo(target)}`)
  if (step['on_failure'] !== undefined) lines.push(`- If it fails: ${goTo(step['on_failure'])}`)
  const next = step['on_completion'] ?? step['on_success']
  if (next !== undefined && numbers.get(words(next)) !== number + 1) lines.push(`- If it is done: ${goTo(next)}`)
  return lines
}

function decoded(base64: string): string {
  return base64 === '' ? '' : new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
}
