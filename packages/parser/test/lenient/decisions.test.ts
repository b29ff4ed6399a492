// Decisions in the words that people use: where each case leads, and nothing turned round.
import { describe, expect, test } from 'vitest'
import { parseRunbook, type Runbook } from '../../src/index.ts'

const FENCE = '```'

/** Where the branches of a step lead: numbers are steps. */
function leads({ steps }: Runbook, index: number): string {
  const branches = steps[index]?.branches ?? []
  return branches
    .map(({ isDefault, condition, targets }) => {
      const to = targets.map((target) => {
        if (target.type === 'terminal') return target.terminal
        return target.type === 'step' ? String(steps.findIndex(({ id }) => id === target.step) + 1) : target.type
      })
      return `${isDefault ? 'else' : condition} > ${to.join() || 'next'}`
    })
    .join('; ')
}

/** Seven steps, of which the fourth is a sentence. */
function among(sentence: string): Runbook {
  const before = [1, 2, 3].map((number) => `${number}. Check a${number}.\n`).join('')
  return parseRunbook(`# T\n\n## Steps\n\n${before}4. ${sentence}\n5. Check a5.\n6. Restart a6.\n7. Check a7.\n`)
}

describe('a sentence says where each case leads', () => {
  test.each([
    // The other case is of its own.
    ['If a slot is inactive, drop it. Otherwise go to step 6.', 'a slot is inactive > next; else > 6'],
    ['If a slot is inactive, drop it; otherwise go to step 6.', 'a slot is inactive > next; else > 6'],
    ['If a slot is inactive, drop it, else skip to step 6.', 'a slot is inactive > next; else > 6'],
    ['If a slot is inactive, drop it. If not, go to step 6.', 'a slot is inactive > next; else > 6'],
    ['If it fails, escalate to the DBA. Otherwise go to step 6.', 'it fails > escalate; else > 6'],
    ['If it works, you are done. Otherwise go to step 6.', 'it works > resolved; else > 6'],
    ['If it fails, go to step 2, otherwise continue.', 'it fails > 2; else > next'],
    ['If yes, go to step 6; if no, go to step 2.', 'yes > 6; no > 2'],
    ['Is it one service? If yes, go to step 6. If no, go to step 2.', 'yes > 6; no > 2'],
    [
      'Check the slots. If one is inactive, go to step 6. If two are inactive, go to step 2. Otherwise escalate.',
      'one is inactive > 6; two are inactive > 2; else > escalate'
    ],
    // What is not to be done is no target.
    ['If a slot is inactive, skip step 5.', 'a slot is inactive > 6'],
    ['If a slot is inactive, skip steps 5 and 6.', 'a slot is inactive > 7'],
    ['If a slot is inactive, skip the next step.', 'a slot is inactive > 6'],
    ['If a slot is inactive, do not go to step 6.', 'a slot is inactive > next'],
    ["If a slot is inactive, don't escalate, go to step 6.", 'a slot is inactive > 6'],
    // All is well, or it is not.
    ['If it works, stop here.', 'it works > resolved'],
    ['If it does not work, stop here.', 'it does not work > escalate'],
    ['If it works, stop here and close the incident; if not, call the DBA.', 'it works > resolved; else > escalate'],
    ['If nobody answers, note the time, escalate to the DBA.', 'nobody answers > escalate'],
    ['If the disk is full, clear it, contact the team if unsure.', 'the disk is full > next'],
    // The condition stands elsewhere, or opens with another word.
    ['Unless a slot is inactive, go to step 6.', 'it is not so that a slot is inactive > 6'],
    ['Go to step 6 if a slot is inactive.', 'a slot is inactive > 6'],
    ['Skip to step 6 when a slot is inactive.', 'a slot is inactive > 6'],
    ['Skip step 5 if a slot is inactive.', 'a slot is inactive > 6'],
    ['Escalate if it fails.', 'it fails > escalate'],
    ['Slot inactive? Go to step 6, else step 2.', 'Slot inactive? > 6; else > 2'],
    ['Yes: step 6. No: step 2.', 'Yes > 6; No > 2'],
    ['Should a slot be inactive, proceed to step 6.', 'Should a slot be inactive > 6'],
    ['After 15 minutes escalate.', 'After 15 minutes > escalate'],
    // The step is named otherwise.
    ['In case a slot is inactive, continue at 6.', 'a slot is inactive > 6'],
    ['If a slot is inactive → step 6', 'a slot is inactive > 6'],
    ['If > 90 %: step 6', '> 90 % > 6'],
    ['If a slot is inactive, start over.', 'a slot is inactive > 1'],
    ['If a slot is inactive, start again from the beginning.', 'a slot is inactive > 1'],
    ['If a slot is inactive, go to "Restart a6".', 'a slot is inactive > 6'],
    // These decide nothing.
    ['Check it, if not already done.', ''],
    ['Do not restart it if the queue is full.', ''],
    ['Go to step 6 if needed.', '']
  ])('%s', (sentence, expected) => {
    expect(leads(among(sentence), 3)).toBe(expected)
  })
})

const shell = (code: string): string => `${FENCE}\n${code}\n${FENCE}`
const heads = ({ steps }: Runbook): string[] => steps.map(({ title }) => title)
const codes = ({ steps }: Runbook): string[] => steps.flatMap(({ commands }) => commands.map(({ code }) => code))

test('headings that ask are decisions, and nothing is done before they are answered', () => {
  const read = parseRunbook(
    `# Shop slow\n\n## Decision tree\n\n### Is the error rate above 5 %?\n\n- Yes: go to "Is it one service?"\n- No: keep watching, you are done.\n\n### Is it one service?\n\n- Yes → [Restart the service](#restart-the-service)\n- No → [Check the database](#check-the-database)\n\n### Restart the service\n\n${shell('kubectl rollout restart deploy/shop')}\n\n### Check the database\n\n${shell('kubectl get pods')}\n`
  )
  expect(heads(read)).toEqual([
    'Is the error rate above 5 %?',
    'Is it one service?',
    'Restart the service',
    'Check the database'
  ])
  expect(read.graph.entry).toBe(read.steps[0]!.id)
  expect([leads(read, 0), leads(read, 1)]).toEqual(['Yes > 2; No > resolved', 'Yes > 3; No > 4'])
  // Both answers are said: there is no third way into a restart.
  expect(read.graph.edges.filter(({ from }) => from === read.steps[1]!.id)).toHaveLength(2)
})

test.each([
  [
    'options, of which one is to roll back',
    `## Mitigation\n\n### Option A: Raise the limit\n\n${shell('kubectl set a b')}\n\n### Option B: Scale out\n\n${shell('kubectl scale deploy/x --replicas 4')}\n\n### Option C: Roll back\n\n${shell('helm rollback shop')}\n`,
    'Raise the limit > 2; Scale out > 3; Roll back > 4'
  ],
  [
    'cases of a list',
    '## Remediation\n\n- Deploy related: roll back with `helm rollback shop`\n- Redis related: fail over with `redis-cli cluster failover`\n- Neither: call the team lead\n',
    'Deploy related: roll back with helm rollback shop > 2; Redis related: fail over with redis-cli cluster failover > 3; Neither: call the team lead > 4'
  ],
  [
    'scenarios that are sections',
    '## Scenario 1: Broker down\n\n1. `kubectl get pods -n kafka`\n2. `kubectl delete pod kafka-0 -n kafka`\n\n## Scenario 2: Disk full\n\n1. Delete old segments\n2. Check the disk\n',
    'Broker down > 2; Disk full > 4'
  ]
])('%s are a choice, and no sequence', (_, text, expected) => {
  expect(leads(parseRunbook(`# X\n\n${text}`), 0)).toBe(expected)
})

test.each([
  ['## Step 1 of 5 - Take a base backup\n\nRun it.', ['Take a base backup']],
  ['## Step 2/5: Restore\n\nRestore it.', ['Restore']],
  ['## Schritt 3 von 7: Dienst prüfen\n\nDer Dienst ist die Datei und das Ziel. Prüfen.', ['Dienst prüfen']],
  [
    '## Étape 2 sur 4 : Vérifier le service\n\nVérifier le service et la base de la page pour les clients.',
    ['Vérifier le service']
  ],
  ['## 步骤 1/3：检查服务\n\n检查服务是否正常。', ['检查服务']]
])('the count of all steps is no title: %s', (text, expected) => {
  expect(heads(parseRunbook(`# T\n\n${text}\n`))).toEqual(expected)
})

test.each([
  ['1. Run `postsuper -d ALL`.', ['postsuper -d ALL']],
  ['1. Clear it: run `airflow tasks clear <dag>`', ['airflow tasks clear <dag>']],
  ['1. Execute `./failover.sh` on the host.', ['./failover.sh']],
  ["1. Drop the slot with `SELECT pg_drop_replication_slot('a')`.", ["SELECT pg_drop_replication_slot('a')"]],
  ['1. `kubectl get pods -n kafka`\n2. `kubectl top pods`', ['kubectl get pods -n kafka', 'kubectl top pods']],
  [
    `1. Look:\n\n   ${FENCE}\n   PS C:\\> Get-WebAppPoolState -Name "Shop"\n   ${FENCE}`,
    ['Get-WebAppPoolState -Name "Shop"']
  ],
  [`1. Look:\n\n   ${FENCE}\n   C:\\> iisreset /restart\n   ${FENCE}`, ['iisreset /restart']],
  ['1. Run the `nightly job` page.', []],
  ['1. Check the `shop orders` table.', []]
])('%s', (list, expected) => {
  expect(codes(parseRunbook(`# X\n\n## Fix\n\n${list}\n`))).toEqual(expected)
})

test.each([
  ['psql -c "select 1"', []],
  ['psql "$DATABASE_URL" -c "select 1"', ['DATABASE_URL']]
])('`%s` reads %j', (code, expected) => {
  const { inputs } = parseRunbook(`# X\n\n## Fix\n\n1. Look:\n\n   ${FENCE}bash\n   ${code}\n   ${FENCE}\n`)
  expect(inputs.map(({ name }) => name)).toEqual(expected)
})

describe('a line that says how to go back is no further deed', () => {
  test.each([
    ['   Rollback: `kubectl apply -f old.yaml`'],
    ['   Revert: `kubectl apply -f old.yaml`'],
    ['   To roll back: `kubectl apply -f old.yaml`'],
    ['   - Undo: `kubectl apply -f old.yaml`'],
    ['   **Rollback**: `kubectl apply -f old.yaml`'],
    [`   Rollback:\n\n   ${FENCE}\n   kubectl apply -f old.yaml\n   ${FENCE}`]
  ])('%s', (line) => {
    const text = `# X\n\n## Fix\n\n1. Apply the change\n\n   ${FENCE}\n   kubectl apply -f new.yaml\n   ${FENCE}\n\n${line}\n2. Wait.\n`
    const { steps } = parseRunbook(text)
    expect(steps[0]!.commands.map(({ code }) => code)).toEqual(['kubectl apply -f new.yaml'])
    const back = steps[0]!.fields.find(({ label }) => label === 'rollback')
    expect(back?.commands.map(({ code }) => code)).toEqual(['kubectl apply -f old.yaml'])
  })
})

test('the other case is said in other languages as well', () => {
  const text =
    '# Falha\n\n## Passos\n\nA fila de um serviço para os clientes que não está em dia.\n\n1. Verifique a fila. Se estiver vazia, encerre o incidente. Caso contrário, escalar.\n2. Reinicie o serviço.\n'
  expect(leads(parseRunbook(text), 0)).toMatch(/; else > (?:escalate|next)$/)
})

test.each([
  ['## Known issues\n\n1. Fails when full\n2. Restart loses data', []],
  ['## Roadmap\n\n1. Add search\n2. Add filters', []],
  ['## Task 1: Open it\n\nOpen it.\n\n## Task 2: Close it\n\nClose it.', ['Open it', 'Close it']],
  ['## Step One: Open it\n\nOpen it.\n\n## Step Two: Close it\n\nClose it.', ['Open it', 'Close it']]
])('%j holds these steps', (text, expected) => {
  expect(heads(parseRunbook(`# X\n\n${text}\n`))).toEqual(expected)
})
