import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { toTree } from '@keys/parser'
import type { RunEventBody } from '@keys/schema'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  bundleText,
  CHAIN_START,
  evidenceHtml,
  evidenceMarkdown,
  evidenceOf,
  readJournal,
  verifyEvidence,
  writeEvent,
  type EvidenceContent
} from '../src/index.js'
import { followMatchers, runCommands, SECRET, startSmallRun, wholeRun } from './evidence-run.js'

let journal: Uint8Array
let evidence: EvidenceContent
let bundle: Uint8Array

beforeAll(async () => {
  journal = await (await wholeRun()).journal()
  evidence = contentOf(journal)
  bundle = bytesOf(bundleText(evidence))
})

function contentOf(bytes: Uint8Array): EvidenceContent {
  const content = evidenceOf(bytes)
  if (content === null) throw new Error('the journal begins with no run')
  return content
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

const STARTED: RunEventBody = {
  type: 'run-started',
  journalVersion: '1.0',
  run: 'r',
  pack: { name: 'p', slug: 'p', title: 'P', version: '1.0.0', contentHash: 'h', complianceRelevance: [] },
  step: 'a'
}

/** The journal with events taken out or changed, and a chain that is right again. */
function rewritten(change: (events: ReturnType<typeof readJournal>['events']) => typeof events): Uint8Array {
  let end = { sequence: 0, head: CHAIN_START }
  const lines = change(readJournal(journal).events).map((event) => {
    const { sequence: _sequence, at, previous: _previous, hash: _hash, ...body } = event
    const written = writeEvent(body, at, end)
    end = { sequence: written.event.sequence, head: written.event.hash }
    return written.line
  })
  return bytesOf(lines.join(''))
}

describe('what was recorded verifies', () => {
  test.each([
    ['a journal', () => journal],
    ['a bundle', () => bundle]
  ])('%s, with its head', (_, file) => {
    const result = verifyEvidence(file(), evidence.head.hash)
    expect(result).toMatchObject({ faults: [], notices: [], evidence })
  })

  test('a bundle fits its JSON Schema', () => {
    const path = createRequire(import.meta.url).resolve('@keys/schema/schemas/evidence.schema.json')
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(path, 'utf8')) as object)
    expect([validate(JSON.parse(textOf(bundle))), validate.errors]).toEqual([true, null])
  })
})

describe('every edit of a single byte is found', () => {
  const edits: Record<string, (bytes: Uint8Array, at: number) => Uint8Array> = {
    'a bit flipped': (bytes, at) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)),
    'the case changed, or the eighth bit': (bytes, at) =>
      bytes.map((byte, index) => (index === at ? byte ^ (isLetter(byte) ? 0x20 : 0x80) : byte)),
    'made a blank': (bytes, at) => bytes.map((byte, index) => (index === at ? (byte === 0x20 ? 0x09 : 0x20) : byte)),
    'taken out': (bytes, at) => new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]),
    'a blank put in': (bytes, at) => new Uint8Array([...bytes.subarray(0, at), 0x20, ...bytes.subarray(at)]),
    doubled: (bytes, at) => new Uint8Array([...bytes.subarray(0, at + 1), ...bytes.subarray(at)])
  }

  // Each offset is tried, so that the run is the smallest that has an operator, a decision, an end and a foreign letter.
  const small = (() => {
    const { line: first, event } = writeEvent(STARTED, '2026-11-23T10:00:00.000Z', { sequence: 0, head: CHAIN_START })
    const end = { sequence: event.sequence, head: event.hash }
    const { line: second } = writeEvent(
      { type: 'escalated', step: 'a', question: 'Löst \uFFFD?', reason: 'no', rollback: false },
      '2026-11-23T10:00:01.000Z',
      end
    )
    return bytesOf(first + second)
  })()

  test.each(Object.entries(edits))('in a journal: %s', (_, edit) => {
    expect(unnoticed(small, edit)).toEqual([])
  })

  test.each(Object.entries(edits))('in a bundle: %s', (_, edit) => {
    expect(unnoticed(bytesOf(bundleText(contentOf(small))), edit)).toEqual([])
  })

  test.each([
    ['journal', () => journal],
    ['bundle', () => bundle]
  ])('in the %s of a whole run, any other byte at any place', (_, file) => {
    const bytes = file()
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const edited = bytes.map((byte, index) => (index === at ? byte ^ change : byte))
        expect(verifyEvidence(edited).faults).not.toEqual([])
      }),
      { numRuns: 300 }
    )
  })

  /** Offsets at which an edit stays unnoticed. */
  function unnoticed(bytes: Uint8Array, edit: (bytes: Uint8Array, at: number) => Uint8Array): number[] {
    return Array.from(bytes.keys()).filter((at) => verifyEvidence(edit(bytes, at)).faults.length === 0)
  }

  function isLetter(byte: number): boolean {
    return /[A-Za-z]/.test(String.fromCharCode(byte))
  }
})

test('the event is named at which a journal breaks', () => {
  const lines = textOf(journal).split('\n')
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const changed = lines.with(index, line.replace('"at":"2', '"at":"3')).join('\n')
    expect(verifyEvidence(bytesOf(changed)).faults).toMatchObject([{ of: 'chain', event: index + 1 }])
  }
})

test.each([
  ['stays JSON', (text: string) => text.replaceAll('The graph is red.', 'The graph is blue.'), 10],
  ['is no JSON any more', (text: string) => text.replace('"{\\"sequence\\":12,', '"{"sequence\\":12,'), 12]
])('the event is named at which the journal of a bundle breaks when it %s', (_, change, event) => {
  const { faults } = verifyEvidence(bytesOf(change(textOf(bundle))))
  expect(faults.map(({ of }) => of)).toEqual(['file', 'chain'])
  expect(faults[1]?.event).toBe(event)
})

test('a line of faulty bytes is not taken for another one that looks the same', () => {
  const { line } = writeEvent({ type: 'noted', step: null, text: 'a \uFFFD b' }, evidence.startedAt, {
    sequence: 0,
    head: CHAIN_START
  })
  const bytes = bytesOf(line)
  const at = bytes.indexOf(0xbd)
  const shorter = new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])
  expect(textOf(shorter)).toBe(line)
  expect([readJournal(bytes).fault, readJournal(shorter).fault]).toEqual([
    null,
    { line: 1, reason: 'it is not UTF-8 text' }
  ])
})

describe('the head finds what the chain cannot', () => {
  const forgeries: [string, () => Uint8Array][] = [
    ['the last event deleted', () => cut(1)],
    ['the last ten events deleted', () => cut(10)],
    ['a chain written anew with another note', () => rewritten((events) => events.map(otherNote))],
    ['a chain written anew without a skipped step', () => rewritten((events) => events.filter(isNotSkipped))],
    ['a bundle of a chain written anew', () => bytesOf(bundleText(contentOf(rewritten((all) => all.map(otherNote)))))]
  ]

  test.each(forgeries)('%s', (_, forge) => {
    const forged = forge()
    expect(verifyEvidence(forged).faults).toEqual([])
    expect(verifyEvidence(forged, evidence.head.hash).faults).toMatchObject([{ of: 'head', event: null }])
  })

  function cut(count: number): Uint8Array {
    return bytesOf(
      `${textOf(journal)
        .split('\n')
        .slice(0, -1 - count)
        .join('\n')}\n`
    )
  }

  function otherNote<Event extends { type: string }>(event: Event): Event {
    return event.type === 'noted' ? { ...event, text: 'Nothing was red.' } : event
  }

  function isNotSkipped({ type }: { type: string }): boolean {
    return type !== 'skipped'
  }
})

describe('what stands beside the journal of a bundle must follow from it', () => {
  const changes: [string, (content: EvidenceContent) => object, object][] = [
    ['another operator', ({ timeline }) => ({ timeline: timeline.with(8, changed(timeline[8])) }), { event: 9 }],
    ['an event more', ({ timeline }) => ({ timeline: [...timeline, timeline[0]] }), { event: 31 }],
    ['an event less', ({ timeline }) => ({ timeline: timeline.slice(0, -1) }), { event: 30 }],
    ['another end', () => ({ end: 'stop:escalate' }), { event: null, message: expect.stringContaining('“end”') }],
    ['another version', ({ pack }) => ({ pack: { ...pack, version: '9.9.9' } }), { event: null }],
    ['something more', () => ({ remark: 'all was well' }), { event: null }]
  ]

  test.each(changes)('%s', (_, change, fault) => {
    const forged = bytesOf(bundleText({ ...evidence, ...change(evidence) }))
    expect(verifyEvidence(forged).faults).toMatchObject([{ of: 'timeline', ...fault }])
  })

  test.each(['1.1', '1.9', '1.10'])('version %s, which nobody here can read, does not hold', (evidenceVersion) => {
    const timeline = evidence.timeline.map((record) => ({ ...record, text: 'In other words.' }))
    for (const forged of [
      { ...evidence, evidenceVersion },
      { ...evidence, evidenceVersion, timeline }
    ]) {
      expect(verifyEvidence(bytesOf(bundleText(forged)), evidence.head.hash).faults).toMatchObject([
        { of: 'version', message: expect.stringContaining(evidenceVersion) }
      ])
    }
  })

  function changed(record: EvidenceContent['timeline'][number] | undefined) {
    if (!record) throw new Error('there is no such record')
    return { ...record, operator: 'somebody else' }
  }
})

test('any bytes are judged without an exception', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('', '{\n', '{\n  "journal": [\n'),
      (bytes, start) => {
        expect(verifyEvidence(new Uint8Array([...bytesOf(start), ...bytes])).faults).not.toEqual([])
      }
    )
  )
})

describe('the evidence of a run', () => {
  test('says what it was, and who answered', () => {
    expect(evidence).toMatchObject({
      end: 'stop:resolved',
      pack: { version: '1.2.3', complianceRelevance: ['SOC2'] },
      operators: [{ operator: 'mara', host: 'laptop' }],
      head: { sequence: 30 }
    })
  })

  test('has question, option, value and reason of each decision', () => {
    const decided = evidence.timeline.filter(({ option }) => option !== null)
    expect(
      decided.map(({ question, option, observed, by, reason }) => [question, option, observed, by, reason])
    ).toEqual([
      ['Check 1: Inputs are there', 'If `ready`', 'ready', 'matcher', null],
      ['Check 2: The service answers', 'If `up`', 'up', 'matcher', null],
      ['Step 1: Is it slow', 'If `lost`', 'slow', 'person', 'I saw that it is lost.'],
      ['Step 2: Is it lost', 'If a person sees it', null, 'person', 'Seen by <Bo>.'],
      ['Action 1: Restart it', 'holds', 'restarted', 'person', null],
      ['Verify 1: It answers', 'holds', '200', 'matcher', null]
    ])
  })

  test('has ended as soon as somebody escalates with nothing to take back, and stays so', async () => {
    const run = await startSmallRun()
    await run.session.perform({ type: 'escalate', reason: 'too hard' })
    const { end, endedAt } = contentOf(await run.journal())
    await run.session.close('stopped')
    expect([end, contentOf(await run.journal()).endedAt]).toEqual(['stop:escalate', endedAt])
  })

  test('is open while its rollback is, and has ended with it', async () => {
    const run = await startSmallRun()
    for (let step = 0; step < 3; step++) await followMatchers(run)
    await run.session.perform({ type: 'acknowledge' })
    await runCommands(run)
    await run.session.perform({ type: 'escalate', reason: 'too hard' })
    expect(contentOf(await run.journal())).toMatchObject({ end: null, endedAt: null })
    await run.session.perform({ type: 'close-rollback', outcome: 'rolled-back', reason: null })
    const { end, endedAt, timeline } = contentOf(await run.journal())
    expect([end, endedAt]).toEqual(['stop:escalate', timeline.at(-1)?.at])
  })
})

describe('a report for people', () => {
  const formats: [string, (content: EvidenceContent) => string][] = [
    ['Markdown', evidenceMarkdown],
    ['HTML', evidenceHtml]
  ]

  test.each(formats)('in %s holds what an auditor asks for', (_, write) => {
    const report = write(evidence)
    const digests = evidence.timeline.flatMap(({ command }) => command?.stdout ?? [])
    const wanted = [
      evidence.run,
      evidence.pack.contentHash,
      evidence.head.hash,
      'SOC2',
      'mara on laptop',
      'Overridden and skipped',
      'I saw that it is lost.',
      'The graph is red.',
      'verify-evidence',
      ...digests
    ]
    expect(wanted.filter((part) => !report.includes(part))).toEqual([])
  })

  test.each(formats)('in %s shows no secret, and no mark that hides text', (_, write) => {
    const report = write(evidence)
    expect([report.includes(SECRET), report.includes('\u202E'), report.includes('U+202E')]).toEqual([
      false,
      false,
      true
    ])
  })

  test('in HTML needs no network and no script, and knows light, dark and paper', () => {
    const page = evidenceHtml(evidence)
    expect(page).not.toMatch(/<script|<link|<img|\ssrc=|\shref="[^#]|@import|url\(|\son\w+=/i)
    expect(page).toContain('prefers-color-scheme: dark')
    expect(page).toContain('@media print')
  })

  test('in HTML takes any text as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", '`', 'a', '/', '!', '-') }), (text) => {
        const timeline = [{ ...record(), text, observed: text, reason: text }]
        const blank = [{ ...record(), text: '', observed: 'a', reason: '' }]
        expect(elements(evidenceHtml({ ...evidence, timeline }))).toEqual(
          expect.arrayContaining(elements(evidenceHtml({ ...evidence, timeline: blank })))
        )
        expect(elements(evidenceHtml({ ...evidence, timeline })).filter((name) => !KNOWN.has(name))).toEqual([])
      })
    )
  })

  test('in Markdown takes any text as text', () => {
    const characters = fc.constantFrom(
      '<',
      '>',
      '*',
      '_',
      '#',
      '-',
      '[',
      ']',
      '(',
      ')',
      '!',
      '|',
      '~',
      '\n',
      '1.',
      'a',
      '\\'
    )
    fc.assert(
      fc.property(fc.string({ unit: characters }), (text) => {
        const timeline = [{ ...record(), text: `x ${text}`, reason: text, operator: text }]
        const tree = toTree(evidenceMarkdown({ ...evidence, timeline }))
        const kinds = JSON.stringify(tree).match(/"type":"\w+"/g) ?? []
        expect(
          kinds.filter((kind) => /html|emphasis|delete|table|link|image|thematicBreak|blockquote/.test(kind))
        ).toEqual([])
      })
    )
  })

  const KNOWN = new Set(
    'html head meta title style body main header section p h1 h2 h3 span dl dt dd code ol ul li time pre nav a div'.split(
      ' '
    )
  )

  function elements(page: string): string[] {
    return [...page.slice(page.indexOf('<body')).matchAll(/<([a-z0-9]+)[\s>]/g)].map(([, name = '']) => name)
  }

  function record(): EvidenceContent['timeline'][number] {
    const [first] = evidence.timeline
    if (!first) throw new Error('there is no record')
    return first
  }
})
