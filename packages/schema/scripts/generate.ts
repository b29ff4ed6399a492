// Writes the JSON Schemas and the page of pack.json's fields from the zod schemas; `--check` only compares.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generatedFiles } from './generated-files.ts'

const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')
let stale = 0

for (const [path, content] of generatedFiles()) {
  const file = join(root, path)
  if (check) {
    if (read(file) === content) continue
    console.error(`${path} is stale: run \`pnpm generate\``)
    stale++
  } else {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}
process.exitCode = stale > 0 ? 1 : 0

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
