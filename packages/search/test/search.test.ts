import { expect, test } from 'vitest'
import { isSearchDocument, type SearchDocument } from '../src/index.js'
import { createSearch } from './both-forms.js'

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
  redirections: [{ text: 'The jobs fail', slug: 'jobs', package: '@keys/runbook-jobs' }]
})
/** The parts of its text that a reason marks. */
const marked = ({ text, ranges }: { text: string; ranges: readonly (readonly [number, number])[] }): string[] =>
  ranges.map(([start, end]) => text.slice(start, end))

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

const elsewhere = createSearch([
  document('queue', {
    title: 'キュー滞留アラート',
    description: '認証に失敗しました。処理が止まることがあります。',
    signals: [{ kind: 'alert', text: 'キュー滞留アラート', code: ['キュー滞留アラート'] }]
  }),
  document('payment', { title: 'การชำระเงินล้มเหลว', description: 'ผู้ใช้ไม่สามารถเข้าสู่ระบบได้' }),
  document('connection', { title: '数据库连接失败', description: '服务无法访问。' }),
  document('charge', { title: '결제 실패 복구', description: '데이터가 안 보여요' }),
  document('backup', { title: 'Échec de la sauvegarde', description: 'La réplique est arrêtée.' })
])

test.each([
  ['滞留', 'queue', '滞留'],
  ['失敗しました', 'queue', '失敗しました'],
  ['認証', 'queue', '認証'],
  ['止まる', 'queue', '止まる'],
  ['ｷｭｰ滞留', 'queue', 'キュー滞留'],
  ['Workerのキューが滞留', 'queue', 'キュー|滞留'],
  ['ชำระเงิน', 'payment', 'ชำระเงิน'],
  ['เข้าสู่ระบบ', 'payment', 'เข้าสู่ระบบ'],
  ['连接失败', 'connection', '连接失败'],
  ['데이터', 'charge', '데이터'],
  ['결제가', 'charge', '결제'],
  ['echec sauvegarde', 'backup', 'Échec|sauvegarde'],
  ['re\u0301plique', 'backup', 'réplique']
])('%s is found where it stands in a run of signs, or with other accents', (query, slug, marks) => {
  const [first] = elsewhere.find(query).results
  expect(first?.document.slug).toBe(slug)
  expect(first?.reasons[0] && marked(first.reasons[0]).join('|')).toBe(marks)
})

test.each([
  ['email', 'mails', true],
  ['mails', 'email', true],
  ['failing', 'failed', true],
  ['matches', 'matching', true],
  ['cancelled', 'canceled', true],
  ['sidekiq', 'jobs', true],
  ['celery', 'queue', true],
  ['out of sync', 'mismatch', true],
  ['timed out', 'timeout', true],
  ['certficate', 'certificate', true],
  ['reset', 'rest', false],
  ['data', 'date', false],
  ['import', 'export', false],
  ['report', 'reset', false]
])('%s finds %s: %s', (query, word, isFound) => {
  const { results } = createSearch([document('a', { title: `Zebra ${word}` }), document('b', { title: 'Zebra' })]).find(
    query
  )
  expect(results.map((one) => one.document.slug)).toEqual(isFound ? ['a'] : [])
})
