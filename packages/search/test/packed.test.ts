// Packs kept as bytes are found as they are found themselves, and bytes that are damaged are told.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSearch, packSearch, type SearchDocument } from '../src/index.js'
import { createSearch } from './both-forms.js'

const WORDS = [
  'stripe',
  'webhook',
  'timeout',
  'time-out',
  'ERROR',
  '42501',
  '429',
  'jobs',
  'StripeWebhookErrorRateHigh',
  'Zahlung',
  '支払い',
  'é',
  'nothing',
  'refused'
]
const texts = fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }).map((words) => words.join(' '))
const code = fc.array(texts, { maxLength: 2 })
const documents = fc.uniqueArray(
  fc.record<SearchDocument>({
    slug: fc.stringMatching(/^[a-d]{1,3}$/),
    title: texts,
    description: texts,
    severity: fc.constantFrom('p0', 'p3', null),
    tags: fc.array(fc.constantFrom(...WORDS), { maxLength: 2 }),
    signals: fc.array(
      fc.record({ kind: fc.constantFrom('alert', 'log', 'http', 'symptom', null), text: texts, code }),
      { maxLength: 3 }
    ),
    redirections: fc.array(
      fc.record({ text: texts, slug: fc.constantFrom('a', 'b', 'gone', null), package: fc.constant(null) }),
      { maxLength: 2 }
    )
  }),
  { selector: ({ slug }) => slug, maxLength: 6 }
)

test('any packs are found the same way in both forms', () => {
  fc.assert(
    fc.property(documents, fc.array(texts, { maxLength: 4 }), (packs, lines) => {
      const search = createSearch(packs)
      search.find(lines.join('\n'))
      for (const line of lines) search.find(line, 2)
    }),
    { numRuns: 150 }
  )
})

test('an answer does not depend on what was searched for before', () => {
  const pack: SearchDocument = {
    slug: 'a',
    title: 'Payments stop',
    description: '',
    severity: null,
    tags: [],
    redirections: [],
    // The phrase is not in the text.
    signals: [{ kind: 'log', text: 'see the log of the gateway', code: ['upstream gone away'] }]
  }
  const first = createSearch([pack]).find('upstream gone away at the gateway')
  const search = createSearch([pack])
  search.find('gateway log')
  expect(search.find('upstream gone away at the gateway')).toEqual(first)
  expect(first.results[0]?.strength).toBe('strong')
})

test('no packs, and packs without a word, are packed too', () => {
  expect(createSearch([]).find('stripe').results).toEqual([])
  const empty = { slug: '-', title: '', description: '', severity: null, tags: [], signals: [], redirections: [] }
  expect(createSearch([empty]).find('stripe 429').results).toEqual([])
})

const PACK: SearchDocument = {
  slug: 'webhooks',
  title: 'Stripe webhook failure',
  description: 'Events are refused.',
  severity: 'p1',
  tags: ['stripe'],
  signals: [{ kind: 'log', text: 'permission denied for table', code: [] }],
  redirections: [{ text: 'The jobs fail', slug: 'jobs', package: '@keys/runbook-jobs' }]
}

test('bytes that are cut, changed, longer, or of something else are refused', () => {
  const bytes = packSearch([PACK])
  expect(openSearch(bytes).find('webhook').results).toHaveLength(1)
  for (let place = 0; place < bytes.length; place++) {
    const changed = bytes.slice()
    changed[place] = (changed[place] ?? 0) ^ 0x10
    expect(() => openSearch(changed), `byte ${place}`).toThrow()
    expect(() => openSearch(bytes.slice(0, place)), `${place} bytes`).toThrow()
  }
  const longer = new Uint8Array(bytes.length + 4)
  longer.set(bytes)
  expect(() => openSearch(longer)).toThrow()
  expect(() => openSearch(new TextEncoder().encode('{"version":1}'))).toThrow()
})

test('bytes are read wherever they begin', () => {
  const bytes = packSearch([PACK])
  for (const shift of [0, 1, 2, 3]) {
    const moved = new Uint8Array(bytes.length + shift)
    moved.set(bytes, shift)
    expect(openSearch(moved.subarray(shift)).find('webhook').results).toHaveLength(1)
    expect(openSearch(Buffer.from(moved).subarray(shift)).find('webhook').results).toHaveLength(1)
  }
})
