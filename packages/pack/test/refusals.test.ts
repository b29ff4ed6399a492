// What a registry says when it refuses a pack.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { publishedFiles } from '../src/registry/published-pack.ts'
import { UsageError } from '../src/usage-error.ts'

async function refusalOf(status: number, body: string, read = (error: UsageError) => error.message): Promise<string> {
  const folder = mkdtempSync(`${tmpdir()}/keys-refusal-`)
  const server = createServer((_request, response) => response.writeHead(status).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })
  const { port } = server.address() as AddressInfo
  const environment = { 'npm_config_@keys:registry': `http://127.0.0.1:${port}/` }
  return publishedFiles('@keys/runbook-x', 'latest', { folder, environment }, 'Check the spelling.').then(
    () => 'given',
    (error: unknown) => (error instanceof UsageError ? read(error).replaceAll(String(port), 'PORT') : String(error))
  )
}

const SENTENCE =
  '@keys/runbook-x is part of Operator plan, which this account does not have. To buy it: https://npm.example.com/'

test.each([401, 402, 403, 503])('the sentence of a registry is shown with %s', async (status) => {
  expect(await refusalOf(status, JSON.stringify({ error: SENTENCE }))).toBe(
    `127.0.0.1:PORT refuses @keys/runbook-x@latest: ${SENTENCE}`
  )
})

test.each([
  ['no sentence', '{}'],
  ['no JSON', '<html>'],
  ['a sentence that is no text', '{"error":{}}'],
  ['more than a sentence', JSON.stringify({ error: 'x'.repeat(30_000) })]
])('%s leaves the usual words', async (_, body) => {
  expect(await refusalOf(401, body)).toBe('127.0.0.1:PORT refuses @keys/runbook-x@latest.')
})

test('a sentence steers no terminal', async () => {
  expect(await refusalOf(402, JSON.stringify({ error: 'a\u001b[31mb\nc' }))).toBe(
    '127.0.0.1:PORT refuses @keys/runbook-x@latest: a␛[31mb␊c'
  )
})

test.each([
  [402, JSON.stringify({ error: SENTENCE }), 'Do what the registry says, then retry.'],
  [401, '{}', 'Log in to it, or ask whether you are entitled.'],
  [403, '<html>', 'Log in to it, or ask whether you are entitled.'],
  [404, '{}', 'Check the spelling.'],
  [500, '{}', 'Check the spelling.'],
  [200, '{}', 'See whether the address of the registry is right: npm config get registry'],
  [200, dist('http://elsewhere.example/x.tgz'), 'Tell the administrator of the registry.']
])('the next step fits the answer %s %s', async (status, body, hint) => {
  expect(await refusalOf(status, body, (error) => error.hint)).toBe(hint)
})

function dist(tarball: string): string {
  return JSON.stringify({ version: '1.0.0', dist: { tarball, integrity: 'sha512-x' } })
}
