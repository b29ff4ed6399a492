/**
 * Fixes that findings carry, as changes that an editor can make.
 */
import { documentsOf, type PackSource } from '@keys/pack'
import type { Diagnostic, FileEdits, Position } from '@keys/schema'
import type { Span } from './cursor.js'

/** New text for a range. */
export interface Change {
  position: Position
  text: string
}

/** A fix of one finding. */
export interface OfferedFix {
  finding: Diagnostic
  /** What it changes, by path in the pack. */
  changes: ReadonlyMap<string, readonly Change[]>
}

/**
 * The fixes for what is found in a part of a document.
 * @param source The pack.
 * @param diagnostics Its findings.
 * @param file Path of the document in the pack.
 * @param span The part.
 */
export function fixesAt(
  source: PackSource,
  diagnostics: readonly Diagnostic[],
  file: string,
  span: Span
): OfferedFix[] {
  return diagnostics.flatMap((finding) => {
    const { start, end } = finding.range
    if (finding.file !== file || end.offset < span.start || start.offset > span.end) return []
    const changes = changesOf(source, finding.fix ?? [])
    return changes === null ? [] : [{ finding, changes }]
  })
}

/** What a fix changes; null when it changes nothing, or a file that cannot be read: it is made as a whole or not. */
function changesOf(source: PackSource, fix: readonly FileEdits[]): OfferedFix['changes'] | null {
  const changes = new Map<string, Change[]>()
  for (const { file, edits } of fix) {
    const document = documentsOf(source).find(({ path }) => path === file)
    if (document === undefined) return null
    changes.set(
      file,
      edits.map(({ start, end, text }) => ({ position: document.range(start, end), text }))
    )
  }
  return changes.size === 0 ? null : changes
}
