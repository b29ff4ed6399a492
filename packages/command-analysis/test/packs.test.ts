// What of our packs is shown to only look, so that it may run without a person.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseRunbook } from '@keys/parser'
import { expect, test } from 'vitest'
import { createAnalyzer, onlyLooks } from '../src/index.js'

const PACKS = join(import.meta.dirname, '../../../runbook-keys')

function filesOf(slug: string, folder: string): Record<string, string> {
  const path = join(PACKS, slug, folder)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return {}
  const names = readdirSync(path).filter((name) => statSync(join(path, name)).isFile())
  return Object.fromEntries(names.map((name) => [`${folder}/${name}`, readFileSync(join(path, name), 'utf8')]))
}

/** What is shown to only look. A pack that is not here yet is held once somebody writes down what it has come to. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  'ai-output-regression': ['Check 2', 'Check 3', 'Check 4', 'Step 1', 'Step 3', 'Step 6', 'Step 7', 'Verify 2'],
  'background-job-failure-replay': [
    'Check 1',
    'Check 2',
    'Check 3',
    'Step 1',
    'Step 3',
    'Step 4',
    'Step 5',
    'Step 6',
    'Step 7',
    'Action 1, verification',
    'Action 2, verification',
    'Action 3, verification',
    'Action 5, verification, when plain: SETTLE_SECONDS',
    'Action 6, verification',
    'Action 7, verification',
    'Action 8, verification',
    'Verify 1',
    'Verify 2',
    'Verify 3'
  ],
  'data-reconciliation-mismatch': [
    'Check 1',
    'Check 2',
    'Check 3',
    'Check 4',
    'Step 1',
    'Step 2',
    'Step 3',
    'Step 4',
    'Step 5',
    'Action 2, verification',
    'Action 4, verification',
    'Verify 2'
  ],
  'partial-outage-dependency-failure': [
    'Check 1',
    'Check 2',
    'Check 3',
    'Step 2',
    'Step 4',
    'Action 1, verification',
    'Action 2, verification',
    'Action 3, verification',
    'Action 4, verification',
    'Action 6, verification',
    'Action 7, verification',
    'Action 8, verification',
    'Verify 1',
    'Verify 2, when plain: WINDOW_SECONDS',
    'Verify 3'
  ],
  'postgres-connections-exhausted': [
    'Check 1',
    'Check 2',
    'Check 3',
    'Step 1',
    'Step 2',
    'Step 3',
    'Action 1, verification',
    'Action 2, verification',
    'Action 3, verification',
    'Action 4, verification',
    'Action 5, verification',
    'Action 6, verification',
    'Verify 1',
    'Verify 2',
    'Verify 3'
  ],
  'stripe-webhook-failure': [
    'Check 1',
    'Check 2',
    'Check 3',
    'Step 4',
    'Step 5',
    'Step 6',
    'Step 7, when plain: LEDGER_TABLE',
    'Action 5, verification',
    'Action 6, verification, when plain: LEDGER_TABLE',
    'Action 7, verification, when plain: LEDGER_TABLE',
    'Action 8, verification',
    'Verify 2, when plain: LEDGER_TABLE',
    'Verify 3, when plain: LEDGER_TABLE'
  ],
  'supabase-rls-lockout-recovery': [
    'Check 1',
    'Check 2',
    'Check 3',
    'Step 2',
    'Step 3',
    'Step 4',
    'Step 5',
    'Action 3, verification',
    'Action 6, verification'
  ]
}

/** These send a request that may change something, run code from elsewhere, or put in code that a person gives. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  'ai-output-regression': [
    'Check 1',
    'Step 2',
    'Step 4',
    'Step 5',
    'Step 8',
    'Step 9',
    'Action 1, verification',
    'Action 2, verification',
    'Action 3, verification',
    'Action 4, verification',
    'Action 5, verification',
    'Action 6, verification',
    'Action 7, verification',
    'Verify 1',
    'Verify 3'
  ],
  'background-job-failure-replay': ['Step 2'],
  'data-reconciliation-mismatch': ['Step 6', 'Action 6, verification', 'Verify 1', 'Verify 3'],
  'partial-outage-dependency-failure': ['Step 1', 'Step 3', 'Action 5, verification'],
  'stripe-webhook-failure': [
    'Step 1',
    'Step 2',
    'Step 3',
    'Action 1, verification',
    'Action 2, verification',
    'Action 3, verification',
    'Action 4, verification',
    'Verify 1'
  ],
  'supabase-rls-lockout-recovery': [
    'Step 1',
    'Action 1, verification',
    'Action 2, verification',
    'Action 4, verification',
    'Action 5, verification',
    'Verify 1',
    'Verify 3'
  ]
}

test('what is shown to only look stays so', async () => {
  const shown: Record<string, string[]> = {}
  const asked: Record<string, string[]> = {}
  for (const slug of readdirSync(PACKS)) {
    const path = join(PACKS, slug, 'README.md')
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) continue
    const markdown = readFileSync(path, 'utf8')
    const scripts = filesOf(slug, 'scripts')
    const analyzer = await createAnalyzer([markdown, ...Object.values(scripts)])
    const runbook = parseRunbook(markdown, { scripts })
    for (const step of runbook.steps) {
      const inFields = step.fields.flatMap(({ label, commands }) => commands.map((command) => ({ label, command })))
      const all = [...step.commands.map((command) => ({ label: null, command })), ...inFields]
      for (const { label, command } of all) {
        const isLook = label === 'verification' || onlyLooks({ step, field: label as 'rollback' | null })
        if (command.interpreter === null || !isLook) continue
        const { effect, assumes } = analyzer.classify(runbook, markdown, command)
        const place = [step.label, ...(label === null ? [] : [label])].join(', ')
        const name = assumes.length === 0 ? place : `${place}, when plain: ${assumes.join(', ')}`
        ;((effect === 'read-only' ? shown : asked)[slug] ??= []).push(name)
      }
    }
  }
  // A step that leaves this list is asked about one by one, and agents stop at it: nobody may make that so unseen.
  expect(shown).toMatchObject(SHOWN)
  expect(asked).toMatchObject(ASKED)
})

/** Steps with a block that only psql reads, in a text that does not say that such a block goes to psql. */
function untoldBlocks(markdown: string): string[] {
  if (/an `sql` block goes to\s`psql -XqAt -v ON_ERROR_STOP=1`\son standard input/.test(markdown)) return []
  if (!/^```sql$/m.test(markdown)) return []
  return parseRunbook(markdown).steps.flatMap(({ label, commands, fields }) =>
    [...commands, ...fields.flatMap((field) => field.commands)]
      .filter(({ language, code }) => language === 'sql' && /^\\\w/m.test(code))
      .map(() => label ?? '')
  )
}

test('a block that an SQL editor cannot read is said to be for psql', () => {
  const texts = readdirSync(PACKS).flatMap((slug) => {
    const path = join(PACKS, slug, 'README.md')
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? [readFileSync(path, 'utf8')] : []
  })
  expect(texts.length).toBeGreaterThanOrEqual(Object.keys(SHOWN).length)
  expect(texts.flatMap(untoldBlocks)).toEqual([])
  // As former texts had it: the sentence is not there, and what is a file now is a block with psql's own commands.
  const withoutSentence = texts.map((text) => text.replace(/; an `sql` block goes to[^.]*\./, '.'))
  expect(withoutSentence.flatMap(untoldBlocks)).toEqual([
    'Action 1',
    'Action 1',
    'Action 2',
    'Action 3',
    'Action 6',
    'Action 6'
  ])
  const command = /```bash\npsql -XqAtf "\$RUNBOOK\/scripts\/table\.sql"\n/
  const asBlock = texts
    .filter((text) => command.test(text))
    .map((text) => text.replace(command, '```sql\n\\getenv known KNOWN_GOOD_SUBSCRIPTION\n'))
  expect(asBlock.flatMap(untoldBlocks)).toEqual(['Check 3'])
})
