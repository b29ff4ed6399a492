/** The table of bumps in the design, each row as a change to a real pack. */
import type { Bump, ChangeType } from '@keys/schema'

type Edit = (text: string) => string

export interface BumpRow {
  name: string
  bump: Bump
  /** What the difference calls it; null where only a file changed. */
  type: ChangeType | null
  readme?: Edit
  pack?: Edit
}

interface PackFields {
  inputs: object[]
  required_tools: object[]
  tags: string[]
}

function fields(change: (pack: PackFields) => void): Edit {
  return (text) => {
    const pack = JSON.parse(text) as PackFields
    change(pack)
    return `${JSON.stringify(pack, null, 2)}\n`
  }
}

/** A heading with all that stands below it, up to the next of any level above the fourth. */
function section(heading: string): RegExp {
  return new RegExp(`^### ${heading}[^]*?(?=^#{2,3} )`, 'm')
}

const NEW_ACTION = `### Action 8: Tell the customers (REVERSIBLE)

**When**: somebody asks.

**Precondition**: you know who was hurt.

**Side effects**: a mail.

**Action**: write to them.

**Verification**: they answer.

**Rollback**: write again.

`

export const BUMP_ROWS: readonly BumpRow[] = [
  {
    name: 'a step removed',
    bump: 'major',
    type: 'step-removed',
    readme: (text) => text.replace(section('Step 2'), '')
  },
  {
    name: 'a branch removed',
    bump: 'major',
    type: 'branch-removed',
    readme: (text) => text.replace(/^- \*\*If `missing`\*\*.*\n/m, '')
  },
  {
    name: 'an input removed',
    bump: 'major',
    type: 'input-removed',
    pack: fields((pack) => pack.inputs.pop())
  },
  {
    name: 'a terminal removed',
    bump: 'major',
    type: 'terminal-removed',
    readme: (text) => text.replaceAll(/\*\*STOP: wrong runbook\*\*(\s+)`@keys\/runbook-[a-z-]+`/g, '**STOP: escalate**')
  },
  {
    name: 'a branch re-targeted',
    bump: 'major',
    type: 'branch-retargeted',
    readme: (text) => text.replace('go on with [Check 2]', 'go on with [Check 3]')
  },
  {
    name: 'branches re-ordered',
    bump: 'major',
    type: 'branches-reordered',
    readme: (text) => text.replace(/^(- \*\*If `ready`\*\*.*\n)(- \*\*If `missing`\*\*.*\n)/m, '$2$1')
  },
  {
    name: 'a matcher changed',
    bump: 'major',
    type: 'matcher-changed',
    readme: (text) => text.replace('- **If `missing`**', '- **If `absent`**')
  },
  {
    name: 'a matcher removed',
    bump: 'major',
    type: 'matcher-removed',
    readme: (text) => text.replace('**If `exit 6` or `exit 35` or ', '**If `exit 6` or ')
  },
  {
    name: 'an effect made more dangerous',
    bump: 'major',
    type: 'effect-raised',
    readme: (text) => text.replace('signing secret (REVERSIBLE)', 'signing secret (IRREVERSIBLE)')
  },
  ...(['Precondition', 'Verification', 'Rollback'] as const).map((label): BumpRow => ({
    name: `a ${label.toLowerCase()} removed`,
    bump: 'major',
    type: `${label.toLowerCase() as Lowercase<typeof label>}-removed`,
    // With the commands that it owns, up to the next label, branch or heading.
    readme: (text) => text.replace(new RegExp(`^\\*\\*${label}\\*\\*:[^]*?(?=^(?:\\*\\*|- \\*\\*|#))`, 'm'), '')
  })),
  {
    name: 'a new required input',
    bump: 'major',
    type: 'required-input-added',
    pack: fields((pack) => pack.inputs.push({ name: 'REGION', description: 'Where it runs.', required: true }))
  },
  {
    name: 'a new required tool',
    bump: 'major',
    type: 'tool-added',
    pack: fields((pack) => pack.required_tools.push({ command: 'yq' }))
  },
  {
    name: 'a step added',
    bump: 'minor',
    type: 'step-added',
    readme: (text) =>
      text.replace(
        '## Action steps',
        '### Step 8: Look again\n\nLook.\n\n- **Otherwise**: **STOP: escalate**\n\n## Action steps'
      )
  },
  {
    name: 'a branch added',
    bump: 'minor',
    type: 'branch-added',
    readme: (text) =>
      text.replace('- **If `missing`**', '- **If `strange`**: ask. **STOP: escalate**\n- **If `missing`**')
  },
  {
    name: 'an action added',
    bump: 'minor',
    type: 'step-added',
    readme: (text) => text.replace(/^## Verification$/m, `${NEW_ACTION}## Verification`)
  },
  {
    name: 'an optional input added',
    bump: 'minor',
    type: 'optional-input-added',
    pack: fields((pack) => pack.inputs.push({ name: 'REGION', description: 'Where it runs.', required: false }))
  },
  {
    name: 'a reference added',
    bump: 'minor',
    type: 'reference-added',
    readme: (text) => text.replace('\n## When to use', '\nSee also `node-safe-cron-execution`.\n\n## When to use')
  },
  {
    name: 'a matcher added',
    bump: 'minor',
    type: 'matcher-added',
    readme: (text) => text.replace('- **If `missing`**', '- **If `missing` or `absent`**')
  },
  {
    name: 'a command changed',
    bump: 'minor',
    type: 'command-changed',
    readme: (text) => text.replace('bash "$RUNBOOK/scripts/check.sh"', 'bash -u "$RUNBOOK/scripts/check.sh"')
  },
  {
    name: 'wording',
    bump: 'patch',
    type: 'section-reworded',
    readme: (text) => text.replace('This runbook finds out who refuses them', 'It finds out who refuses them')
  },
  {
    name: 'a step retitled, its old id kept',
    bump: 'patch',
    type: 'step-renamed',
    readme: (text) =>
      text.replace('### Step 4: Read the reason\n', '### Step 4: Read why\n\n<!-- formerly: read-the-reason -->\n')
  },
  { name: 'metadata', bump: 'patch', type: 'metadata-changed', pack: fields((pack) => pack.tags.push('late')) }
]
