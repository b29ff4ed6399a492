// Writes src/entry-types.ts; `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryTypes } from './entry-types.ts'

const file = join(import.meta.dirname, '../src/entry-types.ts')
const text = [
  '// Generated from the JSON Schemas by scripts/generate.ts. Do not edit: run `pnpm generate`.',
  '/** The `index.d.ts` of every pack. */',
  `export const ENTRY_TYPES = ${JSON.stringify(await entryTypes())}`,
  ''
].join('\n')

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('src/entry-types.ts is stale: run `pnpm generate`')
    process.exitCode = 1
  }
} else {
  writeFileSync(file, text)
}
