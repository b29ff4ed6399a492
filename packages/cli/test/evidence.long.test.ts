import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { escalatedRun, SECRET, startRunIn } from './run-in-folder.js'
import { edit, keys, signer, temporaryFolder } from './support.js'

/** A folder with one run that has ended, and its name and head. */
async function recorded(): Promise<{ folder: string; run: string; head: string; environment: Record<string, string> }> {
  const folder = temporaryFolder()
  const session = await escalatedRun(join(folder, 'runs'))
  return { folder, run: session.state.run, head: session.head.head, environment: { KEYS_RUNS: join(folder, 'runs') } }
}

describe('keys report', () => {
  test.each([
    ['markdown', '# Evidence: '],
    ['html', '<!doctype html>'],
    ['json', '{\n  "$schema"']
  ])('writes the newest run as %s', async (format, start) => {
    const { folder, run, head, environment } = await recorded()
    const { code, out, err } = keys(['report', '--format', format], folder, environment)
    expect([code, err, out.startsWith(start), out.includes(run), out.includes(head)]).toEqual([0, '', true, true, true])
    expect(out).not.toContain(SECRET)
  })

  test('writes a file that only its owner reads, also over one that others read', async () => {
    const { folder, run, environment } = await recorded()
    writeFileSync(join(folder, 'out.md'), 'old', { mode: 0o644 })
    const { code, out } = keys(['report', run.slice(-10), '--output', 'out.md'], folder, environment)
    expect([code, out]).toEqual([0, ''])
    expect(statSync(join(folder, 'out.md')).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(folder, 'out.md'), 'utf8')).toContain('# Evidence: ')
    expect(readdirSync(folder).toSorted()).toEqual(['out.md', 'runs'])
  })

  test('gives what is readable of a damaged record, and says where it breaks', async () => {
    const { folder, run, environment } = await recorded()
    edit(folder, `runs/${run}/journal.jsonl`, (text) => text.replace('Done by hand', 'Done by head'))
    const { code, out, err } = keys(['report'], folder, environment)
    expect([code, out.includes('we_1'), out.includes('Done by')]).toEqual([1, true, false])
    expect(err).toMatch(/The record breaks at event 5: it was changed/)
  })

  test.each([
    ['no run at all', ['report'], 'There is no run in'],
    ['an unknown run', ['report', 'zzz'], 'There is no run zzz'],
    ['a signature without a file', ['report', '--sign', 'key'], '--output <file>']
  ])('%s is wrong usage', (_, args, message) => {
    const folder = temporaryFolder()
    const { code, out, err } = keys(args, folder, { KEYS_RUNS: join(folder, 'runs') })
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })
})

/** Chromium as Debian packages it, or whatever else is there. */
function browser(): string {
  const names = ['../lib/chromium/chromium', 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const folders = (process.env['PATH'] ?? '').split(':')
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
  if (found === undefined) throw new Error('There is no Chromium on the PATH. On Debian: apt-get install -y chromium')
  return found
}

test('the HTML report is printed on paper: page one tells the run, and nothing of the commands is cut off', async () => {
  const { folder, run, environment } = await recorded()
  writeFileSync(join(folder, 'graph.txt'), 'the graph')
  keys(['attach', run, 'graph.txt', '--text', 'the graph at three'], folder, environment)
  keys(['report', run, '--format', 'html', '--output', 'report.html'], folder, environment)
  const args = ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${join(folder, 'browser')}`]
  const print = [`--print-to-pdf=${join(folder, 'report.pdf')}`, '--no-pdf-header-footer', join(folder, 'report.html')]
  spawnSync(browser(), [...args, ...print], { timeout: 90_000 })
  const { stdout, status } = spawnSync('pdftotext', ['-layout', join(folder, 'report.pdf'), '-'], { encoding: 'utf8' })
  expect(status).toBe(0)
  const pages = stdout.split('\f').filter((page) => page.trim() !== '')
  const [first = ''] = pages
  for (const words of ['escalated', 'Duration', 'Who', 'The way', 'Nobody answers.']) expect(first).toContain(words)
  const all = stdout.replaceAll(/\s+/g, '')
  expect(all).toContain(run)
  expect(all).toContain('thegraphatthree')
  expect(all).not.toContain(SECRET)
  expect(pages.length).toBeLessThan(8)
  // No page is left half empty by what must not be parted.
  for (const page of pages.slice(0, -1)) expect(page.trim().split('\n').length).toBeGreaterThan(10)
}, 120_000)

test('the JSON report names each attachment with its hash', async () => {
  const { folder, run, environment } = await recorded()
  writeFileSync(join(folder, 'graph.txt'), 'the graph')
  keys(['attach', run, 'graph.txt', '--text', 'the graph at three'], folder, environment)
  const { out } = keys(['report', run, '--format', 'json'], folder, environment)
  const { journal, timeline } = JSON.parse(out) as { journal: string[]; timeline: { text: string }[] }
  const digest = createHash('sha256').update('the graph').digest('hex')
  expect(timeline.some(({ text }) => text.includes('graph.txt') && text.includes(digest))).toBe(true)
  const attached = journal
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .find(({ type }) => type === 'attached')
  expect(attached).toMatchObject({ name: 'graph.txt', text: 'the graph at three', digest })
})

describe('keys verify-evidence', () => {
  test.each([
    ['a bundle', (run: string) => ['bundle.json', run]],
    ['a journal', (run: string) => [`runs/${run}/journal.jsonl`, run]],
    ['the folder of a run', (run: string) => [`runs/${run}`, run]],
    ['the id of a run', (run: string) => [run.slice(-10), run]]
  ])('accepts %s', async (_, name) => {
    const { folder, run, head, environment } = await recorded()
    keys(['report', '--format', 'json', '--output', 'bundle.json'], folder, environment)
    const [path = ''] = name(run)
    const { code, out, err } = keys(['verify-evidence', path, '--head', head], folder, environment)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('✓ The evidence holds: 8 events.')
    expect(out).toContain('The head is the one that was given.')
  })

  test('needs nothing but the bundle', async () => {
    const { folder, environment } = await recorded()
    const { out: bundle } = keys(['report', '--format', 'json'], folder, environment)
    const elsewhere = temporaryFolder()
    writeFileSync(join(elsewhere, 'bundle.json'), bundle)
    expect(keys(['verify-evidence', 'bundle.json'], elsewhere, { PATH: '' }).code).toBe(0)
  })

  test('says at which event it breaks', async () => {
    const { folder, run, environment } = await recorded()
    edit(folder, `runs/${run}/journal.jsonl`, (text) => text.replace('Done by hand', 'Done by head'))
    const { code, out } = keys(['verify-evidence', run, '--format', 'json'], folder, environment)
    const result: unknown = JSON.parse(out)
    expect([code, result]).toMatchObject([
      1,
      { holds: false, faults: [{ of: 'chain', event: 5 }], head: { sequence: 4 } }
    ])
  })

  test('finds deleted events by the head', async () => {
    const { folder, run, head, environment } = await recorded()
    edit(folder, `runs/${run}/journal.jsonl`, (text) => `${text.split('\n').slice(0, -3).join('\n')}\n`)
    const path = `runs/${run}/journal.jsonl`
    expect(keys(['verify-evidence', path], folder, environment).code).toBe(0)
    const { code, out } = keys(['verify-evidence', path, '--head', head], folder, environment)
    expect(code).toBe(1)
    expect(out.replaceAll(/\s+/g, ' ')).toContain('events were removed or added')
  })

  test('finds that the copy of the text was changed', async () => {
    const { folder, run, environment } = await recorded()
    const [pack = ''] = readdirSync(join(folder, 'runs', run, 'packs'))
    edit(folder, `runs/${run}/packs/${pack}/README.md`, (text) => `${text}\n`)
    const { code, out } = keys(['verify-evidence', run], folder, environment)
    expect([code, out.includes(`packs/${pack}`)]).toEqual([1, true])
  })

  test.each([
    ['nothing there', ['nothing.json'], 'There is nothing at nothing.json.'],
    ['a folder without a journal', ['.'], 'There is no journal.jsonl in ..'],
    ['a head that is none', ['.', '--head', 'abc'], '--head abc is not a head.'],
    ['half of a signature', ['.', '--signature', 'a'], 'Give all three']
  ])('%s is wrong usage', (_, args, message) => {
    const folder = temporaryFolder()
    const { code, out, err } = keys(['verify-evidence', ...args], folder, { KEYS_RUNS: join(folder, 'runs') })
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
  })
})

describe('a signed head', () => {
  test('verifies by keys, and by ssh-keygen alone', async () => {
    const { folder, environment } = await recorded()
    signer(folder, 'mara')
    const report = ['report', '--format', 'json', '--output', 'bundle.json', '--sign', 'mara']
    expect(keys(report, folder, environment).code).toBe(0)
    const proof = ['--signature', 'bundle.json.head.sig', '--allowed-signers', 'mara.signers', '--identity', 'mara']
    const { code, out } = keys(['verify-evidence', 'bundle.json', ...proof], folder, environment)
    expect([code, out.includes('The head is signed by mara.')]).toEqual([0, true])
    const alone = ['-Y', 'verify', '-n', 'keys-run', '-f', 'mara.signers', '-I', 'mara', '-s', 'bundle.json.head.sig']
    const { status } = spawnSync('ssh-keygen', alone, {
      cwd: folder,
      input: readFileSync(join(folder, 'bundle.json.head'))
    })
    expect(status).toBe(0)
  })

  test.each(['%s\\n', '%s'])('may be signed by hand, with printf %s', async (format) => {
    const { folder, head, environment } = await recorded()
    signer(folder, 'mara')
    const line = `printf '${format}' ${head} | ssh-keygen -Y sign -f mara -n keys-run > head.sig`
    expect(spawnSync('bash', ['-c', line], { cwd: folder }).status).toBe(0)
    keys(['report', '--format', 'json', '--output', 'bundle.json'], folder, environment)
    const proof = ['--signature', 'head.sig', '--allowed-signers', 'mara.signers', '--identity', 'mara']
    expect(keys(['verify-evidence', 'bundle.json', ...proof], folder, environment).code).toBe(0)
  })

  test('proves what was before it when the run went on', async () => {
    const { folder, run, environment } = await recorded()
    signer(folder, 'mara')
    keys(['report', '--format', 'json', '--output', 'bundle.json', '--sign', 'mara'], folder, environment)
    keys(['resume', run, '--reopen', 'Priya knows how'], folder, environment)
    const proof = ['--signature', 'bundle.json.head.sig', '--allowed-signers', 'mara.signers', '--identity', 'mara']
    const { code, out } = keys(['verify-evidence', run, ...proof], folder, environment)
    expect([code, out.includes('That head is signed by mara.')]).toEqual([14, true])
  })

  test('does not hold for a run that was written anew, nor by somebody else', async () => {
    const { folder, environment } = await recorded()
    const other = await recorded()
    for (const name of ['mara', 'bo']) signer(folder, name)
    keys(['report', '--format', 'json', '--output', 'bundle.json', '--sign', 'mara'], folder, environment)
    keys(['report', '--format', 'json', '--output', join(folder, 'other.json')], other.folder, other.environment)
    const judge = (bundle: string, name: string) => {
      const proof = ['--signature', 'bundle.json.head.sig', '--allowed-signers', `${name}.signers`, '--identity', name]
      return keys(['verify-evidence', bundle, ...proof], folder, environment).code
    }
    expect([judge('bundle.json', 'mara'), judge('other.json', 'mara'), judge('bundle.json', 'bo')]).toEqual([0, 1, 1])
  })

  test('needs ssh-keygen, and says so', async () => {
    const { folder, environment } = await recorded()
    const args = ['report', '--output', 'report.md', '--sign', 'mara']
    const { code, err } = keys(args, folder, { ...environment, PATH: folder })
    expect(code).toBe(2)
    expect(err).toMatch(/^ssh-keygen could not be started: .*\nInstall OpenSSH/)
    expect(existsSync(join(folder, 'report.md'))).toBe(false)
  })
})

describe('keys handover', () => {
  /** A folder with one open run that nobody has open. */
  async function open() {
    const folder = temporaryFolder()
    const session = await startRunIn(join(folder, 'runs'))
    await session.close('stopped')
    return { folder, run: session.state.run, environment: { KEYS_RUNS: join(folder, 'runs') } }
  }

  /** A run that stays open during a test. */
  async function openedIn(folder: string): Promise<void> {
    const session = await startRunIn(folder)
    onTestFinished(() => session.close('stopped'))
  }

  test('says where the newest open run stands and how to go on', async () => {
    const { folder, run, environment } = await open()
    const { code, out, err } = keys(['handover'], folder, environment)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`keys resume ${run}`)
    expect(out).toContain('`STRIPE_SECRET_KEY`')
    expect(out).not.toContain(SECRET)
  })

  test('records to whom, and leaves the run to be gone on with', async () => {
    const { folder, run, environment } = await open()
    const given = { ...environment, STRIPE_SECRET_KEY: SECRET, WEBHOOK_ENDPOINT_ID: 'we_other' }
    const { code, out } = keys(['handover', '--to', 'bo', '--format', 'json'], folder, given)
    expect([code, JSON.parse(out)]).toMatchObject([0, { run, stands: { type: 'step' } }])
    const journal = readFileSync(join(folder, 'runs', run, 'journal.jsonl'), 'utf8')
    expect(journal.trimEnd().split('\n').at(-1)).toContain('"reason":"handed-over","to":"bo"')
    expect(journal).not.toContain('we_other')
    expect(existsSync(join(folder, 'runs', run, 'lock'))).toBe(false)
    expect(keys(['verify-evidence', run], folder, environment).code).toBe(0)
  })

  test('of a damaged record says what is before the damage', async () => {
    const { folder, run, environment } = await open()
    edit(folder, `runs/${run}/journal.jsonl`, (text) => text.replace('"reason":"stopped"', '"reason":"ended"'))
    const { code, out, err } = keys(['handover'], folder, environment)
    expect([code, out.includes('# Handover'), err.includes('breaks at event 5')]).toEqual([0, true, true])
    expect(keys(['handover', '--to', 'bo'], folder, environment).code).toBe(2)
  })

  test('is not recorded while somebody has the run open', async () => {
    const folder = temporaryFolder()
    await openedIn(join(folder, 'runs'))
    const { code, err } = keys(['handover', '--to', 'bo'], folder, { KEYS_RUNS: join(folder, 'runs') })
    expect(code).toBe(2)
    expect(err).toContain('mara has the run')
  })

  test('says who has the run open', async () => {
    const folder = temporaryFolder()
    await openedIn(join(folder, 'runs'))
    const { out } = keys(['handover'], folder, { KEYS_RUNS: join(folder, 'runs') })
    expect(out).toMatch(/mara has it open on .* since .*Nobody else can go on with it/)
  })

  test('of a run that has ended is not recorded', async () => {
    const { folder, run, environment } = await recorded()
    expect(keys(['handover', run], folder, environment).code).toBe(0)
    const { code, err } = keys(['handover', run, '--to', 'bo'], folder, environment)
    expect([code, err.includes('has ended')]).toEqual([2, true])
  })
})
