// A pack whose whole world is one file, in a workspace of its own: what is drilled takes milliseconds.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { REPOSITORY, temporaryFolder } from './support.js'

/** Where the pack lies in its workspace. */
export const FLAG_PACK = 'runbook-keys/flag-down'

/** Its drill: one scenario that fixes, and one in which a wrong action tempts. */
export const DRILL = `import { writeFile } from 'node:fs/promises'
import { defineDrill } from '@keys/drill'

const lower = ({ flag }) => writeFile(flag, 'down\\n')

export const drill = defineDrill({
  world: async ({ scope }) => {
    const flag = await scope.file('flag', 'up\\n')
    return { flag, environment: { FLAG: flag } }
  },
  scenarios: [
    { name: 'down', fault: lower, path: ['Step 1', 'Action 1', 'Verify 1'], fixedBy: 'Action 1', end: 'resolved' },
    { name: 'up', path: ['Step 1'], end: 'resolved' },
    {
      name: 'painted',
      fault: lower,
      wrongAction: { description: 'paints one', instead: { 'Action 1': ({ flag }) => writeFile(flag, 'painted\\n') } },
      path: ['Step 1', 'Action 1'],
      end: 'escalate'
    }
  ]
})
`

const README = `# Flag down

Somebody took the flag down.

## Diagnosis flow

### Step 1: Where the flag is

\`\`\`bash
cat "$FLAG"
\`\`\`

**Expected**: \`down\`.

- **If \`up\`**: it flies. **STOP: resolved**
- **If \`down\`**: it lies there. Continue to [Action 1].
- **Otherwise**: an answer that this runbook does not know. **STOP: escalate**

## Action steps

### Action 1: Hoist it (REVERSIBLE)

**When**: [Step 1] says \`down\`.

**Precondition**: the wind is fair.

**Side effects**: it is seen.

\`\`\`bash
printf 'up\\n' > "$FLAG" && printf 'hoisted\\n'
\`\`\`

**Verification**: \`up\`.

\`\`\`bash
cat "$FLAG"
\`\`\`

**Rollback**:

\`\`\`bash
printf 'down\\n' > "$FLAG"
\`\`\`

## Verification

### Verify 1: It flies (within 5 minutes)

\`\`\`bash
cat "$FLAG"
\`\`\`

**Expected**: \`up\`.

[Step 1]: #step-1-where-the-flag-is
[Action 1]: #action-1-hoist-it-reversible
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
  inputs: [{ name: 'FLAG', description: 'Path of the flag.' }]
}

/**
 * Writes the workspace of the pack.
 * @param drill The text of its drill/drill.js.
 * @returns Its path.
 */
export function flagWorkspace(drill = DRILL): string {
  const root = temporaryFolder()
  const files = {
    'README.md': README,
    'checklist.md': '# Flag down\n',
    'CHANGELOG.md': '# @keys/runbook-flag-down\n',
    'LICENSE.txt': 'MIT\n',
    'pack.json': JSON.stringify(PACK_JSON),
    'package.json': '{ "name": "@keys/runbook-flag-down", "type": "module" }',
    'drill/drill.js': drill
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, FLAG_PACK, path)), { recursive: true })
    writeFileSync(join(root, FLAG_PACK, path), text)
  }
  installTools(root)
  return root
}

/**
 * Installs the command and the drill of the repository, as links.
 * @param root Path of a folder that has no node_modules yet.
 */
export function installTools(root: string): void {
  mkdirSync(join(root, 'node_modules/@keys'), { recursive: true })
  for (const name of ['cli', 'drill']) {
    symlinkSync(join(REPOSITORY, 'packages', name), join(root, 'node_modules/@keys', name))
  }
}
