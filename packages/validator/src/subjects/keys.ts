import type { JsonPath } from '@keys/pack/core'
import type { Pack, Position, Runbook } from '@keys/schema'

/** The fields of pack.json that name keys. */
export const KEY_FIELDS = ['references_jupyter_keys', 'references_node_keys'] as const
type KeyFields = Pick<Pack, (typeof KEY_FIELDS)[number]>

/** A key that pack.json declares. */
export interface DeclaredKey {
  name: string
  path: JsonPath
}

/** The keys that pack.json declares, in order of writing. */
export function declaredKeys(pack: Readonly<KeyFields>): DeclaredKey[] {
  return KEY_FIELDS.flatMap((field) => (pack[field] ?? []).map((name, index) => ({ name, path: [field, index] })))
}

/** The keys that the runbook names, each with the place where it does so first. */
export function namedKeys(runbook: Runbook): Map<string, Position> {
  const names = new Map<string, Position>()
  for (const reference of runbook.references) {
    if (reference.type === 'key' && !names.has(reference.name)) names.set(reference.name, reference.position)
  }
  return names
}
