// What follows a package.json that `changeset version` has changed, by the built command.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { edit, keysHere, temporaryFolder, WITHOUT_DRILL, workspaceCopy, type Outcome } from './support.js'

const NAME = '@keys/runbook-stripe-webhook-failure'
const PACK = 'runbook-keys/stripe-webhook-failure'
const DAY = { SOURCE_DATE_EPOCH: '1796083200' } // 2026-12-01
const ENTRY = '## 2.0.0\n\n### Major Changes\n\n- The author says this.\n\n'
const UNCOMPARED = `${PACK}: no tag names an earlier release, so nothing is compared.\n`

/** A workspace in which the pack is at its first version, wherever the real one is by now. */
function first(): string {
  const root = workspaceCopy()
  for (const file of ['package.json', 'pack.json']) {
    const path = join(root, PACK, file)
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"version": "[^"]+"/, '"version": "1.0.0"'))
  }
  writeFileSync(join(root, PACK, 'CHANGELOG.md'), `# ${NAME}\n\n## 1.0.0 - 2026-11-23\n\n- First release.\n`)
  return root
}

/** The same as changesets leaves it. */
function versioned(version = '2.0.0', entry = ENTRY): string {
  const root = first()
  edit(root, `${PACK}/package.json`, (text) => text.replace('"version": "1.0.0"', `"version": "${version}"`))
  if (entry !== '') edit(root, `${PACK}/CHANGELOG.md`, (text) => text.replace('## 1.0.0', `${entry}## 1.0.0`))
  return root
}

const sync = (root: string, ...args: string[]): Promise<Outcome> => keysHere(['sync-versions', ...args], root, DAY)
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8')

test('pack.json and the newest entry follow, nothing else changes, and the pack is valid', async () => {
  const root = versioned()
  const before = read(root, `${PACK}/pack.json`)
  expect(await sync(root)).toEqual({
    code: 0,
    out: `${PACK}/pack.json: 2.0.0\n${PACK}/CHANGELOG.md: 2.0.0\n`,
    err: UNCOMPARED
  })
  expect(read(root, `${PACK}/pack.json`)).toBe(before.replace('"version": "1.0.0"', '"version": "2.0.0"'))
  expect(read(root, `${PACK}/CHANGELOG.md`)).toContain(
    '## 2.0.0 - 2026-12-01\n\n### Major Changes\n\n- The author says this.\n\n## 1.0.0 - 2026-11-23\n'
  )
  expect((await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--max-warnings', '0'], root)).code).toBe(0)
})

test.each(['0.0.0-canary-20261201120000', '0.0.0-20261201120000', '2.0.0-next.0'])(
  'a snapshot or prerelease of changesets, %s, is valid and can be built',
  async (version) => {
    const root = versioned(version, ENTRY.replace('2.0.0', version))
    expect(await sync(root)).toMatchObject({ code: 0, out: expect.stringContaining(`CHANGELOG.md: ${version}`) })
    const { code, out } = await keysHere(['validate', ...WITHOUT_DRILL, PACK, '--quiet'], root)
    expect([code, out]).toEqual([0, expect.not.stringContaining('changelog/')])
    expect((await keysHere(['build', PACK], root)).code).toBe(0)
  }
)

test.each(['CHANGELOG.md', 'pack.json'])(
  '%s that is a link is refused, with what to do, and nothing is written',
  async (file) => {
    const root = versioned()
    renameSync(join(root, PACK, file), join(root, 'elsewhere'))
    symlinkSync(join(root, 'elsewhere'), join(root, PACK, file))
    const before = readFileSync(join(root, 'elsewhere'), 'utf8')
    const { code, err } = await sync(root)
    expect([code, err]).toEqual([2, expect.stringMatching(/link.*\n.*Put the file itself in its place\./s)])
    expect(readFileSync(join(root, 'elsewhere'), 'utf8')).toBe(before)
  }
)

test('again nothing changes, on any later day', async () => {
  const root = versioned()
  await sync(root)
  const after = read(root, `${PACK}/CHANGELOG.md`)
  const again = await keysHere(['sync-versions'], root, { SOURCE_DATE_EPOCH: '1896083200' })
  expect(again).toEqual({ code: 0, out: '', err: 'All versions are in step.\n' })
  expect(read(root, `${PACK}/CHANGELOG.md`)).toBe(after)
})

test('what changed in the procedure since the last tag stands below the words of the author', async () => {
  const root = first()
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=A. Author', '-c', 'user.email=author@example.invalid']
    execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'ignore' })
  }
  git('init')
  git('add', '--all')
  git('commit', '--message=First release')
  git('tag', '--annotate', '--message=1.0.0', `${NAME}@1.0.0`)
  edit(root, `${PACK}/README.md`, (text) => text.replace('Continue to [Check 3].', 'Continue to [Step 1].'))
  // Tried out before it became the release: what is new since then is not what is new in the release.
  git('commit', '--all', '--message=Prerelease')
  git('tag', `${NAME}@2.0.0-next.0`)
  edit(root, `${PACK}/package.json`, (text) => text.replace('"version": "1.0.0"', '"version": "2.0.0"'))
  edit(root, `${PACK}/CHANGELOG.md`, (text) => text.replace('## 1.0.0', `${ENTRY}## 1.0.0`))
  expect(await sync(root)).toMatchObject({ code: 0, err: '' })
  expect(read(root, `${PACK}/CHANGELOG.md`)).toMatchInlineSnapshot(`
    "# @keys/runbook-stripe-webhook-failure

    ## 2.0.0 - 2026-12-01

    ### Major Changes

    - The author says this.

    ### What changed in the procedure

    - Check 2 (The endpoint), if \`enabled\` or \`disabled\`: leads to Step 1 (Find out who answers) and led to Check 3 (How much time is left).

    ## 1.0.0 - 2026-11-23

    - First release.
    "
  `)
})

test('line endings and a missing last line break stay as they are', async () => {
  const root = versioned()
  edit(root, `${PACK}/CHANGELOG.md`, (text) => text.trimEnd().replaceAll('\n', '\r\n'))
  const before = read(root, `${PACK}/CHANGELOG.md`)
  await sync(root)
  expect(read(root, `${PACK}/CHANGELOG.md`)).toBe(before.replace('## 2.0.0\r\n', '## 2.0.0 - 2026-12-01\r\n'))
})

test('the changelog of another package bears the day as well', async () => {
  const root = versioned()
  mkdirSync(join(root, 'tool'))
  writeFileSync(join(root, 'tool/package.json'), '{ "name": "tool", "version": "0.2.0" }')
  writeFileSync(join(root, 'tool/CHANGELOG.md'), '# tool\n\n## 0.2.0\n\n- New.\n')
  expect((await sync(root, 'tool')).out).toContain('tool/CHANGELOG.md: 0.2.0\n')
  expect(read(root, 'tool/CHANGELOG.md')).toBe('# tool\n\n## 0.2.0 - 2026-12-01\n\n- New.\n')
  expect(existsSync(join(root, 'tool/pack.json'))).toBe(false)
})

test.each<[string, string[], Record<string, string>, string]>([
  ['a folder without package.json', ['nowhere'], DAY, 'There is no package.json in nowhere.'],
  ['a time that is none', [], { SOURCE_DATE_EPOCH: 'today' }, 'SOURCE_DATE_EPOCH is "today", which is not a time.']
])('%s is refused', async (_, args, environment, message) => {
  const { code, err } = await keysHere(['sync-versions', ...args], versioned(), environment)
  expect([code, err.split('\n')[0]]).toEqual([2, message])
})

test('a package.json without a version is refused, and no file is written', async () => {
  const root = versioned('2.0.0", "version": "3.0.0')
  const { code, err } = await sync(root)
  expect([code, err.split('\n')[0]]).toEqual([2, `${PACK}/package.json says no version.`])
  expect(read(root, `${PACK}/pack.json`)).toContain('"version": "1.0.0"')
})

test('without a workspace it says so', async () => {
  expect((await sync(temporaryFolder())).code).toBe(2)
})
