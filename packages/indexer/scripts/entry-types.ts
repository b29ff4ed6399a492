// Types for the entry of a pack, self-contained: made from the JSON Schemas of pack.json and of runbook.json.
import { compile, type JSONSchema } from 'json-schema-to-typescript'
import { jsonSchemas } from '@keys/schema'

const options = {
  bannerComment: '',
  additionalProperties: false,
  format: true,
  style: { semi: false, singleQuote: true, printWidth: 120, trailingComma: 'none' as const }
}

/** The declarations of `index.d.ts` in a pack. */
export async function entryTypes(): Promise<string> {
  const { pack, 'pack-model': model } = jsonSchemas()
  const declarations = await Promise.all([
    compile(titled(pack, 'Pack'), 'Pack', options),
    compile(titled(model, 'PackModel'), 'PackModel', options)
  ])
  return [
    ...declarations,
    '/** The metadata of this pack: its pack.json. */',
    'export declare const pack: Pack',
    '/** The runbook of this pack, parsed. */',
    "export declare const runbook: PackModel['runbook']",
    '/** The checklist of this pack, parsed. */',
    "export declare const checklist: PackModel['checklist']",
    ''
  ].join('\n')
}

function titled(schema: object, title: string): JSONSchema {
  const { $id, $schema, ...rest } = schema as Record<string, unknown>
  return { ...rest, title }
}
