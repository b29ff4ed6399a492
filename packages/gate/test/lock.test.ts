// The folder of an embedded database, and who else wants it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { holdFolder } from '../src/store/lock.ts'

const root = mkdtempSync(join(tmpdir(), 'keys-gate-lock-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
const folderOf = (): string => mkdtempSync(join(root, 'x-'))

test('one holder at a time, also within one process', async () => {
  const folder = folderOf()
  const release = await holdFolder(folder)
  await expect(holdFolder(folder)).rejects.toThrow('Another gate holds the embedded database')
  release()
  const again = await holdFolder(folder)
  again()
})

test('another process keeps it as long as it lives, and not a moment longer', async () => {
  const folder = folderOf()
  const lock = new URL('../src/store/lock.ts', import.meta.url).href
  // It never looks at the clock again: a lock that has to be renewed would be lost.
  const script = `const { holdFolder } = await import(process.argv[1]); await holdFolder(process.argv[2]); console.log('held'); for (;;);`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script, lock, folder], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await once(child.stdout, 'data')
  await expect(holdFolder(folder)).rejects.toThrow('Another gate holds')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const release = await holdFolder(folder)
  release()
})

test('a folder that cannot be locked is named', async () => {
  await expect(holdFolder(join(root, 'not-there'))).rejects.toThrow('cannot be locked')
})
