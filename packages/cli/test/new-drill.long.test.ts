// What `keys new` writes is drilled as it is, by the built command: each skeleton in a workspace of its own, all at the
// same time, because one of them waits ten seconds by its text.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KEY_TYPES, validationReportSchema } from '@keys/schema'
import { afterAll, beforeAll, expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { installTools } from './flag-pack.js'
import { REPOSITORY, type Outcome } from './support.js'

const BIN = join(REPOSITORY, 'packages/cli', packageJson.bin.keys)
let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'keys-new-drill-'))
  installTools(root)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function keys(args: readonly string[], folder: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BIN, ...args], { cwd: folder, timeout: 90_000 }, (_, out, err) => {
      resolve({ code: child.exitCode, out, err })
    })
  })
}

test.concurrent.each(KEY_TYPES)(
  'the skeleton of %s passes its drill, and then lacks nothing but scenarios',
  async (type) => {
    const folder = mkdtempSync(join(root, 'workspace-'))
    expect((await keys(['new', type, '--key-type', type, '--yes'], folder)).code).toBe(0)
    const drill = await keys(['drill', type, '--update'], folder)
    expect([drill.code, drill.out], drill.err).toEqual([0, expect.stringContaining(type)])
    expect(drill.out).not.toContain('FAILED')
    const { code, out } = await keys(['validate', '--format', 'json'], folder)
    const { packs } = validationReportSchema.parse(JSON.parse(out))
    const codes = new Set(packs.flatMap(({ diagnostics }) => diagnostics.map((diagnostic) => diagnostic.code)))
    for (const known of ['drill/branch-not-covered', 'drill/command-not-covered']) codes.delete(known)
    expect([code, [...codes]]).toEqual([0, []])
  },
  120_000
)
