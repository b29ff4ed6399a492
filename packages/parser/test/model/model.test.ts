import type { GraphNode, TerminalKind } from '@keys/schema'
import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'
import * as model from '../../src/model/index.ts'

test('the model exports these names', () => {
  expect(Object.keys(model).sort()).toEqual([
    'COMMAND_PARTS',
    'SHELL_VARIABLES',
    'TextPlaces',
    'after',
    'allCommandsOf',
    'bound',
    'boundRunbook',
    'branchInWords',
    'commandsOf',
    'componentsOf',
    'confirmationPhrase',
    'decidingCommand',
    'decidingCommandOf',
    'effectOf',
    'endingInShort',
    'endingOf',
    'endingOfNode',
    'fieldOf',
    'forwardCommands',
    'hasUnwrittenDefault',
    'isRequired',
    'isSameChoice',
    'isSameCommand',
    'manualActionOf',
    'milliseconds',
    'namedByBranches',
    'nodeOfEnding',
    'optionsOf',
    'outsideSteps',
    'reach',
    'statedEffectOf',
    'stepHeading',
    'stepInWords',
    'stepLabel',
    'stopInWords',
    'successorsIn',
    'writtenCommandsOf'
  ])
})

describe('endings', () => {
  test.each([
    ['stop:resolved', { type: 'resolved' }, 'resolved', 'STOP: resolved'],
    ['stop:escalate', { type: 'escalate' }, 'escalated', 'STOP: escalate'],
    ['stop:wrong-runbook', { type: 'wrong-runbook', package: null }, 'another runbook', 'STOP: wrong runbook'],
    [
      'pack:@keys/runbook-x',
      { type: 'wrong-runbook', package: '@keys/runbook-x' },
      'another runbook: @keys/runbook-x',
      'STOP: wrong runbook, use @keys/runbook-x'
    ],
    ['stop:ended-early', { type: 'ended-early' }, 'ended early', 'STOP: ended early']
  ] as const)('%s', (node, ending, short, stop) => {
    expect(model.endingOf(node)).toEqual(ending)
    expect(model.nodeOfEnding(ending)).toBe(node)
    expect([model.endingInShort(ending), model.stopInWords(ending)]).toEqual([short, stop])
  })

  test.each(['stop:page-the-dba', 'stop:', 'stop:toString', 'stop:Resolved'])('%s means escalate', (node) => {
    expect(model.endingOf(node)).toEqual({ type: 'escalate' })
  })

  test.each(['step-1', '', 'pack', 'resolved'])('%j is none', (node) => {
    expect(model.endingOf(node)).toBeNull()
  })

  test('each terminal of the grammar is one', () => {
    const terminals: Record<TerminalKind, null> = { resolved: null, escalate: null, 'wrong-runbook': null }
    for (const terminal of Object.keys(terminals) as TerminalKind[]) {
      const node: GraphNode = { type: 'terminal', id: `stop:${terminal}`, terminal }
      expect(model.endingOfNode(node)).toEqual(model.endingOf(node.id))
    }
  })
})

describe('a stop in the text', () => {
  const terminalOf = (stop: string): string | undefined => {
    const text = `# A\n\n## Diagnosis flow\n\n### Step 1: Look\n\n- **If \`0\`**: ${stop}\n`
    const target = parseRunbook(text).steps[0]?.branches[0]?.targets[0]
    return target?.type === 'terminal' ? target.terminal : undefined
  }
  test.each([
    ['**STOP: page the DBA**', 'escalate'],
    ['**STOP: call the bank**', 'escalate'],
    ['**STOP**', 'escalate'],
    ['**STOP: do not go on**', 'escalate'],
    ['**STOP: it is not resolved**', 'escalate'],
    ['**STOP: unresolved**', 'escalate'],
    ['**STOP: escalate**', 'escalate'],
    ['**STOP: wrong runbook**', 'wrong-runbook'],
    ['**STOP: resolved**', 'resolved'],
    ['**STOP: done**', 'resolved'],
    ['**STOP: the queue works again**', 'resolved']
  ])('%s', (stop, terminal) => {
    expect(terminalOf(stop)).toBe(terminal)
  })
})

test.each([
  [{ label: 'Step 2', title: 'Ask the queue' }, 'Step 2', 'Step 2: Ask the queue', 'Step 2 (Ask the queue)'],
  [{ label: null, title: 'Ask the queue' }, 'Ask the queue', 'Ask the queue', 'Ask the queue']
])('a step is called by one set of names', (step, label, heading, words) => {
  expect([model.stepLabel(step), model.stepHeading(step), model.stepInWords(step)]).toEqual([label, heading, words])
})

test('the command that decides is the last one that can run: of the verification, else of the step', () => {
  const { steps } = parseRunbook(
    [
      '# A',
      '## Action steps',
      '### Action 1: Restart (REVERSIBLE)',
      '```bash\nrestart\n```',
      '```\nits output\n```',
      '**Verification**: it runs.',
      '### Action 2: Check (REVERSIBLE)',
      '```bash\ncheck\n```',
      '**Verification**: `0`',
      '```sql\nselect 1\n```'
    ].join('\n\n')
  )
  expect(steps.map((step) => model.decidingCommand(step)?.command.code)).toEqual(['restart', 'select 1'])
  expect(steps.map((step) => model.allCommandsOf(step).map(({ reference }) => reference.part))).toEqual([
    ['step'],
    ['step', 'verification']
  ])
})

test('what a shell sets is no input of a command', () => {
  const { steps } = parseRunbook(
    '# A\n\n## Diagnosis flow\n\n### Step 1: Look\n\n```bash\necho $COLUMNS $LINES $HOME $VISUAL $SERVICE_URL\n```\n'
  )
  expect(steps[0]?.commands[0]?.inputs).toEqual(['SERVICE_URL'])
})
