/**
 * Pieces of Markdown. Texts become nodes and are written by a library, so that nothing in them can become markup, and
 * what would not be seen is made visible.
 */
import type { Code, Heading, List, Paragraph, PhrasingContent, RootContent } from 'mdast'
import { toMarkdown } from 'mdast-util-to-markdown'
import { visibleLines } from '@keys/pack/visible'
import { codeParts } from './format.js'

/** Writes blocks as Markdown. */
export function markdownOf(blocks: RootContent[]): string {
  return toMarkdown(
    { type: 'root', children: blocks },
    {
      bullet: '-',
      rule: '-',
      // Struck-out text is Markdown of GitHub and of chats.
      unsafe: [{ character: '~', inConstruct: 'phrasing' }]
    }
  )
}

/** A heading. */
export function heading(depth: Heading['depth'], text: string): Heading {
  return { type: 'heading', depth, children: [plain(text)] }
}

/** A paragraph. */
export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children }
}

/** A text; its line ends become spaces. */
export function plain(text: string): PhrasingContent {
  return { type: 'text', value: inLine(text) }
}

/** A text in which backticks stand around code. */
export function words(text: string): PhrasingContent[] {
  return codeParts(text).map((part) => (part.isCode ? raw(part.text) : plain(part.text)))
}

/** A text in bold. */
export function bold(text: string): PhrasingContent {
  return { type: 'strong', children: [plain(text)] }
}

/** A text as it is, letter by letter; its line ends become spaces. */
export function raw(text: string): PhrasingContent {
  return text === '' ? plain('(empty)') : { type: 'inlineCode', value: inLine(text) }
}

/** A block of code. */
export function codeBlock(language: string | null, code: string): Code {
  return { type: 'code', lang: language, value: visibleLines(code) }
}

/** A list of one line for each item. */
export function listOf(items: PhrasingContent[][]): List {
  return {
    type: 'list',
    ordered: false,
    spread: false,
    children: items.map((item) => ({ type: 'listItem', spread: false, children: [paragraph(...item)] }))
  }
}

function inLine(text: string): string {
  return visibleLines(text).replaceAll(/\s*\n\s*/g, ' ')
}
