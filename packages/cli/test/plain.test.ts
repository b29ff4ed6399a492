import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keysHere, temporaryFolder } from './support.js'

const DISK = `---
title: Disk full on a host
---

## Symptoms

- \`No space left on device\`

## Diagnosis

1. Look at the disks of <host>:

   \`\`\`console
   $ echo "disks of <host>"
   \`\`\`

2. If a log is large, go to step 3.

## Mitigation

### Remove old logs

\`\`\`bash
rm -rf /var/log/old
\`\`\`

See [the guide](guide.md) and [nothing](gone.md).

## Notes

Call the storage team about quotas.
`

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('a Markdown file is a runbook', () => {
  test.each([
    ['its name', 'disk.md', { 'disk.md': DISK }],
    ['its path', './wiki/disk.md', { 'wiki/disk.md': DISK }],
    ['a folder with nothing but a README.md', './disk', { 'disk/README.md': DISK }],
    ['a folder with one file', './wiki', { 'wiki/disk-full.md': DISK }]
  ])('by %s', async (_, name, files: Readonly<Record<string, string>>) => {
    const folder = folderWith(files)
    const shown = await keysHere(['show', name], folder)
    expect([shown.code, shown.err]).toEqual([0, ''])
    expect(shown.out).toContain('Disk full on a host')
    expect(shown.out).toContain('Remove old logs')
    expect(shown.out).not.toContain('When not to use')
    expect((await keysHere(['graph', name], folder)).out).toContain('Remove old logs')
    const dry = await keysHere(['run', name, '--dry-run'], folder)
    expect(dry.out).toContain('echo "disks of ${HOST}"')
    expect(dry.out).toMatch(/IRREVERSIBLE[^\n]*\nrm -rf/)
    expect((await keysHere(['run', name, '--print'], folder)).out).toContain('Look at the disks')
  })

  test.each(['mermaid', 'cacao', 'cacao-soarca', 'json', 'markdown-checklist'])(
    'it is exported as %s',
    async (form) => {
      const { code, out, err } = await keysHere(['export', 'disk.md', '--to', form], folderWith({ 'disk.md': DISK }))
      expect([code, err.includes('Error')]).toEqual([0, false])
      expect(out).toContain('Remove old logs')
      // That it cannot be undone is not said by the text.
      expect(out).not.toContain('Remove old logs `____________________` Time: `__:__` [IRREVERSIBLE]')
    }
  )

  test.each(['Diagnosis', 'Steps', 'Procedure', 'Mitigation'])(
    'below %s what is shown to be read-only runs without a person, and nothing else',
    async (section) => {
      const look = '1. Look:\n\n   ```sh\n   echo seen\n   ```\n'
      const clean = '2. Clean:\n\n   ```sh\n   touch done\n   ```\n'
      const folder = folderWith({
        'a.md': `## ${section}\n\n${look}\n${clean}`,
        'b.md': `## ${section}\n\n${clean.replace('2', '1')}\n${look.replace('1', '2')}`,
        'c.md': `## ${section}\n\n${look}\n   ${clean.split('\n').slice(2).join('\n').trim()}\n`
      })
      const run = async (file: string): Promise<string> => {
        const { code, out, err } = await keysHere(['run', file, '--yes', '--run-commands'], folder, { HOME: folder })
        expect(code).toBe(1)
        return out + err
      }
      expect(await run('a.md')).toMatch(/^\s*seen$/m)
      expect(await run('b.md')).not.toMatch(/^\s*seen$/m)
      await run('c.md')
      expect(existsSync(join(folder, 'done'))).toBe(false)
    }
  )

  test('what is no step is named when a run begins', async () => {
    const folder = folderWith({ 'disk.md': DISK })
    const { out, err } = await keysHere(['run', 'disk.md', '--run-commands'], folder, { HOME: folder }, ['q\n'])
    expect(out + err).toContain('(Notes)')
  })

  test('several files are named, and one is not chosen', async () => {
    const folder = folderWith({ 'wiki/a.md': DISK, 'wiki/b.md': DISK })
    const { code, err } = await keysHere(['show', './wiki'], folder)
    expect(code).toBe(2)
    expect(err).toContain('There are 2 Markdown files in ./wiki, such as wiki/a.md, wiki/b.md.')
  })

  test('files of a wiki are found by their words', async () => {
    const folder = folderWith({ 'wiki/disk.md': DISK, 'wiki/mail.md': '# Mail is late\n\n## Fix\n\n1. Restart it.\n' })
    const { code, out } = await keysHere(['find', 'No space left on device'], folder)
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringContaining('wiki/disk.md')])
  })

  test('validate tells what helps, and how far it is from a pack', async () => {
    const folder = folderWith({ 'disk.md': DISK, 'guide.md': '# Guide\n' })
    const { out, err } = await keysHere(['validate', 'disk.md'], folder)
    expect(out).toContain('gone.md')
    expect(out).not.toContain('`guide.md`')
    expect(out).toContain('disk.md')
    expect(err).toMatch(/disk\.md: \d+ steps?, .* No step checks the result\. \d+ errors away from a pack/)
    const whole = await keysHere(['validate', '.', '--format', 'json'], folder)
    expect((JSON.parse(whole.out) as { summary: { packs: number } }).summary.packs).toBe(2)
  })

  test('it is called by its file and its hash, never by a package that nobody has published', async () => {
    const folder = folderWith({ 'disk.md': DISK })
    for (const command of [
      ['show', 'disk.md'],
      ['run', 'disk.md', '--dry-run'],
      ['run', 'disk.md', '--print'],
      ['find', 'No space left on device', '--format', 'json'],
      ...['mermaid', 'cacao', 'cacao-soarca', 'json', 'markdown-checklist'].map((to) => [
        'export',
        'disk.md',
        '--to',
        to
      ])
    ]) {
      const { code, out, err } = await keysHere(command, folder)
      expect(code).toBe(0)
      if (!/mermaid|json/.test(command.at(-1)!) || command[0] === 'find') expect(out).toContain('disk.md')
      expect(out + err).not.toMatch(/@keys\/runbook-|npmjs|0\.0\.0/)
    }
    expect((await keysHere(['run', 'disk.md', '--dry-run'], folder)).out).toMatch(/disk\.md \(sha256-[0-9a-f]{12}\)/)
  })

  test('the README.md at the root of a workspace is a file like any other, when it is named', async () => {
    const folder = folderWith({ 'keys.config.json': '{}', 'README.md': DISK })
    mkdirSync(join(folder, 'runbook-keys'))
    const { code, out } = await keysHere(['show', './README.md'], folder)
    expect([code, out]).toEqual([0, expect.stringContaining('Remove old logs')])
  })

  test('a folder is found without a slash, and a missing file is called one', async () => {
    const folder = folderWith({ 'only/README.md': DISK })
    expect((await keysHere(['show', 'only'], folder)).code).toBe(0)
    const { code, err } = await keysHere(['show', 'nope.md'], folder)
    expect([code, err]).toEqual([2, expect.stringContaining('There is no Markdown file nope.md here.')])
  })

  test.each([
    ['no text', Buffer.from([0xff, 0xfe, 0x41]), 'is not text in UTF-8'],
    ['too large', Buffer.alloc(300_000, 'a'), 'is larger than 256 kB'],
    [
      'without a step',
      Buffer.from('# Only words\n\nNothing to do.\n'),
      'x.md cannot be followed: No step was found in it.'
    ]
  ])('a file that is %s is refused with the reason', async (_, bytes, reason) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'x.md'), bytes)
    const { code, err } = await keysHere(['run', 'x.md', '--dry-run'], folder)
    expect(code).toBe(2)
    expect(err).toContain(reason)
  })
})

describe('a file that is changed while its run is open', () => {
  const TEXT =
    '# T\n\n## Diagnosis\n\n### Step 1: Look\n\n```bash\nls\n```\n\n### Step 2: Do\n\n```bash\ntouch done.txt\n```\n'
  const LIVES = { PATH: process.env['PATH'] ?? '' }

  async function changed(args: string[], input: string): Promise<string> {
    const folder = temporaryFolder()
    const environment = { ...LIVES, KEYS_RUNS: join(folder, 'runs'), HOME: folder }
    writeFileSync(join(folder, 'rb.md'), TEXT)
    await keysHere(['run', 'rb.md', '--plain', '--run-commands'], folder, environment, ['\n', 'q\n'])
    writeFileSync(join(folder, 'rb.md'), TEXT.replace('touch', 'rm -f'))
    return (await keysHere([...args, '--plain', '--run-commands'], folder, environment, [input])).out
  }

  test.each([
    ['resume', ['resume'], '1\nq\n', ''],
    ['run', ['run', 'rb.md'], '1\n1\nq\n', 'A run of it is open.']
  ])('%s says so, and asks which text is meant', async (_, args, input, before) => {
    const out = await changed(args, input)
    expect(out).toContain(before)
    expect(out).toContain('rb.md was changed since: this run follows the text that it began with.')
    expect(out).toContain('Step 2 (Do): a command changed.')
    expect(out).toContain('Which text do you want to follow?')
  })
})
