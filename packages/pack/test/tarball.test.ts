// What programs that unpack a tarball do not agree upon is refused: somebody would read another runbook than is installed.
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { tarballFiles } from '../src/files/tarball.ts'
import { entry, tar, tarball } from './tar.ts'

const README = entry('package/README.md', '# A')

async function faultsOf(bytes: Uint8Array): Promise<unknown[]> {
  return (await tarballFiles(bytes)).faults.map((fault) => Object.values(fault))
}

test('an archive with more blocks at its end than it needs is as any other', async () => {
  expect(await faultsOf(gzipSync(Buffer.concat([tar(README), Buffer.alloc(8192)])))).toEqual([])
  expect(await faultsOf(gzipSync(README))).toEqual([])
})

const BEHIND = [['unreadable', 'something stands behind its end']]
const TWICE = [['unreadable', 'what is compressed in it is compressed once more']]
test.each([
  ['two archives in one', () => gzipSync(Buffer.concat([tar(README), tar(entry('package/README.md', '# B'))])), BEHIND],
  ['two tarballs in one', () => Buffer.concat([tarball(README), tarball(entry('package/x', ''))]), BEHIND],
  ['a few bytes behind the end', () => gzipSync(Buffer.concat([tar(README), Buffer.from('x')])), BEHIND],
  ['gzip in gzip', () => gzipSync(tarball(README)), TWICE],
  ['zstd in gzip', () => gzipSync(zstdCompressSync(tar(README))), TWICE]
])('%s is refused', async (_, bytes, expected) => {
  expect(await faultsOf(bytes())).toEqual(expected)
})

test.each([
  ['case', 'readme.md', 'README.md'],
  ['case in a folder', 'scripts/Look.sh', 'scripts/look.sh'],
  ['the form of a letter', 'pr\u00fcfen.md', 'pru\u0308fen.md']
])('names that differ by %s are named', async (_, first, second) => {
  const bytes = tarball(entry(`package/${first}`, 'a'), entry(`package/${second}`, 'b'))
  expect(await faultsOf(bytes)).toEqual([['same-name', second, first]])
})
