import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, symlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packTarball } from '@keys/indexer'
import { graphDiffSchema, type GraphDiff } from '@keys/schema'
import { expect, onTestFinished, test } from 'vitest'
import { edit, keysHere, REPOSITORY, temporaryFolder, workspaceCopy } from './support.js'

const SLUG = 'stripe-webhook-failure'
const PACK = `runbook-keys/${SLUG}`
const FILES = ['README.md', 'checklist.md', 'pack.json', 'CHANGELOG.md', 'LICENSE.txt', 'package.json']
const retarget = (text: string): string => text.replace('go on with [Check 2]', 'go on with [Check 3]')

function git(root: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@keys.example', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'ignore' })
}

/** A workspace in git, with one change that is not committed. */
function changedCheckout(): string {
  const root = workspaceCopy()
  git(root, 'init', '-q', '-b', 'trunk')
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'Base')
  edit(root, `${PACK}/README.md`, retarget)
  return root
}

/** The difference as data; throws what the command says when there is none. */
async function diffHere(args: string[], folder: string, environment: Record<string, string> = {}): Promise<GraphDiff> {
  const { code, out, err } = await keysHere(['diff', ...args, '--format', 'json'], folder, environment)
  if (code !== 0) throw new Error(err)
  return graphDiffSchema.parse(JSON.parse(out))
}

const types = ({ changes }: GraphDiff): string[] => changes.map(({ type }) => type)

test('a revision against the working tree, in words, as JSON and as a graph', async () => {
  const root = changedCheckout()
  const words = await keysHere(['diff', `trunk:${SLUG}`, SLUG], root)
  expect({ code: words.code, err: words.err }).toEqual({ code: 0, err: '' })
  expect(words.out).toMatch(/major +if `ready`: leads to Check 3/)
  expect(words.out).toContain('At least major: 1 major.')
  const json = graphDiffSchema.parse(
    JSON.parse((await keysHere(['diff', `trunk:${PACK}`, PACK, '--format', 'json'], root)).out)
  )
  expect(types(json)).toEqual(['branch-retargeted'])
  expect(json.changes[0]?.after?.start.line).toBeGreaterThan(1)
  const graph = (await keysHere(['diff', `trunk:${SLUG}`, SLUG, '--format', 'mermaid'], root)).out
  expect(graph).toMatch(/^flowchart TD\n/)
  expect(graph.match(/linkStyle \d+ stroke:#(9a6700|cf222e)/g)).toHaveLength(2)
})

test('one argument compares with the newest tag', async () => {
  const root = changedCheckout()
  git(root, 'tag', `@keys/runbook-${SLUG}@1.0.0`)
  git(root, 'tag', `@keys/runbook-${SLUG}@0.9.0`)
  const { out } = await keysHere(['diff', SLUG, '--format', 'json'], root)
  const difference = graphDiffSchema.parse(JSON.parse(out))
  expect(difference.before.name).toBe(`@keys/runbook-${SLUG}@1.0.0`)
  expect(difference.bump).toBe('major')
})

test('a pack equals itself, however it is named', async () => {
  const folder = temporaryFolder()
  const tarball = join(folder, 'a.tgz')
  writeFileSync(tarball, packTarball((path) => readFileSync(join(REPOSITORY, PACK, path)), FILES).bytes)
  for (const other of [PACK, join(REPOSITORY, PACK), `@keys/runbook-${SLUG}`, tarball]) {
    expect((await diffHere([SLUG, other], REPOSITORY)).changes).toEqual([])
  }
})

test('a published version comes from the registry that is configured, and its checksum is looked at', async () => {
  const { bytes, integrity } = packTarball((path) => readFileSync(join(REPOSITORY, PACK, path)), FILES)
  const asked: string[] = []
  let sent = Buffer.from(bytes)
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { port } = server.address() as AddressInfo
    if (request.url?.endsWith('.tgz')) response.end(sent)
    else if (request.url === `/npm/@keys%2frunbook-${SLUG}/latest`) {
      response.end(JSON.stringify({ version: '1.0.0', dist: { tarball: `http://127.0.0.1:${port}/a.tgz`, integrity } }))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm`
  const root = workspaceCopy()
  edit(root, `${PACK}/README.md`, retarget)
  writeFileSync(join(root, '.npmrc'), `@keys:registry=${registry}\n`)
  const difference = await diffHere([SLUG], root)
  expect(difference.before).toEqual({ name: `@keys/runbook-${SLUG}@1.0.0`, version: '1.0.0' })
  expect(types(difference)).toEqual(['branch-retargeted'])
  expect(asked).toEqual([`/npm/@keys%2frunbook-${SLUG}/latest`, '/a.tgz'])
  await expect(diffHere([`${SLUG}@7.0.0`, SLUG], root)).rejects.toThrow(`has no @keys/runbook-${SLUG}@7.0.0`)
  sent = Buffer.from(createHash('sha1').update(bytes).digest())
  await expect(diffHere([SLUG], root)).rejects.toThrow('its checksum differs')
})

test('what cannot be had is told, with what to do instead', async () => {
  const root = changedCheckout()
  const offline = { npm_config_registry: 'http://127.0.0.1:9/' }
  for (const [args, message] of [
    [['diff', SLUG], `@keys/runbook-${SLUG}@latest cannot be fetched from 127.0.0.1:9`],
    [['diff', '--output=x:a', SLUG], 'unknown option'],
    [['diff', 'nothing:a', SLUG], 'There is no revision nothing here.'],
    [['diff', 'trunk:nothing', SLUG], 'There is nothing at nothing in trunk.'],
    [['diff', 'trunk:../..', SLUG], 'There is nothing at ../.. in trunk.'],
    [['diff', 'strip-webhook-failure', SLUG], 'Did you mean stripe-webhook-failure?']
  ] as const) {
    const { code, out, err } = await keysHere(args, root, offline)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  }
})

test('a link in a revision leads nowhere, and escape sequences reach no terminal', async () => {
  const root = changedCheckout()
  cpSync(join(root, PACK), join(root, 'runbook-keys/linked'), { recursive: true })
  rmSync(join(root, 'runbook-keys/linked/README.md'))
  symlinkSync('/etc/hostname', join(root, 'runbook-keys/linked/README.md'))
  edit(root, `${PACK}/README.md`, (text) => text.replace('- **If `missing`**', '- **If `\u001b[2Jmissing`**'))
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', 'Hostile')
  expect(await keysHere(['diff', 'trunk:linked', SLUG], root)).toMatchObject({ code: 2, out: '' })
  const { out } = await keysHere(['diff', `trunk~1:${SLUG}`, `trunk:${SLUG}`], root)
  expect(out).toContain('␛[2Jmissing')
  expect(out).not.toContain('\u001b')
})
