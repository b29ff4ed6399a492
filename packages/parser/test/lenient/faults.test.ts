import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'
import { reach, successorsIn } from '../../src/model/index.ts'

const model = (text: string) => parseRunbook(`# T\n\n${text}\n`)
const titles = (text: string): string[] => model(text).steps.map(({ title }) => title)
const branches = (text: string) => {
  const { steps, sections } = model(text)
  return [...steps, ...sections].flatMap((holder) => holder.branches)
}
const conditions = (text: string): [string, string][] =>
  branches(text).map(({ condition, text: rest }) => [condition, rest])
const codes = (text: string): string[] => {
  const { steps, sections } = model(text)
  const fields = steps.flatMap((step) => step.fields.flatMap(({ commands }) => commands))
  return [...[...steps, ...sections].flatMap(({ commands }) => commands), ...fields].map(({ code }) => code)
}

describe('"default" opens the branch for all other cases only as a label', () => {
  test.each([
    ['- Default worker node group is r6i', false],
    ['- Default-deny policy for the namespace', false],
    ['- Defaults are kept in the repository', false],
    ['- Default: call the database team', true],
    ['- Otherwise, call the database team', true],
    ['- **Otherwise**: call the database team', true]
  ])('%s', (line, isDefault) => {
    const text = `## Diagnosis\n\n1. Check the nodes.\n\n   ${line}`
    expect(branches(text).some((branch) => branch.isDefault)).toBe(isDefault)
    const ours = `## Diagnosis flow\n\n### Step 1: A\n\n${line}`
    expect(branches(ours).some((branch) => branch.isDefault)).toBe(isDefault)
  })
  test.each(['### Default definition', '### Default deny'])('%s is a heading', (heading) => {
    expect(branches(`## Diagnosis\n\n${heading}\n\nWords.`)).toEqual([])
  })
})

describe('a branch ends with its item', () => {
  test.each(['1. ', '- '])('in a list of "%s"', (mark) => {
    const lines = ['If the pod is down, restart it.', 'Check the nodes.', 'Look at the log.'].map(
      (line) => `${mark}${line}`
    )
    for (const heading of ['## Diagnosis', '## Diagnosis flow\n\n### Step 1: A']) {
      expect(conditions(`${heading}\n\n${lines.join('\n')}`)).toEqual([['the pod is down', 'restart it.']])
    }
  })
})

test.each([
  ['If the pod is not healthy, check its events:', 'the pod is not healthy', 'check its events:'],
  ['If policy, grants, and status show access, verify them.', 'policy, grants, and status show access', 'verify them.'],
  ['If 1, 2 or 3 fail: restart', '1, 2 or 3 fail', 'restart'],
  ['If it fails -> page the team', 'it fails', 'page the team'],
  ['When the queue, which is old, grows then drain it', 'the queue, which is old, grows', 'drain it'],
  ['In case the disk is full, there is a script.', 'the disk is full', 'there is a script.'],
  ['If the value is 1,000 or more, scale up', 'the value is 1,000 or more', 'scale up'],
  ['If the disk is full:', 'the disk is full', '']
])('%s', (line, condition, rest) => {
  expect(conditions(`## Diagnosis\n\n1. Look at it.\n   - ${line}`)).toEqual([[condition, rest]])
  expect(conditions(`## Diagnosis flow\n\n### Step 1: A\n\n- ${line}`)).toEqual([[condition, rest]])
})

describe('a condition in plain words is a branch', () => {
  test.each([
    [
      '## Mitigation\n\n1. Look.\n\nIf a placement policy is configured, add the node to it.',
      ['a placement policy is configured']
    ],
    ['## Mitigation\n\n1. Check the pool. If it is full, raise its limit. Then wait.', ['it is full']],
    ['## Meaning\n\nIf this fires, jobs wait.', []],
    ['## Mitigation\n\n1. Restart it if needed.\n2. If you want, take a note.', []]
  ])('%s', (text, expected) => {
    expect(conditions(text).map(([condition]) => condition)).toEqual(expected)
  })
})

describe('what is written next comes next', () => {
  test.each([
    [
      'actions',
      '## Mitigation\n\n### Scale up\n\nScale the pool.\n\n### Restart\n\nRestart the pods.\n\n### Wait\n\nWait an hour.'
    ],
    [
      'from the last check to the first action',
      '## Diagnosis\n\n1. Check a.\n2. Check b.\n\n## Mitigation\n\n1. Restart a.\n2. Restart b.'
    ],
    [
      'ways that exclude each other',
      '## Fix\n\n### Option A: a\n\n1. Run a.\n2. Run b.\n\n### Option B: b\n\n1. Run c.\n\n## Verification\n\n1. Check d.'
    ],
    [
      'behind a decision for all cases',
      '## Fix\n\n1. Check it. Otherwise, escalate.\n   - If bad, go to step 3\n   - Otherwise, go to step 3\n2. Run b.\n3. Run c.'
    ],
    ['to the rollback', '## Fix\n\n1. Run a.\n\n## Rollback\n\n1. Undo a.\n2. Check b.']
  ])('%s', (_, text) => {
    const { steps, graph } = model(text)
    const reached = new Set<string>()
    reach(graph.entry!, successorsIn(graph), reached)
    expect(steps.length).toBeGreaterThan(2)
    expect(steps.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([])
  })
})

test.each([
  'sudo systemctl restart a.service',
  'sudo -u postgres psql -c x',
  'sudo -n --user=root kubectl delete pod a',
  'PGHOST=db sudo -E psql -c x',
  'systemctl restart a'
])('`%s` is a command where it stands in words', (code) => {
  const { steps } = model(`## Fix\n\n1. Restart it: \`${code}\`\n2. Restart it.\n\n   \`\`\`\n   ${code}\n   \`\`\``)
  expect(steps.map(({ commands }) => commands.map((command) => [command.code, command.interpreter]))).toEqual([
    [[code, 'bash']],
    [[code, 'bash']]
  ])
})

test.each([
  ['stop here', 'resolved'],
  ['stop', 'escalate'],
  ['stop here and call the database team', 'escalate'],
  ['STOP. Do not restart anything', 'escalate'],
  ['do not continue', 'escalate'],
  ['exit this runbook', 'escalate'],
  ['abort', 'escalate'],
  ['stop here: no further action is needed', 'resolved'],
  ["you're done", 'resolved'],
  ['no action required', 'resolved'],
  ['there is nothing to do', 'resolved'],
  ['the incident is resolved', 'resolved'],
  ['close the ticket', 'resolved'],
  ['keine weiteren Maßnahmen nötig', 'resolved'],
  ['aucune autre action requise', 'resolved'],
  ['stop the service', null],
  ['stop here-doc expansion by quoting', null],
  ['restart it and close the ticket later', null],
  ['end the session of the user', null]
])('a condition that says "%s" leads to %s', (words, ending) => {
  const { steps } = model(`## Fix\n\n1. Look. If it answers, ${words}.\n2. Restart it.\n3. Check it.`)
  const [target] = steps[0]!.branches[0]?.targets ?? []
  expect(target?.type === 'terminal' ? target.terminal : null).toBe(ending)
})

test('a heading gives itself an id', () => {
  const text = '## Fix {#all}\n\n1. Look. If it is red, see [A](#fix-a).\n\n### Fix A {#fix-a}\n\nRestart the pods.'
  const { sections, steps } = model(text)
  expect([sections[0]!.title, sections[0]!.anchor]).toEqual(['Fix', 'all'])
  expect(steps.map(({ title, anchor }) => [title, anchor])).toEqual([
    ['Look', null],
    ['Fix A', 'fix-a']
  ])
  expect(steps[0]!.branches[0]!.targets).toMatchObject([{ type: 'step', step: 'fix-a' }])
})

test.each([
  '## Fix\n\n1. Run it (see [x](https://keys.invalid/a)).',
  '## Notes\n\n(Code)[https://keys.invalid/b/] repos',
  '(a)[https://keys.invalid/c] and www.keys.invalid'
])('the link of %s stands where it is written', (text) => {
  const { references } = model(text)
  expect(references.length).toBeGreaterThan(0)
  for (const { position } of references) {
    expect(`# T\n\n${text}\n`.slice(position.start.offset, position.end.offset)).toMatch(/keys\.invalid/)
  }
})

test('a section about escalation says when and whom', () => {
  const lines =
    '## Escalation\n\n- If it lasts longer than an hour\n- Escalate when data is lost\n- Database team, #db\n'
  const table = '\n| Role | Name |\n|---|---|\n| On call | the rota |\n'
  const { escalation } = model(`${lines}${table}`)
  expect(escalation.triggers.map(({ text }) => text)).toEqual([
    'If it lasts longer than an hour',
    'Escalate when data is lost'
  ])
  expect(escalation.contacts.map(({ text }) => text)).toEqual(['Database team, #db', 'On call | the rota'])
})

test('lines that forbid something are prohibitions, wherever they stand', () => {
  const text =
    '## Fix\n\n1. Restart it.\n   - Do not delete the volume.\n2. Wait.\n\n**Do not:**\n\n- Scale to zero\n\nNever edit the table by hand.'
  expect(model(text).prohibitions.map((item) => item.text)).toEqual([
    'Do not delete the volume.',
    'Scale to zero',
    'Never edit the table by hand.'
  ])
})

test.each([
  [
    '## Diagnosis\n\n1. **Look**: at the log\n2. Then check the disk\n3. Third',
    ['Look', 'Then check the disk', 'Third']
  ],
  ['## Fix\n\n1. Restart\n2. **Wait**', ['Restart', 'Wait']],
  ['## Steps\n\n1) Run `ls`\n2) Run `df`', ['Run ls', 'Run df']]
])('one bold item more or less makes no difference: %s', (text, expected) => {
  expect(titles(text)).toEqual(expected)
})

test.each(['**Rollback:**', '**Verification:**', '**Rollback**:'])('the fence below %s is a command', (label) => {
  const fence = '```bash\nkubectl rollout undo deploy/a\n```'
  for (const section of ['## Mitigation', '## Diagnosis flow', '## Something', '## Mitigation\n\n1. Restart it.']) {
    expect(codes(`${section}\n\n${label}\n\n${fence}`)).toContain('kubectl rollout undo deploy/a')
  }
})

describe('front matter is no part of the text', () => {
  test.each([
    ['LF', '\n', ''],
    ['CRLF', '\r\n', ''],
    ['CR', '\r', ''],
    ['a byte order mark', '\n', '\uFEFF']
  ])('with %s', (_, end, mark) => {
    const lines = [
      '---',
      '# managed by the site',
      'title: X',
      'steps: |',
      '  ### Step 1: old',
      '---',
      '',
      '# Real title',
      '',
      '## Fix',
      '',
      '1. Restart it'
    ]
    const text = mark + lines.join(end)
    const { title, steps, blocks } = parseRunbook(text)
    expect([title?.text, steps.map((step) => step.title)]).toEqual(['Real title', ['Restart it']])
    expect(blocks[0]).toMatchObject({ role: 'front-matter', position: { start: { line: 1 }, end: { line: 6 } } })
  })
  test.each([
    ['+++\ntitle = "A"\n+++\n\n## Fix\n', 'A'],
    ['---\ntitle: "A: b"\n---\n\nWords.\n', 'A: b'],
    ['---\ntitle: A\n---\n\n# <%= title %>\n', 'A'],
    ['---\n\n# Only a line above\n\n---\n', 'Only a line above'],
    ['---\nowner: x\n---\n\n# B\n', 'B']
  ])('%j', (text, title) => {
    expect(parseRunbook(text).title?.text).toBe(title)
  })
})

test.each([
  ['If a fix (e.g., a new role) was merged, deploy it.', [['a fix (e.g., a new role) was merged', 'deploy it.']]],
  ['Should these metrics become a gate?', []],
  [
    'If the pool is full, the alert fires. If it is not, wait.',
    [
      ['the pool is full', 'the alert fires.'],
      ['it is not', 'wait.']
    ]
  ]
])('%s', (line, expected) => {
  expect(conditions(`## Diagnosis\n\n1. Look at it.\n   - ${line}`)).toEqual(expected)
})
