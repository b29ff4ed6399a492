import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const README = `# Queue stands still

Jobs wait and nobody takes them.

## When to use

- **Alert**: queue depth above 1000

## When not to use

- The database is down: \`@keys/runbook-partial-outage-dependency-failure\`

## Immediate safety checks (first 5 minutes)

**DO NOT**

- Do not delete jobs to stop the alarm.

### Check 1: Is the queue file there (READ-ONLY)

\`\`\`bash
printf 'looking into %s\\n' "$QUEUE_FILE"
cat "$QUEUE_FILE"
\`\`\`

**Expected**: \`full\` or \`idle\`.

- **If \`full\`**: jobs wait. Continue to [Step 1].
- **If \`idle\`**: nothing waits. **STOP: wrong runbook** \`@keys/runbook-partial-outage-dependency-failure\`
- **Otherwise**: an answer that this runbook does not know. **STOP: escalate**

## Diagnosis flow

### Step 1: Do the workers live

Somebody has to look: a process can be there and do nothing.

- **If nobody takes jobs**: the workers hang. Continue to [Action 1].
- **If jobs are taken**: it heals by itself. Continue to [Verify 1].

## Action steps

### Action 1: Start the workers anew (REVERSIBLE)

**Precondition**: the jobs can be run twice without harm.

**Side effects**: jobs in flight start again.

\`\`\`bash
printf 'idle\\n' > "$QUEUE_FILE"
printf 'token is %s\\n' "$QUEUE_TOKEN"
\`\`\`

**Verification**: \`idle\`.

\`\`\`bash
cat "$QUEUE_FILE"
\`\`\`

**Rollback**: put the jobs back.

\`\`\`bash
printf 'full\\n' > "$QUEUE_FILE"
\`\`\`

- **If \`idle\`**: they work. Continue to [Action 2].
- **Otherwise**: they do not. **STOP: escalate**

### Action 2: Tell the customers (IRREVERSIBLE)

**Precondition**: the incident lead agrees.

\`\`\`bash
printf 'told\\n'
\`\`\`

**Expected**: \`told\`.

- **If \`told\`**: Continue to [Verify 1].
- **Otherwise**: **STOP: escalate**

## Verification

### Verify 1: The queue stays empty (within 5 minutes)

\`\`\`bash
cat "$QUEUE_FILE"
\`\`\`

**Expected**: \`idle\`.

### Verify 2: It still is (after 24 hours)

\`\`\`bash
cat "$QUEUE_FILE"
\`\`\`

**Expected**: \`idle\`.

## Rollback / escalation

**Escalate when**

- the queue fills again

**Contacts**

- Incident lead: \`____________________\`

## Evidence & audit notes

- The queue file before and after.

## Post-incident follow-ups

- **Within 1 week**: add an alert on workers that hang.

[Step 1]: #step-1-do-the-workers-live
[Action 1]: #action-1-start-the-workers-anew-reversible
[Action 2]: #action-2-tell-the-customers-irreversible
[Verify 1]: #verify-1-the-queue-stays-empty-within-5-minutes
`

const CHECKLIST = `# Checklist: Queue stands still

## Immediate safety checks (first 5 minutes)

- [ ] [Check 1]: the queue file. Last line: \`________\` Time: \`__:__\`

[Check 1]: README.md#check-1-is-the-queue-file-there-read-only
`

const PACK = {
  slug: 'queue-stands-still',
  title: 'Queue stands still',
  description: 'Jobs wait and nobody takes them.',
  tool: 'operational',
  key_type: ['incident'],
  version: '1.0.0',
  outcome: 'incident-response',
  maturity: 'starter',
  license_spdx: 'MIT',
  author: { name: 'Keys' },
  documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
  inputs: [
    { name: 'QUEUE_FILE', description: 'The file that holds the queue.', example: './queue', required: true },
    { name: 'QUEUE_TOKEN', description: 'Lets workers in.', required: true, secret: true }
  ]
}

/** The documents of a small pack that has a step of every kind. */
export const QUEUE_PACK: Readonly<Record<string, string>> = {
  'README.md': README,
  'checklist.md': CHECKLIST,
  'CHANGELOG.md': '# Changelog\n\n## 1.0.0 - 2026-11-01\n\nFirst version.\n',
  'LICENSE.txt': 'MIT\n',
  'pack.json': `${JSON.stringify(PACK, null, 2)}\n`
}

/**
 * Writes the pack into a workspace.
 * @param root Path of the workspace.
 * @param changes What is other than it is.
 */
export function writeQueuePack(root: string, changes: Readonly<Record<string, string>> = {}): void {
  const dir = join(root, 'runbook-keys/queue-stands-still')
  mkdirSync(dir, { recursive: true })
  for (const [path, text] of Object.entries({ ...QUEUE_PACK, ...changes })) writeFileSync(join(dir, path), text)
}
