/**
 * Markdown as Notion exports it: ids in names and links, callouts as HTML asides, properties below the title.
 */
const ID = /[ _-]?[0-9a-f]{32}(?=\.\w+$|$)/i

/** The name of a page without its id. */
export function notionName(file: string): string {
  return file.replace(ID, '').trim()
}

/**
 * The text of a page: asides become quotes, links lose the ids of their pages.
 * @param text The exported Markdown.
 */
export function notionText(text: string): string {
  return text
    .replace(/<aside>\n?([\s\S]*?)<\/aside>/g, (_, inner: string) =>
      inner
        .trim()
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')
    )
    .replace(/\]\(([^)\s]*?)(?:%20)?[0-9a-f]{32}(\.md)?\)/g, ']($1$2)')
}
