import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packTarball } from '@keys/indexer'
import { validationReportSchema } from '@keys/schema'
import { expect, test } from 'vitest'
import { edit, keys, keysHere, REPOSITORY, temporaryFolder } from './support.js'

const SLUG = 'stripe-webhook-failure'
const BLOCK = 512

/** The files of a pack that its package ships, those in folders too. */
function shipped(pack: string): string[] {
  const { files } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { files: string[] }
  const named = (path: string): boolean => ['package.json', ...files].some((name) => `${path}/`.startsWith(`${name}/`))
  return readdirSync(pack, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => relative(pack, join(item.parentPath, item.name)))
    .filter(named)
}

/** A folder with a tarball of a pack, after a change to the pack. */
function packed(change: (pack: string) => void = () => {}): string {
  const root = temporaryFolder()
  const pack = join(root, SLUG)
  mkdirSync(pack)
  const published = join(REPOSITORY, 'runbook-keys', SLUG)
  for (const path of shipped(published)) cpSync(join(published, path), join(pack, path))
  change(pack)
  const { bytes } = packTarball((path) => readFileSync(join(pack, path)), shipped(pack))
  writeFileSync(join(root, 'pack.tgz'), bytes)
  return root
}

/** One entry of a tar archive, which no packer would write. */
function entry(path: string, content: string, type = '0', target = ''): Buffer {
  const header = Buffer.alloc(BLOCK)
  header.write(path, 0, 100)
  header.write('0000644\0', 100)
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write(`${'0'.repeat(11)}\0`, 136)
  header.write(`        ${type}${target}`, 148)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const body = Buffer.alloc(Math.ceil(content.length / BLOCK) * BLOCK)
  body.write(content)
  return Buffer.concat([header, body])
}

const archive = (...entries: readonly Buffer[]) => gzipSync(Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]))

/** Code, message id and file of each finding. */
async function findingsOf(root: string, path = 'pack.tgz'): Promise<string[]> {
  const { out, err } = await keysHere(['validate', path, '--format', 'json'], root)
  expect(err).toBe('')
  const report = validationReportSchema.parse(JSON.parse(out))
  const errors = report.packs.flatMap((pack) => pack.diagnostics).filter(({ severity }) => severity === 'error')
  return errors.map(({ code, messageId, file }) => `${code} ${messageId} ${file}`)
}

test('the tarballs of all packs are clean', async () => {
  const root = temporaryFolder()
  const slugs = readdirSync(join(REPOSITORY, 'runbook-keys'), { withFileTypes: true })
    .filter((item) => item.isDirectory() && item.name !== 'catalogs')
    .map(({ name }) => name)
  for (const slug of slugs) {
    const folder = join(REPOSITORY, 'runbook-keys', slug)
    writeFileSync(
      join(root, `${slug}.tgz`),
      packTarball((path) => readFileSync(join(folder, path)), shipped(folder)).bytes
    )
  }
  const { code, out } = await keysHere(['validate', ...slugs.map((slug) => `${slug}.tgz`), '--format', 'json'], root)
  const { summary, packs } = validationReportSchema.parse(JSON.parse(out))
  expect([code, summary.error, summary.warning, packs.length]).toEqual([0, 0, 0, slugs.length])
})

test('a tarball and a folder in node_modules show the same faults, with the text at their place', async () => {
  const root = packed((pack) => edit(pack, 'README.md', (text) => text.replace('Continue to [Check 3].', 'Continue.')))
  const { code, out } = await keysHere(['validate', 'pack.tgz'], root)
  expect(code).toBe(1)
  expect(out).toContain('| - **If `enabled` or `disabled`**')
  mkdirSync(join(root, 'node_modules/@keys'), { recursive: true })
  cpSync(join(root, SLUG), join(root, 'node_modules/@keys', `runbook-${SLUG}`), { recursive: true })
  const found = await findingsOf(root)
  expect(found).toEqual(['flow/branch-without-target none README.md', 'flow/no-default-branch none README.md'])
  expect(await findingsOf(root, `node_modules/@keys/runbook-${SLUG}`)).toEqual(found)
})

test('a tarball without one of the files shows that', async () => {
  const root = packed()
  const pack = join(root, SLUG)
  const { bytes } = packTarball(
    (path) => readFileSync(join(pack, path)),
    shipped(pack).filter((path) => path !== 'checklist.md')
  )
  writeFileSync(join(root, 'pack.tgz'), bytes)
  expect(await findingsOf(root)).toEqual(['pack/required-files missing checklist.md'])
})

test.each<[name: string, finding: string, bytes: () => Uint8Array]>([
  ['nothing', 'pack/tarball unreadable pack.json', () => Buffer.alloc(0)],
  ['no gzip', 'pack/tarball unreadable pack.json', () => Buffer.from('# A runbook\n')],
  ['gzip of no tar', 'pack/tarball unreadable pack.json', () => gzipSync('# A runbook\n'.repeat(1000))],
  [
    'an end too early',
    'pack/tarball unreadable pack.json',
    () => readFileSync(join(packed(), 'pack.tgz')).subarray(0, 4000)
  ],
  [
    'an archive that breaks off',
    'pack/tarball unreadable pack.json',
    () => gzipSync(entry('package/README.md', 'a'.repeat(5000)).subarray(0, 2000))
  ],
  ['a bomb', 'pack/tarball too-large pack.json', () => gzipSync(Buffer.alloc(200_000_000))],
  [
    'a bomb of entries',
    'pack/tarball too-large pack.json',
    () => archive(...Array.from({ length: 20_000 }, (_, index) => entry(`package/${index}`, '')))
  ],
  [
    'a path out of the package',
    'pack/tarball path-traversal pack.json',
    () => archive(entry('package/../../evil.md', 'a'))
  ],
  ['a path that starts out of it', 'pack/tarball path-traversal pack.json', () => archive(entry('../evil.md', 'a'))],
  ['an absolute path', 'pack/tarball path-traversal pack.json', () => archive(entry('/etc/evil.md', 'a'))],
  ['a file in no folder', 'pack/tarball path-traversal pack.json', () => archive(entry('README.md', 'a'))],
  [
    'a file twice',
    'pack/tarball duplicate-entry pack.json',
    () => archive(entry('package/README.md', 'a'), entry('package/README.md', 'b'))
  ],
  [
    'a symbolic link',
    'pack/required-files not-a-file README.md',
    () => archive(entry('package/README.md', '', '2', '/etc/passwd'))
  ],
  [
    'a hard link',
    'pack/special-file symlink notes.md',
    () => archive(entry('package/notes.md', '', '1', '/etc/passwd'))
  ],
  ['a device', 'pack/special-file special null', () => archive(entry('package/null', '', '3'))],
  ['a prototype', 'pack/required-files missing README.md', () => archive(entry('package/__proto__', 'a'))]
])('a tarball with %s is a finding', async (_, finding, bytes) => {
  const root = temporaryFolder()
  writeFileSync(join(root, 'pack.tgz'), bytes())
  const found = await findingsOf(root)
  expect(found).toContain(finding)
  // Of what cannot be read nothing else is said.
  if (/unreadable|too-large/.test(finding)) expect(found).toEqual([finding])
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  expect((await keysHere(['validate', 'pack.tgz'], root)).out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]|root:/)
})

test('tarballs are not fixed, and none that is not there is passed over', async () => {
  const root = packed()
  expect((await keysHere(['validate', '--fix', 'pack.tgz'], root)).code).toBe(2)
  expect((await keysHere(['validate', 'other.tgz'], root)).code).toBe(2)
  symlinkSync('/dev/zero', join(root, 'endless.tgz'))
  expect(keys(['validate', 'endless.tgz'], root).code).toBe(2)
})
