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
      steps: [],
      commands: ['$ kubectl -n $NAMESPACE get pods'],
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
      commands: ['# du -x /var | sort -n'],
      conditions: ['space is free', ''],
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
    ['a section by its name', noTitle, [{ type: 'section', section: 'actions' }]],
    ['a section by its anchor', prometheus, [{ type: 'section', section: 'actions' }]]
  ])('%s', (_, text, targets) => {
    const { sections, steps } = parseRunbook(text)
    expect([...sections, ...steps].flatMap(({ branches }) => branches[0]?.targets ?? [])).toMatchObject(targets)
  })
})

test('the title is the H1, not the front matter', () => {
  expect(parseRunbook(frontMatter).title?.text).toBe('Replica lag')
})
