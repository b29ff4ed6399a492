/**
 * Keys that live elsewhere: key.json (Node and Next keys), library.json (the Jupyter library), and catalogs of both.
 */
import * as z from 'zod'
import { extensibleObject } from './extensions.js'
import { inputNameSchema, jupyterKeyNameSchema, slugSchema, versionSchema } from './names.js'
import { authorSchema, maturitySchema } from './pack.js'

const envNameSchema = inputNameSchema
const keyTypeSchema = z.enum(['route', 'job', 'data', 'ui', 'integration'])
const runtimeSchema = z.enum(['node', 'next'])
const pathSchema = z.string().min(1).max(200)
const schemaField = z.string().optional().describe('The address of this schema, for editors.')
const licenseSchema = z.string().min(1).describe('An SPDX license expression, such as MIT.')
const tagsSchema = z.array(z.string().min(1)).optional().describe('Words to find it by.')

/** key.json: the metadata of a Node or Next key. */
export const keySchema = extensibleObject({
  $schema: schemaField,
  slug: slugSchema.describe('URL-safe identifier; equals the name of the folder.'),
  title: z.string().min(1).max(200).describe('Display name.'),
  description: z.string().min(1).max(5000).describe('What the key does, for a listing.'),
  tool: runtimeSchema.describe('The tool it is made for.'),
  key_type: z.array(keyTypeSchema).min(1).describe('What kind of code it is; one or more.'),
  runtime: runtimeSchema.describe('Where its code runs.'),
  version: versionSchema.describe('The version of the key.'),
  outcome: z.string().min(1).describe('Outcome category, such as recovery or data-integrity.'),
  maturity: maturitySchema,
  license_spdx: licenseSchema,
  author: authorSchema,
  documentation: z
    .strictObject({
      readme: pathSchema.describe('What it is.'),
      quickstart: pathSchema.describe('How to begin with it.'),
      changelog: pathSchema.describe('The changelog.')
    })
    .describe('Paths of the documents, inside the folder of the key.'),
  side_effects: z.array(z.string().min(1)).optional().describe('What running it changes.'),
  required_env: z.array(envNameSchema).optional().describe('Environment variables that it needs.'),
  optional_env: z.array(envNameSchema).optional().describe('Environment variables that it reads when they are set.'),
  tenant_scope: z
    .enum(['per-user-tenant-id', 'global', 'per-tenant-id'])
    .optional()
    .describe('Whose data one execution reaches.'),
  compatibility: z.record(z.string(), z.string()).optional().describe('Versions it works with, by name.'),
  dependencies: z
    .array(
      z.strictObject({
        name: z.string().min(1).describe('The name of the package.'),
        version: z.string().min(1).describe('The range of versions that it works with.'),
        required: z.boolean().describe('Whether it cannot run without the package.')
      })
    )
    .optional()
    .describe('Packages that it builds on.'),
  tags: tagsSchema
}).describe('Metadata of a Node or Next key.')
export type Key = z.infer<typeof keySchema>

const libraryPackSchema = extensibleObject({
  slug: slugSchema.describe('URL-safe identifier of the Jupyter key.'),
  title: z.string().min(1).max(200).describe('Display name.'),
  version: versionSchema.describe('The version of the Jupyter key.'),
  license_spdx: licenseSchema,
  assets: z
    .strictObject({
      zip: z.string().min(1).describe('The archive to download.'),
      cover: z.string().min(1).optional().describe('A picture for a listing.'),
      preview_html: z.string().min(1).optional().describe('The notebook as a page, to look at before the download.'),
      changelog_md: z.string().min(1).optional().describe('The changelog.')
    })
    .describe('Paths of its files.'),
  description: z.string().min(1).max(5000).optional().describe('What it analyzes, for a listing.'),
  category: z.string().min(1).optional().describe('The part of the library that it stands in.'),
  difficulty: z
    .enum(['beginner', 'intermediate', 'advanced', 'expert'])
    .optional()
    .describe('How much it expects of its reader.'),
  runtime_minutes: z.number().positive().optional().describe('How long it runs, in minutes.'),
  tags: tagsSchema,
  preview_public: z.boolean().optional().describe('Whether the preview may be shown to everybody.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits in lower case')
    .optional()
    .describe('The SHA-256 of the archive: 64 hexadecimal digits in lower case.')
})

/** library.json: the list of a Jupyter library. */
export const librarySchema = extensibleObject({
  $schema: schemaField,
  version: z.string().min(1).describe('The version of the library.'),
  generated_at: z.iso.datetime({ offset: true }).describe('When the list was made.'),
  packs: z.array(libraryPackSchema).min(1).describe('The Jupyter keys of the library; one or more.')
}).describe('A library of Jupyter keys.')
export type Library = z.infer<typeof librarySchema>

const catalogEntryFields = {
  title: z.string().min(1).max(200).describe('Display name.'),
  description: z.string().min(1).max(5000).describe('What the key does.'),
  question: z.string().min(1).max(200).optional().describe('The question that it answers for an operator.'),
  version: versionSchema.describe('The version of the key.'),
  maturity: maturitySchema,
  license_spdx: licenseSchema
}

const nodeCatalogEntrySchema = z.strictObject({
  tool: runtimeSchema.describe('The tool it is made for.'),
  slug: slugSchema.describe('The slug of the key, without the tool before it.'),
  ...catalogEntryFields,
  runtime: runtimeSchema.describe('Where its code runs.'),
  key_type: z.array(keyTypeSchema).min(1).describe('What kind of code it is; one or more.'),
  required_env: z.array(envNameSchema).describe('Environment variables that it needs.')
})

const jupyterCatalogEntrySchema = z.strictObject({
  tool: z.literal('jupyter').describe('Says that it is a Jupyter key.'),
  slug: jupyterKeyNameSchema.describe('The name of the key, as packs write it.'),
  ...catalogEntryFields,
  inputs: z.array(z.string().min(1)).min(1).describe('What goes in.'),
  outputs: z.array(z.string().min(1)).min(1).describe('What comes out.')
})

/** One key of a catalog. */
export const catalogEntrySchema = z.discriminatedUnion('tool', [nodeCatalogEntrySchema, jupyterCatalogEntrySchema])
export type CatalogEntry = z.infer<typeof catalogEntrySchema>

/** A catalog: keys that live elsewhere, against which references are resolved. */
export const catalogSchema = extensibleObject({
  $schema: schemaField,
  keys: z.array(catalogEntrySchema).describe('The keys: Node and Next keys, Jupyter keys, or both.')
}).describe('Keys that live elsewhere, against which the references of packs are resolved.')
export type Catalog = z.infer<typeof catalogSchema>

/**
 * The names by which packs may reference a key.
 * A Node or Next key is written as its tool, a hyphen and its slug. Where tool and runtime differ, both prefixes are
 * accepted.
 * @param entry A catalog entry.
 * @returns One or two names, such as `['next-stripe-webhook-entitlement', 'node-stripe-webhook-entitlement']`.
 */
export function referenceNamesOf(entry: CatalogEntry): string[] {
  if (entry.tool === 'jupyter') return [entry.slug]
  return [...new Set([entry.tool, entry.runtime])].map((prefix) => `${prefix}-${entry.slug}`)
}
