import { expectTypeOf, test } from 'vitest'
import {
  catalogSchema,
  jsonSchemas,
  packSchema,
  readAssetsIndex,
  referenceNamesOf,
  schemaId,
  slugOfPackageName,
  type AssetsIndex,
  type Catalog,
  type CatalogEntry,
  type Diagnostic,
  type FieldLabel,
  type IndexedRunbook,
  type Listing,
  type Pack,
  type SchemaName,
  type SectionKind,
  type Step,
  type Target
} from '../src/index.ts'

test('Pack knows its fields, takes x-* and nothing else', () => {
  expectTypeOf<Pack>().toHaveProperty('slug').toEqualTypeOf<string>()
  expectTypeOf<Pack['severity_level']>().toEqualTypeOf<'p0' | 'p1' | 'p2' | 'p3' | 'p4' | undefined>()
  expectTypeOf<Pack['key_type']>().toEqualTypeOf<('incident' | 'failure-mode' | 'decision' | 'recovery')[]>()
  expectTypeOf<Pack['x-anything']>().toEqualTypeOf<unknown>()
  expectTypeOf(packSchema.parse({})).toExtend<Pack>()
  // @ts-expect-error An unknown field is a fault at compile time too.
  expectTypeOf<Pack['severity']>().toBeUnknown()
})

test('an indexed runbook is a pack with a listing', () => {
  expectTypeOf<IndexedRunbook>().toExtend<Pack>()
  expectTypeOf<IndexedRunbook['x-listing']>().toEqualTypeOf<Listing>()
})

test('readAssetsIndex gives an index or faults', () => {
  expectTypeOf(readAssetsIndex).parameter(0).toBeUnknown()
  expectTypeOf(readAssetsIndex).returns.toEqualTypeOf<{ index: AssetsIndex } | { faults: string[] }>()
})

test('a catalog entry is told apart by its tool', () => {
  expectTypeOf(catalogSchema.parse({})).toExtend<Catalog>()
  expectTypeOf<Extract<CatalogEntry, { tool: 'jupyter' }>>().toHaveProperty('inputs').toEqualTypeOf<string[]>()
  expectTypeOf<Exclude<CatalogEntry, { tool: 'jupyter' }>>().toHaveProperty('runtime').toEqualTypeOf<'node' | 'next'>()
  expectTypeOf(referenceNamesOf).parameter(0).toEqualTypeOf<CatalogEntry>()
})

test('the model is a set of discriminated unions', () => {
  expectTypeOf<Target['type']>().toEqualTypeOf<'step' | 'section' | 'terminal' | 'external'>()
  expectTypeOf<Extract<Target, { type: 'step' }>['step']>().toEqualTypeOf<string | null>()
  expectTypeOf<Step['section']>().toEqualTypeOf<SectionKind>()
  expectTypeOf<FieldLabel>().extract<'side-effects'>().toEqualTypeOf<'side-effects'>()
  expectTypeOf<Diagnostic['severity']>().toEqualTypeOf<'error' | 'warning' | 'information'>()
})

test('names of schemas are a closed list', () => {
  expectTypeOf(schemaId).parameter(0).toEqualTypeOf<SchemaName>()
  expectTypeOf(jsonSchemas()).toEqualTypeOf<Record<SchemaName, object>>()
  expectTypeOf(slugOfPackageName).returns.toEqualTypeOf<string | null>()
})
