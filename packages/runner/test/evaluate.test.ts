import { describe, expect, test } from 'vitest'
import { parseRunbook } from '@keys/parser'
import type { ProcessEnd } from '@keys/schema'
import { evaluate, type Execution, type ExecutionEnd } from '../src/index.js'
import { fixturePack } from './support/fixture.js'

const { steps } = fixturePack().runbook

function execution(end: ExecutionEnd | null, stdout: string): Execution {
  const command = { step: 'any', part: 'step', index: 0 } as const
  return {
    number: 1,
    command,
    visit: 0,
    startedAt: '',
    end,
    stdout,
    stderr: '',
    duration: null,
    process: null,
    host: null
  }
}

const status = (code: number): ProcessEnd => ({ type: 'exited', status: code })
const printed = (stdout: string): Execution => execution(status(0), stdout)
const failed = (code: number, stdout = ''): Execution => execution(status(code), stdout)

/** What is judged of a step, by what its commands came to, in order; null for one that has not run. */
function evaluated(id: string, ...came: (Execution | null)[]): string {
  const step = steps.find((one) => one.id === id)!
  const order: string[] = []
  const said = evaluate(step, ({ reference }) => {
    const name = `${reference.part} ${reference.index}`
    if (!order.includes(name)) order.push(name)
    const parts = { 'step 0': 0, 'step 1': 1, 'verification 0': step.commands.length }
    return came[parts[name as keyof typeof parts] ?? -1] ?? null
  })
  if (said.type === 'waits') return `waits for ${said.command.reference.part} ${said.command.reference.index}`
  const { reason } = said
  if (said.type === 'asks') return `asks: ${reason}`
  return `${said.choice.type === 'branch' ? said.choice.index : said.choice.type}: ${reason}`
}

describe('branches', () => {
  const cases: [string, string, (Execution | null)[], string][] = [
    ['nothing has run', 'is-it-there', [null], 'waits for step 0'],
    ['it runs', 'is-it-there', [execution(null, '')], 'waits for step 0'],
    ['a literal', 'is-it-there', [printed('x\nthere \n\n')], '0: The last line is there.'],
    ['a literal is the whole line', 'is-it-there', [printed('over there')], 'asks: “it looks odd” is yours to judge.'],
    [
      'a literal of a command that failed',
      'is-it-there',
      [failed(1, 'there')],
      'asks: “it looks odd” is yours to judge.'
    ],
    ['an exit status', 'is-it-there', [failed(7, 'there')], '1: The command exited with 7.'],
    ['a person before the matcher', 'is-it-there', [printed('6')], 'asks: “it looks odd” is yours to judge.'],
    ['the last command waits', 'how-many-wait', [printed(''), null], 'waits for step 1'],
    ['one of two matchers', 'how-many-wait', [printed(''), printed('  \n')], '0: The command printed nothing.'],
    ['a class', 'how-many-wait', [printed(''), printed('HTTP\n429')], '1: The last line, 429, is 4xx.'],
    [
      'a class is three digits',
      'how-many-wait',
      [printed(''), printed('4290')],
      '3: No other branch matches; compared with: `4290`.'
    ],
    [
      'an expression, anywhere',
      'how-many-wait',
      [printed(''), printed('3 STUCK  jobs\nend')],
      '2: /stuck +job/i was found in the output.'
    ],
    ['otherwise', 'how-many-wait', [printed(''), printed('17')], '3: No other branch matches; compared with: `17`.'],
    [
      'otherwise with a failure',
      'how-many-wait',
      [printed(''), failed(2, '17')],
      'asks: The command exited with 2, and no branch names that.'
    ],
    ['otherwise after a failure', 'how-many-wait', [failed(1), printed('17')], 'asks: A command before it failed.'],
    ['a match after a failure', 'how-many-wait', [failed(1), printed('0')], '0: The last line is 0.'],
    [
      'unknown',
      'how-many-wait',
      [printed(''), execution({ type: 'unknown' }, '0')],
      'asks: How the command ended is not known, and no branch names that.'
    ],
    [
      'timed out',
      'how-many-wait',
      [printed(''), execution({ type: 'timed-out' }, '0')],
      'asks: The command ran out of time, and no branch names that.'
    ],
    [
      'reported',
      'how-many-wait',
      [printed(''), execution({ type: 'reported', status: 0 }, '0')],
      '0: The last line is 0.'
    ],
    [
      'reported without a status',
      'how-many-wait',
      [printed(''), execution({ type: 'reported', status: null }, '0')],
      'asks: The command ran elsewhere, and no branch names that.'
    ],
    ['no command at all', 'what-the-people-say', [], 'asks: No command decides this: it is yours to judge.']
  ]
  test.each(cases)('%s', (_, id, came, expected) => {
    expect(evaluated(id, ...came)).toBe(expected)
  })
})

describe('a step that names no Otherwise', () => {
  const branches = '- **If `a`**: continue to [Step 2].\n- **If `b`**: **STOP: resolved**\n'
  const stepOf = (text: string) =>
    parseRunbook(`## Diagnosis flow\n\n### Step 1: Ask\n\n~~~bash\nask\n~~~\n\n${text}\n### Step 2: Look\n`).steps[0]!

  test.each<[string, string, Execution, string]>([
    ['anything else', branches, printed('c'), 'suggests'],
    ['a failure that no exit names', branches, failed(3, 'c'), 'asks'],
    ['a person’s branch before it', `${branches}- **If it looks odd**: **STOP: escalate**\n`, printed('c'), 'asks'],
    ['words of its own', '- **If it prints a**: go to step 2.\n', printed('c'), 'asks']
  ])('%s', (_, text, came, type) => {
    const said = evaluate(stepOf(text), () => came)
    expect(said.type).toBe(type)
    expect(said.type !== 'suggests' || said.choice.type).toBe(said.type !== 'suggests' || 'fails')
  })
})

describe('fields', () => {
  const cases: [string, string, (Execution | null)[], string][] = [
    ['an action waits', 'restart-the-worker', [null, null], 'waits for step 0'],
    ['then for its verification', 'restart-the-worker', [printed('restarted'), null], 'waits for verification 0'],
    ['it holds', 'restart-the-worker', [printed('restarted'), printed('running')], 'holds: The last line is running.'],
    [
      'it does not',
      'restart-the-worker',
      [printed('restarted'), printed('dead')],
      'fails: Expected running, saw dead.'
    ],
    [
      'its verification fails',
      'restart-the-worker',
      [printed('restarted'), failed(3, 'running')],
      'fails: Expected running, but the command exited with 3.'
    ],
    ['the action itself fails', 'restart-the-worker', [failed(1), null], 'fails: The command exited with 1.'],
    [
      'it comes to something else',
      'restart-the-worker',
      [printed('no such worker'), null],
      'fails: Expected restarted, saw no such worker.'
    ],
    [
      'nobody knows how it ended',
      'restart-the-worker',
      [execution({ type: 'unknown' }, ''), null],
      'waits for verification 0'
    ],
    [
      'it was not started',
      'restart-the-worker',
      [execution({ type: 'not-started', reason: 'no bash' }, ''), null],
      'asks: The command could not be started: no bash.'
    ],
    ['it was canceled', 'restart-the-worker', [execution({ type: 'canceled' }, ''), null], 'waits for verification 0'],
    [
      'a killed one failed',
      'restart-the-worker',
      [execution({ type: 'signaled', signal: 'SIGKILL' }, ''), null],
      'fails: The command was ended by SIGKILL.'
    ],
    ['without a command of its own', 'delete-the-queue', [printed('gone')], 'holds: The last line is gone.'],
    ['a manual action', 'ask-the-owner', [], 'asks: No command decides this: it is yours to judge.'],
    ['a verification holds', 'jobs-are-taken', [printed('3')], 'holds: The last line, 3, is > 0.'],
    ['a verification fails', 'jobs-are-taken', [printed('0')], 'fails: Expected > 0, saw 0.'],
    ['a verification without a number', 'jobs-are-taken', [printed('many')], 'fails: Expected > 0, saw many.'],
    [
      'a verification that was not started',
      'jobs-are-taken',
      [execution({ type: 'not-started', reason: 'no psql' }, '')],
      'asks: The command could not be started: no psql.'
    ]
  ]
  test.each(cases)('%s', (_, id, came, expected) => {
    expect(evaluated(id, ...came)).toBe(expected)
  })
})

describe('a number that cannot be read exactly', () => {
  const judged = (matcher: string, stdout: string): string => {
    const branches = `- **If \`${matcher}\`**: **STOP: escalate**\n- **Otherwise**: **STOP: resolved**\n`
    const { steps: all } = parseRunbook(
      `# T\n\n## Diagnosis flow\n\n### Step 1: Look\n\n\`\`\`bash\ndf\n\`\`\`\n\n${branches}`
    )
    const said = evaluate(all[0]!, () => printed(stdout))
    return said.type === 'suggests' && said.choice.type === 'branch' ? `branch ${said.choice.index}` : said.type
  }

  test.each(['85%', '42s', '85 %', '1,234.5 ms', '1e3', 'count: 12', '~42', 'used=81%', '>90', 'load 3.5', '12 rows'])(
    '%s is for a person, not for Otherwise',
    (line) => expect(judged('> 40', line)).toBe('asks')
  )

  test.each([
    ['> 40', '85', 'branch 0'],
    ['> 40', '17', 'branch 1'],
    ['> 40', 'none', 'branch 1'],
    ['> 40', 'job-42', 'branch 1'],
    ['> 40', 'utf8', 'branch 1'],
    ['> 40', '2026-11-30', 'branch 1'],
    ['full', '85%', 'branch 1'],
    ['/8\\d%/', '85%', 'branch 0']
  ])('%s of %s is decided: %s', (matcher, line, said) => expect(judged(matcher, line)).toBe(said))

  test('neither does a verification fail by it', () => {
    expect(evaluated('jobs-are-taken', printed('3 jobs'))).toBe(
      'asks: The last line, `3 jobs`, says a number that cannot be compared with > 0: yours to judge.'
    )
  })
})
