// How long 1,000 runbooks of real size take: cold, with nothing changed, with one changed; beside parsing their texts once,
// on this machine, in this run; and whether a second cold build is the same to the last byte. Build the package first: node packages/marketplace/bench/build.ts [COUNT]
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { contentHash, tarballFiles } from '@keys/pack'
import { parseRunbook } from '@keys/parser'
import { loadNativeEngine } from '@keys/parser/native'
import type { AssetsIndex, IndexedRunbook } from '@keys/schema'

const REPOSITORY = join(import.meta.dirname, '../../..')
const count = Number(process.argv[2] ?? 1000)
const folder = mkdtempSync(join(tmpdir(), 'keys-marketplace-bench-'))
// Not from its source: threads run what was built. In a process of its own, as it is built in life: neither the texts of this
// one nor what an earlier build left behind counts.
const BUILD = `
const { buildSite } = await import(process.argv[2])
const [start, before] = [performance.now(), process.cpuUsage()]
const { rendered, files } = await buildSite({ index: process.argv[3], out: process.argv[4] })
const { user, system } = process.cpuUsage(before)
const peak = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ time: performance.now() - start, cpu: (user + system) / 1000, peak, rendered, files }))
`
try {
  await measure()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(): Promise<void> {
  const { path, texts, index } = await manyRunbooks()
  const toTree = (await loadNativeEngine()) ?? undefined
  const parsing = timed(() => {
    for (const text of texts) parseRunbook(text, toTree ? { toTree } : {})
  })
  const reference = timed(() => {
    for (const text of texts.slice(0, 60)) parseRunbook(text)
  })
  const out = join(folder, 'site')
  const cold = timedBuild(path, out)
  const unchanged = timedBuild(path, out)
  const again = join(folder, 'again')
  const second = timedBuild(path, again)
  if (digestOf(again) !== digestOf(out)) throw new Error('Two builds of the same packs differ.')
  rmSync(again, { recursive: true })
  const [first] = index.runbooks
  if (first) first.maturity = first.maturity === 'scale' ? 'starter' : 'scale'
  writeFileSync(path, JSON.stringify(index))
  const one = timedBuild(path, out)
  console.log(`${count} runbooks of real size, no two alike`)
  console.log(`parsing their texts once, native engine:    ${seconds(parsing)}`)
  console.log(`parsing their texts once, reference engine: ${seconds((reference / 60) * count)} (from 60 of them)`)
  console.log(
    `cold:      ${seconds(cold.time)}, ${(cold.time / parsing).toFixed(1)} x parsing, ${cold.rendered} rendered, ${cold.files} files`
  )
  // Says what the time would have been, had nothing else run on this machine.
  console.log(`           ${seconds(cold.cpu)} of processor time over all threads`)
  console.log(`again:     ${seconds(second.time)}, ${seconds(second.cpu)} of processor time, every byte the same`)
  console.log(`unchanged: ${seconds(unchanged.time)}, ${unchanged.rendered} rendered`)
  console.log(`one changed: ${seconds(one.time)}, ${one.rendered} rendered`)
  console.log(`peak: ${cold.peak.toFixed(0)} MB cold, ${one.peak.toFixed(0)} MB with one changed`)
}

/** Runbooks like those of this repository under other slugs, packed and listed. */
async function manyRunbooks(): Promise<{ path: string; texts: string[]; index: AssetsIndex }> {
  const own = JSON.parse(readFileSync(join(REPOSITORY, 'dist/assets-index.json'), 'utf8')) as AssetsIndex
  mkdirSync(join(folder, 'packs'))
  const texts: string[] = []
  const runbooks: IndexedRunbook[] = []
  const sources = own.runbooks.map((entry) => {
    const bytes = readFileSync(join(REPOSITORY, 'dist', entry['x-listing'].tarball.path))
    return { entry, tar: gunzipSync(bytes) }
  })
  for (let place = 0; place < count; place++) {
    const source = sources[place % sources.length]
    if (!source) throw new Error('The index of this repository is empty: pnpm index')
    const { entry, tar } = source
    const slug = `${entry.slug.slice(0, 20).replace(/-$/, '')}-${String(place).padStart(5, '0')}`
    const path = `packs/keys-runbook-${slug}-1.0.0.tgz`
    const packed = gzipSync(otherNames(tar, place), { level: 1 })
    writeFileSync(join(folder, path), packed)
    const files = await tarballFiles(packed)
    texts.push(new TextDecoder().decode(files.read('README.md')))
    const integrity = `sha512-${createHash('sha512').update(packed).digest('base64')}`
    const paths = files.entries().map(({ path }) => path)
    const tarball = { path, integrity, size: packed.length }
    const content_hash = contentHash((path) => files.read(path), paths)
    const { versions: _versions, ...listing } = entry['x-listing']
    runbooks.push({
      ...entry,
      slug,
      'x-listing': { ...listing, package: `@keys/runbook-${slug}`, tarball, content_hash }
    })
  }
  const index = { ...own, runbooks }
  const path = join(folder, 'assets-index.json')
  writeFileSync(path, JSON.stringify(index))
  return { path, texts, index }
}

/**
 * The same archive with other variables and words in its texts, commands and scripts, as no two packs are alike: what is
 * remembered of one must not make the next one cheaper. Lengths stay, so that the packed model still fits its text.
 */
function otherNames(tar: Buffer, place: number): Buffer {
  const sign = (shift: number): string => String.fromCodePoint(65 + ((place >> shift) % 26))
  const ending = `${sign(0)}${sign(4)}`
  const renamed = tar
    .toString('latin1')
    .replaceAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g, (name) => `${name.slice(0, -2)}${ending}`)
    .replaceAll(/(?<=[a-z] )(?:the|and|from|order|where|with|then)(?= [a-z])/g, (word) => word.slice(0, -2) + ending)
  return Buffer.from(renamed, 'latin1')
}

interface Measured {
  time: number
  cpu: number
  peak: number
  rendered: number
  files: number
}

function timedBuild(index: string, out: string): Measured {
  const module = new URL('../dist/index.js', import.meta.url).href
  const program = join(folder, 'build.mjs')
  writeFileSync(program, BUILD)
  const args = [program, module, index, out]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measured
}

/** One digest of the paths and contents of all files of a folder. */
function digestOf(root: string): string {
  const hash = createHash('sha256')
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  for (const path of entries.map(({ parentPath, name }) => join(parentPath, name)).toSorted()) {
    hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

function timed(act: () => void): number {
  const start = performance.now()
  act()
  return performance.now() - start
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}
