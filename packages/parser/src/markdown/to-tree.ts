import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'

/**
 * A Markdown engine: turns a text into an mdast tree with positions.
 * Extraction needs no more than such a tree and its text, so another engine can take the place of the default one.
 */
export type ToTree = (markdown: string) => Root

const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

/**
 * The reference engine: `mdast-util-from-markdown` with GFM, the same tree that remark gives.
 * @param markdown Any text.
 */
export function toTree(markdown: string): Root {
  return fromMarkdown(markdown, options)
}
