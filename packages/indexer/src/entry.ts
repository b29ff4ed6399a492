/**
 * What is generated into a pack before it is published: runbook.json, and an entry with types that need nothing else.
 */
import { schemaId, type Pack, type PackModel } from '@keys/schema'
import { ENTRY_TYPES } from './entry-types.js'

/**
 * The generated files of a pack. The entry holds its values: it needs no disk, so it runs in a browser and in any bundle.
 * What asks with `require`, such as Jest as it comes, gets the same values as CommonJS.
 * @param pack Its metadata, as pack.json says it.
 * @param model Its runbook and its checklist.
 * @returns Contents by path in the pack.
 */
export function entryFiles(pack: Pack, model: PackModel): ReadonlyMap<string, string> {
  return new Map([
    ['runbook.json', `${JSON.stringify({ $schema: schemaId('pack-model'), ...model })}\n`],
    [
      'index.js',
      `${constant('pack', pack)}${constant('runbook', model.runbook)}${constant('checklist', model.checklist)}`
    ],
    ['index.d.ts', ENTRY_TYPES],
    ['index.cjs', COMMONJS_ENTRY],
    ['index.d.cts', COMMONJS_TYPES]
  ])
}

/** The data of the pack lies beside it as JSON, which every loader of CommonJS reads. */
const COMMONJS_ENTRY = `const { runbook, checklist } = require('./runbook.json')
exports.pack = require('./pack.json')
exports.runbook = runbook
exports.checklist = checklist
`

const ENTRY = "'./index.js' with { 'resolution-mode': 'import' }"
const COMMONJS_TYPES = `${[
  `import type * as entry from ${ENTRY}`,
  `export type * from ${ENTRY}`,
  ...['pack', 'runbook', 'checklist'].map((name) => `export declare const ${name}: typeof entry.${name}`)
].join('\n')}\n`

/** Parsed, not written as a literal: that is faster to load, and a key `__proto__` stays a key. */
function constant(name: string, value: unknown): string {
  return `export const ${name} = /* @__PURE__ */ JSON.parse(${JSON.stringify(JSON.stringify(value))})\n`
}
