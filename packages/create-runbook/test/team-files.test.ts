// What a team adds on request, as it lies in the folder afterwards.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createRunbook } from '../src/create-runbook.js'

const USES = /uses: (\S+)/g

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'create-team-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function created(path: string, extras: readonly string[], agent = 'npm/11'): Promise<string> {
  const environment = { npm_config_user_agent: agent, SOURCE_DATE_EPOCH: '1790000000' }
  return createRunbook(
    { arguments: ['queue-stuck'], options: { yes: true, scope: '@acme', packs: 'ops/runbooks', with: [...extras] } },
    { folder: path, environment, streams: null, keys: 'npx keys', version: '1.0.0' }
  )
}

const read = (path: string, file: string): string => readFileSync(join(path, file), 'utf8')

test.each([
  ['npm', 'npm ci', 'npx keys'],
  ['pnpm', 'pnpm install --frozen-lockfile', 'pnpm exec keys'],
  ['yarn', 'yarn install --immutable', 'yarn keys']
])('all of it, for %s', async (manager, install, keys) => {
  const path = folder()
  const said = await created(path, ['all'], `${manager}/4`)
  const workflow = read(path, '.github/workflows/runbooks.yml')
  for (const part of [install, `${keys} validate`, `${keys} drill`, `${keys} bump-check`, "'ops/runbooks/**'"]) {
    expect(workflow).toContain(part)
  }
  const updates = read(path, '.github/workflows/runbook-updates.yml')
  expect(updates).toContain(`${keys} diff --upgraded "$RUNNER_TEMP/before.json" --format markdown`)
  for (const text of [workflow, updates]) {
    const actions = [...text.matchAll(USES)].map(([, action = '']) => action)
    expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([])
    expect(text).not.toMatch(/\t|\$\{\{ github\.event\.pull_request\.(?:title|body)/)
  }
  expect(read(path, '.pre-commit-config.yaml')).toContain(`entry: ${keys} validate --quiet`)
  expect(JSON.parse(read(path, 'renovate.json'))).toMatchObject({ packageRules: [{ automerge: false }] })
  expect(JSON.parse(read(path, '.changeset/config.json'))).toMatchObject({ changelog: './changelog.mjs' })
  expect(JSON.parse(read(path, 'package.json'))).toMatchObject({
    scripts: { 'version-packages': 'changeset version && keys sync-versions' },
    // What is older than Node 22.11 cannot start the next major.
    devDependencies: { '@changesets/cli': expect.stringMatching(/^\^2\./) }
  })
  expect(read(path, 'AGENTS.md')).toContain(`${keys} docs structure`)
  for (const file of ['AGENTS.md', '.changeset/config.json', '.github/workflows/runbooks.yml']) {
    expect(said).toContain(`Wrote ${file}\n`)
  }
})

test('the changelog of changesets has the words of the author and no commit', async () => {
  const path = folder()
  await created(path, ['changesets'])
  const program = `import c from './.changeset/changelog.mjs'
    process.stdout.write(c.getReleaseLine({ summary: 'One.\\nTwo.\\n', commit: 'abc' }) + c.getDependencyReleaseLine())`
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: path, encoding: 'utf8' })).toBe(
    '- One.\n  Two.'
  )
})

test('nothing is added that nobody asked for, and nothing that is there is overwritten', async () => {
  const [plain, full] = [folder(), folder()]
  await created(plain, [])
  expect(readdirSync(plain).toSorted()).toEqual(['.gitignore', 'keys.config.json', 'ops', 'package.json'])
  mkdirSync(join(full, '.github/workflows'), { recursive: true })
  writeFileSync(join(full, 'AGENTS.md'), 'Ours.\n')
  writeFileSync(join(full, 'package.json'), '{ "name": "@acme/app" }')
  const said = await created(full, ['agents', 'workflow'])
  expect(read(full, 'AGENTS.md')).toBe('Ours.\n')
  expect(read(full, 'package.json')).toBe('{ "name": "@acme/app" }')
  expect(said).toContain('Scripts for package.json: "check": "keys validate --max-warnings 0 && keys drill".')
  expect(existsSync(join(full, '.github/workflows/runbooks.yml'))).toBe(true)
})

test('an extra that there is not is refused before anything is written', async () => {
  const path = folder()
  await expect(created(path, ['workflow', 'jenkins'])).rejects.toThrow('--with "jenkins" is none of all, workflow')
  expect(readdirSync(path)).toEqual([])
})
