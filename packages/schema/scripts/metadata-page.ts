// The page docs/runbook-keys/METADATA_SCHEMA.md: every field of every metadata file, from the JSON Schemas.
import { jsonSchemas, type SchemaName } from '../dist/index.js'
import { examplePack } from './example-pack.ts'
import { fieldRows } from './field-rows.ts'
import type { JsonSchema } from './json-schema.ts'
import { code, table } from './markdown.ts'

const HEADER = ['field', 'type', 'required', 'meaning']

/** The whole page. */
export function metadataPage(): string {
  const parts = [
    '<!-- Generated from packages/schema by `pnpm generate`. Do not edit: change the schemas and generate again. -->',
    '# Metadata schema',
    `What may stand in \`pack.json\`, and in the three files that describe keys living elsewhere. How to write the runbook
itself is in [RUNBOOK_STRUCTURE.md](RUNBOOK_STRUCTURE.md).`,
    `A field \`a.b\` is the field \`b\` of the object \`a\`; \`a[].b\` is the field \`b\` of each object in the array \`a\`.
"Required" speaks of the object in which the field stands.`,
    '## Fields of your own: `x-*`',
    `Any field whose name begins with \`x-\` is accepted, with any value, at the top level of all four files and in the
\`packs\` of a library. Nothing here reads it, and everything passes it on: the index repeats the whole
\`pack.json\`. Every other unknown field is an error, so that a typing error such as \`severity_levle\` does not
silently lose a severity.`,
    ...packPart(),
    ...filePart(
      'catalog',
      'A catalog',
      'It names keys that live elsewhere; the references of packs are resolved against it.'
    ),
    ...catalogParts(),
    ...filePart('key', 'key.json', 'It describes one Node or Next key, in the repository of that key.'),
    ...filePart('library', 'library.json', 'It lists the keys of a Jupyter library, in the repository of that library.')
  ]
  return `${parts.join('\n\n')}\n`
}

function packPart(): string[] {
  return [
    ...filePart('pack', 'pack.json', 'It stands in each pack, beside the runbook.'),
    '### Example',
    'Every field at once; a pack needs only those that are required.',
    `\`\`\`json\n${JSON.stringify(examplePack, null, 2)}\n\`\`\``
  ]
}

function filePart(name: SchemaName, title: string, words: string): string[] {
  const path = `../../packages/schema/schemas/${name}.schema.json`
  return [
    `## ${title}`,
    words,
    `JSON Schema: [${code(`${name}.schema.json`)}](${path}).`,
    table(HEADER, fieldRows(schemaOf(name)))
  ]
}

/** The two kinds of catalog entries have different fields, so each has a table. */
function catalogParts(): string[] {
  const kinds = schemaOf('catalog').properties?.['keys']?.items?.oneOf ?? []
  return kinds.flatMap((kind) => {
    const tool = kind.properties?.['tool']
    const values = tool?.enum ?? [tool?.const ?? '']
    return [`### A key whose \`tool\` is ${values.map(code).join(' or ')}`, table(HEADER, fieldRows(kind, 'keys[].'))]
  })
}

function schemaOf(name: SchemaName): JsonSchema {
  return jsonSchemas()[name]
}
