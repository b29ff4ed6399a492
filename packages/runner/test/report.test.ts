import type { Channel } from '@keys/schema'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  evidenceHtml,
  evidenceMarkdown,
  evidenceOf,
  evidenceSummary,
  followUpsOf,
  type EvidenceContent
} from '../src/index.js'
import { runCommands, SECRET, smallPack, startSmallRun, wholeRun, type SmallRun } from './evidence-run.js'

let evidence: EvidenceContent

async function evidenceIn(run: SmallRun): Promise<EvidenceContent> {
  const content = evidenceOf(await run.journal())
  if (content === null) throw new Error('the journal begins with no run')
  return content
}

beforeAll(async () => {
  evidence = await evidenceIn(await wholeRun())
})

/** A text without the marks of Markdown and HTML, in one line. */
const said = (text: string) =>
  text
    .replaceAll(/<style>[\s\S]*<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#x3C;|&lt;/g, '<')
    .replaceAll(/[\\`*]/g, '')
    .replaceAll(/\s+/g, ' ')

describe.each([
  ['Markdown', evidenceMarkdown],
  ['HTML', evidenceHtml]
])('a report in %s', (_, write) => {
  test('begins with what a reader wants to know: outcome, duration, who, the way, what was changed', () => {
    const text = said(write(evidence, { followUps: [{ text: 'add an alert', due: '2026-12-01' }] }))
    const order = [
      'resolved',
      'Duration',
      'mara on laptop',
      'The way',
      'What was changed',
      'Overridden and skipped',
      'Notes',
      'Follow-ups',
      'Steps',
      'Appendix: log'
    ]
    const places = order.map((part) =>
      part === 'Steps' || part.startsWith('App') ? text.lastIndexOf(part) : text.indexOf(part)
    )
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(text).toContain('By 2026-12-01: add an alert')
    expect(text).toMatch(/UTC Check 2: The service answers: If up ?, saw up/)
  })

  test('says of a change what was there before and after it', () => {
    const text = said(write(evidence))
    expect(text).toMatch(
      /Action 1: Restart it, by mara\. Done: echo restarted ?: exit 0\. Before: Step 1: Is it slow: slow\. After: Action 1: Restart it: restarted\./
    )
  })

  test('holds what commands printed, without secrets', () => {
    const text = write(evidence)
    expect(said(text)).toContain('asked https://service.internal/health with [secret:TOKEN]')
    expect(text).not.toContain(SECRET)
  })

  test('cuts long outputs in their middle, and says so', async () => {
    const run = await startSmallRun()
    await runCommands(run)
    const content = await evidenceIn(run)
    const long = `first line\n${'x'.repeat(9000)}\nlast line\n`
    const event = content.journal.find((line) => line.includes('"type":"command-ended"')) ?? ''
    expect(event).not.toBe('')
    const { rewrittenOutput } = await import('./support/rewritten-output.js')
    const text = said(write(rewrittenOutput(content, long)))
    expect([text.includes('first line'), text.includes('last line')]).toEqual([true, true])
    expect(text).toContain('characters are left out here')
    expect(text.length).toBeLessThan(20_000)
  })
})

test.each([
  ['markdown', evidenceMarkdown],
  ['HTML', evidenceHtml],
  ['a summary', evidenceSummary]
])('the first page of %s says how many answers came from no person at a terminal', (_, write) => {
  const answered = (channels: readonly Channel[]) => ({
    ...evidence,
    timeline: evidence.timeline.map((record, index) => ({ ...record, channel: channels[index % channels.length]! }))
  })
  const count = evidence.timeline.length
  expect(write(answered(['piped']))).toContain(
    `${count} of ${count} came from a pipe or a file, which proves no person`
  )
  expect(write(answered(['terminal', 'piped']))).toContain(`${Math.floor(count / 2)} of ${count} came from a pipe`)
  expect(write(answered(['terminal', 'policy']))).not.toContain('came from a pipe')
})

test('HTML has contents that lead to each step', () => {
  const page = evidenceHtml(evidence)
  const targets = [...page.matchAll(/href="#([\w-]+)"/g)].map(([, id]) => id)
  expect(targets.length).toBeGreaterThan(6)
  for (const id of targets) expect(page).toContain(`id="${id}"`)
})

test('Markdown has few headings, and a secret that is set again is none', () => {
  const headings = evidenceMarkdown(evidence)
    .split('\n')
    .filter((line) => /^#+ /.test(line))
  expect(headings.length).toBeLessThan(20)
  expect(headings.join('\n')).not.toContain('TOKEN')
})

test.each([
  ['of psql', '\\getenv role APP_ROLE\nset statement_timeout = 0;\necho restarted'],
  ['of a shell', '(\n  umask 077\n  # comment\n  export A=1\n  set -o pipefail\n  echo restarted\n)']
])('of a change the line stands there that does something, not settings %s before it', async (_, code) => {
  const pack = smallPack({}, (text) => text.replace('echo restarted', code))
  expect(evidenceSummary(await evidenceIn(await wholeRun(pack)))).toContain('(echo restarted: exit 0)')
})

describe('a summary', () => {
  test('has at most 15 lines of plain text, whatever the run', () => {
    const many = Array.from({ length: 40 }, (_, number) => ({ text: `do ${number}`, due: null }))
    for (const followUps of [[], many]) {
      const text = evidenceSummary(evidence, { followUps })
      const lines = text.trimEnd().split('\n')
      expect(lines.length).toBeLessThanOrEqual(15)
      expect(text).not.toMatch(/^#|^\|/m)
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(240)
    }
    expect(evidenceSummary(evidence, { followUps: many })).toMatch(/and \d+ more in the report/)
  })

  test('says outcome, time, who, way, change, and what was not as the runbook says', () => {
    const text = evidenceSummary(evidence)
    expect(text).toMatch(/^Small outage: resolved after /)
    expect(text).toContain('by mara on laptop')
    expect(text).toContain('Way: Check 1 > Check 2 > Step 1 > Step 2 > Action 1 > Verify 1')
    expect(text).toContain(
      'Changed: Action 1: Restart it (echo restarted: exit 0); before: Step 1: Is it slow: slow; after: restarted'
    )
    expect(text).toContain('I saw that it is lost.')
    expect(text).not.toContain('\u202E')
  })
})

test.each([
  ['Within 24 hours: run Verify 3.', 'Within 24 hours: run Verify 3 (done in this run).', null],
  [
    'Within 24 hours: run Verify 3. Ask for the rows.',
    'Within 24 hours: run Verify 3 (done in this run). Ask for the rows.',
    '2026-11-24'
  ],
  ['Within 24 hours: run Verify 2.', 'Within 24 hours: run Verify 2.', '2026-11-24'],
  ['Within 24 hours: run Verify 30.', 'Within 24 hours: run Verify 30.', '2026-11-24']
])('of “%s” it says what the run has done', (text, said, due) => {
  expect(followUpsOf([{ text }], '2026-11-23T10:00:00.000Z', ['Verify 1', 'Verify 3'])).toEqual([{ text: said, due }])
})

test.each([
  ['Within 3 days: write it down', '2026-11-26'],
  ['Within 1 week: add an alert', '2026-11-30'],
  ['within two working days, tell the customers', '2026-11-25'],
  ['within 24 hours', '2026-11-24'],
  ['Within a month: review', '2026-12-23'],
  ['When there is time', null]
])('a follow-up “%s” is due on %s', (text, due) => {
  expect(followUpsOf([{ text }], '2026-11-23T10:00:00.000Z')).toEqual([{ text, due }])
  expect(followUpsOf([{ text }], null)).toEqual([{ text, due: null }])
})
