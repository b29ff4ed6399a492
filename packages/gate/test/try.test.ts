// What `keys-gate try` prints: for a terminal of 80 columns, and every line to paste as it stands.
import { expect, test } from 'vitest'
import { linesFor } from '../src/cli/try.ts'

test('fits a terminal of 80 columns, and holds no token that a screen would keep', () => {
  const lines = linesFor({ url: 'http://127.0.0.1:48730' }).split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(lines.join('\n')).not.toContain('kgt_')
})
