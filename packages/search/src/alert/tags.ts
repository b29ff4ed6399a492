/**
 * Tags: `service:billing`, `runbook=https://...`, pairs, or words.
 */
import type { AlertDraft } from './normalized-alert.js'
import { fieldsOf, isObject, textOf } from './read-json.js'

/**
 * Reads tags, however a source writes them.
 * @param tags A list of texts, of pairs or of objects, a text with commas, or an object.
 * @param draft Takes them in.
 */
export function readTags(tags: unknown, draft: AlertDraft): void {
  const list = typeof tags === 'string' ? tags.slice(0, 10_000).split(',') : tags
  if (isObject(list)) for (const [name, value] of fieldsOf(list)) draft.label(name, value)
  if (!Array.isArray(list)) return
  for (const tag of list.slice(0, 200)) {
    if (Array.isArray(tag)) draft.label(textOf(tag[0]), tag[1])
    else if (isObject(tag)) draft.label(textOf(tag['key'] ?? tag['name']), tag['value'])
    else readTag(textOf(tag), draft)
  }
}

function readTag(tag: string, draft: AlertDraft): void {
  const [, name, value] = /^\s*([\w.-]+)\s*[:=]\s*(.+)$/s.exec(tag) ?? []
  if (name !== undefined && value !== undefined) {
    draft.label(name, value)
    if (/^alert_?name$/i.test(name)) draft.name(value)
  } else if (tag.trim() !== '') draft.label(tag.trim(), 'true')
}
