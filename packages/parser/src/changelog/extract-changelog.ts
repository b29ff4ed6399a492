/**
 * The changelog model out of an mdast tree and its text.
 */
import type { Changelog } from '@keys/schema'
import type { Root } from 'mdast'
import { tooDeep } from '../runbook/extract-runbook.js'
import { isTooDeep } from '../markdown/limits.js'
import { oneLine, plainText } from '../markdown/nodes.js'
import { outlineOf } from '../headings/outline.js'
import { Source } from '../markdown/source.js'

const VERSION = /^\[?v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)\]?/
const DATE = /\b(\d{4}-\d{2}-\d{2})\b/

/**
 * Reads a changelog out of a tree that somebody else parsed.
 * @param tree The mdast tree, with positions.
 * @param markdown The text that the tree was parsed from.
 * @returns The model. Whatever stands in the text, this does not throw.
 */
export function extractChangelog(tree: Root, markdown: string): Changelog {
  const source = new Source(markdown)
  if (isTooDeep(tree)) return { title: null, entries: [], problems: [tooDeep(source)] }
  const outline = outlineOf(tree, source)
  return {
    title: outline.title ? { text: oneLine(plainText(outline.title)), position: source.of(outline.title) } : null,
    entries: outline.sections.map((section) => {
      const heading = oneLine(plainText(section.heading))
      const headingPosition = source.of(section.heading)
      const first = section.blocks[0]
      const last = section.blocks.at(-1)
      const body = first && last ? source.span(source.of(first), source.of(last)) : null
      return {
        version: VERSION.exec(heading)?.[1] ?? null,
        date: DATE.exec(heading)?.[1] ?? null,
        heading,
        text: body ? source.slice(body) : '',
        headingPosition,
        position: body ? source.span(headingPosition, body) : headingPosition
      }
    }),
    problems: []
  }
}
