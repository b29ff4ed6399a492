/**
 * Highlights commands by classes. Only languages that a runbook may run are known; anything else stays as it is.
 */
import type { ElementContent } from 'hast'
import bash from 'highlight.js/lib/languages/bash'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import python from 'highlight.js/lib/languages/python'
import sql from 'highlight.js/lib/languages/sql'
import { createLowlight } from 'lowlight'

const lowlight = createLowlight({ bash, javascript, json, python, sql })
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

/**
 * The highlighted parts of a code.
 * @param code The code.
 * @param language As the text names it.
 */
export function highlighted(code: string, language: string | null): ElementContent[] {
  const name = language === null || !Object.hasOwn(NAMES, language) ? undefined : NAMES[language]
  if (name === undefined || code.length > MOST) return [{ type: 'text', value: code }]
  return lowlight.highlight(name, code, { prefix: 'h-' }).children as ElementContent[]
}
