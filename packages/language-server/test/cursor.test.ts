import { expect, test } from 'vitest'
import { cutLine, isInFence, pieceAt } from '../src/cursor.js'

test.each([
  ['```sh\n|a\n```', true],
  ['```sh\r\na|\r\n```\r\n', true],
  ['```sh\r\na\r\n```\r\n|b', false],
  ['|```sh\na\n```', false],
  ['```sh\na\n```|', false],
  ['```sh\na\n|', true],
  ['~~~\n```\n|a\n~~~', true],
  ['````\n```\n|a\n````', true],
  ['```\na\n``` b\n|c', true],
  ['``` a ` b\n|c', false],
  ['- ```sh\n  a|\n  ```\n', true],
  ['- ```sh\n  a\n  ```\n|', false],
  ['> ```sh\n> a|', true],
  ['|', false]
])('%j is inside of a fence: %s', (marked, isInside) => {
  expect(isInFence(marked.replace('|', ''), marked.indexOf('|'))).toBe(isInside)
})

test.each([
  ['one\ntwo| three\nfour', 'two', ' three'],
  ['one\r\ntwo |three\r\nfour', 'two ', 'three'],
  ['|', '', ''],
  ['a|', 'a', '']
])('%j is cut at the cursor', (marked, before, after) => {
  expect(cutLine(marked.replace('|', ''), marked.indexOf('|'))).toEqual({ before, after })
})

test('a line of a megabyte is cut short', () => {
  const { before, after } = cutLine('x'.repeat(1_000_000), 500_000)
  expect(before.length + after.length).toBe(1000)
})

test.each([
  ['a [b c|] d [e]', 'b c'],
  ['a [b] |d [e]', null],
  ['a [b] d |[e]', 'e']
])('%j holds a label', (marked, words) => {
  const text = marked.replace('|', '')
  expect(pieceAt(text, marked.indexOf('|'), /\[([^[\]]+)\]/g)?.text ?? null).toBe(words)
})
