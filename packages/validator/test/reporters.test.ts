import { visible } from '@keys/pack/core'
import { stripVTControlCharacters } from 'node:util'
import { expect, it } from 'vitest'
import { validationReportSchema, type Diagnostic } from '@keys/schema'
import { countAtLeast, createReport, jsonReport, prettyReport, reaches } from '../src/core.js'
import { validatePatched } from './support/patch.js'

const { source, diagnostics } = validatePatched({
  files: {
    'pack.json': { fields: { maturity: 'finished', 'x-漢😀': 1, license_spdx: '漢😀 \u001B[31m\u202E' } },
    'checklist.md': ''
  }
})
const packOnly = diagnostics.filter(({ code }) => code.startsWith('pack/'))
const report = createReport([{ path: 'runbook-keys/work-queue-stopped', diagnostics: packOnly }])
const sources = (_: string, file: string) => (file === 'pack.json' ? (source.packJson?.text ?? null) : null)

it('shows people the place, what was expected, how to fix it and where to read on', () => {
  expect(prettyReport(report, { color: false, width: 80, sources })).toMatchInlineSnapshot(`
    "runbook-keys/work-queue-stopped/checklist.md

      1:1       error  pack/empty-file
      \`checklist.md\` is empty.
      expected  at least one character that is not white space
      help      Write it, or restore it from version control.
      page      https://github.com/keys-assets/runbook-keys/blob/main/packages/validator/docs/rules/pack/empty-file.md

    runbook-keys/work-queue-stopped/pack.json

      13:15     error  pack/schema
      \`maturity\` is \`finished\`.
      13 |   "maturity": "finished",
         |               ^~~~~~~~~~
      expected  one of \`starter\`, \`operator\`, \`scale\`, \`enterprise\`
      help      Give \`maturity\` such a value.
      page      https://github.com/keys-assets/runbook-keys/blob/main/packages/validator/docs/rules/pack/schema.md

      15:19     error  pack/license-is-spdx
      \`漢😀 ␛[31m<U+202E>\` is not an SPDX license expression.
      15 |   "license_spdx": "漢😀 \\u001b[31m<U+202E>",
         |                   ^~~~~~~~~~~~~~~~~~~~~~~~~
      expected  an identifier of https://spdx.org/licenses, or several joined by
                AND, OR or WITH, or \`LicenseRef-\` and a name
      help      Write the identifier of the license, such as \`MIT\` or \`CC-BY-4.0\`.
      page      https://github.com/keys-assets/runbook-keys/blob/main/packages/validator/docs/rules/pack/license-is-spdx.md

    runbook-keys/work-queue-stopped/package.json

      7:14      error  pack/package-manifest
      package.json says the license is \`MIT\` and pack.json says \`漢😀
      ␛[31m<U+202E>\`.
      expected  the license of pack.json
      help      Write \`"license": "漢😀 ␛[31m<U+202E>"\`.
      page      https://github.com/keys-assets/runbook-keys/blob/main/packages/validator/docs/rules/pack/package-manifest.md

    1 pack: 4 errors
    "
  `)
})

it('says the same with colors, and passes no other escape sequence through', () => {
  const plain = prettyReport(report, { color: false, width: 80, sources })
  const colored = prettyReport(report, { color: true, width: 80, sources })
  expect(colored).not.toBe(plain)
  expect(stripVTControlCharacters(colored)).toBe(plain)
  expect(plain).not.toMatch(/(?!\n)[\p{Cc}\u202E]/u)
})

it('cuts a long line to where the place is', () => {
  const text = `${'a'.repeat(500)}here${'b'.repeat(500)}`
  const range = { start: { line: 1, column: 501, offset: 500 }, end: { line: 1, column: 505, offset: 504 } }
  const found = { ...(packOnly[0] as Diagnostic), range }
  const shown = prettyReport(createReport([{ path: '', diagnostics: [found] }]), {
    color: false,
    width: 60,
    sources: () => text
  })
  const [line = '', marks = ''] = shown.split('\n').filter((candidate) => candidate.includes('|'))
  expect(line.length).toBeLessThanOrEqual(60)
  expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('~') + 1)).toBe('here')
})

it('says that there is nothing to say', () => {
  const nothing = createReport([{ path: 'a', diagnostics: [] }])
  expect(prettyReport(nothing, { color: false, width: 80, sources })).toBe('1 pack: no findings\n')
})

it('writes JSON that satisfies its schema and cannot steer a terminal', () => {
  const json = jsonReport(report)
  expect(validationReportSchema.parse(JSON.parse(json))).toEqual(report)
  expect(json).not.toMatch(/(?!\n)\p{Cc}/u)
})

it('counts, sorts and compares with a threshold', () => {
  const merged = createReport([
    { path: 'b', diagnostics: packOnly },
    { path: 'a', diagnostics: [] }
  ])
  expect(merged.packs.map(({ path }) => path)).toEqual(['a', 'b'])
  expect(merged.summary).toEqual({ packs: 2, error: packOnly.length, warning: 0, information: 0 })
  expect(reaches('error', 'warning')).toBe(true)
  expect(reaches('warning', 'warning')).toBe(true)
  expect(reaches('information', 'warning')).toBe(false)
  expect(countAtLeast(packOnly, 'information')).toBe(packOnly.length)
})

it('makes control characters visible', () => {
  expect(visible('a\u001B[2J\0\n\u007F\u009B\u202Eé😀')).toBe('a␛[2J␀␊␡<U+009B><U+202E>é😀')
})

/** The quickest of some tries, of a report of so many findings in a file of as many lines. */
function quickest(count: number): number {
  const [finding] = packOnly.filter(({ code }) => code === 'pack/schema')
  if (!finding) throw new Error('there is no finding')
  const line = (number: number): Diagnostic => {
    const place = { offset: number * 20, line: number + 1, column: 1 }
    return { ...finding, range: { start: place, end: { ...place, offset: place.offset + 5, column: 6 } } }
  }
  const text = 'a line of the file.\n'.repeat(count)
  const many = createReport([
    { path: 'runbook-keys/many', diagnostics: Array.from({ length: count }, (_, number) => line(number)) }
  ])
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now()
    expect(prettyReport(many, { color: false, width: 80, sources: () => text }).split('\n').length).toBeGreaterThan(
      count
    )
    return performance.now() - start
  })
  return Math.min(...times)
}

it('splits a text once for all of its findings: eight times the findings take about eight times as long', () => {
  const few = quickest(1000)
  expect(quickest(8000) / few).toBeLessThan(20)
})
