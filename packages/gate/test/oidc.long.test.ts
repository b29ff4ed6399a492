// A build that publishes without a stored token, and what only looks like one.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { FEATURE, samplePack } from '#gate'
import { TOKEN_PATTERN } from '../src/core/token.ts'
import { CLIENTS, Project } from './support/clients.ts'
import { ask, useTrial } from './support/gate.ts'

const NAME = '@keys/runbook-built'
const ours = await generateKeyPair('RS256')
const others = await generateKeyPair('RS256')
const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'a', alg: 'RS256', use: 'sig' }
const issuers = createServer((request, response) => {
  const base = `http://127.0.0.1:${(issuers.address() as AddressInfo).port}`
  const isDiscovery = request.url === '/.well-known/openid-configuration'
  response.end(JSON.stringify(isDiscovery ? { issuer: base, jwks_uri: `${base}/keys` } : { keys: [jwk] }))
})
await new Promise<void>((resolve) => issuers.listen(0, '127.0.0.1', resolve))
const issuer = `http://127.0.0.1:${(issuers.address() as AddressInfo).port}`
const claims = { repository: 'keys/packs', ref: 'refs/heads/main' }
const publishers = [{ issuer, claims, packages: [NAME, '@keys/runbook-other'] }]
// Each comes from another address: one alone may begin few.
const { trial } = useTrial({ settings: { publishers, trustedProxies: ['127.0.0.0/8'] } })
let addresses = 0
const root = mkdtempSync(join(tmpdir(), 'keys-gate-oidc-'))
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  issuers.close()
})

let builds = 0
/** The proof of a build, as its platform signs it. */
function proof(more: JWTPayload = {}, key = ours.privateKey, alg = 'RS256'): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const payload = {
    iss: issuer,
    aud: 'npm:127.0.0.1',
    sub: 'repo:keys/packs:ref:refs/heads/main',
    iat: now,
    exp: now + 300,
    jti: String(++builds),
    ...claims,
    ...more
  }
  return new SignJWT(payload).setProtectedHeader({ alg, kid: 'a' }).sign(key)
}
const exchange = (token: string, name = NAME) =>
  ask(trial.url, `/-/npm/v1/oidc/token/exchange/package/${name.replace('/', '%2f')}`, {
    method: 'POST',
    token,
    headers: { 'x-forwarded-for': `10.0.0.${++addresses}` }
  })
const put = (token: string, name: string) =>
  ask(trial.url, `/${name.replace('/', '%2f')}`, {
    method: 'PUT',
    token,
    body: JSON.stringify(samplePack({ name, version: '1.0.0', title: 'Built', entitlement: FEATURE }).body),
    headers: { 'content-type': 'application/json' }
  })

test('gets a token that publishes this one package, for some minutes, and stands in the audit', async () => {
  const { status, body } = await exchange(await proof())
  expect(status).toBe(201)
  const token = String(body['token'])
  const stored = await trial.gate.parts.tokens.find(token.slice(4, 16))
  expect(stored).toMatchObject({ scope: 'publish', packs: [NAME], manages: false, customer: 'own_builds' })
  expect((stored?.expiresAt ?? Infinity) - Date.now()).toBeLessThanOrEqual(15 * 60_000)
  expect((await put(token, '@keys/runbook-other')).status).toBe(403)
  expect((await put(token, NAME)).status).toBe(201)
  const { body: audit } = await ask(trial.url, '/-/gate/admin/audit', { token: trial.gate.parts.settings.adminSecret })
  expect(audit['entries']).toContainEqual(
    expect.objectContaining({ actor: 'oidc', action: 'token-created', subject: token.slice(4, 16) })
  )
})

describe('is refused', () => {
  const hour = 3600
  const now = Math.floor(Date.now() / 1000)
  const unsigned = (header: object): string =>
    [header, { iss: issuer, aud: 'npm:127.0.0.1', iat: now, exp: now + 300, ...claims }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')

  test.each<[string, () => Promise<string> | string, string?]>([
    ['for another registry', () => proof({ aud: 'npm:registry.npmjs.org' })],
    ['for no registry', () => proof({ aud: undefined })],
    ['that is over', () => proof({ iat: now - 2 * hour, exp: now - hour })],
    ['that never ends', () => proof({ exp: undefined })],
    ['that is of the future', () => proof({ nbf: now + hour })],
    ['of another repository', () => proof({ repository: 'mallory/packs' })],
    ['of another branch', () => proof({ ref: 'refs/heads/evil' })],
    ['that does not say of which', () => proof({ repository: undefined })],
    ['that says it otherwise', () => proof({ repository: ['keys/packs'] })],
    ['of another issuer', () => proof({ iss: 'https://evil.example' })],
    ['signed by somebody else', () => proof({}, others.privateKey)],
    ['signed by nobody', () => `${unsigned({ alg: 'none' })}.x`],
    [
      'signed with the public key as a secret',
      async () =>
        new SignJWT({ iss: issuer, aud: 'npm:127.0.0.1', iat: now, exp: now + 300, ...claims })
          .setProtectedHeader({ alg: 'HS256', kid: 'a' })
          .sign(new TextEncoder().encode(JSON.stringify(jwk)))
    ],
    ['for a package that no publisher has', () => proof(), '@keys/runbook-payments-down'],
    ['for a package of another scope', () => proof(), '@other/runbook-built'],
    ['for no package', () => proof(), '@keys/..'],
    ['that is none', () => 'hunter2']
  ])('a proof %s', async (_, make, name) => {
    const answer = await exchange(await make(), name)
    expect([answer.status, TOKEN_PATTERN.test(answer.text)], answer.text).toEqual([401, false])
    expect(answer.text).not.toContain('hunter2')
  })

  test('a proof that was used', async () => {
    const one = await proof()
    const answers = await Promise.all([exchange(one), exchange(one), exchange(one)])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 401, 401])
  })
})

test('npm publishes by it, with no token anywhere', async () => {
  const client = CLIENTS.find(({ name }) => name === 'npm-11')
  if (client === undefined) throw new Error('There is no npm 11.')
  const project = new Project(client, root, 'build')
  project.write({
    ...client.settings(trial.url, null),
    'package.json': JSON.stringify({ name: '@keys/runbook-other', version: '1.0.0', license: 'MIT' }),
    'pack.json': JSON.stringify({ slug: 'other', entitlement: FEATURE })
  })
  const { code, output } = await project.run(['publish', '--provenance=false'], {
    GITHUB_ACTIONS: 'true',
    NPM_ID_TOKEN: await proof()
  })
  expect(code, output).toBe(0)
  expect((await ask(trial.url, '/@keys%2frunbook-other')).status).toBe(401)
})
