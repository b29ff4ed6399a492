import { expect, test } from 'vitest'
import * as parser from '../src/index.ts'

// A name that goes away or is renamed breaks somebody; a new one is a promise. Both are decisions, so both show here.
test('the package exports these names', () => {
  expect(Object.keys(parser).sort()).toEqual([
    'MAX_BYTES',
    'MAX_DEPTH',
    'diffGraphs',
    'extractChangelog',
    'extractChecklist',
    'extractRunbook',
    'findProblem',
    'frontMatterOf',
    'leastBump',
    'parseChangelog',
    'parseChecklist',
    'parseRunbook',
    'remarkChecklist',
    'remarkRunbook',
    'toMermaid',
    'toMermaidDiff',
    'toTree',
    'withoutFrontMatter'
  ])
})
