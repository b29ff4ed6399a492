// Validates a value twice: with zod, and with ajv by the JSON Schema, which ought to agree.
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ZodType } from 'zod'
import { assetsIndexSchema, catalogSchema, jsonSchemas, keySchema, librarySchema, packSchema } from '../src/index.ts'

export const zodSchemas = {
  pack: packSchema,
  key: keySchema,
  library: librarySchema,
  catalog: catalogSchema,
  'assets-index': assetsIndexSchema
} satisfies Record<string, ZodType>

export type DocumentName = keyof typeof zodSchemas

// Formats are not checked, as in most readers of JSON Schema: the patterns must suffice.
const ajv = new Ajv2020({ allErrors: true, validateFormats: false })
const compiled = new Map(Object.entries(jsonSchemas()).map(([name, schema]) => [name, ajv.compile(schema)]))

/** The places that zod finds fault with, as in `author.name`; an unknown field is named itself, not its parent. */
export function zodPaths(name: DocumentName, value: unknown): string[] {
  const issues = zodSchemas[name].safeParse(value).error?.issues ?? []
  const paths = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
  )
  return [...new Set(paths.map((path) => path.join('.')))].sort()
}

/** Likewise by ajv. A missing field is named itself, not its parent. */
export function ajvPaths(name: DocumentName, value: unknown): string[] {
  const validate = compiled.get(name)
  if (!validate || validate(value)) return []
  const paths = (validate.errors ?? []).map(({ instancePath, params }) => {
    const inner: unknown = params['missingProperty'] ?? params['additionalProperty']
    return [...instancePath.split('/').slice(1), ...(typeof inner === 'string' ? [inner] : [])].join('.')
  })
  return [...new Set(paths)].sort()
}
