/**
 * How a change of each field of pack.json is judged. A field without a row here does not compile.
 */
import type { ALTERATIONS } from './graph-diff.js'
import type { packSchema } from './pack.js'

/** The name of a field of pack.json. */
export type PackField = keyof (typeof packSchema)['shape']

/**
 * How a change is judged: by a row of the bump table; by its parts, each of which has rows of its own; or not at all,
 * because another file says the same.
 */
export type PackFieldChange = keyof typeof ALTERATIONS | 'by-parts' | 'covered-elsewhere'

export const PACK_FIELD_CHANGES = {
  $schema: 'covered-elsewhere',
  slug: 'metadata-changed',
  title: 'metadata-changed',
  description: 'metadata-changed',
  tool: 'metadata-changed',
  key_type: 'metadata-changed',
  severity_level: 'metadata-changed',
  version: 'covered-elsewhere',
  runtime_dependency: 'metadata-changed',
  required_access_level: 'by-parts',
  produces_evidence: 'metadata-changed',
  compliance_relevance: 'metadata-changed',
  references_jupyter_keys: 'covered-elsewhere',
  references_node_keys: 'covered-elsewhere',
  related_runbooks: 'covered-elsewhere',
  outcome: 'metadata-changed',
  maturity: 'metadata-changed',
  tags: 'metadata-changed',
  license_spdx: 'metadata-changed',
  author: 'metadata-changed',
  documentation: 'metadata-changed',
  inputs: 'by-parts',
  required_tools: 'by-parts',
  entitlement: 'by-parts'
} as const satisfies Record<PackField, PackFieldChange>

/** The fields that are compared by their parts. */
export type PackFieldByParts = {
  [Field in PackField]: (typeof PACK_FIELD_CHANGES)[Field] extends 'by-parts' ? Field : never
}[PackField]
