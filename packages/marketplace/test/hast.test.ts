import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toTree } from '@keys/parser'
import { toHast } from 'mdast-util-to-hast'
import { expect, test } from 'vitest'
import { hastOf } from '../src/prose/hast.js'
import { ownIndex, REPOSITORY } from './support/site.js'

const TEXTS: readonly string[] = [
  '',
  '# A\n\ntext [b] and [c][B], ![d][b]\n\n[b]: https://one.test "t"\n[B]: https://two.test',
  'a[^1] b[^n] c[^1]\n\n[^1]: one\n\n    two [x]\n\n[^n]: n\n[^N]: other\n\n> [x]: https://x.test',
  '- [ ] a\n- [x] b\n\n  c\n\n| a | b |\n|:-:|---|\n| 1 | `2` |\n\nline  \nbreak ~~gone~~ <b>raw</b>',
  ...ownIndex().runbooks.map(({ slug }) => readFileSync(join(REPOSITORY, 'runbook-keys', slug, 'README.md'), 'utf8'))
]

test('the tree is that of toHast', () => {
  for (const text of TEXTS) {
    const { position: _position, ...expected } = toHast(toTree(text))
    expect(hastOf(toTree(text))).toEqual(expected)
  }
})
