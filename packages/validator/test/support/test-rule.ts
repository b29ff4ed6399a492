import { diffLines } from 'diff'
import { describe, expect, it } from 'vitest'
import { documentsOf } from '@keys/pack/core'
import { fixPack, type FixedPack } from '../../src/core.js'
import { analyzer } from './analyzer.js'
import { patchedFiles, readFiles, ruleOf, validateFiles, validatePatched, type Files, type Patch } from './patch.js'

/** A finding as tests write it: the message id, the file, the full range, and the data where there is some. */
export interface Expected {
  id: string
  /** `line:column-line:column`; the end is the first place after the range. */
  at: string
  /** The text at the range, where that is worth showing. */
  text?: string
  data?: Readonly<Record<string, string>>
  file: string
}

/** The lines that a fix takes out, with `-` before them, and those that it puts in, with `+`; by file. */
export type FixedLines = Readonly<Record<string, readonly string[]>>

/**
 * A row of a rule's table: its name, what it changes in the valid pack, exactly what is found, and exactly what the fix
 * changes. A row without the last says that nothing is fixed.
 */
export type Row = readonly [name: string, patch: Patch, findings: readonly Expected[], fixed?: FixedLines]

/**
 * Tests one rule by a table, and that the table raises every message of the rule.
 * @param code The code of the rule.
 * @param rows The table. A row without findings says what the rule must let pass.
 */
export function testRule(code: string, rows: readonly Row[]): void {
  describe(code, () => {
    const raised = new Set<string>()
    const table = rows.map(([name, patch, findings, fixed = {}]) => [name, patch, findings, fixed] as const)

    it.each(table)('%s', (_, patch, findings) => {
      const { source, diagnostics } = validatePatched(patch, [ruleOf(code)])
      const texts = new Map(documentsOf(source).map(({ path, text }) => [path, text]))
      for (const { messageId } of diagnostics) raised.add(messageId)
      const found = diagnostics.map(({ messageId: id, file, data, range: { start, end } }, index) => ({
        id,
        file,
        at: `${start.line}:${start.column}-${end.line}:${end.column}`,
        data,
        ...(findings[index]?.text !== undefined && { text: texts.get(file)?.slice(start.offset, end.offset) })
      }))
      expect(found).toEqual(findings.map((finding) => ({ data: {}, ...finding })))
    })

    it.each(table)('%s, fixed', (_, patch, __, fixed) => {
      for (const change of Object.values(LAYOUTS)) {
        const files = changedFiles(patchedFiles(patch.files), change)
        const result = fixFiles(code, files, patch)
        expect(linesOf(files, result.changed)).toEqual(fixed)
        if (result.changed.size === 0) continue
        // Nothing that could be fixed is left, the pack is no worse than before, and fixing again changes nothing.
        expect(result.diagnostics.filter(({ fix }) => fix !== undefined)).toEqual([])
        const after = { ...files, ...Object.fromEntries(result.changed) }
        const facts = result.changed.has('package.json') ? { ...patch, packedFiles: null } : patch
        const found = validateFiles(files, patch).diagnostics.length
        expect(validateFiles(after, facts).diagnostics.length).toBeLessThanOrEqual(found)
        expect(fixFiles(code, after, patch).changed).toEqual(new Map())
        for (const [file, text] of result.changed) expect(change(text.replaceAll(/\uFEFF|\r/g, '')), file).toBe(text)
      }
    })

    it('is fixable exactly when a row shows a fix', () => {
      expect(rows.some(([, , , fixed]) => fixed !== undefined)).toBe(ruleOf(code).fixable)
    })

    it('raises every message that the rule has', () => {
      expect([...raised].toSorted()).toEqual(Object.keys(ruleOf(code).messages).toSorted())
    })
  })
}

/** The ways in which a text may be laid out; a fix keeps to them. */
const LAYOUTS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'with a byte order mark': (text) => `\uFEFF${text}`
}

function changedFiles(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, file]) => [path, typeof file === 'string' && file !== '' ? change(file) : file])
  )
}

function fixFiles(code: string, files: Files, patch: Patch): FixedPack {
  const { catalogs = null, workspace = null, changesets = null, release = null } = patch
  return fixPack(readFiles(files, patch), { analyzer, catalogs, workspace, changesets, release, rules: [ruleOf(code)] })
}

function linesOf(files: Files, changed: ReadonlyMap<string, string>): FixedLines {
  return Object.fromEntries(
    [...changed].map(([path, text]) => [
      path,
      diffLines(plain(textAt(files, path)), plain(text)).flatMap(({ added, removed, value }) =>
        added || removed
          ? value
              .replace(/\n$/, '')
              .split('\n')
              .map((line) => (added ? '+' : '-') + line)
          : []
      )
    ])
  )
}

function plain(text: string): string {
  return text.replaceAll(/\uFEFF|\r/g, '')
}

function textAt(files: Files, path: string): string {
  const file = files[path]
  return typeof file === 'string' ? file : ''
}
