/**
 * Automation documents of AWS Systems Manager, schema 0.3: a graph of steps, in JSON or YAML.
 */
import { parse } from 'yaml'
import { fenced } from './fence.js'
import { isRecord, list, record, words } from './values.js'

/**
 * The Markdown of a document: one heading for each step, branches as conditions, parameters as placeholders.
 * @param source The document.
 * @throws {SyntaxError} When it is no such document.
 */
export function ssmText(source: string): string {
  const document: unknown = parse(source, { maxAliasCount: 0 })
  if (!isRecord(document) || !Array.isArray(document['mainSteps'])) throw new SyntaxError('It has no mainSteps.')
  const steps = list(document['mainSteps']).filter(isRecord)
  const numbers = new Map(steps.map((step, index) => [words(step['name']), index + 1]))
  const lines = [
    `# ${(words(document['description']).split('\n')[0] ?? '').trim() || 'Automation document'}`,
    '',
    words(document['description'])
  ]
  const parameters = Object.entries(record(document['parameters']))
  if (parameters.length > 0) {
    lines.push('', '## Prerequisites', '')
    for (const [name, value] of parameters)
      lines.push(`- \`${name}\`: ${words(record(value)['description']) || words(record(value)['type'])}`)
  }
  lines.push('', '## Steps')
  for (const [index, step] of steps.entries()) lines.push('', ...stepLines(step, index + 1, numbers))
  return `${lines.join('\n')}\n`
}

function stepLines(
  step: Readonly<Record<string, unknown>>,
  number: number,
  numbers: ReadonlyMap<string, number>
): string[] {
  const name = words(step['name'])
  const action = words(step['action'])
  const inputs = record(step['inputs'])
  const lines = [`### Step ${number}: ${name}`, '']
  if (words(step['description']) !== '') lines.push(words(step['description']), '')
  lines.push(`Runs \`${action}\`.`, '', ...commandLines(action, inputs))
  const goTo = (target: unknown): string => {
    const found = numbers.get(words(target).replace(/^step:/, ''))
    return found === undefined ? words(target) : `go to step ${found}`
  }
  for (const choice of list(inputs['Choices']).filter(isRecord)) {
    const { NextStep: next, ...condition } = choice
    lines.push(`- If ${conditionOf(condition)}: ${goTo(next)}`)
  }
  if (inputs['Default'] !== undefined) lines.push(`- Otherwise: ${goTo(inputs['Default'])}`)
  const failure = words(step['onFailure'])
  if (failure.startsWith('step:')) lines.push(`- If it fails: ${goTo(failure)}`)
  if (step['nextStep'] !== undefined && numbers.get(words(step['nextStep'])) !== number + 1)
    lines.push(`- If it is done: ${goTo(step['nextStep'])}`)
  if (step['isEnd'] === true) lines.push('- If it is done: **STOP: resolved**')
  return lines
}

function commandLines(action: string, inputs: Readonly<Record<string, unknown>>): string[] {
  if (action === 'aws:executeScript') {
    const language = words(inputs['Runtime']).startsWith('python') ? 'python' : 'text'
    return [fenced(language, words(inputs['Script']).trimEnd()), '']
  }
  const commands = record(inputs['Parameters'])['commands']
  if (action === 'aws:runCommand' && commands !== undefined) {
    return [fenced('bash', list(commands).map(words).join('\n')), '']
  }
  if (action === 'aws:approve') return [words(inputs['Message']) || 'Ask for approval.', '']
  if (action === 'aws:branch' || Object.keys(inputs).length === 0) return []
  return [fenced('json', JSON.stringify(inputs, null, 2)), '']
}

function conditionOf(condition: Readonly<Record<string, unknown>>): string {
  return Object.entries(condition)
    .map(([name, value]) =>
      name === 'Variable'
        ? words(value)
        : `${name} ${isRecord(value) || Array.isArray(value) ? JSON.stringify(value) : words(value)}`
    )
    .join(' ')
}
