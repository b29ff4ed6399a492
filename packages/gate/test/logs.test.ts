import { expect, test } from 'vitest'
import { formatToken } from '../src/core/token.ts'
import { harmless, openLog, type LogFields } from '../src/observe/logs.ts'

const token = formatToken(new Uint8Array(8), new Uint8Array(32)).text

test.each([
  ['a line of its own', 'a\n{"level":60}', 'a {"level":60}'],
  ['colors', 'a\u001b[31mb', 'a [31mb'],
  ['a token', `x ${token} y`, 'x (secret) y'],
  ['a key of Stripe', 'Invalid API Key: sk_live_abc123', 'Invalid API Key: (secret)'],
  ['a signing secret', 'whsec_abc', '(secret)'],
  ['a password in an address', 'postgres://me:hunter2@db/x', 'postgres(secret)db/x'],
  ['a line end of another kind', 'a\u2028b', 'a b']
])('%s is taken out', (_, text, expected) => {
  expect(harmless(text)).toBe(expected)
})

test('a log has the fields that are allowed, one object a line', () => {
  const lines: string[] = []
  const log = openLog('info', { write: (line: string) => void lines.push(line) })
  log.info({ pack: 'x\ny'.repeat(200), authorization: token } as LogFields, 'told')
  expect(lines).toHaveLength(1)
  const entry = JSON.parse(lines[0] ?? '') as Record<string, string>
  expect(Object.keys(entry).toSorted()).toEqual(['level', 'msg', 'pack', 'time'])
  expect(entry['pack']?.length).toBe(200)
})
