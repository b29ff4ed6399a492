// Writes src/registry.ts from the folder src/rules; `--check` only compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { registryText } from './registry-text.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'src/registry.ts')
const text = registryText(root)

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('src/registry.ts is stale: run `pnpm generate`')
    process.exitCode = 1
  }
} else {
  writeFileSync(file, text)
}
