import { digest, readRunPack, type RunPack } from '@keys/runner'

/** A runbook of four steps about one file, so that its whole world is a folder. */
export const README = `# Flag down

Somebody took the flag down.

## Immediate safety checks

### Check 1: The mast is there

\`\`\`bash
[ -d "$MAST" ] && printf 'there\\n' || printf 'gone\\n'
\`\`\`

**Expected**: \`there\`.

- **If \`there\`**: go on with [Step 1].
- **If \`gone\`**: no mast, no flag. **STOP: escalate**

## Diagnosis flow

### Step 1: Who has the flag

\`\`\`bash
cat "$MAST/flag"
\`\`\`

**Expected**: \`up\`.

- **If \`up\`**: the flag flies. **STOP: resolved**
- **If \`down\`**: it lies there. Continue to [Action 1].
- **If \`exit 1\`**: it is gone. Continue to [Action 2].

## Action steps

### Action 1: Hoist it (REVERSIBLE)

**When**: [Step 1] says \`down\`.

**Precondition**: the wind is fair.

**Side effects**: it is seen.

\`\`\`bash
printf 'up\\n' > "$MAST/flag" && printf 'hoisted\\n'
\`\`\`

**Verification**: \`up\`.

\`\`\`bash
cat "$MAST/flag"
\`\`\`

**Rollback**:

\`\`\`bash
printf 'down\\n' > "$MAST/flag"
\`\`\`

### Action 2: Sew another (IRREVERSIBLE)

**When**: [Step 1] finds none.

**Precondition**: there is cloth.

**Side effects**: the cloth is used up.

**Action**: sew a flag and put it on the mast.

**Warning**: cloth cannot be unsewn.

**Verification**: \`up\`.

\`\`\`bash
cat "$MAST/flag"
\`\`\`

## Verification

### Verify 1: It flies (within 5 minutes)

\`\`\`bash
cat "$MAST/flag"
\`\`\`

**Expected**: \`up\`.

[Step 1]: #step-1-who-has-the-flag
[Action 1]: #action-1-hoist-it-reversible
[Action 2]: #action-2-sew-another-irreversible
`

const PACK_JSON = {
  slug: 'flag-down',
  title: 'Flag down',
  description: 'The flag is down.',
  tool: 'operational',
  key_type: ['incident'],
  version: '1.0.0',
  outcome: 'recovery',
  maturity: 'starter',
  license_spdx: 'MIT',
  author: { name: 'Keys' },
  documentation: { readme: 'README.md', checklist: 'checklist.md', changelog: 'CHANGELOG.md' },
  inputs: [{ name: 'MAST', description: 'Path of the mast.' }]
}

/** The pack of the flag, with another README if one is given. */
export function flagPack(readme = README): RunPack {
  return readRunPack({
    contentHash: `sha256-${digest(readme)}`,
    files: { 'README.md': readme, 'pack.json': JSON.stringify(PACK_JSON) }
  })
}
