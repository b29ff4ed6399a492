import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseRunbook } from '@keys/parser'
import { packSchema, runbookSchema } from '@keys/schema'
import { createSearch, searchDocument, searchDocumentOfEntry, type SearchDocument } from '@keys/search'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIELD_TEST, IN_A_HURRY, NAMED_SYSTEMS, PUBLIC_THREADS, OTHER_WORLDS } from './field-queries.js'
import { CASES } from './search-cases.js'
import { FURTHER_THREADS, OF_THOSE_KINDS } from './thread-queries.js'
import { SLUGS } from '@keys/testkit'

const PACKS = join(import.meta.dirname, '../../../runbook-keys')

const documents: readonly SearchDocument[] = SLUGS.map((slug) => {
  const text = (file: string): string => readFileSync(join(PACKS, slug, file), 'utf8')
  const sections = text('README.md')
    .split(/^(?=## )/m)
    .filter((section) => section.startsWith('## When'))
  return searchDocument(packSchema.parse(JSON.parse(text('pack.json'))), parseRunbook(sections.join('')))
})
const search = createSearch(documents)
const slugsFor = (query: string, limit?: number): string[] =>
  search.find(query, limit).results.map(({ document }) => document.slug)

/** The parts of its text that a reason or redirection marks. */
const marked = ({ text, ranges }: { text: string; ranges: readonly (readonly [number, number])[] }): string[] =>
  ranges.map(([start, end]) => text.slice(start, end))

test.each(CASES)('%j finds %s first', (query, slug) => {
  expect(slugsFor(query)[0]).toBe(slug)
})

test.each([
  ['of a field test', FIELD_TEST, 24, 25],
  ['from public threads', PUBLIC_THREADS, 32, 33],
  ['of other worlds', OTHER_WORLDS, 36, 38],
  ['that name a system', NAMED_SYSTEMS, 5, 5],
  ['in a hurry', IN_A_HURRY, 45, 45],
  ['from further threads', FURTHER_THREADS, 32, 34],
  ['of the kinds that those missed', OF_THOSE_KINDS, 17, 21]
])('queries %s: the right pack first, nothing unrelated as a sure hit', (_, queries, least, all) => {
  const withPack = queries.filter(([, slug]) => slug !== null)
  expect(withPack).toHaveLength(all)
  expect(withPack.filter(([query, slug]) => slugsFor(query)[0] === slug).length).toBeGreaterThanOrEqual(least)
  const unrelated = queries.filter(([, slug]) => slug === null).map(([query]) => search.find(query))
  expect(unrelated.flatMap(({ results }) => results).filter(({ strength }) => strength === 'strong')).toEqual([])
})

test.each([
  ['READONLY You can not write against a read only replica'],
  ['error 500 in php'],
  ['npm WARN deprecated request@2.88.2: request has been deprecated'],
  ['the order of the columns in my report is wrong'],
  ['please change the name on my account'],
  ['error: cannot find symbol class Foo']
])('%j leads nowhere for sure', (query) => {
  expect(search.find(query).results.filter(({ strength }) => strength === 'strong')).toEqual([])
})

/** Lines as an application writes them by the thousand, with words that packs have. */
const routine = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, at) => `INFO api request id=${at} path=/v1/orders/${at} job queue webhook ok dur=${at % 97}ms`
  )
const DENIED = '2026-11-23T03:12:09Z ERROR 42501: permission denied for table invoices'

test.each([
  ['the last of 11', [...routine(10), DENIED], 11],
  ['the last of 3,001', [...routine(3000), DENIED], 3001],
  ['the first of 3,001', [DENIED, ...routine(3000)], 1],
  [
    'the cause below 16 frames',
    [
      'java.lang.RuntimeException: request failed',
      ...Array.from({ length: 16 }, (_, at) => `\tat com.acme.orders.OrderService.job${at}(OrderService.java:${at}1)`),
      'Caused by: org.postgresql.util.PSQLException: ERROR: permission denied for table invoices'
    ],
    18
  ],
  ['a level behind the time, and one without', [...routine(30), `[03:12:09] ${DENIED}`, 'done', 'bye'], 31]
])('every line of a log counts: %s', (_, lines, number) => {
  for (const end of ['\n', '\r\n']) {
    const [first] = search.find(lines.join(end)).results
    expect(first).toMatchObject({
      document: { slug: 'supabase-rls-lockout-recovery' },
      strength: 'strong',
      line: { number }
    })
  }
})

test('a log of 120 kB and a line of 120 kB have their ends looked at', () => {
  const filler = 'INFO api request path=/v1/orders status=200\n'.repeat(2700)
  for (const log of [filler + DENIED, filler.replaceAll('\n', ' ') + DENIED]) {
    expect(slugsFor(log)[0]).toBe('supabase-rls-lockout-recovery')
  }
})

test('a stack trace inside of one line of JSON is read line by line', () => {
  const line = JSON.stringify({
    level: 'error',
    msg: 'request failed',
    stack: 'Error: job queue request\n    at handler (job.js:1:1)\nCaused by: permission denied for table invoices'
  })
  expect(search.find(line).results[0]).toMatchObject({
    document: { slug: 'supabase-rls-lockout-recovery' },
    strength: 'strong'
  })
})

test('a text that was broken into lines is found as a whole', () => {
  const { results } = search.find('customer paid but\nsubscription did not\nchange')
  expect(results[0]).toMatchObject({ document: { slug: 'stripe-webhook-failure' }, strength: 'strong', line: null })
})

test('what is sure stands before what is not, whatever it is worth', () => {
  const { results } = search.find(
    [
      'Traceback (most recent call last):',
      '  File "/srv/worker/tasks.py", line 40, in run_job',
      '    job = queue.next_job()',
      'FATAL: sorry, too many clients already',
      'celery.exceptions.Retry: Retry in 60s: Task jobs.send[job=job] queue worker retry'
    ].join('\n')
  )
  const strengths = results.filter(({ instead }) => instead === null).map(({ strength }) => strength)
  expect(results[0]).toMatchObject({ document: { slug: 'postgres-connections-exhausted' }, strength: 'strong' })
  expect(strengths).toEqual(strengths.toSorted())
})

test('a weak hit says which words it has', () => {
  const [first] = search.find('emails are not being sent').results
  expect(first).toMatchObject({ strength: 'weak', words: ['emails'] })
})

test.each([
  ['kubernetes pod evicted'],
  ['terraform plan drift'],
  ['2026-11-23T03:12:09Z'],
  ['3f0c9a52-7d3b-4e0e-9b1c-2f7f3d6d9c01 10.0.3.12:5432 812 1795403529401'],
  ['the of and'],
  ['99999'],
  ['']
])('%j finds nothing', (query) => {
  expect(slugsFor(query)).toEqual([])
})

test.each([
  [
    'a log line with what was around it',
    '2026-11-23T03:12:09Z ERROR 42501: permission denied for table invoices',
    { field: 'log', text: 'permission denied for table' },
    ['permission denied for table']
  ],
  ['a mistyped title', 'strpe webhok', { field: 'title', text: 'Stripe webhook failure' }, ['Stripe webhook']],
  [
    'a code',
    '42P17',
    {
      field: 'http',
      text: '401 or 403 with 42501, 500 with 42P17, or 406 for a single row, from the Data API.'
    },
    ['42P17']
  ],
  ['one word for two', 'deadletter', { field: 'tag', text: 'dead-letter' }, ['dead-letter']]
])('the first reason quotes %s and marks what was found', (_, query, expected, parts) => {
  const reason = search.find(query).results[0]?.reasons[0]
  expect(reason).toMatchObject(expected)
  expect(reason && marked(reason)).toEqual(parts)
})

test('a pack whose "when not to use" fits better ranks lower and names the better one, with the case', () => {
  const { results } = search.find('stripe webhook, its queries are refused with SQLSTATE 42501')
  expect(results[0]?.document.slug).toBe('supabase-rls-lockout-recovery')
  const instead = results.find(({ document: { slug } }) => slug === 'stripe-webhook-failure')?.instead
  expect(instead?.slug).toBe('supabase-rls-lockout-recovery')
  expect(instead?.text).toBe('Its queries are refused with SQLSTATE 42501')
  expect(instead && marked(instead)).toEqual(['Its queries are refused with SQLSTATE 42501'])
  expect(results[0]?.reasons).toContainEqual(
    expect.objectContaining({ field: 'redirection', from: 'stripe-webhook-failure' })
  )
})

test('what a case rules out does not count for it', () => {
  // It has "nothing was refused with 42501" under "when not to use".
  expect(search.find('42501').results[0]).toMatchObject({
    document: { slug: 'supabase-rls-lockout-recovery' },
    instead: null
  })
})

test('a case that nobody should follow a runbook in says to escalate', () => {
  expect(search.find('the signing secret has leaked').results[0]).toMatchObject({
    document: { slug: 'stripe-webhook-failure' },
    instead: { slug: null, text: 'The signing secret or an API key has leaked' }
  })
})

test('a better pack that is not here is named by the one that is', () => {
  const lone = createSearch(documents.filter(({ slug }) => slug === 'stripe-webhook-failure'))
  expect(lone.find('42501').results[0]).toMatchObject({
    document: { slug: 'stripe-webhook-failure' },
    instead: { slug: 'supabase-rls-lockout-recovery' }
  })
})

test('of two packs that send to each other, only one does', () => {
  const { results } = search.find('stripe events are processed and the records differ')
  expect(results[0]).toMatchObject({ document: { slug: 'data-reconciliation-mismatch' }, instead: null })
})

test('the order in which packs are given changes nothing', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...documents], { minLength: documents.length }),
      fc.constantFrom(...CASES.map(([query]) => query)),
      (shuffled, query) => {
        expect(createSearch(shuffled).find(query)).toEqual(search.find(query))
      }
    ),
    { numRuns: 60 }
  )
})

test('a limit cuts the same list', () => {
  const all = slugsFor('stripe jobs database', 6)
  expect(all.length).toBeGreaterThan(2)
  expect(slugsFor('stripe jobs database', 2)).toEqual(all.slice(0, 2))
})

/** A word with one letter dropped, doubled, replaced, or swapped with the next. */
const mistyped = (word: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.nat(word.length - 1),
      fc.constantFrom('drop', 'insert', 'replace', 'swap'),
      fc.constantFrom('a', 'e', 'i', 'n', 'o', 'r', 's', 't', 'x')
    )
    .map(([at, edit, letter]) => {
      const [head, tail] = [word.slice(0, at), word.slice(at)]
      if (edit === 'drop') return head + tail.slice(1)
      if (edit === 'insert') return head + letter + tail
      if (edit === 'replace') return head + letter + tail.slice(1)
      return head + tail.slice(1, 2) + tail.slice(0, 1) + tail.slice(2)
    })

const titles = documents.flatMap(({ slug, title }) => {
  const words = title.split(' ')
  return words.filter((word) => word.length >= 5).map((word) => ({ slug, words, word }))
})

test('a title with one typing mistake finds its pack first', () => {
  const typed = fc
    .constantFrom(...titles)
    .chain(({ slug, words, word }) =>
      mistyped(word).map((wrong) => ({ slug, query: words.map((one) => (one === word ? wrong : one)).join(' ') }))
    )
  fc.assert(
    fc.property(typed, ({ slug, query }) => {
      expect(slugsFor(query)[0]).toBe(slug)
    }),
    { numRuns: 500 }
  )
})

test('a word of a title with one typing mistake still finds its pack', () => {
  const typed = fc.constantFrom(...titles).chain(({ slug, word }) => mistyped(word).map((query) => ({ slug, query })))
  fc.assert(
    fc.property(typed, ({ slug, query }) => {
      expect(slugsFor(query, 6)).toContain(slug)
    }),
    { numRuns: 500 }
  )
})

test('any query is answered, with ranges that lie in the texts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...CASES), (noise, [query]) => {
      for (const { reasons, score } of search.find(`${noise} ${query} ${noise}`).results) {
        expect(score).toBeGreaterThan(0)
        for (const { text, ranges } of reasons) {
          const places = ranges.flat()
          expect(places).toEqual(places.toSorted((a, b) => a - b))
          expect(places.every((place) => place >= 0 && place <= text.length)).toBe(true)
        }
      }
    })
  )
})

test('an entry of the index gives the same document, without the cases of "when not to use"', () => {
  const first = documents[0]!
  const pack = packSchema.parse(JSON.parse(readFileSync(join(PACKS, SLUGS[0]!, 'pack.json'), 'utf8')))
  const listing = { signals: first.signals.map((signal) => ({ ...signal, code: [...signal.code] })) }
  const entry = { ...pack, 'x-listing': listing } as unknown as Parameters<typeof searchDocumentOfEntry>[0]
  expect(searchDocumentOfEntry(entry)).toEqual({ ...first, redirections: [] })
})

test('a case is kept without the name of its target', () => {
  const { redirections } = parseRunbook(
    '## When not to use\n\n- Jobs fail: `@keys/runbook-jobs`\n- A key has leaked: **STOP: escalate**\n'
  )
  expect(runbookSchema.shape.redirections.parse(redirections)).toHaveLength(2)
  const pack = { slug: 'a', title: 'A', description: 'A.' }
  expect(searchDocument(pack, { signals: [], redirections }).redirections).toEqual([
    { text: 'Jobs fail', slug: 'jobs', package: '@keys/runbook-jobs' },
    { text: 'A key has leaked', slug: null, package: null }
  ])
})
