/**
 * JSON Schemas made from the zod schemas, for editors and for tools in other languages.
 */
import * as z from 'zod'
import { assetsIndexSchema } from './assets-index.js'
import { changelogSchema } from './changelog.js'
import { checklistSchema } from './checklist.js'
import { configSchema } from './config.js'
import { diagnosticSchema, validationReportSchema } from './diagnostic.js'
import { graphDiffSchema } from './graph-diff.js'
import { drillCoverageSchema } from './drill-coverage.js'
import { evidenceSchema } from './evidence.js'
import { incidentsSchema } from './incidents.js'
import { catalogSchema, keySchema, librarySchema } from './keys.js'
import { packSchema } from './pack.js'
import { packModelSchema } from './pack-model.js'
import { publishedUrlsSchema } from './published-urls.js'
import { runEventSchema } from './run.js'
import { runbookSchema } from './runbook.js'

const sources = {
  'assets-index': assetsIndexSchema,
  catalog: catalogSchema,
  changelog: changelogSchema,
  checklist: checklistSchema,
  config: configSchema,
  diagnostic: diagnosticSchema,
  'drill-coverage': drillCoverageSchema,
  evidence: evidenceSchema,
  'graph-diff': graphDiffSchema,
  incidents: incidentsSchema,
  key: keySchema,
  library: librarySchema,
  pack: packSchema,
  'pack-model': packModelSchema,
  'published-urls': publishedUrlsSchema,
  'run-event': runEventSchema,
  runbook: runbookSchema,
  'validation-report': validationReportSchema
}

/** The name of a JSON Schema that this package publishes as `schemas/<name>.schema.json`. */
export type SchemaName = keyof typeof sources

const BASE = 'https://raw.githubusercontent.com/keys-assets/runbook-keys/main/packages/schema/schemas/'

/**
 * The `$id` of a published JSON Schema, which files name in their `$schema`.
 * @param name The name of the schema, such as `pack`.
 */
export function schemaId(name: SchemaName): string {
  return `${BASE}${name}.schema.json`
}

/**
 * All published JSON Schemas (draft 2020-12), by name.
 * @returns Plain values, ready for `JSON.stringify`.
 */
export function jsonSchemas(): Record<SchemaName, object> {
  const entries = Object.entries(sources).map(([name, schema]) => {
    const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', override: separateExtensions })
    return [name, { $schema, $id: schemaId(name as SchemaName), ...rest }]
  })
  return Object.fromEntries(entries) as Record<SchemaName, object>
}

/**
 * Turns a known `x-*` field from a property into a pattern of its own. ajv, as it is delivered, refuses a schema in
 * which a property matches a pattern too.
 */
function separateExtensions({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  const { properties, patternProperties } = jsonSchema
  if (!properties || !patternProperties) return
  const extensions = Object.entries(properties).filter(([name]) => name.startsWith('x-'))
  const patterns = extensions.map(([name, schema]) => [`^${name}$`, schema])
  jsonSchema.patternProperties = { ...patternProperties, ...Object.fromEntries(patterns) }
  for (const [name] of extensions) delete properties[name]
}
