/**
 * Highlights commands by classes. Only languages that a runbook may run are known; anything else stays as it is.
 */
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import sql from 'highlight.js/lib/languages/sql'
import { Spans } from './spans.js'

const engine = hljs.newInstance()
for (const [name, language] of Object.entries({ bash, javascript, json, python, sql })) {
  engine.registerLanguage(name, language)
}
engine.configure({ __emitter: Spans })

const NAMES: Readonly<Record<string, string>> = {
  bash: 'bash',
  sh: 'bash',
  js: 'javascript',
  mjs: 'javascript',
  javascript: 'javascript',
  json: 'json',
  py: 'python',
  python: 'python',
  sql: 'sql'
}
/** A longer text is not worth the time. */
const MOST = 20_000
/** So many texts are remembered: packs share scripts, and a pack repeats its commands. */
const REMEMBERED = 2_000
const known = new Map<string, string>()

/**
 * A code as HTML with classes, escaped; null when it is not highlighted.
 * @param code The code.
 * @param language As the text names it.
 */
export function highlighted(code: string, language: string | null): string | null {
  const name = language === null || !Object.hasOwn(NAMES, language) ? undefined : NAMES[language]
  if (name === undefined || code.length > MOST) return null
  const key = `${name} ${code}`
  const before = known.get(key)
  if (before !== undefined) return before
  const html = engine.highlight(code, { language: name, ignoreIllegals: true }).value
  if (known.size >= REMEMBERED) known.clear()
  known.set(key, html)
  return html
}
