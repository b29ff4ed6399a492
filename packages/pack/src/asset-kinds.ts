/**
 * What can be validated: runbook packs, and the keys that live elsewhere, by their metadata.
 */
import { keySchema, librarySchema, packSchema } from '@keys/schema'

/** The metadata file of a kind, and what else must lie beside it. */
export interface AssetKind {
  name: 'runbook' | 'key' | 'library'
  /** The file that holds its metadata. */
  metadata: string
  schema: typeof packSchema | typeof keySchema | typeof librarySchema
  /** The files that it must have. */
  required: readonly string[]
}
export type AssetKindName = AssetKind['name']

export const ASSET_KINDS: Readonly<Record<AssetKindName, AssetKind>> = {
  runbook: {
    name: 'runbook',
    metadata: 'pack.json',
    schema: packSchema,
    required: ['README.md', 'checklist.md', 'pack.json', 'CHANGELOG.md', 'LICENSE.txt']
  },
  key: {
    name: 'key',
    metadata: 'key.json',
    schema: keySchema,
    required: ['README.md', 'quickstart.md', 'key.json', 'CHANGELOG.md', 'LICENSE.txt']
  },
  library: { name: 'library', metadata: 'library.json', schema: librarySchema, required: ['library.json'] }
}
