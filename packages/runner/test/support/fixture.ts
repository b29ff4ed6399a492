/** A small runbook with every kind of step, written as text. */
import { contentHashOf } from '@keys/schema'
import { digest, readRunPack, type PackText, type RunPack } from '../../src/index.js'

const FENCE = '```'
const block = (code: string, language = 'bash'): string => `${FENCE}${language}\n${code}\n${FENCE}`

export const README = `# Queue stands still

Jobs wait and nobody takes them.

## Immediate safety checks

### Check 1: Is it there (first minute)

${block('echo "$QUEUE_URL"')}

- **If \`there\`**: continue to [Step 1].
- **If \`exit 7\`**: it does not answer. **STOP: escalate**
- **If it looks odd**: continue to [Step 2].
- **If \`> 5\`**: continue to [Step 2].
- **Otherwise**: **STOP: escalate**

## Diagnosis flow (within 10 minutes)

### Step 1: How many wait

${block('prepare')}

${block('count --token "$TOKEN"')}

- **If \`0\` or \`empty\`**: **STOP: resolved**
- **If \`4xx\`**: continue to [Action 2].
- **If \`/stuck +job/i\`**: continue to [Action 1].
- **Otherwise**: continue to [Step 2].

### Step 2: What the people say

- **If they see it**: continue to [Action 3].
- **Otherwise**: **STOP: escalate**

## Action steps

### Action 1: Restart the worker (REVERSIBLE)

**Precondition**: nobody else restarts it.

${block('restart')}

**Expected**: \`restarted\`.

**Verification**: \`running\`.

${block('status "$NICE"')}

**Rollback**: stop it again.

${block('stop')}

### Action 2: Delete the queue (IRREVERSIBLE)

**Precondition**: the jobs are saved.

${block('delete')}

**Verification**: \`gone\`.

### Action 3: Ask the owner (REVERSIBLE)

**Precondition**: you have the number.

**Action**: call, and have the worker restarted.

**Verification**: the owner says so.

**Rollback**: call again.

## Verification

### Verify 1: Jobs are taken (within 5 minutes)

${block('taken')}

**Expected**: \`> 0\`.

### Verify 2: They still are (after 24 hours)

${block('still')}

**Expected**: \`> 0\`.

[Step 1]: #step-1-how-many-wait
[Step 2]: #step-2-what-the-people-say
[Action 1]: #action-1-restart-the-worker-reversible
[Action 2]: #action-2-delete-the-queue-irreversible
[Action 3]: #action-3-ask-the-owner-reversible
`

const PACK = {
  slug: 'queue-stands-still',
  title: 'Queue stands still',
  description: 'Jobs wait.',
  tool: 'operational',
  key_type: ['incident'],
  version: '1.0.0',
  outcome: 'incident-response',
  maturity: 'starter',
  license_spdx: 'MIT',
  author: { name: 'Somebody' },
  documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
  inputs: [
    { name: 'QUEUE_URL', description: 'Where it is.' },
    { name: 'TOKEN', description: 'To get in.', secret: true },
    { name: 'NICE', description: 'Not needed.', required: false }
  ]
}

/**
 * The pack.
 * @param change Changes its README.
 * @param letter Makes it another text.
 */
export function fixturePack(change = (text: string): string => text, letter = 'a'): RunPack {
  return readRunPack(
    textOf({ 'README.md': change(README), 'pack.json': JSON.stringify({ ...PACK, 'x-text': letter }) })
  )
}

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** The text of a pack with these files. */
export function textOf(files: Readonly<Record<string, string>>): PackText {
  const bytes = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)] as const)
  return { contentHash: contentHashOf(new Map(bytes), { sha256: digest, decode }), files }
}
