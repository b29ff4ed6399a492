import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { settingsFault } from '@keys/pack'
import { keysHere, temporaryFolder } from './support.js'
import { writeQueuePack } from './terminal/fixture.js'

/** A workspace whose settings are a text. */
function workspace(settings: string): string {
  const folder = temporaryFolder()
  writeQueuePack(folder)
  writeFileSync(join(folder, 'keys.config.json'), settings)
  return folder
}

describe('settings that count for nothing are told to whoever looks for a runbook', () => {
  test.each([
    ['{', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['[]', 'not a JSON object'],
    ['', 'not a JSON object'],
    ['{"rules":5,"scope":7,"packs":{}}', '`packs` and `scope` of'],
    ['{"packs":"../elsewhere"}', '`packs` of'],
    ['{"scope":"acme"}', '`scope` of']
  ])('%s', async (settings, words) => {
    const folder = workspace(settings)
    for (const args of [['list'], ['find', 'queue'], ['show', 'queue-stands-still']]) {
      const { code, err } = await keysHere(args, folder, { KEYS_RUNS: join(folder, 'runs') })
      expect([code, err]).toEqual([0, expect.stringContaining(words)])
      expect(err).toContain('keys doctor')
    }
  })

  test.each(['{}', '{"scope":"@acme"}', '{"packs":"runbook-keys","rules":{}}'])('%s is fine', (settings) => {
    expect(settingsFault(workspace(settings), {})).toBeNull()
  })

  test('a link is no file of settings, and none is no fault', () => {
    const folder = workspace('{}')
    rmSync(join(folder, 'keys.config.json'))
    expect(settingsFault(folder, {})).toBeNull()
    writeFileSync(join(folder, 'other.json'), '{}')
    symlinkSync('other.json', join(folder, 'keys.config.json'))
    expect(settingsFault(folder, {})).toContain('is not used')
  })
})

describe('what the machine refuses is said in words', () => {
  test('a changelog that is a link', async () => {
    const folder = workspace('{}')
    const pack = join(folder, 'runbook-keys/queue-stands-still')
    writeFileSync(join(pack, 'package.json'), '{"name":"@keys/runbook-queue-stands-still","version":"1.0.0"}')
    const path = join(pack, 'CHANGELOG.md')
    writeFileSync(join(folder, 'c.md'), readFileSync(path))
    rmSync(path)
    symlinkSync('../../c.md', path)
    const { code, err } = await keysHere(['sync-versions'], folder, {})
    expect([code, err]).toEqual([
      2,
      `${path}: it is a symbolic link, and links are not followed here.\nPut the file itself in its place.\n`
    ])
  })
})

test('a plain file where there is no project is not said to lie outside of one', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'z.md'), '# T\n\n## Diagnosis\n\n### Step 1: Do\n\n```bash\nuptime\n```\n')
  const { code, err } = await keysHere(['run', 'z.md'], folder, { KEYS_RUNS: join(folder, 'runs'), HOME: folder })
  expect([code, err]).toEqual([2, expect.stringContaining('this folder is part of no project')])
})
