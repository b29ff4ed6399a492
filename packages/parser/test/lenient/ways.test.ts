// One of several ways: what is drawn, chosen by a link, or the last case of all. Nothing else is done, and no failure is an end that is well.
import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'

/** Each step with its commands and where it leads, but for where it fails. */
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
const drawn = (lines: string): string => `## Flow\n\n${fence(`flowchart TD\n${lines}`, 'mermaid')}`

describe('what is done behind an arrow is a step', () => {
  test.each<[string, string, string[]]>([
    [
      'at the beginning and at the ends',
      drawn(
        'A[Check the API] --> B{Is the API up?}\nB -- No --> D{Deploy in the last hour?}\nB -- Yes --> C[Done]\nD -- Yes --> E[Roll back]\nD -- No --> F[Escalate]'
      ),
      [
        'Check the API: holds > Is the API up?',
        'Is the API up?: No > Deploy in the last hour?; Yes > stop:resolved',
        'Deploy in the last hour?: Yes > Roll back; No > stop:escalate',
        'Roll back: holds > stop:resolved'
      ]
    ],
    [
      'of every form, and none runs into the other',
      `${drawn('q{Bad deploy?} -->|yes| rb["Roll back (helm)"]\nq -->|no| q2{High load?}\nq2 -->|yes| scale[/Scale out/]\nq2 -->|no| esc[Call the DBA]\nrb --> done([Done])')}\n\n## Verification\n\n1. Check the page.`,
      [
        'Bad deploy?: yes > Roll back (helm); no > High load?',
        'Roll back (helm): holds > Check the page',
        'High load?: yes > Scale out; no > stop:escalate',
        'Scale out: holds > Check the page',
        'Check the page: holds > stop:resolved'
      ]
    ],
    [
      'one after the other, and back to a question',
      drawn(
        'a{Disk full?} -->|yes| b[Remove old logs]\nb --> c[Restart the app]\nc --> d{Is it up?}\na -->|no| d\nd -->|yes| e[Healthy]\nd -->|no| f[Network problem]'
      ),
      [
        'Disk full?: yes > Remove old logs; no > Is it up?',
        'Remove old logs: holds > Restart the app',
        'Restart the app: Otherwise > Is it up?',
        'Is it up?: yes > stop:resolved; no > stop:escalate'
      ]
    ]
  ])('%s', (_, text, expected) => {
    const found = read(text)
    expect(found.toSorted()).toEqual(expected.toSorted())
  })
})

const steps = (last: string): string => `## Steps\n\n1. Check it.\n2. ${last}`

describe('the last case of all', () => {
  test.each<[string, string]>([
    ['If it still fails, look at the log.', 'it still fails > stop:escalate'],
    ['If the error persists, restart it again.', 'the error persists > stop:escalate'],
    ['If it does not come up, look at the log.', 'it does not come up > stop:escalate'],
    ['If the service cannot be reached, restart it.', 'the service cannot be reached > stop:escalate'],
    ['If it works, you are done. Otherwise look at the log.', 'it works > stop:resolved; Otherwise > stop:escalate'],
    ['If the page is slow, go to the Tuning section.', 'the page is slow > stop:escalate'],
    ['If the cache is large, clear it.', 'the cache is large > stop:resolved']
  ])('%s', (last, expected) => {
    expect(read(steps(last)).at(-1)).toContain(`: ${expected}`)
  })
})

describe('sections that are chosen among', () => {
  const ways = `## Clean up\n\n${fence('journalctl --vacuum-size=1G')}\n\n## Replace\n\n${fence('mdadm --fail /dev/md0')}`
  const apart = [
    'Clean up [journalctl --vacuum-size=1G]: holds > stop:resolved',
    'Replace [mdadm --fail /dev/md0]: holds > stop:resolved'
  ]
  test.each<[string, string, string[]]>([
    [
      'in a table of links',
      `## What to do\n\n| Alert | Runbook |\n| --- | --- |\n| DiskFull | [Clean up](#clean-up) |\n| DiskSlow | [Replace](#replace) |\n\n${ways}`,
      ['What to do: DiskFull > Clean up; DiskSlow > Replace; always > stop:resolved', ...apart]
    ],
    [
      'in the items below a step',
      `## Steps\n\n1. Check the disk.\n   - If it is full, follow [Clean up](#clean-up).\n   - If it is slow, follow [Replace](#replace).\n\n${ways}`,
      ['Check the disk: it is full > Clean up; it is slow > Replace; holds > stop:resolved', ...apart]
    ],
    [
      'by their names, with what follows all of them',
      `## Steps\n\n1. Check the disk. If it is full, go to the Clean up section. Otherwise go to the Replace section.\n\n${ways}\n\n## Verification\n\n1. Check the page.`,
      [
        'Check the disk: it is full > Clean up; Otherwise > Replace',
        'Clean up [journalctl --vacuum-size=1G]: holds > Check the page',
        'Replace [mdadm --fail /dev/md0]: holds > Check the page',
        'Check the page: holds > stop:resolved'
      ]
    ]
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('steps with numbers follow each other, wherever a case begins', () => {
    const text = `## Step 1: Look\n\nLook at it. If A, go to step 2. If B, go to step 3.\n\n## Step 2: Clean\n\n${fence('date')}\n\n## Step 3: Replace\n\n${fence('uptime')}`
    expect(read(text)[1]).toBe('Clean [date]: holds > Replace')
  })
})

describe('what is run in some cases only is a step of its own behind them', () => {
  test.each<[string, string, string[]]>([
    [
      'below a heading of failure',
      `## Steps\n\n### 1. Restart\n\n${fence('systemctl restart app')}\n\n#### If it fails\n\n${fence('kubectl rollout undo deploy/a')}\n\n### 2. Check\n\n${fence('kubectl get pods')}`,
      [
        'Restart [systemctl restart app]: it fails > If it fails; holds > Check',
        'If it fails [kubectl rollout undo deploy/a]: holds > Check',
        'Check [kubectl get pods]: holds > stop:resolved'
      ]
    ],
    [
      'in the rows of a table below an item',
      '## Steps\n\n1. Check the status: `curl -I localhost`\n\n| Symptom | Action |\n| --- | --- |\n| 502 | Restart nginx: `systemctl restart nginx` |\n| 504 | escalate |\n\n2. Close the ticket.',
      [
        'Check the status: curl -I localhost [curl -I localhost]: 502 > Restart nginx: systemctl restart nginx; 504 > stop:escalate; holds > Close the ticket',
        'Restart nginx: systemctl restart nginx [systemctl restart nginx]: holds > Close the ticket',
        'Close the ticket: holds > stop:resolved'
      ]
    ],
    [
      'in the rows of a table, of which one leads to a section',
      `## What to do\n\n| Symptom | Action |\n| --- | --- |\n| 502 | Restart nginx: \`systemctl restart nginx\` |\n| 504 | Go to [Slow database](#slow-database) |\n| 500 | Roll back: \`helm rollback shop\` |\n\n## Slow database\n\n${fence('psql -c x')}`,
      [
        'What to do: 502 > Restart nginx: systemctl restart nginx; 504 > Slow database; 500 > Roll back: helm rollback shop; always > stop:resolved',
        'Restart nginx: systemctl restart nginx [systemctl restart nginx]: holds > stop:resolved',
        'Roll back: helm rollback shop [helm rollback shop]: holds > stop:resolved',
        'Slow database [psql -c x]: holds > stop:resolved'
      ]
    ],
    [
      'in the sentence behind another command, and in the one for all other cases',
      '## Steps\n\n1. Restart: `systemctl restart app`. If it fails, run `journalctl -u app`. Otherwise run `systemctl status app`.\n2. Check the page.',
      [
        'Restart: systemctl restart app [systemctl restart app]: it fails > Run journalctl -u app; Otherwise > Run systemctl status app',
        'Run journalctl -u app [journalctl -u app]: holds > Check the page',
        'Run systemctl status app [systemctl status app]: holds > Check the page',
        'Check the page: holds > stop:resolved'
      ]
    ],
    [
      'below the answers of a question',
      `## Steps\n\n### Is the database reachable?\n\n${fence('pg_isready')}\n\n#### Yes\n\nGo to [Restart the app](#restart-the-app).\n\n#### No\n\nStart it:\n\n${fence('systemctl start postgresql')}\n\n### Restart the app\n\n${fence('systemctl restart app')}`,
      [
        'Is the database reachable? [pg_isready]: Yes > Restart the app; No > Start it',
        'Start it [systemctl start postgresql]: holds > Restart the app',
        'Restart the app [systemctl restart app]: holds > stop:resolved'
      ]
    ],
    [
      'below the answers of a question that names no section',
      `## Läuft der Dienst?\n\n### Nein\n\n1. Starte den Dienst: \`systemctl start app\`\n2. Prüfe die Seite.\n\n### Ja\n\nEskaliere an das Team.`,
      [
        'Läuft der Dienst?: Nein > Starte den Dienst: systemctl start app; Ja > stop:escalate',
        'Starte den Dienst: systemctl start app [systemctl start app]: holds > Prüfe die Seite',
        'Prüfe die Seite: holds > stop:resolved'
      ]
    ]
  ])('%s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})
