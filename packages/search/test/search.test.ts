import { expect, test } from 'vitest'
import { createSearch, isSearchDocument, type SearchDocument } from '../src/index.js'

const document = (slug: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  slug,
  title: slug,
  description: '',
  severity: null,
  tags: [],
  signals: [],
  redirections: [],
  ...more
})

/** A pack with texts of every field. */
const webhooks = document('webhooks', {
  title: 'Stripe webhook failure',
  description: 'Events are refused. They have to be sent again.',
  severity: 'p1',
  tags: ['stripe', 'dead-letter'],
  signals: [
    { kind: 'alert', text: 'StripeWebhookErrorRateHigh', code: ['StripeWebhookErrorRateHigh'] },
    { kind: 'log', text: 'permission denied for table', code: [] }
  ],
  redirections: [{ text: 'The jobs fail', slug: 'jobs' }]
})
const search = createSearch([webhooks, document('jobs', { title: 'Background jobs fail' })])

test('a whole log line counts for more than its words in a title', () => {
  const packs = [
    document('connection-refused-by-peer', { title: 'Connection refused by peer at night' }),
    document('other', {
      signals: [{ kind: 'log', text: 'refused by peer at night', code: ['refused by peer at night'] }]
    })
  ]
  expect(createSearch(packs).find('x: refused by peer at night').results[0]?.document.slug).toBe('other')
})

test('equal packs are ordered by severity, then by slug', () => {
  const packs = [
    document('c', { title: 'Disk full', severity: 'p1' }),
    document('b', { title: 'Disk full', severity: 'p1' }),
    document('a', { title: 'Disk full', severity: 'p3' })
  ]
  expect(
    createSearch(packs)
      .find('disk full')
      .results.map(({ document: { slug } }) => slug)
  ).toEqual(['b', 'c', 'a'])
})

test('nothing is found for a near miss, and the near words are named', () => {
  const { results, nearWords } = createSearch([document('a', { title: 'Certificate expired on gateway' })]).find(
    'zzz qqq www yyy certifcte'
  )
  expect([results, nearWords]).toEqual([[], ['certificate']])
})

test.each([
  ['many letters', 'a'.repeat(10_000)],
  ['many words', 'permission denied '.repeat(600)],
  ['many unknown words', Array.from({ length: 2000 }, (_, index) => `w${index}orq`).join(' ')],
  ['digits and hyphens', '1-'.repeat(5000)],
  ['hexadecimal digits', 'abcdef'.repeat(1700)],
  ['underscores', 'evt_'.repeat(2500)],
  ['at signs', `${'a'.repeat(60)}@`.repeat(160)],
  ['control characters', '\u0000\u001B[31m\u202E\u0007\n'.repeat(1200)],
  ['characters of regular expressions', '(?:.*)+[^\\]$|{1,}\\b'.repeat(500)],
  ['surrogates', '\uD800😀\uDFFF'.repeat(2500)]
])('a query of %s is answered', (_, query) => {
  // The limit is for a search that does not end: a whole test has 5 s, and an answer takes milliseconds.
  expect(search.find(query).results.length).toBeLessThanOrEqual(5)
})

test('a document is told from what is none', () => {
  expect(isSearchDocument(JSON.parse(JSON.stringify(webhooks)))).toBe(true)
  const fields = Object.keys(webhooks)
  expect(fields.filter((field) => isSearchDocument({ ...webhooks, [field]: 7 }))).toEqual([])
  expect([null, [], 'text', {}].filter(isSearchDocument)).toEqual([])
})
