import type { Bump, Change, Changelog, Checklist, Graph, Runbook } from '@keys/schema'
import type { Root } from 'mdast'
import type { VFile } from 'vfile'
import { expectTypeOf, test } from 'vitest'
import {
  diffGraphs,
  leastBump,
  parseChangelog,
  parseChecklist,
  parseRunbook,
  toMermaid,
  toTree,
  type ParseOptions,
  type RunbookVersion,
  type ToTree
} from '../src/index.ts'

test('each kind of text has its model', () => {
  expectTypeOf(parseRunbook).toEqualTypeOf<(markdown: string, options?: ParseOptions) => Runbook>()
  expectTypeOf(parseChecklist).returns.toEqualTypeOf<Checklist>()
  expectTypeOf(parseChangelog).returns.toEqualTypeOf<Changelog>()
  expectTypeOf(toMermaid).toEqualTypeOf<(graph: Graph) => string>()
})

test('a difference is a union by type', () => {
  expectTypeOf(diffGraphs).toEqualTypeOf<(before: RunbookVersion, after: RunbookVersion) => Change[]>()
  expectTypeOf(leastBump).returns.toEqualTypeOf<Bump | null>()
  expectTypeOf<Extract<Change, { was: null }>['is']>().toEqualTypeOf<string>()
})

test('an engine turns a text into a tree', () => {
  expectTypeOf(toTree).toExtend<ToTree>()
  expectTypeOf<ToTree>().toEqualTypeOf<(markdown: string) => Root>()
  expectTypeOf<ParseOptions['toTree']>().toEqualTypeOf<ToTree | undefined>()
})

test('file.data is typed', () => {
  expectTypeOf<VFile['data']['runbook']>().toEqualTypeOf<Runbook | undefined>()
  expectTypeOf<VFile['data']['checklist']>().toEqualTypeOf<Checklist | undefined>()
})
