import { expect, test } from 'vitest'
import { OutputTail } from '../src/present/index.js'

function tailOf(...texts: string[]): string[] {
  const tail = new OutputTail(3)
  for (const text of texts) tail.add('stdout', text)
  tail.end()
  return tail.last(3)
}

test.each([
  ['a line that rewrites itself', ['\rworking 50%', '\rok\n'], ['ok']],
  ['colors that come in pieces', ['\u001b[3', '2mok\u001b', '[0m\n'], ['ok']],
  ['a spinner', ['|\b', '/\b', ' \b', 'done\n'], ['done']],
  ['a rewrite that was not ended', ['10%\r', '100%\r'], ['100%']],
  ['the last of many lines', ['1\n2\n3\n', '4\n5'], ['3', '4', '5']],
  [
    'a progress line of many rewrites shows its last',
    [...Array.from({ length: 5000 }, (_, n) => `\r${n} done`), '\n'],
    ['4999 done']
  ]
])('%s', (_, texts, shown) => {
  expect(tailOf(...texts)).toEqual(shown)
})
