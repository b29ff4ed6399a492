// Whether alerting rules and runbooks lead to each other.
import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { rulesIn } from '@keys/search/rule-files'
import { keysHere, REPOSITORY } from './support.js'

const folder = mkdtempSync(join(tmpdir(), 'keys-rules-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const RULES = `# Alerts of the team
groups:
  - name: billing
    rules:
      - alert: StripeWebhookErrorRateHigh   # pages
        expr: rate(x[5m]) > 1
        labels: { severity: page, service: billing }
        annotations:
          summary: Stripe reports failed deliveries to the webhook endpoint
      - alert: Linked
        expr: up == 0
        annotations:
          runbook_url: https://runbooks.example/supabase-rls-lockout-recovery
      - alert: DeadLink
        expr: up == 0
        annotations: { runbook_url: "https://runbooks.example/kube/KubeDown" }
      - alert: DeadLetterJobsFailed
        expr: 'jobs{queue="dead letter"} > 0'
        for: 5m
      - alert: Nothing
        expr: zzz > 1
      - record: a:b
        expr: sum(b)
`

function written(text: string, name = 'rules.yml'): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('keys alerts check', () => {
  test('says of each alert whether it leads to a runbook, and of each runbook whether an alert leads to it', async () => {
    const path = written(RULES)
    const { code, out } = await keysHere(['alerts', 'check', path], REPOSITORY)
    expect(code).toBe(1)
    expect(out).toContain(`${path}:5 StripeWebhookErrorRateHigh has no link; fits: stripe-webhook-failure\n`)
    expect(out).toContain('  runbook_url: https://www.npmjs.com/package/@keys/runbook-stripe-webhook-failure\n')
    expect(out).toContain('DeadLink has a link that leads to no runbook here: https://runbooks.example/kube/KubeDown\n')
    expect(out).toContain('Nothing has no runbook\n')
    expect(out).toContain('No alert leads to ai-output-regression.\n')
    expect(out).not.toContain('Linked leads')
    expect(out).toMatch(/5 alerts: 1 lead to a runbook, 4 do not\.\n$/)
  })

  test('--fix writes what is missing where it belongs, and nothing else', async () => {
    const path = written(RULES)
    const { err, out } = await keysHere(
      ['alerts', 'check', path, '--fix', '--base', 'https://runbooks.example'],
      REPOSITORY
    )
    expect(err).toBe('2 links were written.\n')
    expect(out).toContain(`${path}:5 StripeWebhookErrorRateHigh now leads to: stripe-webhook-failure\n`)
    expect(out).toMatch(/5 alerts: 3 lead to a runbook, 2 do not\.\n$/)
    const fixed = readFileSync(path, 'utf8')
    const added = fixed.split('\n').filter((line) => !RULES.split('\n').includes(line))
    expect(added).toEqual(
      [
        '          runbook_url: "https://runbooks.example/stripe-webhook-failure"',
        '        annotations:',
        '          runbook_url: "https://runbooks.example/background-job-failure-replay"'
      ].filter((line) => !RULES.split('\n').includes(line))
    )
    expect(fixed.split('\n').filter((line) => RULES.split('\n').includes(line)).length).toBeGreaterThanOrEqual(
      RULES.split('\n').length
    )
    const again = await keysHere(['alerts', 'check', path, '--format', 'json'], REPOSITORY)
    const { alerts } = JSON.parse(again.out) as { alerts: { alert: string; state: string }[] }
    expect(alerts.filter(({ state }) => state === 'linked').map(({ alert }) => alert)).toEqual([
      'StripeWebhookErrorRateHigh',
      'Linked',
      'DeadLetterJobsFailed'
    ])
  })

  test('what the packages are called is a link too', async () => {
    const path = written(RULES)
    await keysHere(['alerts', 'check', path, '--fix'], REPOSITORY)
    const { out } = await keysHere(['alerts', 'check', path, '--format', 'json'], REPOSITORY)
    expect(out).toContain('"runbookUrl": "https://www.npmjs.com/package/@keys/runbook-stripe-webhook-failure"')
    expect((out.match(/"state": "linked"/g) ?? []).length).toBe(3)
  })

  test('PrometheusRule of Kubernetes, several documents, templates, JSON, and what is no YAML', () => {
    const kubernetes = `apiVersion: v1\nkind: List\n---\nkind: PrometheusRule\nspec:\n${RULES.replaceAll(/^/gm, '  ').replace('  # Alerts', '# Alerts')}`
    expect(rulesIn('a', kubernetes).rules.map(({ name }) => name)).toHaveLength(5)
    expect(
      rulesIn('a', '{"groups":[{"rules":[{"alert":"A","annotations":{"summary":"{{ $labels.x }}"}}]}]}').rules
    ).toMatchObject([{ name: 'A', place: null }])
    expect(rulesIn('a', 'groups: [').faults).toMatchObject([{ file: 'a', line: 1 }])
    expect(rulesIn('a', '').rules).toEqual([])
  })

  test.each([
    'javascript:alert(1)',
    'nonsense',
    'https://x.example/y?z=1',
    'https://x.example/#f',
    'https://a:b@x.example'
  ])('--base %s is refused, and nothing is written', async (base) => {
    const path = written(RULES)
    const { code, err } = await keysHere(['alerts', 'check', path, '--fix', '--base', base], REPOSITORY)
    expect([code, err]).toEqual([2, expect.stringContaining('Give an http or https address')])
    expect(readFileSync(path, 'utf8')).toBe(RULES)
  })

  test('--fix writes through a link, and keeps the line ends of the file', async () => {
    const path = written(RULES.replaceAll('\n', '\r\n'), 'crlf.yml')
    const link = `${path}.link.yml`
    symlinkSync(path, link)
    const { err } = await keysHere(['alerts', 'check', link, '--fix'], REPOSITORY)
    expect(err).toBe('2 links were written.\n')
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(readFileSync(path, 'utf8').replaceAll('\r\n', '')).not.toContain('\n')
  })

  const FITS = '{alert: StripeWebhookErrorRateHigh, expr: up, labels: {service: billing}, annotations: ANNOTATIONS}'
  const SUMMARY = 'Stripe reports failed deliveries to the webhook endpoint'
  test.each([
    ['in braces', `- ${FITS.replace('ANNOTATIONS', `{summary: ${SUMMARY}}`)}`],
    [
      'with empty braces',
      '- alert: StripeWebhookErrorRateHigh\n        expr: up\n        labels: {service: billing}\n        annotations: {}'
    ],
    [
      'by an alias',
      `- alert: StripeWebhookErrorRateHigh\n        expr: up\n        labels: &same\n          summary: ${SUMMARY}\n        annotations: *same`
    ]
  ])('--fix says what it left and why, with the link to use: %s', async (_, rule) => {
    const text = `groups:\n  - name: a\n    rules:\n      ${rule}\n`
    const path = written(text, 'left.yml')
    const { code, out, err } = await keysHere(['alerts', 'check', path, '--fix'], REPOSITORY)
    expect([code, err]).toEqual([1, '0 links were written.\n'])
    expect(out).toContain('  runbook_url: https://www.npmjs.com/package/@keys/runbook-stripe-webhook-failure\n')
    expect(out).toContain('  Not written by --fix: its annotations are not written in lines of their own')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  test('a link to no runbook here is told apart from the runbook that fits', async () => {
    const link = 'https://runbooks.example/stripe-nope'
    const path = written(RULES.replace('annotations:\n', `annotations:\n          runbook_url: ${link}\n`), 'dead.yml')
    const { out } = await keysHere(['alerts', 'check', path, '--fix'], REPOSITORY)
    expect(out).toContain(`has a link that leads to no runbook here: ${link}; fits: stripe-webhook-failure\n`)
    expect(out).toContain('  Not written by --fix: it has a link of its own, which may be right elsewhere.\n')
    expect(readFileSync(path, 'utf8')).toContain(link)
  })

  test.each(['foo: bar\n', 'groups: 5\n', '', 'groups:\n  - rules: [5, null, {alert: [1]}]\n'])(
    'a file without an alerting rule is said to have none: %j',
    async (text) => {
      const path = written(text, 'none.yml')
      const alone = await keysHere(['alerts', 'check', path], REPOSITORY)
      expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('No alerting rule was found in')])
      const beside = await keysHere(['alerts', 'check', path, written(RULES)], REPOSITORY)
      expect(beside.out).toContain('none.yml: no alerting rule was found in it.\n')
    }
  )

  test('139 alerts with links take less than a second', async () => {
    const rules = Array.from(
      { length: 139 },
      (_, index) =>
        `      - alert: KubeThing${index}\n        expr: up\n        annotations:\n          summary: A pod of component ${index} is not ready.\n          runbook_url: https://runbooks.example/runbooks/kubernetes/kubething${index}\n`
    )
    const path = written(`groups:\n  - name: a\n    rules:\n${rules.join('')}`, 'many.yml')
    await keysHere(['alerts', 'check', path], REPOSITORY)
    const began = process.cpuUsage()
    const { out } = await keysHere(['alerts', 'check', path], REPOSITORY)
    // What it takes of a processor: it waits for nothing, and how long others keep one is not its own.
    const { user, system } = process.cpuUsage(began)
    expect((user + system) / 1000).toBeLessThan(1000)
    expect(out).toContain('139 alerts: 0 lead to a runbook, 139 do not.')
  })

  test.each([[['alerts', 'fix', 'x']], [['alerts', 'check', '/nowhere.yml']]])('%j is refused', async (args) => {
    expect((await keysHere(args, REPOSITORY)).code).toBe(2)
  })
})
