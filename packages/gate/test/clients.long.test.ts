// What people see: each client, in each state that a customer can be in.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FEATURE, publish } from '#gate'
import { formatToken } from '../src/core/token.ts'
import { CLIENTS, Project, steady, type Client, type Ran } from './support/clients.ts'
import { useTrial } from './support/gate.ts'

const { trial, make } = useTrial()
const root = mkdtempSync(join(tmpdir(), 'keys-gate-clients-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const FREE = '@keys/runbook-hello'
const PAID = '@keys/runbook-grows'
const tokens: Record<string, string> = {}

beforeAll(async () => {
  const sample = { name: PAID, title: 'Grows', entitlement: FEATURE }
  await publish(trial.gate, trial.url, [{ ...sample, version: '1.0.0' }])
  for (const name of ['none', 'pays', 'lapsed', 'revoked']) tokens[name] = (await make.token(`cus_${name}`)).text
  await make.pays('cus_none', [])
  await make.pays('cus_pays', [FEATURE])
  await make.pays('cus_lapsed', [FEATURE])
  await make.pays('cus_lapsed', [])
  await new Promise((resolve) => setTimeout(resolve, 20))
  await publish(trial.gate, trial.url, [{ ...sample, version: '1.1.0' }])
})

/** Adds a package, in an empty folder. */
async function add(
  client: Client,
  name: string,
  token: string | null,
  spec: string
): Promise<{ project: Project; ran: Ran }> {
  const project = new Project(client, root, name)
  project.write(client.settings(trial.url, token))
  return { project, ran: await project.run([...client.add, spec]) }
}

/** How often a package was refused so far. */
async function refusals(): Promise<number> {
  const { values } = await trial.gate.parts.metrics.requests.get()
  const counts = values.filter(
    ({ metricName, labels }) =>
      metricName?.endsWith('_count') === true &&
      Number(labels.status) >= 400 &&
      ['packument', 'version', 'tarball'].includes(String(labels.route))
  )
  return counts.reduce((sum, { value }) => sum + value, 0)
}

describe.each(CLIENTS)('$name', (client) => {
  const said: string[] = []
  const keep = (what: string, { code, output }: Ran): void =>
    void said.push(`## ${what}: ${code === 0 ? 'installed' : 'refused'}\n\n${steady(output, trial.url)}\n`)

  test('installs what is free without a token', async () => {
    const { ran } = await add(client, 'free', null, FREE)
    keep('free, no token', ran)
    expect([ran.code, ran.installed(FREE)], ran.output).toEqual([0, '1.0.0'])
  })

  test.each([
    ['no token', () => null],
    ['a token that is not known', () => formatToken(new Uint8Array(8).fill(1), new Uint8Array(32).fill(2)).text],
    ['half a token', () => 'kgt_000000000000_0000'],
    ['a variable that is not set', () => '${KEYS_TOKEN}'],
    ['not bought', () => tokens['none'] ?? '']
  ])('is refused at once: %s', async (what, token) => {
    const before = await refusals()
    const { ran } = await add(client, what.replace(/ /g, '-'), token(), PAID)
    keep(what, ran)
    expect([ran.code === 0, ran.installed(PAID)], ran.output).toEqual([false, null])
    // Nobody waits for what will not come: npm asks again after 10 s and 60 s for an answer that it takes for a fault.
    expect((await refusals()) - before).toBeLessThanOrEqual(1)
    expect(ran.output).not.toContain(tokens['none'] ?? '-')
  })

  test('installs what was bought; from a lock file as well, and no longer when the token is revoked', async () => {
    const { project, ran } = await add(client, 'pays', tokens['pays'] ?? '', PAID)
    keep('bought', ran)
    expect([ran.code, ran.installed(PAID)], ran.output).toEqual([0, '1.1.0'])
    const elsewhere = project.copy(root, 'frozen')
    elsewhere.write(client.settings(trial.url, tokens['pays'] ?? ''))
    const frozen = await elsewhere.run(client.frozen)
    expect([frozen.code, frozen.installed(PAID)], frozen.output).toEqual([0, '1.1.0'])
    const { text, id } = await make.token('cus_pays')
    await trial.gate.parts.tokens.revoke(id, 'admin')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const revoked = project.copy(root, 'revoked')
    revoked.write(client.settings(trial.url, text))
    const refused = await revoked.run(client.frozen)
    keep('lock file, token revoked a second ago', refused)
    expect([refused.code === 0, refused.installed(PAID)], refused.output).toEqual([false, null])
  })

  test('installs the newest that was paid for, and not what came later', async () => {
    const { ran } = await add(client, 'lapsed', tokens['lapsed'] ?? '', `${PAID}@^1.0.0`)
    keep('lapsed, a range', ran)
    expect([ran.code, ran.installed(PAID)], ran.output).toEqual([0, '1.0.0'])
    const { ran: newer } = await add(client, 'lapsed-newer', tokens['lapsed'] ?? '', `${PAID}@1.1.0`)
    keep('lapsed, the newer version', newer)
    expect([newer.code === 0, newer.installed(PAID)], newer.output).toEqual([false, null])
  })

  test('says all that as it is kept', async () => {
    await expect(`# ${client.name}\n\n${said.join('\n')}`).toMatchFileSnapshot(`golden/${client.name}.md`)
  })
})
