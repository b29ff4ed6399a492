import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAssetsIndex } from '@keys/schema'
import { expect, test } from 'vitest'
import { edit, keysHere, REPOSITORY, temporaryFolder, WITHOUT_DRILL } from './support.js'

const SLUG = 'queue-stuck'
const PACKAGE = `@acme/runbook-${SLUG}`

/** A repository of a company: a scope of its own, packs in a folder of another name, one of ours installed. */
async function companyWorkspace(): Promise<string> {
  const root = temporaryFolder()
  const ours = join(root, 'node_modules/@keys/runbook-background-job-failure-replay')
  mkdirSync(join(root, 'node_modules/@keys'), { recursive: true })
  cpSync(join(REPOSITORY, 'runbook-keys/background-job-failure-replay'), ours, {
    recursive: true,
    filter: (path) => !path.includes('/drill') && !path.includes('node_modules')
  })
  const { code, out, err } = await keysHere(
    ['new', SLUG, '--scope', '@acme', '--packs', 'ops/runbooks', '--yes', '--related', 'background-job-failure-replay'],
    root
  )
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain(`Wrote ops/runbooks/${SLUG}/README.md`)
  return root
}

const json = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'))

test('a pack of a company is written, validated, indexed, found, shown and run as one of ours', async () => {
  const root = await companyWorkspace()
  const pack = join(root, 'ops/runbooks', SLUG)
  expect(json(join(root, 'keys.config.json'))).toMatchObject({ scope: '@acme', packs: 'ops/runbooks' })
  expect(json(join(root, 'package.json'))).toMatchObject({ workspaces: ['ops/runbooks/*'] })
  expect(json(join(pack, 'package.json'))).toMatchObject({ name: PACKAGE })
  expect(readFileSync(join(pack, 'CHANGELOG.md'), 'utf8')).toContain(`# ${PACKAGE}\n`)
  expect((await keysHere(['validate', ...WITHOUT_DRILL], root)).out).toBe('1 pack: no findings\n')

  expect(await keysHere(['index'], root)).toMatchObject({ code: 0, err: '' })
  expect(readdirSync(join(root, 'dist/packs'))).toEqual([`acme-runbook-${SLUG}-0.1.0.tgz`])
  const read = readAssetsIndex(json(join(root, 'dist/assets-index.json')))
  const [entry] = 'index' in read ? read.index.runbooks : []
  expect(entry?.['x-listing']).toMatchObject({ package: PACKAGE, install: `npm install ${PACKAGE}` })
  expect((await keysHere(['validate', `dist/packs/acme-runbook-${SLUG}-0.1.0.tgz`], root)).code).toBe(0)

  const listed: unknown = JSON.parse((await keysHere(['list', '--format', 'json'], root)).out)
  expect(listed).toMatchObject([
    { package: '@keys/runbook-background-job-failure-replay', origin: 'installed' },
    { package: PACKAGE, origin: 'workspace' }
  ])
  const found: unknown = JSON.parse((await keysHere(['find', 'queue stuck', '--format', 'json'], root)).out)
  expect(found).toMatchObject({ results: [{ package: PACKAGE }, { origin: 'installed' }] })
  for (const name of [SLUG, PACKAGE, `ops/runbooks/${SLUG}`]) {
    expect((await keysHere(['show', name], root)).out).toContain(`${PACKAGE} 0.1.0`)
    expect((await keysHere(['run', name, '--dry-run'], root)).out).toContain(`${PACKAGE} 0.1.0`)
  }
})

test('where it is installed, a pack of a company is found, and its name leads nowhere else', async () => {
  const root = await companyWorkspace()
  const app = temporaryFolder()
  const installed = join(app, 'node_modules', PACKAGE)
  cpSync(join(root, 'ops/runbooks', SLUG), installed, { recursive: true })
  expect((await keysHere(['show', SLUG], app)).out).toContain(`${PACKAGE} 0.1.0`)
  expect((await keysHere(['run', PACKAGE, '--dry-run'], app)).out).toContain(`${PACKAGE} 0.1.0`)
  const { code, err } = await keysHere(['show', `@keys/runbook-${SLUG}`], app)
  expect([code, err]).toEqual([2, `There is no pack @keys/runbook-${SLUG}.\nDid you mean ${PACKAGE}?\n`])
})

test('a package of another scope, and a relation that leads to a name of nobody, are told', async () => {
  const root = await companyWorkspace()
  edit(root, `ops/runbooks/${SLUG}/package.json`, (text) => text.replace('@acme/', '@keys/'))
  edit(root, `ops/runbooks/${SLUG}/README.md`, (text) =>
    text.replaceAll('@keys/runbook-background', '@acme/runbook-background')
  )
  const { out } = await keysHere(['validate', '--format', 'json', ...WITHOUT_DRILL], root)
  const [report] = (JSON.parse(out) as { packs: { diagnostics: { code: string; messageId: string }[] }[] }).packs
  expect(report?.diagnostics.map(({ code, messageId }) => `${code} ${messageId}`)).toEqual([
    'reference/related-runbook-missing other-scope',
    'pack/package-manifest scope'
  ])
})

test('a private pack validates, and the index leaves it out', async () => {
  const root = await companyWorkspace()
  expect((await keysHere(['new', 'own-one', '--private', '--yes'], root)).code).toBe(0)
  expect(json(join(root, 'ops/runbooks/own-one/package.json'))).toMatchObject({
    name: '@acme/runbook-own-one',
    private: true
  })
  expect((await keysHere(['validate', ...WITHOUT_DRILL], root)).out).toBe('2 packs: no findings\n')
  const { out } = await keysHere(['index'], root)
  expect(out).toBe(
    'dist/assets-index.json: 1 runbooks, packed in dist/packs\n' +
      'Left out, as they are private and nobody can install them: ops/runbooks/own-one\n'
  )
  expect((await keysHere(['validate', ...WITHOUT_DRILL], root)).out).toBe('2 packs: no findings\n')
})

test.each([
  [['--scope', 'acme'], '--scope "acme": expected the scope of an npm package, such as "@acme".'],
  [['--scope', '@other'], 'The packages of this workspace are of the scope @acme, as keys.config.json says.'],
  [
    ['--packs', '../out'],
    '--packs "../out": expected the path of a folder inside the workspace, such as "ops/runbooks".'
  ],
  [['--packs', 'elsewhere'], 'The packs of this workspace lie in ops/runbooks/.']
])('keys new with %j is refused', async (flags, message) => {
  const root = await companyWorkspace()
  const { code, err } = await keysHere(['new', 'another', '--yes', ...flags], root)
  expect([code, err.split('\n')[0]]).toEqual([2, message])
})

test('the scope of a project is that of its package, unless another is given', async () => {
  for (const [flags, scope] of [
    [[], '@team'],
    [['--scope', '@else'], '@else']
  ] as const) {
    const root = temporaryFolder()
    writeFileSync(join(root, 'package.json'), '{ "name": "@team/app" }')
    expect((await keysHere(['new', SLUG, '--yes', ...flags], root)).code).toBe(0)
    expect(json(join(root, 'runbook-keys', SLUG, 'package.json'))).toMatchObject({ name: `${scope}/runbook-${SLUG}` })
  }
})
