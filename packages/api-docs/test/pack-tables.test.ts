import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TABLES, withTable } from '../src/pack-tables.ts'

test.each(TABLES)('the table of packs in $file is what the packs say', (table) => {
  expect(readFileSync(table.file, 'utf8')).toBe(withTable(table))
})
