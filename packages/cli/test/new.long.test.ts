import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { LICENSE_IDS } from '@keys/create-runbook'
import { parseRunbook } from '@keys/parser'
import { KEY_TYPES, validationReportSchema } from '@keys/schema'
import { fillPlaces } from '@keys/testkit'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { edit, keysHere, REPOSITORY, temporaryFolder, WITHOUT_DRILL, workspaceCopy, type Outcome } from './support.js'

const SLUG = 'job-queue-stuck'
const PACK = `runbook-keys/${SLUG}`
const FILES = [
  'CHANGELOG.md',
  'LICENSE.txt',
  'README.md',
  'checklist.md',
  'drill/drill.js',
  'pack.json',
  'package.json'
]
const CLEAN = (packs: number): Outcome => ({
  code: 0,
  out: `${packs} pack${packs === 1 ? '' : 's'}: no findings\n`,
  err: ''
})

/** All files below a folder with their texts. */
function contents(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted()
  return Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]))
}

const json = (...path: string[]): Record<string, unknown> => JSON.parse(readFileSync(join(...path), 'utf8'))

/** A workspace with two packs, so that what is validated is small. It is made once and copied. */
function smallWorkspace(): string {
  const root = temporaryFolder()
  cpSync(small, root, { recursive: true })
  return root
}

let small = ''
beforeAll(async () => {
  small = mkdtempSync(join(tmpdir(), 'keys-cli-'))
  for (const slug of ['one', 'other']) expect((await keysHere(['new', slug, '--yes'], small)).code).toBe(0)
})
afterAll(() => rmSync(small, { recursive: true, force: true }))

test.each(KEY_TYPES.flatMap((type) => [[type, 'an empty folder', 0] as const, [type, 'a workspace', 2] as const]))(
  'the skeleton of %s in %s has no findings, and every place to fill in is told',
  async (type, _, before) => {
    const root = before === 0 ? temporaryFolder() : smallWorkspace()
    const related = before === 0 ? [] : ['--related', 'other']
    const { code, out, err } = await keysHere(['new', SLUG, '--key-type', type, '--yes', ...related], root)
    expect([code, err]).toEqual([0, ''])
    expect(Object.keys(contents(join(root, PACK)))).toEqual(FILES)
    expect(await keysHere(['validate', ...WITHOUT_DRILL], root)).toEqual(CLEAN(before + 1))

    const marked = Object.entries(contents(join(root, PACK))).flatMap(([path, text]) =>
      text.split('\n').flatMap((line, index) => (line.includes('TODO:') ? [`${PACK}/${path}:${index + 1}`] : []))
    )
    const told = [...out.matchAll(/^ {2}(\S+:\d+) {2}TODO: /gm)].map(([, place = '']) => place)
    expect(told.toSorted()).toEqual(marked.toSorted())
    expect(marked.length).toBeGreaterThan(10)
  }
)

test('the skeletons of the types are different procedures', async () => {
  const root = temporaryFolder()
  for (const type of KEY_TYPES) await keysHere(['new', type, '--key-type', type, '--yes'], root)
  const texts = KEY_TYPES.map((type) =>
    parseRunbook(readFileSync(join(root, 'runbook-keys', type, 'README.md'), 'utf8'))
  )
  const shapes = texts.map(({ steps }) => steps.map(({ id }) => id).join(' '))
  expect(new Set(shapes).size).toBe(KEY_TYPES.length)
  for (const { steps } of texts) {
    expect(steps.flatMap(({ commands }) => commands).length).toBeGreaterThan(3)
    for (const { id, targets } of steps.flatMap((step) =>
      step.branches.map((branch) => ({ ...branch, id: step.id }))
    )) {
      expect(targets, id).toHaveLength(1)
    }
  }
  expect((await keysHere(['index'], root)).code).toBe(0)
})

test('all that a new pack lacks is a drill that has passed, and what comes next makes it pass', async () => {
  const root = smallWorkspace()
  const { out } = await keysHere(['new', SLUG, '--yes'], root)
  expect(out).toContain(`Next:\n  keys drill ${SLUG} --update\n  keys validate ${PACK}\n`)
  const { packs } = validationReportSchema.parse(
    JSON.parse((await keysHere(['validate', PACK, '--format', 'json'], root)).out)
  )
  expect(packs.flatMap(({ diagnostics }) => diagnostics)).toMatchObject([{ code: 'drill/missing', messageId: 'never' }])
})

test('a new pack is built once its places are filled in, packed, and its tarball has no findings', async () => {
  const root = temporaryFolder()
  await keysHere(['new', SLUG, '--yes'], root)
  const refused = await keysHere(['build', PACK], root)
  expect([refused.code, refused.out]).toEqual([1, ''])
  expect(refused.err).toContain('pack/placeholder-left')
  expect(existsSync(join(root, PACK, 'runbook.json'))).toBe(false)
  fillPlaces(join(root, PACK))
  expect(await keysHere(['build', PACK], root)).toEqual({ code: 0, out: '', err: '' })
  expect((await keysHere(['index'], root)).code).toBe(0)
  const [tarball = ''] = readdirSync(join(root, 'dist/packs'))
  expect((await keysHere(['validate', `dist/packs/${tarball}`], root)).code).toBe(0)
})

test('the first steps of a skeleton run as they are', async () => {
  const root = temporaryFolder()
  await keysHere(['new', SLUG, '--key-type', 'failure-mode', '--yes'], root)
  writeFileSync(join(root, 'service.log'), 'started\nboom\n')
  const { steps } = parseRunbook(readFileSync(join(root, PACK, 'README.md'), 'utf8'))
  const env = {
    PATH: process.env['PATH'],
    EVIDENCE_DIR: join(root, 'evidence'),
    SERVICE_LOG: join(root, 'service.log'),
    FAILURE_TEXT: 'boom'
  }
  const lines = steps.slice(0, 4).map(({ commands: [command] }) => {
    const { stdout } = spawnSync('bash', { input: command?.code, env, encoding: 'utf8' })
    return stdout.trimEnd().split('\n').at(-1)
  })
  expect(lines).toEqual(['ready', 'saved', '1', 'stopped'])
})

test('the first check names a tool that is too old with the version that is needed', async () => {
  const root = temporaryFolder()
  await keysHere(['new', SLUG, '--key-type', 'recovery', '--tool', 'tar', '--tool', 'not-there', '--yes'], root)
  expect(json(root, PACK, 'pack.json')['required_tools']).toEqual([
    { command: 'bash', minimum_version: '4.0' },
    { command: 'tar', minimum_version: '1.28' },
    { command: 'not-there' }
  ])
  const tools = join(root, 'tools')
  mkdirSync(tools)
  const [check] = parseRunbook(readFileSync(join(root, PACK, 'README.md'), 'utf8')).steps
  const folders = { BACKUP_FILE: 'a', DATA_DIR: 'b', EVIDENCE_DIR: join(root, 'evidence'), RESTORE_DIR: 'c' }
  const answerWith = (version: string): string => {
    writeFileSync(join(tools, 'tar'), `#!/bin/sh\necho 'tar (GNU tar) ${version}'\n`, { mode: 0o755 })
    const env = { PATH: `${tools}:${process.env['PATH']}`, ...folders }
    return spawnSync('bash', { input: check?.commands[0]?.code, env, encoding: 'utf8' }).stdout
  }
  expect(answerWith('1.9')).toBe('needed: tar-1.28-or-newer not-there\nmissing\n')
  expect(answerWith('1.28')).toBe('needed: not-there\nmissing\n')
  expect(answerWith('1.34')).toBe('needed: not-there\nmissing\n')
})

test('what is given is taken, and markup in it is none', async () => {
  const root = temporaryFolder()
  const title = '# *Queue* `is` <b>stuck</b> [x] | 1. & more'
  const description = '- Jobs _wait_ and nothing [runs](x).'
  const given = ['--title', title, '--description', description, '--author', 'Ada & Söhne', '--severity', 'p1']
  const more = ['--maturity', 'scale', '--input', 'DATABASE_URL', '--tool', 'psql', '--license', 'ISC']
  const types = ['--key-type', 'recovery', '--key-type', 'incident']
  const { code, out } = await keysHere(['new', SLUG, ...given, ...more, ...types], root)
  expect(code).toBe(0)
  expect(out).toContain('For incident add steps of your own')
  expect(json(root, PACK, 'pack.json')).toMatchObject({
    title,
    description,
    key_type: ['recovery', 'incident'],
    severity_level: 'p1',
    maturity: 'scale',
    author: { name: 'Ada & Söhne' },
    license_spdx: 'ISC',
    inputs: expect.arrayContaining([expect.objectContaining({ name: 'DATABASE_URL', secret: true })]),
    required_tools: expect.arrayContaining([{ command: 'psql' }])
  })
  expect(parseRunbook(readFileSync(join(root, PACK, 'README.md'), 'utf8')).title?.text).toBe(title)
  expect(await keysHere(['validate', ...WITHOUT_DRILL], root)).toEqual(CLEAN(1))
})

test.each(LICENSE_IDS)('the text of %s is that of the license', async (license) => {
  const root = temporaryFolder()
  await keysHere(['new', SLUG, '--yes', '--license', license], root)
  expect(await keysHere(['validate', ...WITHOUT_DRILL], root)).toEqual(CLEAN(1))
})

test('the changelog and the license bear the day of SOURCE_DATE_EPOCH, and the same answers give the same bytes', async () => {
  const write = async (root: string): Promise<Record<string, string>> => {
    await keysHere(['new', SLUG, '--yes'], root, { SOURCE_DATE_EPOCH: '1000000000' })
    return contents(join(root, PACK))
  }
  const first = await write(temporaryFolder())
  expect(first['CHANGELOG.md']).toContain('\n## 0.1.0 - 2001-09-09\n')
  expect(first['LICENSE.txt']).toContain('(c) 2001')
  expect(await write(temporaryFolder())).toEqual(first)
})

test.each([
  ['npm', { workspaces: ['runbook-keys/*'] }, ['.gitignore', 'package.json'], `drill -- ${SLUG}`],
  ['pnpm', { private: true }, ['.gitignore', 'package.json', 'pnpm-workspace.yaml'], `drill ${SLUG}`]
])('an empty folder becomes a workspace for %s', async (manager, manifest, files, drill) => {
  const root = temporaryFolder()
  const { out } = await keysHere(['new', SLUG, '--yes'], root, {
    npm_config_user_agent: `${manager}/11.0.0 node/v24.0.0`
  })
  const range = `^${packageJson.version}`
  expect(json(root, 'package.json')).toMatchObject({
    ...manifest,
    scripts: { validate: 'keys validate', drill: 'keys drill' },
    devDependencies: { '@keys/cli': range, '@keys/drill': range }
  })
  expect(json(root, PACK, 'package.json')).toMatchObject({ devDependencies: { '@keys/drill': range } })
  expect(readdirSync(root).toSorted()).toEqual([...files, 'runbook-keys'])
  expect(out).toContain(`Next:\n  ${manager} install\n  ${manager} run ${drill} --update\n  ${manager} run validate\n`)
})

test("somebody's project keeps every file that it has", async () => {
  const root = temporaryFolder()
  const before = {
    '.gitignore': '*.log\n',
    'package.json': '{ "name": "app", "repository": "https://git.internal/app" }'
  }
  for (const [path, text] of Object.entries(before)) writeFileSync(join(root, path), text)
  const { out } = await keysHere(['new', SLUG, '--yes'], root)
  expect(contents(root)).toMatchObject(before)
  expect(readdirSync(root).toSorted()).toEqual([...Object.keys(before), 'runbook-keys'])
  expect(out).toContain(`npm install --save-dev @keys/cli@^${packageJson.version}`)
  const { repository } = json(root, PACK, 'package.json')
  expect(repository).toEqual({ type: 'git', url: 'https://git.internal/app', directory: PACK })
})

test('in the repository of the tools a pack asks for the drill beside it', async () => {
  const root = temporaryFolder()
  mkdirSync(join(root, 'packages/drill'), { recursive: true })
  mkdirSync(join(root, 'runbook-keys'))
  cpSync(join(REPOSITORY, 'packages/drill/package.json'), join(root, 'packages/drill/package.json'))
  await keysHere(['new', SLUG, '--yes'], root)
  expect(json(root, PACK, 'package.json')).toMatchObject({ devDependencies: { '@keys/drill': 'workspace:^' } })
})

test('--dry-run writes nothing and shows what would change', async () => {
  const root = smallWorkspace()
  const before = contents(root)
  const { code, out } = await keysHere(['new', SLUG, '--yes', '--related', 'one', '--dry-run'], root)
  expect(code).toBe(0)
  expect(contents(root)).toEqual(before)
  for (const file of FILES) expect(out).toContain(`Would write ${PACK}/${file}\n`)
  expect(out).toContain(`+- The signs under "When to use" of "Job queue stuck" fit better: \`@keys/runbook-${SLUG}\``)
})

test('a related pack points back; nothing else of it changes', async () => {
  const root = workspaceCopy()
  const folder = join(root, 'runbook-keys/stripe-webhook-failure')
  mkdirSync(join(root, '.changeset'))
  const before = contents(folder)
  const { out } = await keysHere(['new', SLUG, '--yes', '--related', 'stripe-webhook-failure'], root)
  expect(out).toContain('a minor changeset for stripe-webhook-failure.')
  const after = contents(folder)
  expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual(['README.md', 'pack.json'])
  const added = (after['README.md'] ?? '')
    .split('\n')
    .filter((line) => !before['README.md']?.split('\n').includes(line))
  expect(added).toHaveLength(1)
  expect(after['README.md']?.replace(`${added[0]}\n`, '')).toBe(before['README.md'])
  const line = (after['README.md'] ?? '').split('\n').indexOf(added[0] ?? '') + 1
  expect(out).toContain(`runbook-keys/stripe-webhook-failure/README.md:${line} `)
  expect(JSON.parse(after['pack.json'] ?? '')).toEqual({
    ...JSON.parse(before['pack.json'] ?? ''),
    related_runbooks: [...JSON.parse(before['pack.json'] ?? '').related_runbooks, SLUG]
  })
  const packs = globSync('runbook-keys/*/pack.json', { cwd: root }).length
  expect(await keysHere(['validate', ...WITHOUT_DRILL], root)).toEqual(CLEAN(packs))
  // Its drill has proved what it proved before.
  const { out: findings } = await keysHere(
    ['validate', 'runbook-keys/stripe-webhook-failure', '--format', 'json'],
    root
  )
  expect(findings).not.toContain('drill/stale')
})

test('a pack without a list to add to is left as it is, and its author is told', async () => {
  const root = smallWorkspace()
  edit(root, 'runbook-keys/one/README.md', (text) => text.replace('## When not to use', '## Other notes'))
  const before = contents(join(root, 'runbook-keys/one'))
  const { out } = await keysHere(['new', SLUG, '--yes', '--related', 'one'], root)
  expect(contents(join(root, 'runbook-keys/one'))).toEqual(before)
  expect(out).toContain(`one does not point back: say there when to use ${SLUG}.`)
})

test.each([
  ['a slug that is taken', ['one', '--yes'], 'runbook-keys/one is there already'],
  ['the folder of catalogs', ['catalogs', '--yes'], 'runbook-keys/catalogs is the folder of catalogs'],
  ['an invalid slug', ['Zahlung für Händler', '--yes'], 'Did you mean zahlung-fur-handler?'],
  ['a slug of signs', ['***', '--yes'], 'Write one such as stripe-webhook-failure.'],
  ['a path as a slug', ['../../etc', '--yes'], 'Did you mean etc?'],
  ['an unknown related pack', [SLUG, '--yes', '--related', 'othr'], 'Did you mean other?'],
  ['a folder that is not there', [SLUG, '--yes', '--folder', 'nowhere'], 'There is no folder'],
  ['an unknown license', [SLUG, '--yes', '--license', 'GPL'], '--license "GPL" is none of MIT'],
  ['a title of two lines', [SLUG, '--yes', '--title', 'a\nb'], '--title holds more than one line'],
  ['an input in small letters', [SLUG, '--yes', '--input', 'url'], '--input "url": expected the name'],
  ['a tool with a space', [SLUG, '--yes', '--tool', 'rm -rf'], '--tool "rm -rf": expected the name'],
  [
    'several wrong values, all told',
    [SLUG, '--key-type', 'x', '--severity', 'p9', '--maturity', 'y'],
    '--severity "p9" is none of p0, p1, p2, p3, p4.\n--maturity "y" is none of starter, operator, scale, enterprise.\n--key-type "x"'
  ],
  [
    'missing answers, all named',
    [],
    'required options are missing: <slug>, --title, --description, --key-type, --author.\nName the pack'
  ],
  ['missing answers but the slug', [SLUG, '--title', 'Stuck'], 'missing: --description, --key-type, --author.']
])('%s is refused, and nothing is written', async (_, args, message) => {
  const root = smallWorkspace()
  const before = contents(root)
  const { code, out, err } = await keysHere(['new', ...args], root)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(message)
  expect(contents(root)).toEqual(before)
})

/** A folder in which this process may not write. Modes do not stop root; a read-only file system does, or one of the kernel. */
function unwritableFolder(): string {
  const SYSFS = 0x62_65_65_72
  const folder = temporaryFolder()
  if (process.getuid?.() === 0) {
    const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=4k', 'tmpfs', folder], {
      encoding: 'utf8'
    })
    if (status !== 0 && statfsSync('/sys').type === SYSFS) return '/sys'
    if (status !== 0) throw new Error(`Nothing can be mounted here, and there is no /sys: ${stderr}`)
    onTestFinished(() => void spawnSync('umount', [folder]))
  } else chmodSync(folder, 0o500)
  return folder
}

test('a folder that cannot be written to is refused, and nothing is left', async () => {
  const root = unwritableFolder()
  const before = readdirSync(root)
  const { code, out, err } = await keysHere(['new', SLUG, '--yes', '--folder', root], temporaryFolder())
  expect([code, out, readdirSync(root)]).toEqual([2, '', before])
  expect(err).toContain('See who may read and write there')
})

test('a file in the place of runbook-keys is refused, and nothing is left', async () => {
  const root = temporaryFolder()
  writeFileSync(join(root, 'runbook-keys'), '')
  expect((await keysHere(['new', SLUG, '--yes'], root)).code).toBe(2)
  expect(readdirSync(root)).toEqual(['runbook-keys'])
})

test.each(KEY_TYPES)('the drill stub of %s is a module of Node that walks steps of its skeleton', async (type) => {
  const root = temporaryFolder()
  await keysHere(['new', SLUG, '--key-type', type, '--yes'], root)
  const { status, stderr } = spawnSync(process.execPath, ['--check', join(root, PACK, 'drill/drill.js')], {
    encoding: 'utf8'
  })
  expect([status, stderr]).toEqual([0, ''])
  const { steps } = parseRunbook(readFileSync(join(root, PACK, 'README.md'), 'utf8'))
  const labels = steps.map(({ label }) => label)
  const drill = readFileSync(join(root, PACK, 'drill/drill.js'), 'utf8')
  const named = [...drill.matchAll(/'((?:Check|Step|Action|Verify) \d)'/g)].map(([, label]) => label)
  expect(named.filter((label) => !labels.includes(label ?? null))).toEqual([])
})

/** Runs `keys new` at a terminal: each answer is typed when its question has been shown. */
async function atTerminal(root: string, dialogue: readonly [question: string, answer: string][]): Promise<number> {
  const bin = join(REPOSITORY, 'packages/cli', packageJson.bin.keys)
  const terminal = spawn(process.execPath, [bin, 'new'], {
    cwd: root,
    cols: 200,
    rows: 50,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' }
  })
  const open = [...dialogue]
  let shown = ''
  terminal.onData((data) => {
    shown += data
    const [next] = open
    if (next === undefined || !shown.includes(next[0])) return
    open.shift()
    shown = ''
    terminal.write(next[1])
  })
  let isOver = false
  onTestFinished(() => {
    if (!isOver) terminal.kill()
  })
  return new Promise((resolve) => {
    terminal.onExit(({ exitCode }) => {
      isOver = true
      resolve(exitCode)
    })
  })
}

test('at a terminal it asks for all that was not given', async () => {
  const root = smallWorkspace()
  const code = await atTerminal(root, [
    ['Slug', `${SLUG}\r`],
    ['Title', '\r'],
    ['What is broken', 'Jobs wait.\r'],
    // The first is chosen already; down to the second, choose it too.
    ['What is it for', '\u001B[B \r'],
    ['Severity', '\r'],
    ['Maturity', '\r'],
    ['Author', 'Ada\r'],
    ['License', '\r'],
    ['Further inputs', 'DATABASE_URL\r'],
    ['Further tools', '\r'],
    ['Which runbooks', ' \r']
  ])
  expect(code).toBe(0)
  expect(json(root, PACK, 'pack.json')).toMatchObject({
    slug: SLUG,
    title: 'Job queue stuck',
    description: 'Jobs wait.',
    key_type: ['incident', 'failure-mode'],
    author: { name: 'Ada' },
    related_runbooks: ['one']
  })
  expect(await keysHere(['validate', ...WITHOUT_DRILL], root)).toEqual(CLEAN(3))
})

test('Ctrl-C at a question leaves nothing', async () => {
  const root = temporaryFolder()
  expect(
    await atTerminal(root, [
      ['Slug', `${SLUG}\r`],
      ['Scope', '\r'],
      ['Title', '\u0003']
    ])
  ).toBe(2)
  expect(readdirSync(root)).toEqual([])
})
