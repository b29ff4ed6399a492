/**
 * What rules make their fixes of: edits to a text, the smallest that fix it.
 */
import type { TextDocument } from '../documents/text-document.js'
import type { FileEdits, Fix, Position, TextEdit } from '@keys/schema'

/** Puts a text in the place of a range. */
export function replace({ start, end }: Position, text: string): TextEdit {
  return { start: start.offset, end: end.offset, text }
}

/** Puts a text before an offset. */
export function insert(offset: number, text: string): TextEdit {
  return { start: offset, end: offset, text }
}

/**
 * The fix that some edits to one file make.
 * @param document The file.
 * @param edits In any order, none inside another.
 * @returns Null when there is nothing to change.
 */
export function fixOf({ path, text }: TextDocument, edits: readonly TextEdit[]): [FileEdits] | null {
  const real = edits.filter((edit) => text.slice(edit.start, edit.end) !== edit.text)
  return real.length === 0 ? null : [{ file: path, edits: real.toSorted((a, b) => a.start - b.start || a.end - b.end) }]
}

/** Fixes that only make sense together as one; null when there is nothing to change. */
export function joined(...fixes: readonly (Fix | null)[]): Fix | null {
  const all = fixes.flatMap((fix) => fix ?? [])
  return all.length === 0 ? null : all
}

/**
 * A text with edits made.
 * @param text The text.
 * @param edits In order of place, none inside another.
 */
export function edited(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let end = 0
  for (const edit of edits) {
    result += text.slice(end, edit.start) + edit.text
    end = edit.end
  }
  return result + text.slice(end)
}

/** How the lines of a text end: as the first of them does. */
export function lineEndingOf(text: string): '\r\n' | '\n' {
  return /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n'
}
