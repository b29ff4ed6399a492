import type { Diagnostic, Fix } from '@keys/schema'
import { expect, test } from 'vitest'
import { codeActionOf } from '../src/code-actions.js'
import { fixesAt } from '../src/fixes.js'
import { packContext } from './pack.js'

const { source } = packContext({ 'README.md': '\uFEFF# One\n\ntwo\n', 'pack.json': '{}\n' })
const fileOf = (path: string) => ({ uri: `file:///pack/${path}`, version: path === 'README.md' ? 4 : null, text: '' })

/** A finding on the word `two` with a fix of its own. */
function finding(fix?: Fix): Diagnostic {
  const texts = {
    messageId: 'x',
    message: 'It is wrong.',
    expected: 'right',
    help: 'Fix it.',
    data: {},
    url: 'https://x/'
  }
  const range = { start: { line: 3, column: 1, offset: 8 }, end: { line: 3, column: 4, offset: 11 } }
  return { code: 'flow/wrong', severity: 'error', file: 'README.md', range, ...texts, ...(fix && { fix }) }
}

const oneFile: Fix = [
  {
    file: 'README.md',
    edits: [
      { start: 1, end: 2, text: '##' },
      { start: 8, end: 11, text: '2' }
    ]
  }
]
const twoFiles: Fix = [...oneFile, { file: 'pack.json', edits: [{ start: 1, end: 1, text: ' ' }] }]
const anywhere = { start: 0, end: 20 }

test.each([
  ['touches it', anywhere, oneFile, 1],
  ['stands in it', { start: 9, end: 9 }, oneFile, 1],
  ['stands at its end', { start: 11, end: 11 }, oneFile, 1],
  ['stands before it', { start: 0, end: 7 }, oneFile, 0],
  ['stands after it', { start: 12, end: 12 }, oneFile, 0],
  ['touches one without a fix', anywhere, undefined, 0],
  [
    'touches one whose fix changes a file that is not there',
    anywhere,
    [{ file: 'LICENSE.txt', edits: [{ start: 0, end: 0, text: 'x' }] }],
    0
  ]
] as const)('a selection that %s', (_, span, fix, count) => {
  expect(fixesAt(source, [finding(fix as Fix | undefined)], 'README.md', span)).toHaveLength(count)
  expect(fixesAt(source, [finding(fix as Fix | undefined)], 'checklist.md', span)).toEqual([])
})

test('a fix of several files is one action, with a version for what is open', () => {
  const fixes = fixesAt(source, [finding(twoFiles)], 'README.md', anywhere)
  const [action] = fixes.map((fix) => codeActionOf(fix, fileOf, true))
  expect(action).toMatchObject({
    title: 'Fix it.',
    kind: 'quickfix',
    diagnostics: [{ code: 'flow/wrong' }],
    edit: {
      documentChanges: [
        {
          textDocument: { uri: 'file:///pack/README.md', version: 4 },
          edits: [
            // The byte order mark, which editors take off, is no column.
            { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } }, newText: '##' },
            { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } }, newText: '2' }
          ]
        },
        {
          textDocument: { uri: 'file:///pack/pack.json', version: null },
          edits: [{ range: { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } }, newText: ' ' }]
        }
      ]
    }
  })
})

test('a client that knows no versions gets plain changes', () => {
  const fixes = fixesAt(source, [finding(oneFile)], 'README.md', anywhere)
  const [edit] = fixes.map((fix) => codeActionOf(fix, fileOf, false).edit)
  expect(Object.keys(edit ?? {})).toEqual(['changes'])
  expect(Object.keys(edit?.changes ?? {})).toEqual(['file:///pack/README.md'])
})
