// A company with a scope of its own: its pack is written, published, installed and run beside ours, by every manager.
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillPlaces, NODE_20 } from '@keys/testkit'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { emptyProject, MANAGERS, OTHER_MANAGERS, type Consumer } from '../support/consumer.js'
import { PACKAGES } from '../support/packages.js'
import { run } from '../support/run.js'
import { tarballOf } from '../support/tarballs.js'
import { startRegistry, type Registry } from '../support/verdaccio.js'

const SLUG = 'queue-stuck'
const PACK = `@acme/runbook-${SLUG}`
const OURS = '@keys/runbook-stripe-webhook-failure'

const home = mkdtempSync(join(tmpdir(), 'keys-company-'))
let registry: Registry
let stop = async (): Promise<void> => {}
let company: Consumer

/** Says on stderr what took how long. */
async function stage<Result>(name: string, work: Promise<Result>): Promise<Result> {
  const start = performance.now()
  const result = await work
  process.stderr.write(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  return result
}

beforeAll(async () => {
  mkdirSync(join(home, 'registry'))
  registry = await startRegistry(join(home, 'registry'))
  stop = registry.stop
  const publisher = join(home, 'publisher')
  mkdirSync(publisher)
  writeFileSync(join(publisher, '.npmrc'), registry.npmrc)
  const needed = PACKAGES.filter(({ name, isRunbook }) => !isRunbook || name === OURS)
  const queue = needed.map(({ manifest }) => tarballOf(manifest).path)
  const publish = async (): Promise<void> => {
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      await run(['npm', 'publish', path, '--access', 'public'], { cwd: publisher })
    }
  }
  await stage('publish our packages', Promise.all([publish(), publish(), publish()]))

  company = emptyProject(home, 'company', MANAGERS[0]!, registry)
  rmSync(join(company.folder, 'package.json'))
  const flags = ['--scope', '@acme', '--packs', 'ops/runbooks', '--yes']
  await stage('create a pack', company.npm('create', '--yes', '@keys/runbook', SLUG, '--', ...flags))
  await stage('install its tools, and one of ours', company.install(OURS))
  fillPlaces(join(company.folder, 'ops/runbooks', SLUG))
  await stage('publish', company.npm('publish', '--workspace', `ops/runbooks/${SLUG}`, '--access', 'public'))
})

afterAll(async () => {
  await stop()
  rmSync(home, { recursive: true, force: true })
})

test('it is validated, drilled and indexed, fetched and compared under the scope of the company', async () => {
  await stage('drill', company.npm('run', 'drill', '--', '--update'))
  expect(await company.npm('run', 'validate')).toMatch(/1 pack: \d+ warnings/)
  expect(await company.exec('keys', 'index')).toContain('1 runbooks, packed in dist/packs')
  expect(existsSync(join(company.folder, `dist/packs/acme-runbook-${SLUG}-0.1.0.tgz`))).toBe(true)
  const listed: unknown = JSON.parse(await company.exec('keys', 'list', '--format', 'json'))
  expect(listed).toMatchObject([
    { package: PACK, origin: 'workspace' },
    { package: OURS, origin: 'installed' }
  ])
  const elsewhere = emptyProject(home, 'elsewhere', MANAGERS[0]!, registry)
  await elsewhere.install('@keys/cli')
  expect(await elsewhere.exec('keys', 'run', PACK, '--fetch', '--dry-run')).toContain(`${PACK} 0.1.0`)
  expect(await elsewhere.exec('keys', 'diff', `${PACK}@0.1.0`, `${PACK}@latest`)).toContain(PACK)
})

test("npm's own settings lead to it: a file of the user, a password, a proxy", async () => {
  const { url, user } = registry
  const seen: string[] = []
  // Hands on what it is asked.
  const proxy = createServer((incoming, response) => {
    seen.push(`${incoming.headers.authorization?.split(' ')[0]} ${incoming.url?.replace(url, '/')}`)
    request(incoming.url ?? '', { headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    }).end()
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  onTestFinished(() => void proxy.close())
  const stranger = join(home, 'stranger')
  mkdirSync(stranger)
  const host = url.replace('http:', '')
  const settings = [
    `@acme:registry=${url}`,
    `${host}:username=${user.name}`,
    `${host}:_password=${Buffer.from(user.password).toString('base64')}`,
    `proxy=http://127.0.0.1:${(proxy.address() as AddressInfo).port}/`
  ]
  writeFileSync(join(stranger, 'settings'), settings.join('\n'))
  // Installed where the pack is not: what lies beside the command is here already.
  const command = join(home, 'npm-elsewhere/node_modules/.bin/keys')
  const fetched = (environment: Record<string, string>, codes: number[] = [0]): Promise<string> =>
    run([process.execPath, command, 'run', PACK, '--fetch', '--dry-run'], {
      cwd: stranger,
      environment: { HOME: stranger, ...environment },
      codes
    })
  expect(await fetched({ NPM_CONFIG_USERCONFIG: join(stranger, 'settings') })).toContain(`${PACK} 0.1.0`)
  expect(seen).toEqual([
    expect.stringMatching(/^Basic \/@acme%2frunbook-queue-stuck\/latest$/),
    expect.stringMatching(/^Basic \/@acme\/runbook-queue-stuck\/-\/.*\.tgz$/)
  ])
  await fetched({ 'npm_config_@acme:registry': url }, [2])
})

describe.concurrent.each([...MANAGERS, ...OTHER_MANAGERS])('installed by $name', (manager) => {
  test('it is found and run beside ours, imported, required and bundled', async () => {
    const project = emptyProject(home, 'app', manager, registry)
    await stage(`${manager.name} installs`, project.install(PACK, OURS, '@keys/cli', '@keys/parser'))
    const listed: unknown = JSON.parse(await project.exec('keys', 'list', '--format', 'json'))
    expect(listed).toMatchObject([{ package: PACK }, { package: OURS }])
    expect(await project.exec('keys', 'find', 'queue stuck')).toMatch(/^1\. {2}queue-stuck /)
    expect(await project.exec('keys', 'run', SLUG, '--dry-run')).toContain(`${PACK} 0.1.0`)

    project.write('use.js', `import { pack } from '${PACK}'\nconsole.log(JSON.stringify(pack.slug))\n`)
    expect(await project.node('use.js')).toBe(SLUG)
    project.write('use.ts', `import { pack } from '${PACK}'\nexport const slug: string = pack.slug\n`)
    const options = { strict: true, module: 'nodenext', target: 'es2023', noEmit: true, types: [] }
    project.write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: ['use.ts'] }))
    await run([join(import.meta.dirname, '../../node_modules/.bin/tsc'), '-p', '.'], { cwd: project.folder })

    project.write(
      'use.cjs',
      `const { pack } = require('${PACK}')\nconst { parseRunbook } = require('@keys/parser')
       process.stdout.write(JSON.stringify([pack.slug, parseRunbook('# A').title.text]))`
    )
    for (const node of [process.execPath, NODE_20]) {
      expect(JSON.parse(await run([node, 'use.cjs'], { cwd: project.folder }))).toEqual([SLUG, 'A'])
    }
    const { outputFiles } = await build({
      entryPoints: [join(project.folder, 'use.js')],
      bundle: true,
      platform: 'browser',
      write: false
    })
    expect(outputFiles[0]?.text).toContain(SLUG)
  })
})

test('a consumer has one copy of what libraries share', () => {
  const lock = JSON.parse(readFileSync(join(home, 'npm-app/package-lock.json'), 'utf8')) as { packages: object }
  const copies = Object.keys(lock.packages).filter((path) => /node_modules\/(?:zod|vfile|unified)$/.test(path))
  expect(copies.toSorted()).toEqual(['node_modules/unified', 'node_modules/vfile', 'node_modules/zod'])
})
