/**
 * Front matter: the fields between `---` or `+++` lines at the very top, which are about the text and no part of it.
 */

/** Front matter, by offsets in the text. */
export interface FrontMatter {
  start: number
  end: number
  /** The value of `title`, if there is one. */
  title: string | null
}

const OPENING = /^\uFEFF?(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)/

/**
 * Finds the front matter of a text.
 * @param text The whole text, perhaps with a byte order mark.
 * @returns Null where the text opens with anything else, such as a thematic break that no second one follows.
 */
export function frontMatterOf(text: string): FrontMatter | null {
  const opening = OPENING.exec(text)
  if (!opening) return null
  const mark = opening[1] === '---' ? '---' : '\\+\\+\\+'
  const closing = new RegExp(`(?:^|\\r\\n|\\r|\\n)(?:${mark}|\\.\\.\\.)[ \\t]*(?=\\r|\\n|$)`, 'g')
  closing.lastIndex = opening[0].length
  // The line before the closing one ends where the opening one does, when there are no fields.
  closing.lastIndex -= opening[0].endsWith('\r\n') ? 2 : 1
  const found = closing.exec(text)
  if (!found) return null
  const inner = text.slice(opening[0].length, found.index)
  if (!isFields(inner)) return null
  return { start: text.startsWith('\uFEFF') ? 1 : 0, end: found.index + found[0].length, title: titleIn(inner) }
}

/** Whether lines are fields of YAML or TOML: the first that says anything is one. */
function isFields(lines: string): boolean {
  const first = lines.split(/\r\n|\r|\n/).find((line) => line.trim() !== '' && !/^\s*#/.test(line))
  return first !== undefined && /^\s*(?:-\s|["']?[\w.-]+["']?\s*[:=]|\[)/.test(first)
}

function titleIn(lines: string): string | null {
  const written = /(?:^|[\r\n])title\s*[:=]([^\r\n]*)/.exec(lines)?.[1]?.trim() ?? ''
  const title = written.replace(/^(["'])(.*)\1$/, '$2').trim()
  return title === '' || /^[|>]/.test(title) ? null : title
}

/**
 * The text with its front matter blanked out, so that no engine takes it for Markdown and every offset stays.
 * @param text The whole text.
 * @param frontMatter What `frontMatterOf` found in it.
 */
export function withoutFrontMatter(text: string, { start, end }: FrontMatter): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end)
}
