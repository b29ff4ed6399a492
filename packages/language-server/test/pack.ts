/**
 * A small pack in memory, and places in it that are marked with `|`.
 */
import { join } from 'node:path'
import { memoryFiles, readPack } from '@keys/pack'
import type { Catalog } from '@keys/schema'
import { createAnalyzer } from '@keys/validator'
import type { PackContext, Place } from '../src/pack-context.js'

export const DIR = join('/packs', 'runbook-keys', 'queue-stopped')

const README = `# Queue stopped

## When not to use

- The database is down: \`@keys/runbook-database-down\`

## Diagnosis flow

### Step 1: Count what waits

\`\`\`bash
psql "$DATABASE_URL" -f count.sql
\`\`\`

**Expected**: \`0\`

- **If \`0\`**: nothing waits. Continue to [Step 2].
- **If \`> 0\`**: go to step 2.
- **Otherwise**: see [the next one](#step-2-look-at-the-log). \`jupyter-queue-age\` helps.

### Step 2: Look at the log (READ-ONLY)

**Expected**: no _errors_.

[Step 2]: #step-2-look-at-the-log-read-only
`

const CHECKLIST = `# Checklist: Queue stopped

## Diagnosis flow

- [ ] [Step 1]: how many wait. \`____\`

[Step 1]: README.md#step-1-count-what-waits
`

const PACK = `{
  "inputs": [
    { "name": "nonsense" },
    { "name": "DATABASE_URL", "description": "Where the *queue* is.", "example": "postgresql://db", "secret": true },
    { "name": "LOG", "description": "The log.", "required": false }
  ],
  "related_runbooks": ["database-down"],
  "references_jupyter_keys": ["jupyter-queue-age"]
}
`

export const FILES: Readonly<Record<string, string>> = {
  'README.md': README,
  'checklist.md': CHECKLIST,
  'CHANGELOG.md': '# Changelog\n\n## 1.0.0 - 2026-11-23\n\n- First.\n',
  'pack.json': PACK
}

const common = {
  version: '1.0.0',
  maturity: 'operator',
  license_spdx: 'MIT',
  description: 'Says how old jobs are.'
} as const
const CATALOG: Catalog = {
  keys: [
    { tool: 'jupyter', slug: 'jupyter-queue-age', title: 'Queue age', ...common, inputs: ['jobs'], outputs: ['ages'] },
    {
      tool: 'node',
      slug: 'safe-cron',
      title: 'Safe cron',
      question: 'How do two runs never overlap?',
      ...common,
      runtime: 'node',
      key_type: ['job'],
      required_env: ['DATABASE_URL']
    }
  ]
}

/** It has read no command: the tests of places look at none. */
const ANALYZER = await createAnalyzer()

/** The pack, with other texts for some of its files. */
export function packContext(files: Readonly<Record<string, string>> = {}): PackContext {
  const neighbors = [
    { slug: 'queue-stopped', package: '@keys/runbook-queue-stopped', title: 'Queue stopped', path: DIR },
    {
      slug: 'database-down',
      package: '@keys/runbook-database-down',
      title: 'Database down',
      path: join(DIR, '../database-down')
    }
  ]
  return {
    dir: DIR,
    source: readPack(memoryFiles({ ...FILES, ...files }), { folder: 'queue-stopped' }),
    options: { catalogs: [CATALOG] },
    analyzer: ANALYZER,
    neighbors: new Map(neighbors.map((neighbor) => [neighbor.slug, neighbor]))
  }
}

/**
 * A place in a document.
 * @param file The document.
 * @param words Words of it with a `|` where the cursor is; put at its end unless they stand there exactly once.
 */
export function placeIn(file: string, words: string): Place {
  const plain = words.replace('|', '')
  const before = FILES[file] ?? ''
  const text = before.split(plain).length === 2 ? before : `${before}\n${plain}`
  return { context: packContext({ [file]: text }), file, text, offset: text.lastIndexOf(plain) + words.indexOf('|') }
}
