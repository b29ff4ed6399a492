import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { PackReads } from '../src/index.js'

test('what was read is held for the last packs alone', () => {
  const root = mkdtempSync(join(tmpdir(), 'keys-reads-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const dirs = ['a', 'b', 'c'].map((name) => join(root, name))
  const write = (text: string): void => {
    for (const dir of dirs) {
      mkdirSync(dir, { recursive: true })
      writeFileSync(join(dir, 'pack.json'), text)
    }
  }
  const reads = new PackReads(2)
  const textsOf = (order: readonly string[]): string[] => order.map((dir) => reads.text(dir, 'pack.json'))
  write('before')
  expect(textsOf(dirs)).toEqual(['before', 'before', 'before'])
  write('after')
  expect(textsOf(dirs.toReversed())).toEqual(['before', 'before', 'after'])
})
