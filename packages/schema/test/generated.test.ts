import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { examplePack } from '../scripts/example-pack.ts'
import { fieldRows } from '../scripts/field-rows.ts'
import { generatedFiles, replaceGenerated } from '../scripts/generated-files.ts'
import type { JsonSchema } from '../scripts/json-schema.ts'
import { catalogSchema, jsonSchemas, packSchema, referenceNamesOf, schemaId } from '../src/index.ts'
import { ajvPaths } from './validate.ts'

const root = join(import.meta.dirname, '..')
const files = generatedFiles()
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

describe('generated files', () => {
  test.each([...files.keys()])('%s is what `pnpm generate` would write', (path) => {
    expect(read(path)).toBe(files.get(path))
  })

  test('no schema is left over', () => {
    const generated = [...files.keys()].filter((path) => path.startsWith('schemas/'))
    expect(
      readdirSync(join(root, 'schemas'))
        .map((name) => `schemas/${name}`)
        .sort()
    ).toEqual(generated.sort())
  })

  test.each(['no markers', 'START START END', 'START END END', 'END START', 'START'])(
    'refuses to guess: %s',
    (text) => {
      const marked = text.replaceAll('START', '<!-- generated:start -->').replaceAll('END', '<!-- generated:end -->')
      expect(() => replaceGenerated(marked, 'part')).toThrow('generated:start')
    }
  )

  test('leaves the words around the markers', () => {
    const text = 'before <!-- generated:start -->old<!-- generated:end --> after $&'
    expect(replaceGenerated(text, 'a $1')).toBe(
      'before <!-- generated:start -->\n\na $1\n\n<!-- generated:end --> after $&'
    )
  })
})

describe('JSON Schemas', () => {
  const schemas = Object.entries(jsonSchemas()) as [keyof ReturnType<typeof jsonSchemas>, object][]

  test.each(schemas)('%s is valid draft 2020-12 and compiles in ajv as it is delivered', (name, schema) => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', $id: schemaId(name) })
    const ajv = new Ajv2020({ validateFormats: false })
    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true)
    expect(() => ajv.compile(schema)).not.toThrow()
  })

  // RE2 engines, which readers in other languages use, know neither.
  test.each(schemas)('%s has no pattern with lookaround or backreference, but for durations', (_, schema) => {
    const patterns = [...JSON.stringify(schema).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
      ([, text]) => JSON.parse(text ?? '') as string
    )
    const own = patterns.filter((pattern) => !pattern.startsWith('^P(?='))
    expect(own.filter((pattern) => /\(\?<?[=!]|\\[1-9]/.test(pattern))).toEqual([])
  })

  test.each(['pack', 'key', 'library', 'catalog', 'config'] as const)(
    'every field of %s says what it means',
    (name) => {
      const schema = jsonSchemas()[name] as JsonSchema
      const kinds = schema.properties?.['keys']?.items?.oneOf ?? []
      const rows = [schema, ...kinds].flatMap((part) => fieldRows(part))
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.filter(([, , , meaning]) => !meaning)).toEqual([])
    }
  )
})

describe('METADATA_SCHEMA.md', () => {
  const page = read('../../docs/runbook-keys/METADATA_SCHEMA.md')
  const example: unknown = JSON.parse(/```json\n([^]*?)```/.exec(page)?.[1] ?? '')

  test('has a valid example', () => {
    expect(packSchema.parse(example)).toEqual(examplePack)
    expect(ajvPaths('pack', example)).toEqual([])
  })

  test('has every field in the example', () => {
    const known = Object.keys(packSchema.shape)
    expect(
      Object.keys(examplePack)
        .filter((field) => !field.startsWith('x-'))
        .sort()
    ).toEqual(known.sort())
  })

  test('begins by saying that it is generated', () => {
    expect(page).toMatch(/^<!-- Generated .* Do not edit/)
  })
})

describe('catalogs', () => {
  const catalogs = ['jupyter-keys.json', 'node-keys.json'].map((name) => {
    const value: unknown = JSON.parse(read(`../../runbook-keys/catalogs/${name}`))
    return { name, value, catalog: catalogSchema.parse(value) }
  })

  test('there are no others', () => {
    expect(readdirSync(join(root, '../../runbook-keys/catalogs')).sort()).toEqual(catalogs.map(({ name }) => name))
  })

  test.each(catalogs)('$name is valid, sorted, and answers questions', ({ value, catalog }) => {
    expect(ajvPaths('catalog', value)).toEqual([])
    expect(catalog.$schema).toBe(schemaId('catalog'))
    const slugs = catalog.keys.map((key) => key.slug)
    expect(slugs).toEqual([...new Set(slugs)].sort())
    expect(catalog.keys.filter((key) => !key.question)).toEqual([])
  })

  test('runbooks may reference these', () => {
    expect(catalogs.flatMap(({ catalog }) => catalog.keys.flatMap(referenceNamesOf))).toMatchInlineSnapshot(`
      [
        "jupyter-ai-output-analysis",
        "jupyter-data-drift-analysis",
        "jupyter-dependency-impact-analysis",
        "jupyter-input-quality-analysis",
        "jupyter-job-failure-analysis",
        "jupyter-stripe-subscription-reconciliation",
        "jupyter-webhook-delivery-report",
        "jupyter-webhook-duplicate-detection",
        "jupyter-webhook-event-analysis",
        "next-audit-log-capture",
        "node-background-reconciliation",
        "node-safe-cron-execution",
        "next-stripe-webhook-entitlement",
        "node-stripe-webhook-entitlement",
        "node-supabase-rls-guard",
      ]
    `)
  })
})
