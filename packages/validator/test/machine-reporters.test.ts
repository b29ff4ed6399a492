// Reporters for machines, and that all reporters say the same of one run.
import { createRequire } from 'node:module'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Diagnostic, ValidationReport } from '@keys/schema'
import {
  annotationsReport,
  atLeast,
  createReport,
  jsonReport,
  prettyReport,
  registry,
  sarifReport
} from '../src/core.js'
import { validatePatched } from './support/patch.js'

interface SarifLog {
  runs: {
    tool: { driver: { rules: { id: string; helpUri: string; defaultConfiguration: { level: string } }[] } }
    results: {
      ruleId: string
      ruleIndex: number
      level: string
      partialFingerprints: Record<string, string>
      locations: {
        physicalLocation: {
          artifactLocation: { uri: string; uriBaseId: string }
          region: { startLine: number; startColumn: number; endLine: number; endColumn: number }
        }
      }[]
    }[]
  }[]
}

const { diagnostics } = validatePatched({
  folder: 'queue',
  files: {
    'pack.json': { fields: { maturity: 'finished', 'x-漢😀': 1, license_spdx: '100%,:: \u001B[31m\u202E' } },
    'checklist.md': '',
    'README.md': (text) => `${text.replace('## Scope', '## Scopes')}\n## Notes\n\nMore.\n`
  }
})
const report = createReport([
  { path: 'runbook-keys/work queue', diagnostics },
  { path: '.', diagnostics: diagnostics.slice(0, 2) }
])
const all = report.packs.flatMap(({ path, diagnostics: found }) =>
  found.map((diagnostic) => ({ path: path === '.' ? diagnostic.file : `${path}/${diagnostic.file}`, diagnostic }))
)
const placeOf = ({ range: { start, end } }: Diagnostic) => `${start.line}:${start.column}-${end.line}:${end.column}`

const sarifOf = (of: ValidationReport) => sarifReport(of, { rules: registry, version: '1.2.3' })
const log = JSON.parse(sarifOf(report)) as SarifLog
const [run] = log.runs

it('writes SARIF that satisfies the published schema', () => {
  const path = '@microsoft/sarif-matcher-utils/lib/schemas/sarif-2.1.0-rtm.5.json'
  // Draft 4, which differs from what ajv reads only in these two names and in keywords that it does not use.
  const { $schema: _, id: __, ...schema } = createRequire(import.meta.url)(path) as Record<string, unknown>
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true })
  const validate = ajv.compile(schema)
  expect(validate(log), ajv.errorsText(validate.errors)).toBe(true)
  expect(validate(JSON.parse(sarifOf(createReport([]))))).toBe(true)
  expect(validate({ ...log, version: '2.0.0' })).toBe(false)
})

it('describes every rule in SARIF, and points each result at its own', () => {
  expect(run?.tool.driver.rules.map(({ id }) => id)).toEqual(registry.map(({ code }) => code))
  expect(run?.tool.driver.rules.map(({ helpUri }) => helpUri)).toEqual(registry.map(({ url }) => url))
  for (const { ruleId, ruleIndex } of run?.results ?? []) expect(registry[ruleIndex]?.code).toBe(ruleId)
})

it('gives each finding a fingerprint of its own, the same after lines were added above it', () => {
  const prints = (of: SarifLog) =>
    of.runs.flatMap(({ results }) => results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints)))
  expect(new Set(prints(log)).size).toBe(all.length)
  const moved = createReport(
    report.packs.map(({ path, diagnostics: found }) => ({
      path,
      diagnostics: found.map((diagnostic) => {
        const { start, end } = diagnostic.range
        const range = { start: { ...start, line: start.line + 3 }, end: { ...end, line: end.line + 3 } }
        return { ...diagnostic, range }
      })
    }))
  )
  expect(prints(JSON.parse(sarifOf(moved)) as SarifLog)).toEqual(prints(log))
})

it('keeps locations relative, and no part of a path can be read as a scheme', () => {
  const uris = (run?.results ?? []).map(({ locations }) => locations[0]?.physicalLocation.artifactLocation)
  expect(uris.map((location) => decodeURIComponent(location?.uri ?? ''))).toEqual(all.map(({ path }) => path))
  expect(new Set(uris.map((location) => location?.uriBaseId))).toEqual(new Set(['%SRCROOT%']))
  const odd = sarifOf(createReport([{ path: 'a:b', diagnostics: diagnostics.slice(0, 1) }]))
  expect(odd).toContain('"uri": "a%3Ab/')
})

it('escapes what would end an annotation or one of its properties', () => {
  const [first] = diagnostics
  const text = annotationsReport(
    createReport([
      { path: 'a,b:c%', diagnostics: [{ ...first!, message: '100%\r\n::error::own', expected: 'a', help: 'B.' }] }
    ])
  )
  expect(text).toMatch(/^::error file=a%2Cb%3Ac%25\//)
  expect(text).toContain('::100%25␍␊::error::own%0AExpected: a.%0AB.%0Ahttps://')
  expect(text.split('\n')).toHaveLength(2)
})

it('gives no columns to an annotation that spans lines, because GitHub drops them', () => {
  const [first] = diagnostics
  const range = { start: { line: 1, column: 3, offset: 2 }, end: { line: 2, column: 1, offset: 9 } }
  const text = annotationsReport(createReport([{ path: '.', diagnostics: [{ ...first!, range }] }]))
  expect(text).toContain(',line=1,endLine=2,title=')
})

it('lets no control character of a pack through', () => {
  for (const text of [annotationsReport(report), sarifOf(report), jsonReport(report)]) {
    expect(text).not.toMatch(/(?!\n)\p{Cc}|\p{Bidi_Control}/u)
  }
})

it('writes in JSON what cannot be seen as escapes that read back as they were', () => {
  const [first] = diagnostics
  const unseen = '\u001B[2J \u007F \u009B31m \u00AD \u061C \u200B \u202E \u2028 \u2029 \u2066 \uFEFF \u{E0041} \u0000'
  fc.assert(
    fc.property(fc.oneof(fc.constant(unseen), fc.string({ unit: 'binary' })), (message) => {
      const odd = createReport([{ path: 'a', diagnostics: [{ ...first!, message }] }])
      for (const text of [jsonReport(odd), sarifOf(odd)]) {
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      }
      expect(JSON.parse(jsonReport(odd))).toEqual(odd)
      const { results } = (JSON.parse(sarifOf(odd)) as { runs: [{ results: [{ message: { text: string } }] }] }).runs[0]
      expect(results[0].message.text.startsWith(message)).toBe(true)
    })
  )
})

it('says the same in all four: counts, files and places', () => {
  const expected = all.map(({ path, diagnostic: found }) => `${found.severity} ${found.code} ${path} ${placeOf(found)}`)
  expect(new Set(all.map(({ diagnostic: { severity } }) => severity)).size).toBeGreaterThan(1)

  const json = JSON.parse(jsonReport(report)) as ValidationReport
  const inJson = json.packs.flatMap(({ path, diagnostics: found }) =>
    found.map((one) => `${one.severity} ${one.code} ${path === '.' ? '' : `${path}/`}${one.file} ${placeOf(one)}`)
  )
  expect(inJson).toEqual(expected)

  const inSarif = (run?.results ?? []).map(({ ruleId, level, locations }) => {
    const { artifactLocation, region } = locations[0]!.physicalLocation
    const { startLine, startColumn, endLine, endColumn } = region
    const severity = level === 'note' ? 'information' : level
    return `${severity} ${ruleId} ${decodeURIComponent(artifactLocation.uri)} ${startLine}:${startColumn}-${endLine}:${endColumn}`
  })
  expect(inSarif).toEqual(expected)

  const inAnnotations = [
    ...annotationsReport(report).matchAll(
      /^::(\w+) file=([^,]+),line=(\d+),endLine=(\d+)(?:,col=(\d+),endColumn=(\d+))?,title=([^:]+)::/gm
    )
  ].map(([, command, file, line, endLine, column = '', endColumn = '', code]) => {
    const severity = command === 'notice' ? 'information' : command
    return `${severity} ${code} ${file} ${line}:${column}-${endLine}:${endColumn}`
  })
  const withoutColumns = all.map(({ path, diagnostic: found }) => {
    const { start, end } = found.range
    const place = start.line === end.line ? placeOf(found) : `${start.line}:-${end.line}:`
    return `${found.severity} ${found.code} ${path} ${place}`
  })
  expect(inAnnotations).toEqual(withoutColumns)

  const pretty = prettyReport(report, { color: false, width: 80, sources: () => null })
  let file = ''
  const inPretty = pretty.split('\n').flatMap((line) => {
    const [, place, severity, code] = /^ {2}(\d+:\d+) +(error|warning|information) {2}(\S+)$/.exec(line) ?? []
    if (/^\S/.test(line)) file = line
    return place === undefined ? [] : [`${severity} ${code} ${file} ${place}`]
  })
  expect(inPretty.toSorted()).toEqual(expected.map((line) => line.replace(/-\d+:\d+$/, '')).toSorted())
})

it('keeps what reaches a threshold, and says how much is not shown', () => {
  const errors = atLeast(report, 'error')
  expect(errors.summary).toEqual({ ...report.summary, warning: 0, information: 0 })
  const none = createReport([{ path: 'a', diagnostics: [] }])
  const shown = prettyReport(none, { color: false, width: 80, sources: () => null, hidden: 2 })
  expect(shown).toBe('1 pack: no errors; 2 findings not shown\n')
})
