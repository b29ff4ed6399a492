import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { RegisteredRule } from '../engine/rule.js'

/** Seen from dist/ and from src/adapters/. */
const FOLDERS = ['../docs/rules/', '../../docs/rules/']

/**
 * The page of a rule: what it demands, why, an example that fails, one that passes, how to fix it.
 * @param code The code of the rule, such as `pack/empty-file`.
 * @returns Markdown, or null when there is no such rule.
 */
export function rulePage(code: string): string | null {
  if (!/^[a-z]+\/[a-z]+(-[a-z]+)*$/.test(code)) return null
  const file = FOLDERS.map((folder) => fileURLToPath(new URL(`${folder}${code}.md`, import.meta.url))).find(existsSync)
  return file === undefined ? null : readFileSync(file, 'utf8')
}

/**
 * What is known of a rule that has no page here, as one of a team.
 * @param rule The rule.
 * @returns Markdown.
 */
export function ownRulePage({ code, severity, description, rationale, messages, url }: RegisteredRule): string {
  const rows = Object.values(messages).map(
    ({ message, expected, help }) => `- ${message} Expected: ${expected}. ${help}`
  )
  const parts = [`# ${code}`, `${description} (${severity})`, rationale, rows.join('\n'), `Its page: ${url}`]
  return `${parts.join('\n\n')}\n`
}
