import { describe, expect, it } from 'vitest'
import { registry } from '../src/core.js'
import { readPage } from './support/page.js'
import { validatePatched } from './support/patch.js'

describe.each(registry.map((rule) => [rule.code, rule] as const))('the page of %s', (code, rule) => {
  it('has the parts that every page has', () => {
    const { title, headings } = readPage(code)
    expect(title).toBe(code)
    const options = rule.options === null ? [] : ['Options']
    expect(headings).toEqual(['Why', 'Fails', 'Passes', 'How to fix', ...options])
  })

  it('shows a failing example that fails, and by this rule', () => {
    expect(validatePatched(readPage(code).fails, [rule]).diagnostics).not.toEqual([])
  })

  it('shows a passing example that passes', () => {
    const { diagnostics } = validatePatched(readPage(code).passes)
    expect(diagnostics.filter((diagnostic) => diagnostic.code === code)).toEqual([])
  })
})
