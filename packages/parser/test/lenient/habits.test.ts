/**
 * Habits of people who write runbooks, each with the steps that a reader sees. The texts are our own.
 */
import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../../src/index.ts'

const stepsOf = (text: string): string[] => parseRunbook(`# T\n\n${text}\n`).steps.map(({ title }) => title)

describe('what is a step', () => {
  test.each<[string, string, string[]]>([
    [
      'numbered headings of which most tell something to do',
      '## Rotate the secret\n\n### 1. Open the console\n\nLog in.\n\n### 2. The second pair\n\nSomebody watches.\n\n### 3. Save the value\n\nPaste it.',
      ['Open the console', 'The second pair', 'Save the value']
    ],
    [
      'names in bold whose lists say what to do',
      '## Workflow steps & diagram\n\n1. **Context:**\n   - Get the case.\n   - Read the alert.\n2. **Source of the call:**\n   - Look up the address.\n3. **Completion:** the case is closed.',
      ['Context', 'Source of the call', 'Completion']
    ],
    [
      'bullets below a label of steps',
      '## Phase 2: Contain\n\n- **Objective:** the account is shut.\n- **Steps:** (see also the guide)\n  1. Disable the account.\n  2. Revoke its sessions.',
      ['Disable the account', 'Revoke its sessions']
    ],
    [
      'a heading that tells something, with words that tell it',
      '## Tell the users\n\nFollow the guide for messages and say when it will be over.',
      ['Tell the users']
    ],
    [
      'bullets that are announced as things to do',
      'The viewer shows all queues.\n\nTo sort them by size:\n\n- Press `o`\n- Choose the column `SIZE`\n- Press enter',
      ['Press o', 'Choose the column SIZE', 'Press enter']
    ],
    [
      'a paragraph that is nothing but a command',
      '## Admin access\n\nGet a token of one hour:\n\n`vault login --method=sso`\n\n## Signing in\n\nSign in with the token:\n\n`kubectl login --sso`',
      ['Get a token of one hour', 'Signing in']
    ],
    [
      'a later sentence of a section that holds steps',
      '## Diagnosis\n\nThe agent may be down. Inspect the events of its namespace for the reason.',
      ['Inspect the events of its namespace for the reason']
    ],
    [
      'German bullets below a question',
      '## Was ist zu tun?\n\n* Auf den Server gehen: `ssh db1`\n* Status abfragen: `systemctl status db`\n* Dem Team Bescheid sagen',
      ['Auf den Server gehen: ssh db1', 'Status abfragen: systemctl status db', 'Dem Team Bescheid sagen']
    ],
    [
      'German below an English name',
      '## Steps\n\n1. Länge der Warteschlange ansehen\n2. Den Worker neu starten',
      ['Länge der Warteschlange ansehen', 'Den Worker neu starten']
    ],
    [
      'French bullets',
      '### Marche à suivre\n\n- Isoler le nœud : `kubectl cordon n3`\n- Vider le nœud : `kubectl drain n3`\n- Prévenir le support',
      ['Isoler le nœud : kubectl cordon n3', 'Vider le nœud : kubectl drain n3', 'Prévenir le support']
    ],
    [
      'Japanese bullets without a section',
      '・有効期限を確認\n・`certbot renew` を実行\n・`systemctl reload nginx` で反映',
      ['有効期限を確認', 'certbot renew を実行', 'systemctl reload nginx で反映']
    ],
    [
      'Japanese items with a command behind a colon',
      '## やること\n\n1. サーバーにログインする: `ssh web1`\n2. 使用率を見る: `df -h`',
      ['サーバーにログインする: ssh web1', '使用率を見る: df -h']
    ],
    [
      'Chinese numbers in words',
      '## 怎么办\n\n一、查看连接数：`psql -f count.sql`\n\n二、终止空闲连接：`psql -f kill.sql`',
      ['查看连接数：psql -f count.sql', '终止空闲连接：psql -f kill.sql']
    ],
    [
      'numbered lines that Markdown takes for one paragraph',
      '## 处理过程\n\n1）查看日志：`kubectl logs deploy/web`\n2）重启服务：`kubectl rollout restart deploy/web`',
      ['查看日志：kubectl logs deploy/web', '重启服务：kubectl rollout restart deploy/web']
    ],
    [
      'cases that stand alone, each with what is run',
      'If the database is full, run `psql -c "vacuum full"`.\n\nIf the disk is full, run `journalctl --vacuum-size=1G`.',
      ['T', 'Run psql -c "vacuum full"', 'Run journalctl --vacuum-size=1G']
    ],
    [
      'bullets without a section, when nothing else is a step',
      '- Look at the queue: `rabbitmqctl list_queues`\n- Restart it: `systemctl restart worker`\n- Tell the team',
      ['Look at the queue: rabbitmqctl list_queues', 'Restart it: systemctl restart worker', 'Tell the team']
    ],
    [
      'Italian',
      '## Procedura\n\n1. Apri la pagina del servizio\n2. Riavvia il processo',
      ['Apri la pagina del servizio', 'Riavvia il processo']
    ],
    ['Dutch', '## Stappen\n\n1. Open de pagina\n2. Herstart de dienst', ['Open de pagina', 'Herstart de dienst']],
    [
      'Polish',
      '## Kroki\n\n1. Otwórz stronę\n2. Uruchom usługę ponownie',
      ['Otwórz stronę', 'Uruchom usługę ponownie']
    ],
    [
      'Russian',
      '## Диагностика\n\n1. Открой страницу очереди\n2. Проверь журнал',
      ['Открой страницу очереди', 'Проверь журнал']
    ],
    [
      'Korean',
      '## 절차\n\n1. 대기열 상태를 확인합니다\n2. 작업자를 다시 시작합니다',
      ['대기열 상태를 확인합니다', '작업자를 다시 시작합니다']
    ],
    [
      'remarks among numbered items, which belong to those before them',
      '## Steps\n\n1. Open the console.\n2. You should see a list of queues.\n3. Pause the queue.\n4. Note that jobs under way go on.\n5. After a minute the counter should stand still.\n6. Call the owner.',
      ['Open the console', 'Pause the queue', 'Call the owner']
    ],
    [
      'words of a section that only point, by what they say to do',
      '**Remediation:**\n\nIf nobody started it, the host may be lost. For more information, see [Lost hosts](lost.md).',
      ['See Lost hosts']
    ],
    [
      'headings in another form of the verb, with something below that tells it',
      '## Creating a queue\n\n- Open the form.\n- The name has no blanks.\n\n## Starting position\n\n- Cost: 20\n- Nobody looks at it',
      ['Creating a queue']
    ],
    [
      'what follows the summary of a part',
      '## Part 2: Hard cases\n\nDiagnose what is rare.\n\n### Task 2.1: Trace a job\n\n```bash\nq trace 1\n```',
      ['Trace a job']
    ],
    [
      'commands in a section of advice',
      '## Security best practices\n\n### Old keys\n\n```bash\nq keys --old\n```',
      ['Old keys']
    ],
    ['a short German text', '## Vorgehen\n\n1. Öffne die Seite\n2. Starte neu', ['Öffne die Seite', 'Starte neu']]
  ])('%s', (_, text, titles) => {
    expect(stepsOf(text)).toEqual(titles)
  })
})

describe('what is no step', () => {
  test.each([
    [
      'what a program does',
      'Once started, the job will:\n\n- Create the files.\n- Update the policies.\n- Open a request.'
    ],
    [
      'numbered headings of a description',
      '## How it works\n\n### 1. The queue\n\nIt holds jobs.\n\n### 2. The workers\n\nThey take jobs.\n\n### 3. The store\n\nIt keeps results.'
    ],
    [
      'a name that begins like a verb',
      '## Scopes\n\n- read:options is needed by the viewer\n- update:options can only change the viewer'
    ],
    [
      'stages that are described',
      '## Stage 1: Image scan\n\nThe scanner looks at every layer of the image.\n\n## Stage 2: Quality gate\n\nThe pipeline waits for the report.'
    ],
    [
      'a sentence that says what something does',
      '## Fixes\n\nRestarting the replica first ensures that nothing is lost.'
    ],
    ['a name with a hyphen that does not break', '## Fixes\n\nCut\u2011over is wholly manual.'],
    ['where to ask', '## How to import a dashboard\n\nPlease ask in the channel for more details.'],
    [
      'what may be made better one day',
      '## Future enhancements\n\n1. Add a label for each service\n2. Link to the alerts'
    ],
    [
      'advice',
      '## Best practices\n\n1. **Use exact names** from the table\n2. **Test first** before you change\n3. Keep it simple'
    ],
    ['what was learned', '## Key takeaways\n\n1. Monitor continuously\n2. Encrypt data\n3. Assume breach'],
    [
      'phases of months',
      '## Phase 1: Foundation (Months 1-3)\n\n- Deploy a cluster\n- Train the team\n\n## Phase 2: Scale (Q3)\n\n- Migrate the rest\n- Enable alerts'
    ],
    ['what something is', '## Secrets elsewhere\n\n**Definition**: Store secrets outside the cluster.'],
    ['how something works', '## How does it work?\n\n1. Take the name\n2. Combine it with a salt\n3. Hash both'],
    ['what is so', '## Rollback\n\nRestore is the last way. Access is given by the owner.'],
    ['code that is shown', '## Vulnerable code\n\n```python\nprint(request.args["q"])\n```'],
    ['an error that is shown', '### Example error\n\n```bash\nmodule.a (remote-exec): fatal: failed\n```'],
    [
      'headings that explain',
      '## Prerequisites\n\n### Understanding the data\n\n- It comes each day\n- It has no keys'
    ],
    ['headings of what is wrong', '## Common mistakes\n\n### ❌ Restart the primary\n\n### ❌ Delete the volume'],
    ['a pointer', '## How to resolve specific issues\n\nPlease see the handbook for all other cases.']
  ])('%s', (_, text) => {
    expect(stepsOf(text)).toEqual([])
  })
})

/** Title and commands of each step. */
const commandsOf = (text: string): [string, ...string[]][] =>
  parseRunbook(`# T\n\n${text}\n`).steps.map(({ title, commands }) => [title, ...commands.map(({ code }) => code)])

describe('steps that no list holds', () => {
  test.each<[string, string, [string, ...string[]][]]>([
    [
      'paragraphs that "Step N" opens',
      'Step 1. Open the valve\n\n```bash\ndf -h\n```\n\nStep 2. Close it',
      [['Open the valve', 'df -h'], ['Close it']]
    ],
    ['numbers that are escaped', '1\\. Open the valve\n\n2\\. Close it', [['Open the valve'], ['Close it']]],
    ['numbers in brackets', '(1) Open the valve\n\n(2) Close it', [['Open the valve'], ['Close it']]],
    ['numbers in bold', '**1.** Open the valve\n\n**2.** Close it', [['Open the valve'], ['Close it']]],
    ['numbers in circles', '## 手順\n\n① 画面を開く\n\n② 画面を閉じる', [['画面を開く'], ['画面を閉じる']]],
    [
      'lines with letters',
      'A. Open the valve\nB. Wait with `sleep 60`\nC. Close it',
      [['Open the valve'], ['Wait with sleep 60', 'sleep 60'], ['Close it']]
    ],
    [
      'terms with what is done about them',
      'Check the date\n: Run `openssl x509 -in a.pem -noout -dates`\n\nRenew it\n: Run `certbot renew`',
      [
        ['Check the date', 'openssl x509 -in a.pem -noout -dates'],
        ['Renew it', 'certbot renew']
      ]
    ],
    [
      'comments in a fence',
      '## Fix\n\n```bash\n# Step 1: pull\ngit pull\n# Step 2: build\nmake build\n```',
      [
        ['pull', 'git pull'],
        ['build', 'make build']
      ]
    ],
    [
      'comments in a fence of SQL',
      '## Fix\n\n```sql\n-- 1. look\nSELECT 1;\n-- 2. change\nDELETE FROM jobs;\n```',
      [
        ['look', 'SELECT 1;'],
        ['change', 'DELETE FROM jobs;']
      ]
    ],
    [
      'comments between commands that share a shell',
      '## Fix\n\n```bash\n# 1. where\nQUEUE=jobs\n# 2. clean\nredis-cli del "$QUEUE"\n```',
      [['Fix', '# 1. where\nQUEUE=jobs\n# 2. clean\nredis-cli del "$QUEUE"']]
    ],
    [
      'rows of a table',
      '## Procedure\n\n| # | Step | Command | Expected |\n|---|---|---|---|\n| 1 | Check the lag | `redis-cli info` | 0 |\n| 2 | Promote | `pg_ctl promote` | done |',
      [
        ['Check the lag', 'redis-cli info'],
        ['Promote', 'pg_ctl promote']
      ]
    ],
    ['a list in a quote', '## Steps\n\n> - Open the valve\n> - Close it', [['Open the valve'], ['Close it']]],
    [
      'bullets of phases that nobody knows by name',
      '## Phase 1: Detect\n\n- Look at the alert\n- Confirm the finding\n\n## Phase 2: Contain\n\n- Block the domain\n- Disable the account',
      [['Look at the alert'], ['Confirm the finding'], ['Block the domain'], ['Disable the account']]
    ],
    [
      'headings with other numbers',
      '## 1/2 Open\n\nOpen it.\n\n## #2 Close\n\nClose it.\n\n## III. Look at it\n\nLook.',
      [['Open'], ['Close'], ['Look at it']]
    ]
  ])('%s', (_, text, steps) => {
    expect(commandsOf(text)).toEqual(steps)
  })
  test('the first heading may be one', () => {
    const { title, steps } = parseRunbook('# Step 1: Identify\n\nLook at it.\n\n# Step 2: Contain\n\nStop it.\n')
    expect(title).toBe(null)
    expect(steps.map((step) => step.title)).toEqual(['Identify', 'Contain'])
  })
})

test('a table of symptoms is a decision even where nothing else is found, with its commands and targets', () => {
  const rows = '| Symptom | Action |\n|---|---|\n| 504 | see [Slow](#slow) |\n| 502 | `systemctl restart app` |'
  const { steps } = parseRunbook(
    `# T\n\n## Troubleshooting\n\n${rows}\n\n## Slow\n\n1. Look at \`kubectl get pods\`\n2. Delete it\n`
  )
  const titles = ['Troubleshooting', 'systemctl restart app', 'Look at kubectl get pods', 'Delete it']
  expect(steps.map(({ title }) => title)).toEqual(titles)
  expect(steps[0]!.branches.map(({ condition, targets }) => [condition, targets.length])).toEqual([
    ['504', 1],
    ['502', 1]
  ])
  expect(steps[0]!.branches[0]!.targets[0]).toMatchObject({ type: 'step', step: steps[2]!.id })
  // The command of a row is run in its case only.
  expect(steps[0]!.branches[1]!.targets[0]).toMatchObject({ type: 'step', step: steps[1]!.id })
  expect(steps.map(({ commands }) => commands.map(({ code }) => code).join())).toEqual([
    '',
    'systemctl restart app',
    'kubectl get pods',
    ''
  ])
})

test.each([
  ['kubectl delete pod POD_NAME', 'POD_NAME'],
  ['ssh root@HOST uptime', 'HOST'],
  ['ls %PREFIX%/bin', 'PREFIX'],
  ['git checkout [branch]', 'BRANCH'],
  ['curl https://x.io/api/{id}', 'ID'],
  ['curl https://x.io/jobs/:job/log', 'JOB'],
  ['QUEUE_NAME=jobs; redis-cli del "$QUEUE_NAME"', null],
  ['export CLUSTER_NAME; kops get', null],
  ['echo a{b,c} "${x}" [a-z]*', null],
  ['docker run image:tag sh', null]
])('what has to be filled in: %s', (code, input) => {
  const [step] = parseRunbook(`# T\n\n## Steps\n\n1. Do it\n\n   \`\`\`bash\n   ${code}\n   \`\`\`\n`).steps
  expect(step!.commands[0]!.placeholders?.map((one) => one.input) ?? []).toEqual(input === null ? [] : [input])
})

test.each([
  ['es', '## Diagnóstico\n\n1. Ver los pods con calma.\n2. Si no hay pods, escalar a plataforma.', false, 'escalate'],
  ['pt', '## Passos\n\n1. Verificar a fila.\n2. Caso contrário, escalar.', true, 'escalate'],
  ['ja', '## 診断\n\n1. キューの件数を確認する。\n2. 0件の場合: 対応終了', false, 'resolved']
])('where a condition leads in %s', (_, text, isDefault, terminal) => {
  const branch = parseRunbook(`# T\n\n${text}\n`).steps.flatMap(({ branches }) => branches)[0]!
  expect([branch.isDefault, branch.targets[0]]).toMatchObject([isDefault, { type: 'terminal', terminal }])
})

describe('what a shell shows below words', () => {
  test.each<[string, string]>([
    [
      'in a numbered paragraph',
      'Step 1. Ask it.\n  $ pg_isready -h db1\n  db1:5432 - no response\n\nStep 2. Promote:\n  $ pg_ctl promote'
    ],
    ['in an item', '1. Ask it.\n   $ pg_isready -h db1\n   db1:5432 - no response\n2. Promote:\n   $ pg_ctl promote']
  ])('%s is a command with its output', (_, text) => {
    const { steps } = parseRunbook(`# T\n\n## Steps\n\n${text}\n`)
    expect(steps.map(({ title, commands }) => [title, ...commands.map(({ code, output }) => [code, output])])).toEqual([
      ['Ask it', ['pg_isready -h db1', 'db1:5432 - no response']],
      ['Promote', ['pg_ctl promote', undefined]]
    ])
  })
})

test('what says to change something is an action, also where somebody only looks', () => {
  const { steps } = parseRunbook('# T\n\n## Diagnosis\n\n1. Check the log\n2. Restart the service\n')
  expect(steps.map(({ kind }) => kind)).toEqual(['diagnosis', 'action'])
})
