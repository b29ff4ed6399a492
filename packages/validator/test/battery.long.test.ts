// What every rule is put through without asking for it.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentsOf, TextDocument, type PackSource } from '@keys/pack/core'
import { packSchema, type Diagnostic } from '@keys/schema'
import { registry } from '../src/core.js'
import { validFolder, validPack } from './fixtures/valid-pack.js'
import { readPage } from './support/page.js'
import { patchedFiles, validateFiles, validatePatched, type Files, type Patch } from './support/patch.js'

const WORDS = 'é 漢字 😀'
const changes: Readonly<Record<string, (path: string, text: string) => string>> = {
  'as it is': (_, text) => text,
  'with CRLF': (_, text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'with a byte order mark': (path, text) => (path.endsWith('.md') ? `\uFEFF${text}` : text),
  'with letters beyond ASCII before the fault': (path, text) =>
    path.endsWith('.md')
      ? text.replace(/^# .*\n/, (title) => `${title}\n${WORDS}\n`)
      : text.replace(/^\{(?=\s*")/, `{ "x-note": "${WORDS}",`)
}

describe.each(Object.entries(changes))('%s', (_, change) => {
  it('the valid pack gives nothing', () => {
    expect(validateFiles(changed(patchedFiles(), change)).diagnostics).toEqual([])
  })

  it.each(registry.map((rule) => [rule.code, rule] as const))('%s finds the same words', (code, rule) => {
    const patch: Patch = readPage(code).fails
    const files = patchedFiles(patch.files)
    const before = validateFiles(files, patch, [rule])
    const after = validateFiles(changed(files, change), patch, [rule])
    expect(wordsOf(after)).toEqual(wordsOf(before))
    expectSoundRanges(after)
  })
})

describe('hostile input', () => {
  const paths = Object.keys(validPack)
  const contents: Files = {
    nothing: '',
    'white space': ' \r\n\t\n',
    'a byte order mark': '\uFEFF',
    'no UTF-8': new Uint8Array([0xff, 0xfe, 0x00, 0x41]),
    'NUL bytes': '\0'.repeat(100),
    'escape sequences': '# \u001B[2J\u001B]0;title\u0007\n\n## \u009B31mScope\n',
    null: 'null',
    'an array': '[]',
    'a number': '1e999',
    'a prototype':
      '{ "__proto__": { "slug": 1 }, "constructor": 1, "toString": null, "author": { "__proto__": null } }',
    brackets: '['.repeat(100_000),
    quotes: '>'.repeat(100_000),
    backticks: '`'.repeat(100_000),
    'braces in words': '# {file} ${title}\n\n## {line}\n',
    'a folder': { type: 'directory' },
    'a link': { type: 'symlink' },
    'a device': { type: 'other' },
    '50 MB': { type: 'file', size: 50_000_000 },
    'what cannot be read': { type: 'file', size: 1 }
  }

  it.each(Object.entries(contents))('%s in the place of any file, or of all', (_, content) => {
    for (const path of paths) expectSoundRanges(validateFiles({ ...validPack, [path]: content }))
    expectSoundRanges(validateFiles(Object.fromEntries(paths.map((path) => [path, content]))))
  })

  it('no file at all', () => {
    expectSoundRanges(validateFiles({}))
    for (const path of paths) expectSoundRanges(validatePatched({ files: { [path]: null } }))
  })

  it.each(Object.keys(packSchema.shape))('any value of the field %s', (field) => {
    for (const value of [
      0,
      '',
      [],
      {},
      [null],
      [[]],
      true,
      'x'.repeat(10_000),
      { name: null },
      ['../..'],
      '\u001B[2J'
    ]) {
      expectSoundRanges(validatePatched({ files: { 'pack.json': { fields: { [field]: value } } } }))
    }
    const text = validPack['pack.json'] ?? ''
    const value = JSON.stringify((JSON.parse(text) as Record<string, unknown>)[field]) ?? '""'
    expectSoundRanges(
      validateFiles({ ...validPack, 'pack.json': text.replace(`"${field}": ${value}`, `"${field}": null`) })
    )
  })

  it('runbooks and checklists of which lines are lost, doubled and moved', () => {
    for (const path of ['README.md', 'checklist.md', 'CHANGELOG.md']) {
      const lines = (validPack[path] ?? '').split('\n')
      const line = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...lines) }, { weight: 1, arbitrary: fc.string() })
      const text = fc.array(line, { maxLength: 120 }).map((drawn) => drawn.join('\n'))
      fc.assert(
        fc.property(text, (drawn) => expectSoundRanges(validateFiles({ ...validPack, [path]: drawn }))),
        { numRuns: 40, seed: 1 }
      )
    }
  }, 60_000)
})

it('gives ten faults of one pack in one run', () => {
  const { diagnostics } = validatePatched({
    folder: 'queue',
    files: {
      'README.md': null,
      'checklist.md': '',
      'LICENSE.txt': 'All rights reserved.\n',
      'pack.json': { fields: { weather: 'fair', maturity: 'Starter', version: '1.0.1', tags: 1 } },
      'package.json': '{ "name": "queue", "name": "b", "scripts": { "install": "a" } }'
    }
  })
  const codes = new Set(diagnostics.map(({ code, messageId }) => `${code} ${messageId}`))
  expect([...codes].filter((code) => code.startsWith('pack/')).toSorted()).toEqual([
    'pack/duplicate-json-key duplicate',
    'pack/empty-file empty',
    'pack/license-text-matches unrecognized',
    'pack/package-manifest absent',
    'pack/package-manifest install-script',
    'pack/package-manifest license',
    'pack/package-manifest name',
    'pack/required-files missing',
    'pack/schema misspelled',
    'pack/schema wrong',
    'pack/slug-matches-folder differs',
    'pack/unknown-field unknown',
    'pack/version-in-step no-entry'
  ])
})

it('gives the faults of all texts of one pack in one run, each once', () => {
  const { diagnostics } = validatePatched({
    files: {
      'README.md': (text) =>
        text
          .replace('# Work queue has stopped', '# Queue')
          .replace(' Does not cover a database that refuses connections.', '')
          .replace('refuses connections: **STOP: escalate**', 'refuses connections.')
          .replace(' (first 5 minutes)', '')
          .replace('## Evidence & audit notes', '## Notes')
          .replace('### Action 1: Release', '### Action 2: Release')
          .replace('**Within 24 hours**: find', 'Find')
          .replace('The queue is moving (within', 'Count what waits (within')
          .replace('the released jobs run again at once.', 'as `node-safe-cron-execution` says.'),
      'checklist.md': (text) =>
        text.replace('- [ ] [Check 1]', '- [x] [Check 1]').replace('*Do-confirm*: work', 'Work').replace('# C', '# c'),
      'CHANGELOG.md': (text) => `${text}\n## 2.0.0\n`
    }
  })
  const areas = /^(runbook|reference|checklist|changelog)\//
  const found = diagnostics.map(({ code, messageId }) => `${code} ${messageId}`).filter((code) => areas.test(code))
  expect(found.toSorted()).toEqual([
    'changelog/empty-entry empty',
    'changelog/newest-matches newer',
    'changelog/version-order newer',
    'checklist/already-ticked ticked',
    'checklist/kind-missing missing',
    'checklist/phase-missing time-box',
    'checklist/step-missing missing',
    'checklist/step-missing no-such-step',
    'checklist/title differs',
    'reference/local-link-broken no-heading',
    'reference/node-key-lacks-side-effects lacks',
    'reference/undeclared-key undeclared',
    'runbook/duplicate-step-id duplicate',
    'runbook/follow-ups-dated undated',
    'runbook/rollback-order unknown',
    'runbook/safety-checks-time-boxed unlimited',
    'runbook/scope-says-what-not silent',
    'runbook/sections-present missing',
    'runbook/step-numbering unclear',
    'runbook/title differs',
    'runbook/untyped-block section',
    'runbook/when-not-to-use-points-somewhere nowhere'
  ])
})

function changed(files: Files, change: (path: string, text: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [
      path,
      typeof file === 'string' && file !== '' ? change(path, file) : file
    ])
  )
}

type Outcome = { source: PackSource; diagnostics: Diagnostic[] }

/** What was found, by the words at its place rather than by the numbers of its lines. */
function wordsOf({ source, diagnostics }: Outcome): string[] {
  return diagnostics
    .map(({ file, messageId, range }) => {
      const text = documentsOf(source).find(({ path }) => path === file)?.text ?? ''
      const words = text.slice(range.start.offset, range.end.offset).replaceAll('\r\n', '\n').replace(WORDS, '')
      return `${file} ${messageId} ${words}`
    })
    .toSorted()
}

/** Lines, columns and offsets say the same place, and it lies in the text. */
function expectSoundRanges({ source, diagnostics }: Outcome): void {
  const documents = new Map(documentsOf(source).map((document) => [document.path, document]))
  for (const { code, file, range, message, expected, help } of diagnostics) {
    expect(file, code).not.toBe('')
    expect(`${message}${expected}${help}`, code).not.toMatch(/undefined|\[object |NaN/)
    const document = documents.get(file) ?? new TextDocument(file, '')
    if (range.end.offset === 0 || !documents.has(file)) continue
    expect(range.start.offset, code).toBeLessThanOrEqual(range.end.offset)
    expect(range.end.offset, code).toBeLessThanOrEqual(document.text.length)
    expect(document.range(range.start.offset, range.end.offset), `${code} in ${validFolder}`).toEqual(range)
  }
}
