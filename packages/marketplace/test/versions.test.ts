/** A runbook of which older versions are kept: their pages, what changed, and addresses of steps that were renamed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { AssetsIndex, ListedVersion } from '@keys/schema'
import { buildSite, MissingAddressError } from '../src/node/build.js'
import { makePack, writeIndex, type MadePack } from './support/make-pack.js'
import { filesIn, temporaryFolder } from './support/site.js'

/** The steps of a version, by their titles; each leads to the next one. */
function textOf(steps: readonly { title: string; formerly?: string; code?: string; otherwise?: string }[]): string {
  const numbered = steps.map((step, index) => ({ ...step, label: `Step ${index + 1}` }))
  const parts = numbered.map(({ label, title, formerly, code, otherwise = '**STOP: escalate**' }, index) => {
    const next = numbered[index + 1]?.label
    const former = formerly === undefined ? '' : `<a id="${formerly}"></a>\n\n`
    return `### ${label}: ${title}\n\n${former}\`\`\`bash\n${code ?? `echo ${index}`}\n\`\`\`\n\n- **If \`${index}\`**: ${next === undefined ? '**STOP: resolved**' : `[${next}]`}\n- **Otherwise**: ${otherwise}\n`
  })
  const definitions = numbered.map(({ label, title }) => {
    return `[${label}]: #${`${label}: ${title}`.toLowerCase().replaceAll(':', '').replaceAll(' ', '-')}`
  })
  return `# A runbook\n\n## Diagnosis flow\n\n${parts.join('\n')}\n${definitions.join('\n')}\n`
}

/** The versions that came out, the newest first; nobody keeps a tarball of the first one. */
const VERSIONS = ['2.0.0', '1.1.0', '1.0.0', '0.9.0']

function changelogOf(newest: string): string {
  const entries = VERSIONS.slice(VERSIONS.indexOf(newest)).map(
    (version) => `## ${version} - 2026-11-${20 + VERSIONS.length - VERSIONS.indexOf(version)}\n\nText of ${version}.\n`
  )
  return `# x\n\n${entries.join('\n')}`
}

const slug = 'kept-versions'
function pack(version: string, readme: string): MadePack {
  const made = makePack({
    slug,
    readme,
    metadata: { version },
    files: { 'SETUP.md': '# Setup\n\nCall the owner.\n', 'scripts/a.sh': 'echo script\n' },
    changelog: changelogOf(version)
  })
  const listing = made.entry['x-listing']
  return {
    ...made,
    entry: { ...made.entry, 'x-listing': { ...listing, tarball: { ...listing.tarball, path: `packs/${version}.tgz` } } }
  }
}

function listed({ entry }: MadePack, date: string): ListedVersion {
  const { tarball, content_hash } = entry['x-listing']
  return { version: entry.version, date, tarball, content_hash }
}

const FIRST = pack(
  '1.0.0',
  textOf([{ title: 'Look at the queue' }, { title: 'Ask the owner' }, { title: 'Retire it' }])
)
const SECOND = pack(
  '1.1.0',
  textOf([{ title: 'Look at the queue', code: 'echo queue' }, { title: 'Ask the owner' }, { title: 'Retire it' }])
)
const THIRD = pack(
  '2.0.0',
  textOf([{ title: 'Look at the queue', code: 'echo queue', otherwise: '[Step 2]' }, { title: 'Ask the owner' }])
)

const folder = temporaryFolder()
const out = join(folder, 'site')
const published = join(folder, 'urls.json')
let files = new Map<string, string>()
const page = (version: string): string => files.get(`r/${slug}/${version}/index.html`) ?? ''

/** Writes an index of which the last version is the newest. */
function indexOf(versions: readonly MadePack[]): string {
  const newest = versions.at(-1)
  if (!newest) throw new Error('there is no version')
  newest.entry['x-listing'].versions = versions.map((one, place) => listed(one, `2026-0${place + 1}-01`)).toReversed()
  writeIndex(folder, versions.slice(0, -1))
  return writeIndex(folder, [newest])
}

beforeAll(async () => {
  await buildSite({ index: indexOf([FIRST, SECOND]), out: join(folder, 'before'), published, record: true })
  await buildSite({ index: indexOf([FIRST, SECOND, THIRD]), out, published })
  files = filesIn(out)
})

test.each(['1.0.0', '1.1.0', '2.0.0'])('version %s has its page with its own text', (version) => {
  expect(page(version)).toContain(`data-version="${version}"`)
  expect(page(version)).toContain(`Text of ${version}.`)
  expect(files.get(`r/${slug}/${version}/README.md`)).toContain('# A runbook')
})

test('the newest version is served at the address of the runbook, not redirected', () => {
  expect(files.get(`r/${slug}/index.html`)).toContain('data-version="2.0.0"')
  expect(files.get(`r/${slug}/index.html`)).not.toContain('id="rk-banner"')
  expect(page('2.0.0')).not.toContain('id="rk-banner"')
})

test.each(['1.0.0', '1.1.0'])('version %s says that it is not the newest, and leads there', (version) => {
  const [banner = ''] = /<p class="banner".*?<\/p>/s.exec(page(version)) ?? []
  expect(banner).toContain(`This is version ${version}.`)
  expect(banner).toContain(`href="../../../r/${slug}/" data-same-place`)
  expect(banner).toContain('2.0.0</a> of 2026-03-01')
})

/** What is said at a step of a page. */
function changesAt(html: string, step: string): string[] {
  const [section = ''] = new RegExp(`<section class="step[^>]* data-step="${step}".*?</section>`, 's').exec(html) ?? []
  const [list = ''] = /<ul class="step-changes">.*?<\/ul>/s.exec(section) ?? []
  return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map(([, text = '']) => text.replace(/<[^>]+>/g, ''))
}

test('a step of the newest version says what changed in it', () => {
  const said = changesAt(page('2.0.0'), 'look-at-the-queue')
  expect(said).toEqual([expect.stringMatching(/^Changed in 2\.0\.0: .*otherwise: leads to Step 2/)])
})

test('a step of an older version says what the newer ones changed in it', () => {
  const said = changesAt(page('1.0.0'), 'look-at-the-queue')
  expect(said).toEqual([
    expect.stringMatching(/^Not in this version, but in 2\.0\.0: /),
    expect.stringMatching(/^Not in this version, but in 1\.1\.0: /)
  ])
  expect(changesAt(page('1.0.0'), 'retire-it')).toEqual([expect.stringMatching(/2\.0\.0: .*is gone/)])
})

test('the versions say of each how much of the procedure it changed', () => {
  const panel = page('2.0.0').slice(page('2.0.0').indexOf('id="rk-versions"'))
  expect([...panel.matchAll(/id="rk-v-([\d.]+)"/g)].map(([, version]) => version)).toEqual(['2.0.0', '1.1.0', '1.0.0'])
  expect(panel).toMatch(/\d+ changes? of what you decide or do/)
})

test('a step that a version removed keeps its anchor, at what is said of that version', () => {
  const html = files.get(`r/${slug}/index.html`) ?? ''
  const at = html.indexOf('id="retire-it"')
  expect(at).toBeGreaterThan(html.indexOf('id="rk-v-2.0.0"'))
  expect(at).toBeLessThan(html.indexOf('id="rk-v-1.1.0"'))
})

test.each([
  ['all', VERSIONS],
  ['new', ['0.9.0']],
  [slug, VERSIONS]
])('the feed %s has the versions %j, each with its day and its text', (name, versions) => {
  const xml = files.get(`feeds/${name}.xml`) ?? ''
  const read = (element: string): string[] =>
    [...xml.matchAll(new RegExp(`<entry>.*?<${element}>(.*?)</${element}>`, 'gs'))].map(([, text = '']) => text)
  expect(read('title')).toEqual(versions.map((version) => `${slug} ${version}`))
  expect(read('summary')).toEqual(
    versions.map((version) =>
      version === '2.0.0' ? expect.stringContaining('First.') : expect.stringContaining(`Text of ${version}.`)
    )
  )
  expect(read('id')).toEqual(versions.map((version) => `tag:runbook-keys,2026:r/${slug}/${version}`))
  const links = [...xml.matchAll(/<link href="([^"]*)"/g)].map(([, link]) => link)
  const pages: Record<string, string> = { '2.0.0': `../r/${slug}/`, '0.9.0': `../r/${slug}/#rk-versions` }
  expect(links).toEqual(versions.map((version) => pages[version] ?? `../r/${slug}/${version}/`))
})

test('a gated runbook keeps the addresses of its steps and sections, and says which steps changed, not how', async () => {
  const place = join(folder, 'gated')
  const index = indexOf([FIRST, SECOND, THIRD])
  const listed = JSON.parse(readFileSync(index, 'utf8')) as AssetsIndex
  for (const entry of listed.runbooks) entry.entitlement = 'kept_versions'
  writeFileSync(index, JSON.stringify(listed))
  // Published while it was free: none of it may be missing now.
  await buildSite({ index, out: place, published })
  const gated = filesIn(place)
  for (const version of ['', '1.0.0/', '2.0.0/']) {
    const html = gated.get(`r/${slug}/${version}index.html`) ?? ''
    const dead = [...html.matchAll(/ href="#([^"]+)"/g)].filter(([, id]) => !html.includes(` id="${id}"`))
    expect(dead.map(([link]) => link)).toEqual([])
    expect(html).toContain('>Step 1 (Look at the queue) changed.<')
    expect(html).not.toMatch(/echo|otherwise|leads to/)
    expect(html).not.toContain('href="#rk-checklist"')
    const beside = gated.get(`r/${slug}/${version}files/index.html`) ?? ''
    expect(beside).toContain('id="scripts-a.sh"')
    expect(beside).not.toMatch(/echo|owner/)
  }
})

test('a version that was published and is dropped fails the build by its address', async () => {
  const failing = buildSite({ index: indexOf([SECOND, THIRD]), out: join(folder, 'dropped'), published })
  await expect(failing).rejects.toThrow(MissingAddressError)
  await expect(failing).rejects.toThrow(`/r/${slug}/1.0.0/`)
})

test('each recorded address stands in the file, older versions too', () => {
  const { pages } = JSON.parse(readFileSync(published, 'utf8')) as { pages: Record<string, string[]> }
  expect(Object.keys(pages).filter((path) => path.startsWith(`r/${slug}/`))).toEqual([
    `r/${slug}/`,
    `r/${slug}/1.0.0/`,
    `r/${slug}/1.0.0/files/`,
    `r/${slug}/1.1.0/`,
    `r/${slug}/1.1.0/files/`,
    `r/${slug}/files/`
  ])
  expect(pages[`r/${slug}/`]).toContain('retire-it')
})
