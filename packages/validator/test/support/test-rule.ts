import { describe, expect, it } from 'vitest'
import { documentsOf } from '../../src/core.js'
import { ruleOf, validatePatched, type Patch } from './patch.js'

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

/** A row of a rule's table: its name, what it changes in the valid pack, and exactly what is found. */
export type Row = readonly [name: string, patch: Patch, findings: readonly Expected[]]

/**
 * Tests one rule by a table, and that the table raises every message of the rule.
 * @param code The code of the rule.
 * @param rows The table. A row without findings says what the rule must let pass.
 */
export function testRule(code: string, rows: readonly Row[]): void {
  describe(code, () => {
    const raised = new Set<string>()

    it.each(rows)('%s', (_, patch, findings) => {
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

    it('raises every message that the rule has', () => {
      expect([...raised].toSorted()).toEqual(Object.keys(ruleOf(code).messages).toSorted())
    })
  })
}
