/**
 * Highlights commands by classes. Only languages that a runbook may run are known; anything else stays as it is.
 *
 * A general highlighter took a quarter of the time of the whole site; what stands out in these few languages is told by one
 * expression each.
 */
import { LANGUAGES, type CodeClass, type Language } from './languages.js'

/** A longer text is not worth the time. */
const MOST = 20_000
const CLASSES: readonly CodeClass[] = ['comment', 'string', 'name', 'number']

/**
 * A code as HTML with classes, escaped; null when it is not highlighted.
 * @param code The code.
 * @param language As the text names it.
 */
export function highlighted(code: string, language: string | null): string | null {
  const known = language === null ? undefined : LANGUAGES.get(language)
  return known === undefined || code.length > MOST ? null : marked(code, known)
}

function marked(code: string, language: Language): string {
  let html = ''
  let end = 0
  for (const { 0: text, index, groups = {} } of code.matchAll(language.tokens)) {
    const { body, tag = '' } = groups
    if (body !== undefined) {
      const start = index + text.length - body.length
      const inner = LANGUAGES.get(tag.toLowerCase())
      html += escaped(code.slice(end, start)) + (inner ? marked(body, inner) : span('string', escaped(body)))
      end = index + text.length
      continue
    }
    const name = classOf(text, groups, language)
    if (name === null) continue
    html += escaped(code.slice(end, index)) + span(name, name === 'string' ? inString(text, language) : escaped(text))
    end = index + text.length
  }
  return html + escaped(code.slice(end))
}

function classOf(
  text: string,
  groups: Readonly<Record<string, string | undefined>>,
  { words, fold }: Language
): CodeClass | null {
  if (groups['word'] !== undefined) return words.has(fold?.(text) ?? text) ? 'keyword' : null
  return CLASSES.find((name) => groups[name] !== undefined) ?? null
}

/** A string, with the variables that a shell would put in; it puts none into single quotes. */
function inString(text: string, { inString: pattern }: Language): string {
  if (pattern === undefined || !text.startsWith('"')) return escaped(text)
  let html = ''
  let end = 0
  for (const { 0: part, index, groups = {} } of text.matchAll(pattern)) {
    if (groups['name'] === undefined) continue
    html += escaped(text.slice(end, index)) + span('name', escaped(part))
    end = index + part.length
  }
  return html + escaped(text.slice(end))
}

function span(name: CodeClass, html: string): string {
  return `<span class="h-${name}">${html}</span>`
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function escaped(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll(/[&<>]/g, (sign) => ESCAPES[sign] ?? sign) : text
}
