/**
 * Markdown as Google Docs exports it: headings in bold, more escapes than needed, images as data.
 */

/**
 * The text of a document as people write Markdown.
 * @param text The exported Markdown.
 */
export function googleDocsText(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/^(#{1,6}) \*\*(.+?)\*\*/, '$1 $2')
        .replace(/^\[(image\d+)\]: *<data:[^>]*>/, '[$1]: # "an image of the document"')
        .replace(/\\([-_.+=!>~()#|])/g, '$1')
        .replace(/ {2,}$/, '')
    )
    .join('\n')
}
