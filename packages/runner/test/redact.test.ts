import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMasker, type Masker, type Secret } from '../src/secrets/redact.js'

const TOKEN: Secret = { name: 'TOKEN', value: 'fake_9Zq"x\\7 é$&\'+/=%<😀' }

function bytesOf(text: string): number[] {
  return [...Buffer.from(text)]
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0')
}

const charactersOf = (text: string) => Array.from(text)

/** Every UTF-16 code unit through a function. */
function unitwise(text: string, encode: (code: number) => string): string {
  return Array.from({ length: text.length }, (_, index) => encode(text.charCodeAt(index))).join('')
}

const percentAll = (text: string) =>
  bytesOf(text)
    .map((byte) => `%${hex(byte, 2)}`)
    .join('')
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Encodings in which a secret must not be seen; none of them needs to know which secret it is. */
const encodings: Record<string, (text: string) => string> = {
  clear: (text) => text,
  'parted by a color, as grep marks a word': (text) =>
    `${text.slice(0, 9)}\u001B[01;31m\u001B[K${text.slice(9, 13)}\u001B[m\u001B[K${text.slice(13)}`,
  'a color before each character': (text) =>
    charactersOf(text)
      .map((one) => `\u001B[38;5;12m${one}`)
      .join(''),
  'a NUL behind each character, as in UTF-16': (text) =>
    charactersOf(text)
      .map((one) => `${one}\0`)
      .join(''),
  'parted by a title of the terminal': (text) => `${text.slice(0, 5)}\u001B]0;title\u0007${text.slice(5)}`,
  'parted by a link': (text) => `${text.slice(0, 5)}\u001B]8;;http://a\u001B\\${text.slice(5)}\u001B]8;;\u001B\\`,
  'parted by a sequence of one unit': (text) => `${text.slice(0, 5)}\u009B1m${text.slice(5)}`,
  'parted by another set of characters': (text) => `${text.slice(0, 5)}\u001B(B${text.slice(5)}`,
  'base64, wrapped and quoted': (text) => Buffer.from(`${text}-`).toString('base64').replace(/.{7}/g, '$&\n> '),
  'base64, wrapped and colored': (text) =>
    Buffer.from(`${text}-`).toString('base64').replace(/.{7}/g, '$&\u001B[0m\n\u001B[32m'),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 without padding': (text) => Buffer.from(text).toString('base64').replace(/=+$/, ''),
  'base64, URL-safe': (text) => Buffer.from(text).toString('base64url'),
  'base64 of more, one byte before': (text) => Buffer.from(`u${text}:after`).toString('base64'),
  'base64 of more, two bytes before': (text) => Buffer.from(`us${text}`).toString('base64'),
  'base64 of more, three bytes before': (text) => Buffer.from(`usr${text}/`).toString('base64url'),
  'base64, wrapped': (text) => Buffer.from(`-${text}`).toString('base64').replace(/.{9}/g, '$&\n'),
  'base64, wrapped and indented': (text) => Buffer.from(`${text}-`).toString('base64').replace(/.{7}/g, '$&\r\n    '),
  'base64, wrapped, in JSON': (text) => JSON.stringify(Buffer.from(text).toString('base64').replace(/.{8}/g, '$&\n')),
  'base64, percent-encoded': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex, upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  percent: encodeURIComponent,
  'percent, lower case': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'percent, every byte': percentAll,
  'percent, every byte, lower case': (text) => percentAll(text).toLowerCase(),
  'percent, every other character': (text) =>
    charactersOf(text)
      .map((one, at) => (at % 2 ? percentAll(one) : one))
      .join('')
      .replaceAll('+', '%2B'),
  'percent, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ text }).toString(),
  JSON: JSON.stringify,
  'JSON, twice': (text) => JSON.stringify(JSON.stringify(text)),
  'JSON, ASCII only': (text) =>
    JSON.stringify(text).replace(/[^ -~]/g, (unit) => unitwise(unit, (code) => `\\u${hex(code, 4)}`)),
  'JSON, every character': (text) => unitwise(text, (code) => `\\u${hex(code, 4).toUpperCase()}`),
  'JSON, in a URL': (text) => encodeURIComponent(JSON.stringify(text)),
  'shell, single quotes': (text) => `'${text.replaceAll("'", `'\\''`)}'`,
  'shell, mixed quotes': (text) => `'${text.replaceAll("'", `'"'"'`)}'`,
  'shell, backslashes': (text) => text.replace(/[^\w\u0080-\uFFFF]/g, String.raw`\$&`),
  SQL: (text) => `'${text.replaceAll("'", "''")}'`,
  CSV: (text) => `"${text.replaceAll('"', '""')}"`,
  HTML: (text) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character),
  'HTML, numbers': (text) =>
    charactersOf(text)
      .map((one) => `&#${one.codePointAt(0)};`)
      .join(''),
  'HTML, hexadecimal': (text) =>
    charactersOf(text)
      .map((one) => `&#x${hex(one.codePointAt(0)!, 1)};`)
      .join('')
}

/** Secrets without lone surrogates and without white space at their ends, which commands do not keep either. */
const secretText = fc
  .oneof(
    fc.string({ minLength: 6, maxLength: 40, unit: 'grapheme-ascii' }),
    fc.string({ minLength: 6, maxLength: 20, unit: 'grapheme' }),
    fc.base64String({ minLength: 12, maxLength: 60 })
  )
  .filter((text) => text.trim() === text && text.length >= 6)

const plain = fc.string({ maxLength: 60, unit: fc.constantFrom(...charactersOf('abcdef ,;\n\té😀-_[]().')) })

/** Cuts a text at random places. */
function parts(text: string, cuts: readonly number[]): string[] {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).toSorted((one, other) => one - other), text.length]
  return places.slice(1).map((place, index) => text.slice(places[index], place))
}

function streamed(masker: Masker, texts: readonly string[]): string {
  const stream = masker.stream()
  return texts.map((text) => stream.push(text)).join('') + stream.end()
}

describe('a secret does not survive', () => {
  test.each(Object.entries(encodings))('%s', (_, encode) => {
    const masked = createMasker([TOKEN]).mask(`before | ${encode(TOKEN.value)} | after`)
    expect(masked).toContain('[secret:TOKEN]')
    expect(masked).toMatch(/^before \| .{0,80}\| after$/s)
  })

  test.each(Object.entries(encodings))('property: %s', (_, encode) => {
    fc.assert(
      fc.property(secretText, plain, plain, (value, before, after) => {
        const encoded = encode(value)
        const masked = createMasker([{ name: 'X', value }]).mask(`${before} ${encoded} ${after}`)
        expect(masked).toMatch(/\[secret:X\]|\[hidden\]/)
        expect(masked).not.toContain(value)
        // All of it, and not its beginning only; in base64, characters at its ends hold some bits of it.
        const rest = masked
          .slice(before.length + 1, masked.length - after.length - 1)
          .replace(/\[secret:X\]|\[hidden\]/, '')
        expect(rest.length).toBeLessThan(encode('').length + 12)
      }),
      { numRuns: 40 }
    )
  })

  test('property: masking twice is masking once, and the result is the same in parts', () => {
    const encode = fc.constantFrom(...Object.values(encodings))
    const texts = fc.array(fc.tuple(plain, encode), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        fc.array(secretText, { minLength: 1, maxLength: 3 }),
        texts,
        fc.array(fc.nat(), { maxLength: 12 }),
        (values, pieces, cuts) => {
          const masker = createMasker(values.map((value, index) => ({ name: `S${index}`, value })))
          const text = pieces
            .map(([before, encoded], index) => before + encoded(values[index % values.length] ?? ''))
            .join('')
          const masked = masker.mask(text)
          expect(masker.mask(masked)).toBe(masked)
          expect(streamed(masker, parts(text, cuts))).toBe(masked)
          expect(streamed(masker, charactersOf(text))).toBe(masked)
        }
      ),
      { numRuns: 300 }
    )
  })

  test('property: with few letters, where everything overlaps, the result in parts is the same', () => {
    const unit = fc.constantFrom(...charactersOf(`ab'"\\%&+1 \n`))
    const text = fc.string({ unit, maxLength: 80 })
    const values = fc.array(fc.string({ unit, minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(values, text, fc.array(fc.nat(), { maxLength: 8 }), (secrets, whole, cuts) => {
        const masker = createMasker(secrets.map((value, index) => ({ name: `S${index}`, value })))
        expect(streamed(masker, parts(whole, cuts))).toBe(masker.mask(whole))
      }),
      { numRuns: 800 }
    )
  })
})

describe('what is no secret stays', () => {
  test('property: any text', () => {
    const masker = createMasker([TOKEN])
    const any = fc.string({ unit: 'binary', maxLength: 200 })
    fc.assert(
      fc.property(any, (text) => {
        expect(masker.mask(text)).toBe(text)
      })
    )
  })

  test.each([
    ['no secrets', []],
    ['an empty one', [{ name: 'EMPTY', value: '' }]],
    ['white space', [{ name: 'BLANK', value: '  \n ' }]]
  ])('%s', (_, secrets) => {
    const masker = createMasker(secrets)
    expect([masker.mask('a  \n b'), masker.weak]).toEqual(['a  \n b', []])
  })

  test('what is not whole', () => {
    const text = 'fake_9Z %66%61ke_ 100% &amp \\u00 fake_9Zq"x\\7'
    expect(createMasker([TOKEN]).mask(text)).toBe(text)
  })

  test('the public lines of a key, and short lines', () => {
    const value = '-----BEGIN PRIVATE KEY-----\nbm90LWEta2V5LWF0LWFsbA==\nYQ==\n-----END PRIVATE KEY-----\n'
    const text = '-----BEGIN PRIVATE KEY-----\nanother\nYQ==\n-----END PRIVATE KEY-----'
    expect(createMasker([{ name: 'KEY', value }]).mask(text)).toBe(text)
  })
})

describe('what belongs to a secret', () => {
  const url = 'postgresql://app:p%40ss%2Fword@db.internal:5432/app?sslmode=require'
  const cases: [string, string, string, string][] = [
    ['a whole URL', url, `at ${url}.`, 'at [secret:S].'],
    ['its password, decoded', url, 'password p@ss/word', 'password [secret:S]'],
    ['its password, as written', url, 'app:p%40ss%2Fword@other', 'app:[secret:S]@other'],
    ['its password in base64', url, Buffer.from('app:p@ss/word').toString('base64').slice(0, 5), 'YXBwO'],
    ['the URL up to its parameters', url, 'postgresql://app:p%40ss%2Fword@db', 'postgresql://app:[secret:S]@db'],
    ['no user, no host', url, 'app at db.internal', 'app at db.internal'],
    ['a password that should have been escaped', 'redis://:fa/ke#1@cache', 'it is fa/ke#1', 'it is [secret:S]'],
    ['a user without a password', 'postgres://reader@db/app', 'role reader', 'role reader'],
    ['a token in place of a user', 'https://fake_token@git.internal/x', 'got fake_token', 'got [secret:S]'],
    ['a token with an empty password', 'https://fake_token:@api.internal', 'got fake_token', 'got [secret:S]'],
    ['a parameter of a URL', 'postgres://db/app?user=a&password=fake%211', 'fake!1 fake%211', '[secret:S] [secret:S]'],
    ['a connection string', "host=db password='it\\'s fake' user=app", "it's fake", '[secret:S]'],
    ['a line end behind the value', 'fake_value\n', 'a fake_value b', 'a [secret:S] b'],
    ['a line of a key', '-----BEGIN X-----\nbm90LWEta2V5\n-----END X-----', '> bm90LWEta2V5', '> [secret:S]'],
    ['a key with other line ends', 'first line\nsecond line', 'first line\r\nsecond line', '[secret:S]\r\n[secret:S]'],
    ['signs of regular expressions', '(a+)+$[^', 'x(a+)+$[^x aaaa', 'x[secret:S]x aaaa'],
    ['overlapping itself', 'abab', 'abababab', '[secret:S]']
  ]
  test.each(cases)('%s', (_, value, text, masked) => {
    expect(createMasker([{ name: 'S', value }]).mask(text)).toBe(masked)
  })

  test('of several that overlap, all is hidden', () => {
    const masker = createMasker([
      { name: 'A', value: 'abcdef' },
      { name: 'B', value: 'defghi' },
      { name: 'C', value: 'abcd' },
      { name: 'D', value: 'abcd' }
    ])
    expect(masker.mask('abcdefghi abcd defghi')).toBe('[secret:A] [secret:C] [secret:B]')
  })

  test.each([
    ['secret', '[hidden]'],
    ['ecret:S]', '[hidden]'],
    ['TOKEN', '[secret:S]']
  ])('the marker does not hold the secret %s', (value, marker) => {
    const masked = createMasker([{ name: 'S', value }]).mask(`a ${value} b`)
    expect(masked).toBe(`a ${marker} b`)
  })
})

describe('short secrets', () => {
  const masker = createMasker([
    { name: 'PIN', value: '12' },
    { name: 'SIGN', value: '*' },
    { name: 'LONG', value: 'long enough' },
    { name: 'URL', value: 'redis://:ab@cache' }
  ])

  test('are named', () => {
    expect(masker.weak).toEqual(['PIN', 'SIGN', 'URL'])
  })

  test.each([
    ['12', '[secret:PIN]'],
    ['PIN=12, "12" 12', 'PIN=[secret:PIN], "[secret:PIN]" [secret:PIN]'],
    ['121 012 a12 12é 2026-12-01', '121 012 a12 12é 2026-[secret:PIN]-01'],
    ['redis://:ab@other cab', 'redis://:[secret:URL]@other cab'],
    ['a*b * 3', 'a*b [secret:SIGN] 3'],
    ['12 long enough', '[secret:PIN] [secret:LONG]']
  ])('%s', (text, masked) => {
    expect([masker.mask(text), streamed(masker, charactersOf(text)), masker.mask(masked)]).toEqual([
      masked,
      masked,
      masked
    ])
  })

  test('a marker that would hold one is replaced by another', () => {
    const masker = createMasker(['secret', 'A', 'hidden'].map((value) => ({ name: 'A', value })))
    expect(masker.mask('a secret A b')).toBe('a [...] [...] b')
  })
})

describe('a text in parts', () => {
  test('is shown at once where no secret can begin', () => {
    const stream = createMasker([{ name: 'S', value: 'fake_value' }]).stream()
    expect(stream.push('Continue? [y/n] ')).toBe('Continue? [y/n] ')
    expect(stream.push('line\n')).toBe('line\n')
    expect(stream.push('fak')).toBe('')
    expect(stream.push('ir fake_val')).toBe('fakir ')
    expect(stream.push('ue')).toBe('[secret:S]')
    expect(stream.push(' fake')).toBe(' ')
    expect(stream.end()).toBe('fake')
  })

  test.each([
    ['of one letter', 'a'.repeat(64), 'a'],
    ['of openers', '%%%%%%%%', '%'],
    ['of backslashes', '\\'.repeat(40), '\\'],
    ['of quotes', `'`.repeat(9), `'`],
    ['that nearly agrees', `${'a'.repeat(64)}b`, 'a']
  ])('a flood against a secret %s are held in little memory, in linear time', (_, value, unit) => {
    const stream = createMasker([{ name: 'S', value }]).stream()
    const part = unit.repeat(2000)
    const time = (count: number) => {
      const start = performance.now()
      for (let index = 0; index < count; index += 1) stream.push(part)
      return performance.now() - start
    }
    // The shorter of two: another program may take the processor meanwhile.
    const least = (count: number) => Math.min(time(count), time(count))
    time(5)
    // Twice as much may take twice as long, and not four times.
    expect(least(20)).toBeLessThan((least(10) + 50) * 8)
    expect(stream.end().length).toBeLessThan(1000)
  })
})

test.each([
  ['lower', TOKEN.value.toLowerCase()],
  ['upper', TOKEN.value.toUpperCase()]
])('a long secret in %s case does not survive, and a short one is another word', (_, written) => {
  expect(createMasker([TOKEN]).mask(`a ${written} b`)).toBe('a [secret:TOKEN] b')
  expect(createMasker([{ name: 'WORD', value: 'Build' }]).mask('build BUILD')).toBe('build BUILD')
})

test('a flood of escape sequences that never end is masked in linear time and little memory', () => {
  const masker = createMasker([TOKEN]).stream()
  const flood = '\u001B]0;'.repeat(20_000) + '\u001B['.repeat(20_000)
  const masked = masker.push(flood) + masker.push(TOKEN.value) + masker.end()
  expect(masked).toBe(`${flood}[secret:TOKEN]`)
})
