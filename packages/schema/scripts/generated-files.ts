// Everything in the repository that repeats what the schemas or the catalogs say. The files are committed, because
// readers and editors need them without a build; a test compares them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogSchema, jsonSchemas, type Catalog } from '../dist/index.js'
import { jupyterKeyTable, nodeKeyTable } from './key-tables.ts'
import { metadataPage } from './metadata-page.ts'

const PACKAGE = join(import.meta.dirname, '..')
const DOCS = '../../docs/runbook-keys'
const CATALOGS = '../../runbook-keys/catalogs'
const START = '<!-- generated:start -->'
const END = '<!-- generated:end -->'

/**
 * The generated files and what they must hold.
 * @returns Contents by path, relative to the folder of this package.
 */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>()
  for (const [name, schema] of Object.entries(jsonSchemas())) files.set(`schemas/${name}.schema.json`, toJson(schema))
  files.set(`${DOCS}/METADATA_SCHEMA.md`, metadataPage())
  const nodePage = `${DOCS}/NODE_ALIGNMENT.md`
  files.set(nodePage, replaceGenerated(read(nodePage), nodeKeyTable(catalog('node-keys'))))
  const jupyterPage = `${DOCS}/JUPYTER_ALIGNMENT.md`
  files.set(jupyterPage, replaceGenerated(read(jupyterPage), jupyterKeyTable(catalog('jupyter-keys'))))
  files.set('../../.vscode/settings.json', toJson(editorSettings()))
  return files
}

/**
 * A text with another generated part; the words around it are a person's and stay.
 * @param text The text as it is.
 * @param part What must stand between the two markers.
 * @throws When the text has not exactly one pair of markers: to guess would overwrite somebody's words.
 */
export function replaceGenerated(text: string, part: string): string {
  const [before, rest, ...more] = text.split(START)
  const [, after, ...others] = rest?.split(END) ?? []
  if (before === undefined || after === undefined || more.length > 0 || others.length > 0) {
    throw new Error(`expected one ${START} and one ${END} after it`)
  }
  return `${before}${START}\n\n${part}\n\n${END}${after}`
}

/**
 * Settings that give pack.json, the catalogs and keys.config.json completion in an editor without a network. The schemas stand in the
 * settings whole: a file's own `$schema` goes before every mapping to a path, and would be fetched.
 */
function editorSettings(): object {
  const { pack, catalog: keys, config } = jsonSchemas() as Record<string, { $id: string }>
  return {
    'json.schemas': [
      { fileMatch: ['/runbook-keys/*/pack.json'], url: pack?.$id, schema: pack },
      { fileMatch: ['/runbook-keys/catalogs/*.json'], url: keys?.$id, schema: keys },
      { fileMatch: ['keys.config.json'], url: config?.$id, schema: config }
    ]
  }
}

function catalog(name: string): Catalog {
  return catalogSchema.parse(JSON.parse(read(`${CATALOGS}/${name}.json`)))
}

function read(path: string): string {
  return readFileSync(join(PACKAGE, path), 'utf8')
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
