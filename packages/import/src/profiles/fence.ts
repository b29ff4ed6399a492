/**
 * A fence of Markdown around some text. Its marks are longer than any run of backticks in the text, which would end it.
 * @param language The language that it names; empty for none.
 * @param text The text; a line break before its first line, or after its last one, is not doubled.
 */
export function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const mark = '`'.repeat(longest + 1)
  return `${mark}${language}\n${text.replace(/^\n|\n$/g, '')}\n${mark}`
}
