import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keysHere, temporaryFolder } from './support.js'

const DISK =
  '# Disk full\n\n## Diagnosis\n\n1. Look at <host>:\n\n   ```console\n   $ df -h <host>\n   full\n   ```\n\n   - If full, clean it.\n\n## Fix\n\n1. Restart it:\n\n   ```sh\n   systemctl restart x\n   ```\n'

interface ImportRecord {
  answers: Record<string, string>
  questions: {
    id: string
    kind: string
    needed: string
    answer: string | null
    place: { file: string; line: number }
  }[]
}
const recordAt = (folder: string, slug: string): ImportRecord =>
  JSON.parse(readFileSync(join(folder, slug, 'import.json'), 'utf8')) as ImportRecord

function withDisk(): string {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'disk.md'), DISK)
  return folder
}

test('a file becomes a draft that can be shown and run, and whose rules fail until it is answered', async () => {
  const folder = withDisk()
  const { code, out } = await keysHere(['import', 'disk.md', '--yes'], folder)
  expect(code).toBe(0)
  expect(out).toMatch(/^disk: written to disk; \d+ questions are open, \d+ questions can wait until its release\. Next/)
  expect((await keysHere(['show', './disk'], folder)).out).toContain('Step 1: Look at')
  expect((await keysHere(['run', './disk', '--dry-run'], folder)).out).toContain('df -h "${HOST}"')
  const { code: fails, out: findings } = await keysHere(['validate', './disk'], folder)
  expect(fails).toBe(1)
  expect(findings).toContain('flow/branch-without-target')
  for (const { place } of recordAt(folder, 'disk').questions) expect(place.file).toBe('disk.md')
})

test('answers come from a file, from the record of the draft, and are kept', async () => {
  const folder = withDisk()
  await keysHere(['import', 'disk.md', '--yes'], folder)
  const { questions } = recordAt(folder, 'disk')
  const target = questions.find(({ kind }) => kind === 'target')!
  writeFileSync(join(folder, 'answers.json'), JSON.stringify({ [target.id]: 'Action 1', license: 'MIT' }))
  await keysHere(['import', 'disk.md', '--yes', '--answers', 'answers.json'], folder)
  expect(readFileSync(join(folder, 'disk/README.md'), 'utf8')).toContain(
    '- **If full**: clean it. Continue to [Action 1].'
  )
  const record = recordAt(folder, 'disk')
  const effect = record.questions.find(({ kind }) => kind === 'effect')!
  effect.answer = 'reversible'
  writeFileSync(join(folder, 'disk/import.json'), JSON.stringify(record))
  await keysHere(['import', 'disk.md', '--yes'], folder)
  expect(readFileSync(join(folder, 'disk/README.md'), 'utf8')).toContain('Restart it (REVERSIBLE)')
  expect(recordAt(folder, 'disk').answers).toMatchObject({ license: 'MIT', [effect.id]: 'reversible' })
  expect(recordAt(folder, 'disk').questions.length).toBe(questions.length - 3)
  const open = recordAt(folder, 'disk').questions.filter(({ needed }) => needed === 'use')
  expect(open.map(({ id }) => id)).toEqual(['alert', 'contact'])
  const judged = await keysHere(['validate', './disk', '--draft'], folder)
  expect([judged.code, judged.out]).toEqual([0, expect.stringMatching(/1 pack: \d+ warnings?, \d+ for information/)])
})

test('a folder gives a pack for each file that holds steps', async () => {
  const folder = temporaryFolder()
  for (const path of ['wiki/a/disk.md', 'wiki/b/disk.md', 'wiki/words.md']) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), path.endsWith('words.md') ? '# W\n\nNothing.\n' : DISK)
  }
  const { code, out } = await keysHere(['import', 'wiki', '--out', 'packs', '--yes'], folder)
  expect(code).toBe(0)
  expect(out).toContain('words.md: not imported. No step was found in it.')
  expect(['disk', 'disk-2'].map((slug) => existsSync(join(folder, 'packs', slug, 'pack.json')))).toEqual([true, true])
})

test('an export keeps its original', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'page.xhtml'), '<h2>Fix</h2><ol><li>Restart it</li><li>Check it</li></ol>')
  const { out } = await keysHere(['import', 'page.xhtml', '--yes'], folder)
  expect(out).toContain('page: written to page')
  expect(readFileSync(join(folder, 'page/source/page.xhtml'), 'utf8')).toContain('<li>Restart it</li>')
})

test.each([
  ['nothing at the path', ['import', 'gone.md'], 'There is nothing at'],
  ['answers that are none', ['import', 'disk.md', '--answers', 'disk.md'], 'cannot be read'],
  ['a slug that is none', ['import', 'disk.md', '--slug', 'Disk Full'], 'is not a slug'],
  ['a file that cannot be read so', ['import', 'disk.md', '--from', 'cacao'], 'cannot be read as cacao']
])('%s: exit 2 and a sentence', async (_, args, sentence) => {
  const { code, err } = await keysHere(args, withDisk())
  expect(code).toBe(2)
  expect(err).toContain(sentence)
})

test('what no import has written is not replaced', async () => {
  const folder = withDisk()
  mkdirSync(join(folder, 'disk'))
  writeFileSync(join(folder, 'disk/mine.txt'), 'x')
  const { code, err } = await keysHere(['import', 'disk.md', '--yes'], folder)
  expect(code).toBe(2)
  expect(err).toContain('that no import has written')
})
