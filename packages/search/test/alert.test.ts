// From what alerting services deliver to the runbook, with the order of the signals.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchAlert, normalizeAlert, proposedInputs, readAlertText, type SearchDocument } from '../src/index.js'
import { PAYLOADS } from './alert-payloads.js'

const document = (slug: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  slug,
  title: slug.replaceAll('-', ' '),
  description: '',
  severity: null,
  tags: [],
  signals: [],
  redirections: [],
  ...more
})

const alertSignal = (name: string) => ({ kind: 'alert' as const, text: name, code: [name] })

describe('each source is told by its shape', () => {
  test.each(PAYLOADS.map((payload) => [payload.source, payload.name, payload] as const))('%s: %s', (_, __, payload) => {
    const { body, source, status, says = {} } = payload
    expect(normalizeAlert(body)).toMatchObject({ source, status, ...says })
    if (typeof body !== 'string') expect(readAlertText(JSON.stringify(body, null, 2))).toEqual(normalizeAlert(body))
  })

  test('at least four of each', () => {
    const sources = new Set(PAYLOADS.map(({ source }) => source))
    for (const source of sources) {
      const payloads = PAYLOADS.filter((payload) => payload.source === source)
      if (source !== 'sns' && source !== 'text') expect(payloads.length, source).toBeGreaterThanOrEqual(4)
    }
    expect(sources.size).toBe(13)
  })
})

describe('the order of the signals is fixed', () => {
  const packs = [
    document('queue-down', { signals: [alertSignal('QueueDown')], tags: ['worker'] }),
    document('queue-slow', { signals: [alertSignal('QueueDown'), alertSignal('QueueSlow')] }),
    document('mail-lost', {
      title: 'Mail is lost',
      redirections: [{ text: 'The queue is down', slug: 'queue-down', package: null }]
    })
  ]
  const alert = (labels: object, annotations: object = {}) => normalizeAlert([{ labels, annotations }])

  test.each([
    [
      'a package before a link',
      alert({ alertname: 'QueueDown' }, { keys_runbook: 'mail-lost', runbook_url: 'https://x.example/queue-slow' }),
      'mail-lost',
      'pack',
      1
    ],
    [
      'a link before a name',
      alert({ alertname: 'QueueDown' }, { runbook_url: 'https://x.example/a/queue-slow/' }),
      'queue-slow',
      'link',
      1
    ],
    [
      'a link that ends with an alert',
      alert({}, { runbook_url: 'https://x.example/queueslow' }),
      'queue-slow',
      'link',
      1
    ],
    [
      'a name with a label before a name',
      alert({ alertname: 'QueueDown', service: 'worker' }),
      'queue-down',
      'name-and-labels',
      1
    ],
    ['two with the name tie', alert({ alertname: 'QueueDown' }), 'queue-down', 'name', 2]
  ] as const)('%s', (_, one, slug, evidence, tied) => {
    const answer = matchAlert(one, packs)
    expect(answer.candidates[0]).toMatchObject({ document: { slug }, evidence })
    expect(answer.tied).toBe(tied)
    expect(answer.isSure).toBe(tied === 1)
    for (const { reasons } of answer.candidates) expect(reasons.length).toBeGreaterThan(0)
  })

  test('a link that the team mapped, by whole parts of its path', () => {
    const links = { 'https://wiki.example/ops/': 'queue-slow', 'wiki.example/ops/mail': 'mail-lost' }
    const of = (url: string) => matchAlert(alert({}, { runbook_url: url }), packs, links).candidates[0]?.document.slug
    expect(of('https://wiki.example/ops/anything')).toBe('queue-slow')
    expect(of('http://wiki.example/ops/mail?x=1')).toBe('mail-lost')
    expect(of('https://wiki.example/operations')).toBeUndefined()
    expect(of('https://wiki.example.evil.example/ops/mail')).toBeUndefined()
  })

  test('"when not to use" subtracts, and the pack to which it sends comes up', () => {
    const mail = document('mail-lost', {
      title: 'Mail is lost',
      redirections: [{ text: 'The broker refused connections', slug: 'queue-down', package: null }]
    })
    const answer = matchAlert(normalizeAlert('mail: broker refused connections'), [packs[0]!, mail])
    expect(answer.candidates.map(({ document: { slug }, instead }) => [slug, instead?.slug])).toEqual([
      ['queue-down', undefined],
      ['mail-lost', 'queue-down']
    ])
    expect(answer.candidates[0]?.reasons.join(' ')).toContain('The broker refused connections')
  })

  test('a resolved alert starts no run', () => {
    const over = normalizeAlert([{ labels: { alertname: 'QueueSlow' }, status: 'resolved' }])
    expect(matchAlert(over, packs)).toMatchObject({ isSure: true, held: expect.stringContaining('resolved') })
  })

  test('what is not here is no candidate', () => {
    expect(matchAlert(alert({ alertname: 'X' }, { keys_runbook: '@keys/runbook-elsewhere' }), packs)).toMatchObject({
      candidates: [],
      isSure: false
    })
  })
})

test('values are only proposed, never for a secret, never with signs that steer a shell', () => {
  const labels = { webhook_url: 'https://a.example/x', 'queue-name': 'mail', token: 'abc', evil: '$(id)', space: 'a b' }
  const alert = normalizeAlert([{ labels, startsAt: '2026-11-23T03:12:09Z' }])
  const inputs = ['WEBHOOK_URL', 'QUEUE_NAME', 'EVIL', 'SPACE', 'INCIDENT_START', 'OTHER'].map((name) => ({ name }))
  expect(proposedInputs(alert, [...inputs, { name: 'TOKEN', secret: true }])).toEqual([
    { name: 'WEBHOOK_URL', value: 'https://a.example/x', from: 'the label webhook_url' },
    { name: 'QUEUE_NAME', value: 'mail', from: 'the label queue-name' },
    { name: 'INCIDENT_START', value: '2026-11-23T03:12:09.000Z', from: 'the time at which it began' }
  ])
})

test.each([
  [{ status: 'firing', alerts: [{ status: 'resolved', a: 1 }, { status: 'firing' }] }, 'firing'],
  [{ status: 'resolved', alerts: [{ status: 'firing', a: 1 }] }, 'resolved'],
  [{ a: { state: 'ok' }, b: { state: 'alerting' } }, 'firing'],
  [{ essentials: { monitorCondition: 'Resolved' } }, 'resolved'],
  [{ essentials: { monitorCondition: 'Fired' } }, 'firing'],
  [{ status: 'somewhere' }, 'unknown']
])('the whole says its status before its parts do: %j', (value, status) => {
  expect(normalizeAlert(value).status).toBe(status)
})

test('whatever is delivered, it is read, bounded, and the same twice', () => {
  const packs = [document('a', { signals: [alertSignal('A')] })]
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue({ maxDepth: 6 }), junk()), (value) => {
      const alert = normalizeAlert(value)
      expect(normalizeAlert(value)).toEqual(alert)
      expect(alert.texts.length).toBeLessThanOrEqual(60)
      expect(Object.keys(alert.labels).length).toBeLessThanOrEqual(100)
      expect(() => matchAlert(alert, packs)).not.toThrow()
    }),
    { numRuns: 300 }
  )
})

/** Values of the right names and the wrong kinds. */
function junk(): fc.Arbitrary<unknown> {
  const names =
    'alerts labels annotations status event data payload alert message Records Sns Message TopicArn detail detail-type resourceLogs tags custom_details __proto__ constructor AlarmName NewStateValue'
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.constant('2026-99-99'))
  return fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, leaf, tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.constantFrom(...names.split(' ')), tie('value'), { maxKeys: 6, noNullPrototype: true })
  }))['value']
}

test('long and hostile bodies take no time', () => {
  const began = process.cpuUsage()
  const many = Array.from({ length: 20_000 }, (_, index) => ({
    labels: { alertname: `A${index}` },
    annotations: { summary: 'x'.repeat(500) }
  }))
  expect(normalizeAlert({ receiver: 'x', alerts: many })).toMatchObject({ truncated: 19_800 })
  readAlertText(`runbook ${'http://'.repeat(100_000)}`)
  readAlertText('['.repeat(200_000))
  const { user, system } = process.cpuUsage(began)
  expect((user + system) / 1000).toBeLessThan(3000)
})

test.each([
  ['UptimeRobot', { monitorFriendlyName: 'shop', alertTypeFriendlyName: 'Down', alertDetails: 'HTTP 500' }, 'shop'],
  ['a display name', { monitor: { monitor_display_name: 'Checkout latency' } }, 'Checkout latency'],
  ['a plain name', { check_name: 'disk-full' }, 'disk-full']
])('the name of a monitor is a name, whatever the service calls it: %s', (_, value, name) => {
  expect(normalizeAlert(value).names).toEqual([name])
})

test('keys of an unknown service are no words of the alert: two words of every day are no sure hit', () => {
  const pages = document('pool-exhausted', {
    signals: [{ kind: 'symptom', text: 'requests answer 500, while pages without a database are fine', code: [] }]
  })
  const alert = normalizeAlert({
    monitorFriendlyName: 'home page',
    alertTypeFriendlyName: 'Down',
    alertDetails: 'HTTP 500'
  })
  expect(matchAlert(alert, [pages]).isSure).toBe(false)
})

test.each([
  [`payload=${encodeURIComponent('{"alert_name":"QueueSlow","text":"a + b & c"}')}`, 'QueueSlow'],
  [`payload=${encodeURIComponent('{"alert_name":"QueueSlow"}')}&channel=ops`, 'QueueSlow'],
  ['payload=%7B"broken', undefined],
  ['payload=none', undefined]
])('a form with a payload is read as what it holds: %s', (text, name) => {
  const { names, source } = readAlertText(text)
  expect([names[0], source]).toEqual([name, name === undefined ? 'text' : 'json'])
})

describe('what makes an alert unsure', () => {
  const log = (text: string) => ({ kind: 'log' as const, text, code: [text] })
  const packs = [
    document('hooks', { signals: [log('No signatures found matching the expected signature for payload')] }),
    document('slots', { signals: [log('FATAL: sorry, too many clients already'), log('too many connections')] })
  ]
  const [hook, slot] = [
    'No signatures found matching the expected signature for payload',
    'FATAL: sorry, too many clients already'
  ]
  const firing = (name: string, summary: string) => ({ labels: { alertname: name }, annotations: { summary } })

  test('two alerts of a group that are about different packs tie; two of one do not', () => {
    const both = matchAlert(normalizeAlert([firing('A', hook), firing('B', slot)]), packs)
    expect(both).toMatchObject({ isSure: false, tied: 2 })
    const alike = matchAlert(normalizeAlert([firing('A', slot), firing('B', slot)]), packs)
    expect(alike).toMatchObject({ isSure: true, candidates: [{ document: { slug: 'slots' } }] })
  })

  test.each([
    ['CloudWatch', { AlarmName: 'db', NewStateValue: 'INSUFFICIENT_DATA', AlarmDescription: slot }],
    ['Datadog', { alert_transition: 'No Data', alert_title: '[No Data] db', body: slot }],
    ['Grafana', [{ labels: { alertname: 'DatasourceNoData', rulename: 'db' }, annotations: { summary: slot } }]],
    ['former Grafana', { ruleName: 'db', evalMatches: [], state: 'no_data', message: slot }],
    ['an unknown service', { state: 'no data', text: slot }]
  ])('no data is not firing: %s', (_, body) => {
    const alert = normalizeAlert(body)
    expect(alert.status).toBe('no-data')
    expect(matchAlert(alert, packs)).toMatchObject({ isSure: false, candidates: [{ document: { slug: 'slots' } }] })
  })

  test.each([
    ['Zabbix', `Resolved in 5m: ${slot}`],
    ['Nagios', `RECOVERY Service Alert: ${slot}`],
    ['a chat', `[OK] ${slot}`],
    ['a check', `OK: ${slot}`]
  ])('a text that begins with its end is resolved: %s', (_, text) => {
    expect(matchAlert(readAlertText(text), packs).held).toContain('resolved')
  })

  test.each([
    ['says it is not', `not resolved yet: ${slot}`],
    ['resolves a name', `could not resolve host; ${slot}`]
  ])('a text that %s is none of these', (_, text) => {
    expect(matchAlert(readAlertText(text), packs).held).toBeNull()
  })

  test.each([['MysqlTooManyConnections(>80%)'], ['MongodbTooManyConnections'], ['aurora-mysql-connections']])(
    'another system in the name of the alert: %s',
    (name) => {
      expect(matchAlert(normalizeAlert([firing(name, 'too many connections')]), packs).isSure).toBe(false)
    }
  )

  test('a package of another owner is no more than a word', () => {
    const own = packs.map((pack) => ({ ...pack, package: `@keys/runbook-${pack.slug}` }))
    const named = (pack: string) =>
      normalizeAlert([{ labels: { alertname: 'X' }, annotations: { keys_runbook: pack } }])
    expect(matchAlert(named('@keys/runbook-hooks'), own)).toMatchObject({ isSure: true })
    expect(matchAlert(named('@evil/runbook-hooks'), own)).toMatchObject({ isSure: false })
  })

  test.each([['javascript:alert(1)//hooks'], ['file:///srv/hooks'], ['data:text/html,/hooks']])(
    'an address that is no page leads nowhere: %s',
    (link) => {
      const alert = normalizeAlert([{ labels: { alertname: 'X' }, annotations: { runbook_url: link } }])
      expect(matchAlert(alert, packs).candidates).toEqual([])
    }
  )
})
