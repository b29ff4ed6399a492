import columnsOf from 'fast-string-width'
import { expect, test } from 'vitest'
import { fold, wrap } from '../src/core.js'

test.each([
  ['words that fit', 'one two', 7, ['one two']],
  ['words that do not', 'one two three', 7, ['one two', 'three']],
  [
    'a word that is longer than a line',
    'see https://example.com/a/long/path now',
    10,
    ['see', 'https://example.com/a/long/path', 'now']
  ],
  ['letters that take two columns', '障害 対応 手順', 9, ['障害 対応', '手順']],
  ['nothing', '', 10, ['']]
])('%s are broken at spaces, and no word is cut', (_, text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines)
})

test.each([
  ['a long word', 'aaaaaaaaaaaa', 8, ['aaaaaaaa', 'aaaa']],
  ['what is indented', '  one two three', 11, ['  one two', '  three']],
  ['wide letters', '障害対応手順書類', 8, ['障害対応', '手順書類']]
])('%s is folded into lines of the width', (_, text, width, lines) => {
  expect(fold(text, width)).toEqual(lines)
  expect(Math.max(...lines.map((line) => columnsOf(line)))).toBeLessThanOrEqual(width)
})
