import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BUMPS, type Bump } from '@keys/schema'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bumpCheck, evaluateBump, releasesSince } from '@keys/release'
import { BUMP_ROWS, type BumpRow } from './bump-rows.js'
import { keys, REPOSITORY } from './support.js'

const SLUG = 'stripe-webhook-failure'
const NAME = `@keys/runbook-${SLUG}`
const PACK = `runbook-keys/${SLUG}`
const PLAIN = { color: false, width: 100 }
let root = ''

function git(...args: string[]): void {
  const identity = ['-c', 'user.name=Tester', '-c', 'user.email=tester@keys.example', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...identity, ...args], { cwd: root, stdio: 'ignore' })
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'keys-bump-'))
  cpSync(join(REPOSITORY, 'runbook-keys'), join(root, 'runbook-keys'), {
    recursive: true,
    filter: (path) => !path.includes('node_modules')
  })
  mkdirSync(join(root, '.changeset'))
  writeFileSync(join(root, '.changeset/config.json'), '{ "baseBranch": "trunk" }\n')
  git('init', '-q', '-b', 'trunk')
  git('add', '-A')
  git('commit', '-q', '-m', 'Base')
  git('checkout', '-q', '-b', 'work')
})
afterEach(() => {
  git('reset', '-q', '--hard', 'trunk')
  git('clean', '-q', '-fd')
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function edit(path: string, change: (text: string) => string): void {
  const file = join(root, path)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  if (after === before) throw new Error(`The change does nothing to ${path}`)
  writeFileSync(file, after)
}

function apply({ readme, pack }: BumpRow): void {
  if (readme) edit(`${PACK}/README.md`, readme)
  if (pack) edit(`${PACK}/pack.json`, pack)
}

function changeset(bump: Bump | 'none', name = NAME): void {
  writeFileSync(join(root, '.changeset/calm-cats.md'), `---\n"${name}": ${bump}\n---\n\nWords.\n`)
}

async function problemIds(): Promise<(string | undefined)[]> {
  return (await releasesSince(root, null)).map((release) => evaluateBump(release).problem?.id)
}

describe('each row of the table demands its bump', () => {
  test.each(BUMP_ROWS.map((row) => [row.name, row.bump, row] as const))('%s: %s', async (_, bump, row) => {
    apply(row)
    const [release, ...others] = await releasesSince(root, null)
    expect(others).toEqual([])
    expect(release!.changes.map(({ type }) => type)).toContain(row.type)
    expect(evaluateBump(release!)).toMatchObject({ least: bump, claimed: null, problem: { id: 'no-changeset' } })
    for (const claimed of BUMPS) {
      const { problem } = evaluateBump({ ...release!, claims: [{ file: '.changeset/calm-cats.md', bump: claimed }] })
      expect(problem?.id).toBe(BUMPS.indexOf(claimed) < BUMPS.indexOf(bump) ? 'claims-less' : undefined)
    }
  })
})

describe('what is claimed', () => {
  const major = BUMP_ROWS[0]!
  const patch = BUMP_ROWS.find(({ name }) => name === 'wording')!

  test.each<[name: string, arrange: () => void, problems: (string | undefined)[]]>([
    ['nothing changed', () => undefined, []],
    ['a changeset that releases nothing', () => (apply(patch), changeset('none')), ['claims-less']],
    ['a changeset for another pack', () => (apply(patch), changeset('patch', `${NAME}-2`)), ['no-changeset']],
    [
      'a changeset that the base already has',
      () => {
        changeset('major')
        git('add', '-A')
        git('commit', '-q', '-m', 'Earlier')
        git('branch', '-f', 'trunk')
        apply(patch)
      },
      ['no-changeset']
    ],
    [
      'a version by hand beside a changeset',
      () => (apply(patch), version('1.0.1'), changeset('patch')),
      ['version-by-hand']
    ],
    ['a version that changesets wrote', () => (apply(major), version('2.0.0')), [undefined]],
    ['a version that is too low', () => (apply(major), version('1.1.0')), ['version-claims-less']],
    ['a version that went back', () => (apply(patch), version('0.9.0')), ['version-backwards']],
    [
      'the result of a drill',
      () => {
        mkdirSync(join(root, PACK, 'drill'), { recursive: true })
        writeFileSync(join(root, PACK, 'drill/coverage.json'), '{}\n')
        const line =
          'Drilled: 1 of 2 commands and 1 of 2 branches in 1 scenarios, 0 of them with a wrong action. <!-- drill coverage -->'
        edit(`${PACK}/README.md`, (text) =>
          text.includes('<!-- drill coverage -->')
            ? text.replace(/^Drilled.*$/m, line)
            : text.replace('\n## Scope', `\n${line}\n\n## Scope`)
        )
      },
      []
    ],
    ['a new pack', () => cpSync(join(root, PACK), join(root, 'runbook-keys/new-pack'), { recursive: true }), []]
  ])('%s', async (_, arrange, problems) => {
    const trunk = execFileSync('git', ['rev-parse', 'trunk'], { cwd: root, encoding: 'utf8' }).trim()
    try {
      arrange()
      expect(await problemIds()).toEqual(problems)
    } finally {
      git('reset', '-q', '--hard', trunk)
      git('branch', '-f', 'trunk', trunk)
    }
  })

  function version(next: string): void {
    for (const file of ['pack.json', 'package.json']) {
      edit(`${PACK}/${file}`, (text) => text.replace(/"version": "[^"]+"/, `"version": "${next}"`))
    }
  }
})

test('a broken changeset is refused with its reason', async () => {
  writeFileSync(join(root, '.changeset/bad.md'), '---\n"a": enormous\n---\n')
  const { text, isRefused } = await bumpCheck(root, null, PLAIN)
  expect(isRefused).toBe(true)
  expect(text).toContain('.changeset/bad.md')
  expect(text).toContain('invalid version type "enormous"')
})

test('on the base branch itself the last tag of a pack counts', async () => {
  git('checkout', '-q', 'trunk')
  git('tag', `${NAME}@1.0.0`)
  try {
    apply(BUMP_ROWS[0]!)
    git('commit', '-q', '-a', '-m', 'Change')
    expect((await releasesSince(root, null)).map(({ since }) => since)).toEqual([`${NAME}@1.0.0`])
  } finally {
    git('reset', '-q', '--hard', 'work')
    git('tag', '-d', `${NAME}@1.0.0`)
    git('checkout', '-q', 'work')
  }
})

test('on the base branch a pack without a tag is named, and in a part of the history nothing is called compared', async () => {
  git('checkout', '-q', 'trunk')
  git('tag', `${NAME}@1.0.0`)
  const part = mkdtempSync(join(tmpdir(), 'keys-bump-part-'))
  try {
    const { text, isRefused } = await bumpCheck(root, null, PLAIN)
    expect(isRefused).toBe(false)
    expect(text).toMatch(
      /^No tag names a release of (?!.*stripe-webhook-failure).*compared with the last\s+commit only\./s
    )
    git('clone', '-q', '--depth', '1', `file://${root}`, join(part, 'clone'))
    await expect(bumpCheck(join(part, 'clone'), null, PLAIN)).rejects.toMatchObject({
      message: expect.stringContaining('so nothing can be compared'),
      hint: expect.stringContaining('fetch-depth: 0')
    })
  } finally {
    git('tag', '-d', `${NAME}@1.0.0`)
    git('checkout', '-q', 'work')
    rmSync(part, { recursive: true, force: true })
  }
})

describe('the command', () => {
  test('refuses, says what, where, what was expected and how to fix it, and then lets it pass', () => {
    apply(BUMP_ROWS[0]!)
    changeset('minor')
    const refused = keys(['bump-check', '--since', 'trunk'], root)
    expect([refused.code, refused.err]).toEqual([1, ''])
    expect(refused.out).toContain(`refused  ${PACK}  claims-less`)
    expect(refused.out).toMatch(/major +Step 2 \(.*\) is gone\./)
    expect(refused.out).toContain('expected  `major` in .changeset/calm-cats.md')
    expect(keys(['validate', PACK], root).out).toContain('workspace/bump-too-small')
    changeset('major')
    expect(keys(['bump-check'], root)).toMatchObject({ code: 0, err: '' })
    expect(keys(['validate', PACK], root).out).not.toContain('workspace/bump-too-small')
  })

  test('an unknown revision is wrong usage, and so is a folder without git', () => {
    expect(keys(['bump-check', '--since', '--output=x'], root)).toMatchObject({ code: 2, out: '' })
    expect(keys(['bump-check', '--since', 'nowhere'], root).err).toContain('No common ancestor with nowhere was found.')
  })
})
