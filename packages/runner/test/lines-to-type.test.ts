import { expect, test } from 'vitest'
import { lineToType } from '../src/present/index.js'

test.each([
  [null, 'keys resume abcde'],
  ['/var/runs', 'keys resume abcde --runs /var/runs'],
  ["it's here", `keys resume abcde --runs 'it'\\''s here'`]
])('a line names the folder of the runs as a shell takes it: %j', (runs, line) => {
  expect(lineToType({ keys: 'keys', runs }, 'resume abcde')).toBe(line)
})
