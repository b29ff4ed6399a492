import { fixOf, insert } from '@keys/pack/core'
import { describe, expect, it } from 'vitest'
import type { Diagnostic, Fix } from '@keys/schema'
import { applyFixes, defineRule, fixPack, register } from '../src/core.js'
import { validPack } from './fixtures/valid-pack.js'
import { readFiles, ruleOf, validatePatched } from './support/patch.js'
import { analyzer } from './support/analyzer.js'

const [template] = validatePatched({ files: { 'checklist.md': (text) => text.replace('[ ]', '[x]') } }).diagnostics
const withFix = (fix: Fix): Diagnostic => ({ ...(template as Diagnostic), fix })
const edit = (start: number, end: number, text: string) => ({ start, end, text })

describe('applyFixes', () => {
  const texts = new Map([
    ['a', '0123456789'],
    ['b', 'abc']
  ])

  it('makes all edits of fixes that do not touch each other', () => {
    const fixes = [
      withFix([{ file: 'a', edits: [edit(0, 1, ''), edit(8, 9, 'x')] }]),
      withFix([{ file: 'a', edits: [edit(4, 4, '-')] }])
    ]
    const { texts: result, applied } = applyFixes(texts, fixes)
    expect([...result.values()]).toEqual(['123-4567x9', 'abc'])
    expect(applied).toEqual(fixes)
  })

  it.each([
    ['overlap', [edit(2, 6, 'x')], [edit(5, 8, 'y')]],
    ['insert at one place', [edit(2, 2, 'x')], [edit(2, 2, 'y')]],
    ['touch', [edit(2, 6, 'x')], [edit(6, 6, 'y')]],
    ['lie in each other', [edit(2, 6, 'x')], [edit(3, 4, 'y')]]
  ])('makes the first of two that %s', (_, first, second) => {
    const { applied } = applyFixes(
      texts,
      [first, second].map((edits) => withFix([{ file: 'a', edits }]))
    )
    expect(applied.map(({ fix }) => fix?.[0]?.edits)).toEqual([first])
  })

  it('makes a fix of two files wholly or not at all', () => {
    const both = withFix([
      { file: 'b', edits: [edit(0, 1, '')] },
      { file: 'a', edits: [edit(0, 3, '')] }
    ])
    const first = withFix([{ file: 'a', edits: [edit(1, 2, 'x')] }])
    expect(applyFixes(texts, [first, both]).texts.get('b')).toBe('abc')
    expect(applyFixes(texts, [both]).texts.get('b')).toBe('bc')
  })

  it('keeps the order of insertions of one fix at one place', () => {
    const fix = withFix([{ file: 'b', edits: [edit(1, 1, '1'), edit(1, 1, '2'), edit(1, 2, '3')] }])
    expect(applyFixes(texts, [fix]).texts.get('b')).toBe('a123c')
  })

  it('makes a file that is not there, once, and none that is', () => {
    const made = (file: string, text: string) => withFix([{ file, edits: [edit(0, 0, text)], creates: true }])
    const fixes = [made('c', 'x'), made('c', 'y'), made('b', 'z')]
    expect(applyFixes(texts, fixes)).toEqual({ texts: new Map([...texts, ['c', 'x']]), applied: [fixes[0]] })
  })

  it('leaves alone what is not there', () => {
    const fixes = [
      withFix([{ file: 'c', edits: [edit(0, 0, 'x')] }]),
      withFix([{ file: 'b', edits: [edit(2, 9, 'x')] }])
    ]
    expect(applyFixes(texts, fixes)).toEqual({ texts, applied: [] })
  })
})

describe('fixPack', () => {
  it('does not make a fix that leaves its finding as it was', () => {
    const useless = defineRule({
      severity: 'error',
      fixable: true,
      subject: 'pack',
      description: 'A pack is as nobody can write it.',
      rationale: 'None.',
      messages: { wrong: { message: 'It is wrong.', expected: 'something else', help: 'Fix it.' } },
      check({ readme }, { report }) {
        report('wrong', null, {}, 'README.md', readme && fixOf(readme, [insert(readme.text.length, 'again\n')]))
      }
    })
    const rules = [...register({ 'team/useless': useless }), ruleOf('checklist/already-ticked')]
    const files = { ...validPack, 'checklist.md': validPack['checklist.md']?.replace('[ ]', '[x]') ?? '' }
    const { changed, fixed, diagnostics } = fixPack(readFiles(files), { analyzer, rules })
    expect([...changed.keys()]).toEqual(['checklist.md'])
    expect(fixed.map(({ code }) => code)).toEqual(['checklist/already-ticked'])
    expect(diagnostics.map(({ code }) => code)).toEqual(['team/useless'])
  })

  it('changes no file that could not be read', () => {
    const { changed } = fixPack(readFiles({ ...validPack, 'checklist.md': new Uint8Array([0xff]), 'pack.json': '{' }), {
      analyzer
    })
    expect(changed).toEqual(new Map())
  })

  it('changes nothing in the valid pack', () => {
    expect(fixPack(readFiles({ ...validPack }), { analyzer }).changed).toEqual(new Map())
  })
})
