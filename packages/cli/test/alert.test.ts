// Alerts as they are delivered, against the packs of the workspace.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { matchAlert, normalizeAlert } from '@keys/search'
import { afterAll, describe, expect, test } from 'vitest'
import { PAYLOADS } from '../../search/test/alert-payloads.js'
import { findablePacks } from '@keys/indexer/find'
import { keysHere, REPOSITORY } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-alert-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function written(body: unknown): string {
  const path = join(folder, 'alert.json')
  writeFileSync(path, typeof body === 'string' ? body : JSON.stringify(body))
  return path
}

describe('the right runbook comes first, or an honest tie', async () => {
  const packs = await findablePacks(REPOSITORY, {}, '0.0.0')
  test.each(PAYLOADS.map((payload) => [payload.source, payload.name, payload] as const))(
    '%s: %s',
    (_, __, { pack, body }) => {
      const { candidates, tied, isSure } = matchAlert(normalizeAlert(body), packs)
      if (pack === null) expect(isSure).toBe(false)
      else expect(candidates.slice(0, tied).map(({ document }) => document.slug)).toContain(pack)
    }
  )
})

describe('keys find --alert', () => {
  const sure = {
    receiver: 'x',
    alerts: [{ labels: { alertname: 'A' }, annotations: { runbook: 'stripe-webhook-failure' } }]
  }

  test('shows the runbook, by what it was found, and what to type next', async () => {
    const { code, out, err } = await keysHere(['find', '--alert', written(sure)], REPOSITORY)
    expect(code).toBe(0)
    expect(out).toContain('1. stripe-webhook-failure  p1  named by the alert\n')
    expect(err).toBe('\nWhat to type next:\n  keys run stripe-webhook-failure\n')
  })

  test('reads what is piped in, and answers as JSON', async () => {
    const { code, out } = await keysHere(['find', '--alert', '-', '--format', 'json'], REPOSITORY, {}, [
      JSON.stringify(sure)
    ])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({
      alert: { source: 'alertmanager' },
      isSure: true,
      tied: 1,
      candidates: [{ slug: 'stripe-webhook-failure', evidence: 'pack' }]
    })
  })

  test('a resolved alert starts nothing', async () => {
    const { out, err } = await keysHere(['find', '--alert', written({ ...sure, status: 'resolved' })], REPOSITORY)
    expect(out).toContain('stripe-webhook-failure')
    expect(err).toContain('The alert is resolved: no run is started for it.')
    expect(err).not.toContain('keys run')
  })

  test('nothing that fits is said, and what cannot be read is refused', async () => {
    const nothing = await keysHere(['find', '--alert', written({ zzz: 'qqq' })], REPOSITORY)
    expect([nothing.code, nothing.err]).toEqual([1, expect.stringContaining('runbooks fits')])
    expect((await keysHere(['find', '--alert', join(folder, 'none')], REPOSITORY)).code).toBe(2)
    expect((await keysHere(['find', '--alert', written('')], REPOSITORY)).err).toContain('The alert is empty.')
    expect((await keysHere(['find', '--alert', written('x'.repeat(1_100_000))], REPOSITORY)).err).toContain('1 MiB')
    expect((await keysHere(['find', 'words', '--alert', written(sure)], REPOSITORY)).code).toBe(2)
  })

  test('what steers a terminal is shown and does not steer it', async () => {
    const { out } = await keysHere(
      [
        'find',
        '--alert',
        written({
          ...sure,
          alerts: [{ labels: { alertname: '\u001b[2JA\u202e' }, annotations: { runbook: 'stripe-webhook-failure' } }]
        })
      ],
      REPOSITORY
    )
    for (const sign of ['\u001b', '\u202e']) expect(out).not.toContain(sign)
  })
})

describe('keys run --alert', () => {
  const fired = {
    receiver: 'x',
    alerts: [
      {
        labels: { alertname: 'RlsDenied', incident_start: '2026-11-23T03:12:09Z' },
        annotations: { runbook_url: 'https://x.example/supabase-rls-lockout-recovery' },
        startsAt: '2026-11-23T03:12:09Z'
      }
    ]
  }
  const journal = (runs: string): string => {
    const [run] = readdirSync(runs)
    return readFileSync(join(runs, run ?? '', 'journal.jsonl'), 'utf8')
  }

  test('starts the runbook, says in the record what it is for, and takes no value by itself', async () => {
    const runs = mkdtempSync(join(folder, 'runs-'))
    const { code } = await keysHere(['run', '--alert', written(fired), '--yes', '--runs', runs], REPOSITORY)
    expect(code).toBe(1)
    expect(journal(runs)).toContain(
      'For an alert of alertmanager, firing: RlsDenied. Found because: Its runbook link ends'
    )
    expect(journal(runs)).not.toContain('"type":"input-set"')
  })

  test('a person takes what it proposes, and the record says whose value it was', async () => {
    const runs = mkdtempSync(join(folder, 'runs-'))
    const labels = {
      alertname: 'Hooks',
      webhook_url: 'https://app.example/hooks',
      stripe_secret_key: 'rk_live_0000000000'
    }
    const alert = { receiver: 'x', alerts: [{ labels, annotations: { pack: 'stripe-webhook-failure' } }] }
    const { out, err } = await keysHere(['run', '--alert', written(alert), '--plain', '--runs', runs], REPOSITORY, {}, [
      '2\n',
      'q\n',
      'q\n'
    ])
    expect(`${out}${err}`).toContain('The alert proposes values.')
    expect(journal(runs)).toContain(
      '"name":"WEBHOOK_URL","secret":false,"value":"https://app.example/hooks","origin":"alert","channel":"piped"'
    )
    expect(journal(runs)).not.toContain('rk_live')
  })

  test('starts nothing for what is over, for what ties, nor for what fits nothing', async () => {
    const over = { ...fired, status: 'resolved' }
    const tie = {
      receiver: 'x',
      alerts: [
        { labels: { alertname: 'A' }, annotations: { runbook: 'stripe-webhook-failure', pack: 'ai-output-regression' } }
      ]
    }
    for (const [body, words] of [
      [over, 'resolved'],
      [tie, 'does not say which'],
      [{ q: 'zzz' }, 'No runbook here fits']
    ] as const) {
      const { code, err } = await keysHere(
        ['run', '--alert', written(body), '--yes', '--runs', join(folder, 'no-runs')],
        REPOSITORY
      )
      expect([code, err]).toEqual([2, expect.stringContaining(words)])
    }
    expect(existsSync(join(folder, 'no-runs'))).toBe(false)
  })
})
