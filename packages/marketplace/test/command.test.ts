/** The command as somebody types it. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { INDEX, temporaryFolder } from './support/site.js'

const folder = temporaryFolder()
const file = join(folder, 'file')
writeFileSync(file, '')

test.each([
  ['an index that is not there', join(folder, 'none.json'), join(folder, 'out'), /^ENOENT: [^\n]*none\.json'\n$/],
  ['a folder that cannot be made', INDEX, join(file, 'out'), /^(?:ENOTDIR|EEXIST): [^\n]*file[^\n]*\n$/],
  ['an index that is none', file, join(folder, 'out'), /^assets-index\.json is not JSON: [^\n]*\n$/]
])('%s is said in one line', (_, index, out, said) => {
  const command = join(import.meta.dirname, '../bin/keys-marketplace.js')
  const args = [command, 'build', '--index', index, '--out', out, '--published', join(folder, 'urls.json')]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(stderr).toMatch(said)
  expect(status).toBe(1)
})
