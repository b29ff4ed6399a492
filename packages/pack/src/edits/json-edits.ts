/**
 * Edits to JSON files that leave everything as it is laid out: what comes in takes the white space of its neighbor.
 */
import type { TextEdit } from '@keys/schema'
import type { JsonDocument, JsonPath } from '../documents/json-document.js'
import { insert, lineEndingOf, replace } from './text-edits.js'

type JsonValue = string | readonly string[]

/**
 * Sets a field of the object that the file holds: in its place, or as the last one.
 * @returns No edits when the field stands there twice, as nobody knows which of them was meant.
 */
export function setField(document: JsonDocument, field: string, value: JsonValue): TextEdit[] {
  if (document.object === null || document.duplicateKeys().some(({ key }) => key === field)) return []
  if (Object.hasOwn(document.object, field)) return [replace(document.at([field]), written(value))]
  return [addPart(document, [], `${JSON.stringify(field)}: ${written(value)}`)]
}

/** Adds elements to a list, which is made when it is not there. */
export function addToList(document: JsonDocument, field: string, values: readonly string[]): TextEdit[] {
  if (values.length === 0) return []
  const list = document.object?.[field]
  if (!Array.isArray(list)) return setField(document, field, values)
  if (document.duplicateKeys().some(({ key }) => key === field)) return []
  const gap = gapBeforeLast(document, [field])
  return [addPart(document, [field], values.map((value) => JSON.stringify(value)).join(`,${gap}`))]
}

/** Takes a field out, with its comma. */
export function removeField(document: JsonDocument, path: JsonPath): TextEdit[] {
  const around = path.slice(0, -1)
  const parts = document.partsAt(around)
  const own = document.keyAt(path).start.offset
  const index = parts.findIndex(({ start }) => start.offset === own)
  const [part, previous, next] = [parts[index], parts[index - 1], parts[index + 1]]
  if (part === undefined) return []
  if (next !== undefined) return [{ start: part.start.offset, end: next.start.offset, text: '' }]
  if (previous !== undefined) return [{ start: previous.end.offset, end: part.end.offset, text: '' }]
  return [replace(document.at(around), '{}')]
}

/** Adds what is written as the last part of an object or of a list. */
function addPart(document: JsonDocument, path: JsonPath, text: string): TextEdit {
  const last = document.partsAt(path).at(-1)
  if (last !== undefined) return insert(last.end.offset, `,${gapBeforeLast(document, path)}${text}`)
  const newline = lineEndingOf(document.text)
  return replace(document.at(path), path.length === 0 ? `{${newline}  ${text}${newline}}` : `[${text}]`)
}

/** The white space before the last part; one space where there is none. */
function gapBeforeLast(document: JsonDocument, path: JsonPath): string {
  const start = document.partsAt(path).at(-1)?.start.offset ?? 0
  const before = document.text.slice(0, start)
  return before.slice(before.trimEnd().length) || ' '
}

function written(value: JsonValue): string {
  return typeof value === 'string' ? JSON.stringify(value) : `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
}
