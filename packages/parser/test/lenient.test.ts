import { describe, expect, test } from 'vitest'
import { parseRunbook } from '../src/index.ts'

const prometheus = `# KubeQueueStuck

## Meaning

The queue has not moved for 15 minutes.

## Impact

Orders wait. See [the docs](https://keys.invalid/queue).

## Diagnosis

- Check the workers with \`kubectl get pods\`
- If a worker is in CrashLoopBackOff, see [Mitigation](#mitigation)

\`\`\`shell
$ kubectl -n $NAMESPACE get pods
\`\`\`

## Mitigation

Restart the workers:

\`\`\`console
deployment restarted
\`\`\`
`

const numbered = `# Disk full

## Symptoms

* **Alert**: \`DiskFull\`
* Writes fail

## Resolution

1. **Find the largest files**

   \`\`\`
   # du -x /var | sort -n
   \`\`\`

2. **Remove old logs**: those of last week.
   - If space is free, go to step 3
   - Otherwise, escalate
3. **Tell the team**
`

const noTitle = `## Troubleshooting

### Is it running?

\`\`\`sh
systemctl status <service>
\`\`\`

**If it is stopped**: go to Resolution

## Resolution

### Restart

Run it again.
`

const skipped = `# Certificates

### Investigation

#### Look at the dates

\`\`\`bash
openssl x509 -enddate -in "$CERT"
\`\`\`

### Remediation

#### 1. Renew

Done? **STOP HERE**
`

const frontMatter = `---
title: Replica lag
severity: high
---

# Replica lag

## Overview

Lag above a minute.

## Triage

#### If the lag grows

Continue with step 1 of the fix.

## Rollback

### Contacts

- Database team
`

const withTable = `# Cache

## Alerts

| alert | meaning |
|---|---|
| CacheDown | it is down |

<details>
<summary>More</summary>

## Verify

### Hit rate

\`\`\`sql
select 1
\`\`\`

**Expected:** \`> 0\`

</details>
`

const inSentences = `# Disk full

## Resolution

1. **Look at the disk**. If it is full, go to step 3
2. **Look at the inodes**: Otherwise, go to step 4.
3. **Remove old logs** If \`df\` shows space: done. **STOP HERE**
4. **Tell the team**. They know.
`

const inBold = `# Mail is late

## Troubleshooting

Work from top to bottom.

**Step 1: Look at the queue**

\`\`\`sh
mailq | tail -n 1
\`\`\`

- If it is empty, go to step 3

**Step 2:** Count what is deferred.

**Step 3**
Ask the provider.

**Note**: this takes an hour.
`

interface Outcome {
  sections: (string | null)[]
  steps: string[]
  commands: string[]
  conditions: string[]
  references: number
}

test.each<[string, string, Outcome]>([
  [
    'alerts with Meaning, Impact, Diagnosis, Mitigation',
    prometheus,
    {
      sections: ['scope', 'scope', 'diagnosis', 'actions'],
      steps: ['Check the workers with kubectl get pods', 'Restart the workers'],
      commands: ['kubectl get pods', 'kubectl -n $NAMESPACE get pods'],
      conditions: ['a worker is in CrashLoopBackOff'],
      references: 2
    }
  ],
  [
    'numbered bold steps',
    numbered,
    {
      sections: ['when-to-use', 'actions'],
      steps: ['Find the largest files', 'Remove old logs', 'Tell the team'],
      commands: ['du -x /var | sort -n'],
      conditions: ['space is free', ''],
      references: 0
    }
  ],
  [
    'steps in bold',
    inBold,
    {
      sections: ['diagnosis'],
      steps: ['Look at the queue', 'Step 2', 'Step 3'],
      commands: ['mailq | tail -n 1'],
      conditions: ['it is empty'],
      references: 0
    }
  ],
  [
    'no title',
    noTitle,
    {
      sections: ['diagnosis', 'actions'],
      steps: ['Is it running?', 'Restart'],
      commands: ['systemctl status <service>'],
      conditions: ['it is stopped'],
      references: 0
    }
  ],
  [
    'skipped levels',
    skipped,
    {
      sections: ['diagnosis', 'actions'],
      steps: ['Look at the dates', 'Renew'],
      commands: ['openssl x509 -enddate -in "$CERT"'],
      conditions: [],
      references: 0
    }
  ],
  [
    'front matter',
    frontMatter,
    {
      sections: ['scope', 'diagnosis', 'escalation'],
      steps: ['If the lag grows'],
      commands: [],
      conditions: [],
      references: 0
    }
  ],
  [
    'tables and HTML',
    withTable,
    {
      sections: ['when-to-use', 'verification'],
      steps: ['Hit rate'],
      commands: ['select 1'],
      conditions: [],
      references: 0
    }
  ]
])('%s', (_, text, expected) => {
  const { sections, steps, references } = parseRunbook(text)
  const holders = [...sections, ...steps]
  expect({
    sections: sections.map(({ kind }) => kind),
    steps: steps.map(({ title }) => title),
    commands: holders.flatMap(({ commands }) => commands.map(({ code }) => code)),
    conditions: holders.flatMap(({ branches }) => branches.map(({ condition }) => condition)),
    references: references.length
  }).toEqual(expected)
})

describe('targets of other people', () => {
  test.each([
    ['a step of the same list', numbered, [{ type: 'step', step: 'tell-the-team' }]],
    [
      'steps in the sentences of items',
      inSentences,
      [
        { type: 'step', step: 'remove-old-logs' },
        { type: 'step', step: 'tell-the-team' },
        { type: 'terminal', terminal: 'resolved' }
      ]
    ],
    ['a step in bold', inBold, [{ type: 'step', step: 'step-3' }]],
    ['a section by its name', noTitle, [{ type: 'section', section: 'actions' }]],
    ['a section by its anchor', prometheus, [{ type: 'section', section: 'actions' }]]
  ])('%s', (_, text, targets) => {
    const { sections, steps } = parseRunbook(text)
    const first = [...sections, ...steps].flatMap(({ branches }) => branches[0]?.targets ?? [])
    expect(first).toMatchObject(targets)
  })
})

test('the title is the H1, not the front matter', () => {
  expect(parseRunbook(frontMatter).title?.text).toBe('Replica lag')
})

test('keeps the words beside a step in bold, and what stands before the first', () => {
  const { steps, sections, blocks } = parseRunbook(inBold)
  expect(steps.map(({ label, prose }) => [label, prose.map(({ text }) => text)])).toEqual([
    ['Step 1', []],
    ['Step 2', ['Count what is deferred.']],
    ['Step 3', ['Ask the provider.']]
  ])
  expect(steps.map(({ fields }) => fields.map(({ name }) => name))).toEqual([[], [], ['Note']])
  expect(steps.map(({ headingPosition: { start, end } }) => inBold.slice(start.offset, end.offset))).toEqual([
    '**Step 1: Look at the queue**',
    '**Step 2:**',
    '**Step 3**'
  ])
  expect(sections[0]?.commands).toEqual([])
  expect(blocks.filter(({ role }) => role === 'step-heading')).toHaveLength(3)
})
