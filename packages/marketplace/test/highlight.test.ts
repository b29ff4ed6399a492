import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlighted } from '../src/prose/highlight.js'
import { LANGUAGES } from '../src/prose/languages.js'

/** What of a code stands out, as `class text`. */
function marks(code: string, language: string): string[] {
  const html = highlighted(code, language) ?? ''
  const found = html.matchAll(/<span class="h-(\w+)">((?:[^<]|<span class="h-name">[^<]*<\/span>)*)<\/span>/g)
  return [...found].map(([, name, text = '']) => `${name} ${plain(text)}`)
}

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

const TABLE: [language: string, code: string, ...marks: string[]][] = [
  ['bash', 'if true; then', 'keyword if', 'keyword true', 'keyword then'],
  ['bash', 'cat a-file # why not "this"', 'comment # why not "this"'],
  ['bash', 'echo $#', 'keyword echo', 'name $#'],
  ['bash', 'psql "$URL" -c "select \\"$X\\""', 'string "$URL"', 'string "select \\"$X\\""'],
  ['bash', "echo '$NOT' \\' it", 'keyword echo', "string '$NOT'"],
  ['bash', 'ID=12 run --id="${ID:-none}" x.if', 'name ID', 'number 12', 'string "${ID:-none}"'],
  [
    'bash',
    "psql <<'SQL'\nselect 'isn''t' from t;\nSQL\ndone",
    'keyword select',
    "string 'isn'",
    "string 't'",
    'keyword from',
    'keyword done'
  ],
  ['bash', "cat <<EOF\nit isn't\nEOF\nexit 1", "string \nit isn't", 'keyword exit', 'number 1'],
  ['sh', 'cat <<EOF\nEOF\nexit', 'string ', 'keyword exit'],
  ['javascript', "const a = 'x' // b", 'keyword const', "string 'x'", 'comment // b'],
  ['mjs', 'text.match(/"[/"]/g) ?? a / 2 / b', 'string /"[/"]/g', 'number 2'],
  ['js', 'await `a ${b}\n` /* c */', 'keyword await', 'string `a ${b}\n`', 'comment /* c */'],
  ['json', '{"a": [1, "b", true]}', 'name "a"', 'number 1', 'string "b"', 'keyword true'],
  [
    'python',
    '@cache\ndef f():\n  return """a\n"b""" # c',
    'name @cache',
    'keyword def',
    'keyword return',
    'string """a\n"b"""',
    'comment # c'
  ],
  [
    'sql',
    "SELECT x::text FROM t WHERE id = :'id' -- why",
    'keyword SELECT',
    'keyword text',
    'keyword FROM',
    'keyword WHERE',
    "name :'id'",
    'comment -- why'
  ],
  ['sql', 'do $body$ select 1 $body$; \n\\echo "select"', 'keyword do', 'string $body$ select 1 $body$', 'name \\echo']
]

test.each(TABLE)('%s: %s', (language, code, ...expected) => {
  expect(marks(code, language)).toEqual(expected)
})

test('of a variable in a string the name stands out, and what would be HTML is text', () => {
  expect(highlighted('echo "<$A & b>" <c', 'bash')).toBe(
    '<span class="h-keyword">echo</span> <span class="h-string">"&lt;<span class="h-name">$A</span> &amp; b&gt;"</span> &lt;c'
  )
})

test('no sign of a code is lost or added, whatever it is', () => {
  const sign = fc.constantFrom(
    ...'\'"`$\\#/*-<>{}()[]:;=@&| \n\tab1_é😀'.match(/[^]/gu)!,
    '<<EOF',
    '\nEOF',
    '--',
    '/*',
    '*/',
    '"""',
    '$$',
    'if',
    'select'
  )
  const code = fc.array(sign, { maxLength: 60 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.constantFrom(...LANGUAGES.keys()), code, (language, text) => {
      const html = highlighted(text, language) ?? ''
      expect(plain(html)).toBe(text)
      expect(html.replaceAll(/<span class="h-(?:comment|string|name|number|keyword)">|<\/span>/g, '')).not.toMatch(
        /[<>]/
      )
    }),
    { numRuns: 2000 }
  )
})

test('what opens again and again and never closes takes no more than its length', () => {
  const openers = [
    '"',
    "'",
    '`',
    '$(',
    '${',
    '<<A\n',
    '/*',
    '/* *',
    '(/a',
    '(/[',
    '$$',
    '$a$',
    '"""',
    "'''",
    '"\\',
    '--',
    '-',
    './',
    '1',
    '1_',
    '1e',
    'a=',
    ':"',
    '@',
    '\\',
    '#',
    '"a" ',
    'return /'
  ]
  for (const language of ['bash', 'javascript', 'json', 'python', 'sql']) {
    for (const opener of openers) {
      const text = opener.repeat(Math.floor(20_000 / opener.length))
      const before = process.cpuUsage()
      highlighted(text, language)
      expect(process.cpuUsage(before).user / 1000, `${language} ${JSON.stringify(opener)}`).toBeLessThan(500)
    }
  }
})

test('of another language, and of a long text, nothing stands out', () => {
  expect(highlighted('if', 'cobol')).toBeNull()
  expect(highlighted('if', 'constructor')).toBeNull()
  expect(highlighted('if', null)).toBeNull()
  expect(highlighted('#'.repeat(20_001), 'bash')).toBeNull()
})
