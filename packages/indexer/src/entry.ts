/**
 * What is generated into a pack before it is published: runbook.json, and an entry with types that need nothing else.
 */
import { schemaId, type PackModel } from '@keys/schema'
import { ENTRY_TYPES } from './entry-types.js'

const ENTRY = `import { readFileSync } from 'node:fs'

const read = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'))

export const pack = read('./pack.json')
export const { runbook, checklist } = read('./runbook.json')
`

/**
 * The generated files of a pack.
 * @param model Its runbook and its checklist.
 * @returns Contents by path in the pack.
 */
export function entryFiles(model: PackModel): ReadonlyMap<string, string> {
  return new Map([
    ['runbook.json', `${JSON.stringify({ $schema: schemaId('pack-model'), ...model })}\n`],
    ['index.js', ENTRY],
    ['index.d.ts', ENTRY_TYPES]
  ])
}
