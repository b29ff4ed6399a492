/**
 * What is folded away, what is drawn, and questions that lead to the next one. The texts are our own.
 */
import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'

/** Each step with its commands, and where it leads: `title [commands]: condition > target; ...`. */
function read(text: string): string[] {
  const { steps, graph } = parseRunbook(`# T\n\n${text}\n`)
  const nameOf = (id: string): string => steps.find((step) => step.id === id)?.title ?? id
  return steps.map(({ id, title, commands }) => {
    const edges = graph.edges
      .filter(({ from, on }) => from === id && on !== 'fails')
      .map(({ on, condition, to }) => `${on === 'branch' ? condition : on} > ${nameOf(to)}`)
    const codes = commands.map(({ code }) => code).join(', ')
    return `${title}${codes === '' ? '' : ` [${codes}]`}: ${edges.join('; ')}`
  })
}

const fence = (code: string, language = 'bash'): string => `\`\`\`${language}\n${code}\n\`\`\``
const fold = (summary: string, inside: string): string =>
  `<details>\n<summary>${summary}</summary>\n\n${inside}\n\n</details>`

describe('what is folded away below a condition is done only where that holds', () => {
  test.each<[string, string, string[]]>([
    [
      'between the items of a list',
      `## Fix\n\n1. Look at the node.\n\n${fold('If the kubelet is down', '1. Log in to it.\n2. Restart it.')}\n\n2. Check the node.`,
      [
        'Look at the node: the kubelet is down > Log in to it; holds > Check the node',
        'Log in to it: holds > Restart it',
        'Restart it: holds > Check the node',
        'Check the node: holds > stop:resolved'
      ]
    ],
    [
      'inside a step with a heading',
      `## Diagnosis\n\n### Step 1: Look\n\n${fence('date')}\n\n${fold('<b>If that failed</b>', fence('uptime'))}\n\n### Step 2: Read the log\n\nRead it.`,
      [
        'Look [date]: that failed > If that failed; always > Read the log',
        'If that failed [uptime]: always > Read the log',
        'Read the log: always > stop:resolved'
      ]
    ],
    [
      'only somewhere, with a heading inside',
      `## Fix\n\n1. Stop the web server.\n2. Start it again.\n\n${fold('Only on Windows', '### Restart the host\n\nRestart it by the console.')}`,
      [
        'Stop the web server: holds > Start it again',
        'Start it again: on Windows > Restart the host; holds > stop:resolved',
        'Restart the host: holds > stop:resolved'
      ]
    ],
    [
      'in French',
      `## Procédure\n\n1. Vérifiez le nœud.\n2. Ouvrez la page.\n\n${fold('Si le nœud est arrêté', '1. Redémarrez le nœud.\n2. Vérifiez la page.')}`,
      [
        'Vérifiez le nœud: holds > Ouvrez la page',
        'Ouvrez la page: Si le nœud est arrêté > Redémarrez le nœud; holds > stop:resolved',
        'Redémarrez le nœud: holds > Vérifiez la page',
        'Vérifiez la page: holds > stop:resolved'
      ]
    ]
  ])('%s', (_, text, steps) => {
    expect(read(text)).toEqual(steps)
  })

  test.each([
    ['output stays with its step', fold('Sample output', fence('all well', 'text')), ['date']],
    ['a command of no condition too', fold('Details', fence('uptime')), ['date', 'uptime']]
  ])('%s', (_, folded, codes) => {
    const { steps } = parseRunbook(
      `# T\n\n## Diagnosis\n\n### Step 1: Look\n\n${fence('date')}\n\n${folded}\n\nMore words.\n`
    )
    expect(steps.map(({ commands }) => commands.map(({ code }) => code))).toEqual([codes])
    expect(steps[0]!.prose.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^(?:Sample output|Details)$/),
      'More words.'
    ])
  })

  test('one that is never closed ends with the text', () => {
    expect(
      read(
        '## Fix\n\n1. Look at it.\n2. Check it.\n\n<details><summary>If it is down</summary>\n\n1. Restart it.\n2. Look again.'
      )
    ).toEqual([
      'Look at it: holds > Check it',
      'Check it: it is down > Restart it; holds > stop:resolved',
      'Restart it: holds > Look again',
      'Look again: holds > stop:resolved'
    ])
  })
})

describe('the questions of a flowchart are steps', () => {
  test.each<[string, string, string, string[]]>([
    [
      'whose arrows lead to headings and to other questions',
      'flowchart TD\n  A{Is the API up?} -->|no| B[Restart the API]\n  A -->|yes| C{Is the database up?}\n  C -->|no| D[Call the DBA]\n  C -->|yes| E[Done]',
      `## Restart the API\n\n${fence('rollout')}`,
      [
        'Is the API up?: no > Restart the API; yes > Is the database up?',
        'Is the database up?: no > stop:escalate; yes > stop:resolved'
      ]
    ],
    [
      'in other signs, with chains, and to the items of a list',
      'graph LR\n  %% drawn by hand\n  S([Start]) --> Q1{"Are jobs waiting"}\n  Q1 -- yes --> Q2{{Is a worker alive?}}\n  Q1 -- no --> X((Done))\n  Q2 -.->|0 workers| W[Start a worker]\n  Q2 == more ==> L[Read the log] --> P[Page the engineer on call]\n  classDef red fill:#f00',
      '## Steps\n\n1. Start a worker.\n2. Check the queue.',
      [
        'Are jobs waiting?: yes > Is a worker alive?; no > stop:resolved',
        'Is a worker alive?: 0 workers > Start a worker; more > Read the log; always > Start a worker'
      ]
    ],
    [
      'in German',
      'flowchart LR\n  A{Läuft der Dienst?} -->|nein| B[Starte den Dienst]\n  A -->|ja| C[Ende]',
      '## Schritte\n\n1. Starte den Dienst.\n2. Prüfe die Warteschlange.',
      ['Läuft der Dienst?: nein > Starte den Dienst; ja > stop:resolved']
    ]
  ])('%s', (_, drawn, below, questions) => {
    const steps = read(`## Triage\n\n${fence(drawn, 'mermaid')}\n\n${below}`)
    expect(steps.slice(0, questions.length)).toEqual(questions)
    const { blocks } = parseRunbook(`# T\n\n## Triage\n\n${fence(drawn, 'mermaid')}\n\n${below}\n`)
    expect(blocks.some(({ role }) => role === 'untyped')).toBe(false)
  })

  test.each([
    ['an architecture', 'flowchart LR\n  A[Client] --> B[(Store)]\n  B --> C{Cache}'],
    ['a sequence', 'sequenceDiagram\n  A->>B: hello?'],
    ['an empty one', ''],
    ['one that is none', 'flowchart\n  ]{ --> }|']
  ])('%s has none', (_, drawn) => {
    expect(read(`## Triage\n\n${fence(drawn, 'mermaid')}\n\n## Steps\n\n1. Restart it.`).length).toBe(1)
  })
})

describe('a question that leads to the next one', () => {
  test.each([
    [
      '**Is the disk full?**\n\n- **Yes:** call the DBA\n- **No:** next question\n\n**Is the CPU busy?**\n\n- Yes: call the DBA\n- No: done',
      'Is the CPU busy?'
    ],
    [
      '### Is the disk full?\n\n- Yes: escalate\n- No: continue with the next check\n\n### Is the CPU busy?\n\n- Yes: escalate\n- No: all done',
      'Is the CPU busy?'
    ],
    [
      '### Ist die Platte voll?\n\n- Ja: eskalieren\n- Nein: weiter mit der nächsten Frage\n\n### Ist die CPU voll?\n\n- Ja: eskalieren\n- Nein: fertig',
      'Ist die CPU voll?'
    ]
  ])('%j', (text, next) => {
    const steps = read(`## Diagnosis\n\n${text}`)
    expect(steps.length).toBe(2)
    expect(steps[0]).toMatch(new RegExp(`> ${next.replace('?', '\\?')}$`))
    expect(steps[1]).toMatch(/> stop:escalate; .* > stop:resolved$/)
  })
})

describe('lists in HTML', () => {
  const read = (text: string): [string, ...string[]][] =>
    parseRunbook(`# T\n\n${text}\n`).steps.map(({ title, commands }) => [title, ...commands.map(({ code }) => code)])

  test.each<[string, string, [string, ...string[]][]]>([
    [
      'numbered',
      '<ol>\n<li>Check the queue with <code>systemctl status q</code></li>\n<li><strong>Restart it</strong>: now &amp; here</li>\n</ol>',
      [['Check the queue with systemctl status q', 'systemctl status q'], ['Restart it']]
    ],
    [
      'numbered, with programs and paragraphs, on one line',
      '## Steps\n\n<ol class="a"><li><p>Look at the disk</p><pre><code>df -h /data &gt; /tmp/a</code></pre></li><li><p>Clean it</p></li></ol>',
      [['Look at the disk', 'df -h /data > /tmp/a'], ['Clean it']]
    ],
    [
      'bullets',
      '## Diagnosis\n\n<ul>\n<li>Check the pods\n<li>Check the nodes\n</ul>',
      [['Check the pods'], ['Check the nodes']]
    ],
    [
      'in lists',
      '<ol><li>Check it: <code>df -h /data</code><ul><li>If it is full: <code>systemctl restart app</code></li></ul></li>\n<li>Look: <code>tail app.log</code></li></ol>',
      [
        ['Check it: df -h /data', 'df -h /data'],
        ['systemctl restart app', 'systemctl restart app'],
        ['Look: tail app.log', 'tail app.log']
      ]
    ],
    ['links', '<ul>\n<li><a href="a.md">Another page</a></li>\n<li><a href="b.md">One more</a></li>\n</ul>', []]
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('each item has its own lines', () => {
    const { steps } = parseRunbook('## Steps\n\n<ol>\n<li>Check a\nwell</li>\n<li>Check b</li>\n</ol>\n')
    expect(steps.map(({ position }) => [position.start.line, position.end.line])).toEqual([
      [4, 5],
      [6, 6]
    ])
  })
})
