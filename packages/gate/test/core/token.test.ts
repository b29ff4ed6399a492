import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatToken, readCredential, readToken, TOKEN_PATTERN } from '../../src/core/token.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const one = formatToken(new Uint8Array(8).fill(7), new Uint8Array(32).fill(9))

test('what is written can be read, and is found by secret scanners', () => {
  fc.assert(
    fc.property(bytes(8), bytes(32), (id, secret) => {
      const made = formatToken(id, secret)
      expect(readToken(made.text)).toEqual({ id: made.id, secret: made.secret })
      expect(TOKEN_PATTERN.exec(`x ${made.text} y`)?.[0]).toBe(made.text)
    })
  )
})

test('two different secrets never give one text', () => {
  fc.assert(
    fc.property(bytes(32), bytes(32), (a, b) => {
      const id = new Uint8Array(8)
      const same = formatToken(id, a).secret === formatToken(id, b).secret
      expect(same).toBe(Buffer.from(a).equals(Buffer.from(b)))
    })
  )
})

test('one wrong character is told without asking anybody', () => {
  fc.assert(
    fc.property(fc.nat(one.text.length - 1), fc.constantFrom('0', 'A', 'a', 'z', '_', '-'), (place, character) => {
      const text = one.text.slice(0, place) + character + one.text.slice(place + 1)
      fc.pre(text !== one.text)
      expect(readToken(text)).toBeNull()
    })
  )
})

test.each([
  ['nothing', undefined, 'none'],
  ['a token', `Bearer ${one.text}`, 'token'],
  ['a scheme in other letters', `bearer ${one.text}`, 'token'],
  ['a password', `Basic ${btoa(`anybody:${one.text}`)}`, 'token'],
  ['a user without a password', `Basic ${btoa(`${one.text}:`)}`, 'token'],
  ['a token alone in base64', `Basic ${btoa(one.text)}`, 'token'],
  ['an empty token', 'Bearer ', 'empty'],
  ['a scheme alone', 'Bearer', 'empty'],
  ['a variable', 'Bearer ${NPM_TOKEN}', 'variable'],
  ['a variable of another shell', 'Bearer $NPM_TOKEN', 'variable'],
  ['a variable with a default', 'Bearer ${NPM_TOKEN:-none}', 'variable'],
  ['a variable of Windows', 'Bearer %NPM_TOKEN%', 'variable'],
  ['a quoted variable', 'Bearer "${NPM_TOKEN}"', 'variable'],
  ['a variable of a template', 'Bearer {{ token }}', 'variable'],
  ['a place to fill in', 'Bearer <your token>', 'variable'],
  ['a quoted token', `Bearer "${one.text}"`, 'quoted'],
  ['a token in single quotes', `Bearer '${one.text}'`, 'quoted'],
  ['the word for nothing', 'Bearer undefined', 'undefined'],
  ['the other word for nothing', 'Bearer null', 'undefined'],
  ['a masked token', 'Bearer ***', 'undefined'],
  ['two schemes', `Bearer Bearer ${one.text}`, 'scheme'],
  ['a broken line', `Bearer ${one.text.slice(0, 20)} ${one.text.slice(20)}`, 'space'],
  ['a Stripe key', 'Bearer sk_live_abcdef', 'stripe-key'],
  ['a token of npm', 'Bearer npm_abcdef', 'foreign'],
  ['a token of GitHub', 'Bearer ghp_abcdef', 'foreign'],
  ['half a token', `Bearer ${one.text.slice(0, 40)}`, 'damaged'],
  ['anything', 'Bearer hunter2', 'unreadable'],
  ['no scheme', one.text, 'unreadable'],
  ['another scheme', 'Digest x', 'unreadable'],
  ['broken base64', 'Basic ä', 'unreadable']
])('%s is told', (_, header, kind) => {
  const read = readCredential(header)
  expect(read.kind === 'mistake' ? read.mistake : read.kind).toBe(kind)
})

test('no header of any kind throws', () => {
  fc.assert(fc.property(fc.string(), (text) => void readCredential(text)))
  fc.assert(fc.property(fc.string(), (text) => void readCredential(`Basic ${btoa(encodeURIComponent(text))}`)))
})
