/**
 * The other side of a relation: a pack that is pointed to learns of the one that points to it. Pure; the words of its
 * author stay as they are.
 */
import { edited, insert, JsonDocument, readPack, type PackFiles, type Replacement } from '@keys/pack'
import { addToList } from '@keys/pack/edits'
import type { RelatedPack } from './answers.js'
import { escaped } from './runbook-text.js'

/** What the other side comes to. */
export interface OtherSide {
  /** What changes in the other pack; nothing when it knows of the new one already. */
  replacements: readonly Replacement[]
  /** The line of its README.md that was added; null when none was. */
  line: number | null
}

/**
 * Makes a pack point back.
 * @param files The files of the other pack.
 * @param folder The name of its folder.
 * @param from The pack that points to it.
 * @returns Null when it has no list under "When not to use", or its pack.json cannot be read: its author has to do it.
 */
export function otherSide(files: PackFiles, folder: string, from: RelatedPack): OtherSide | null {
  const { readme, packJson, metadata } = readPack(files, { folder })
  const runbook = readme?.subject
  if (readme === null || packJson === null || !runbook) return null
  const isNamed = runbook.references.some((reference) => reference.type === 'runbook' && reference.slug === from.slug)
  const last = runbook.redirections.at(-1)
  if (!isNamed && last === undefined) return null

  const end = last?.position.end.offset ?? 0
  const text = isNamed ? readme.text : edited(readme.text, [insert(end, caseLine(readme.text, last, from))])
  const isDeclared = metadata.pack?.related_runbooks?.includes(from.slug) ?? false
  const declared = isDeclared
    ? packJson.text
    : edited(packJson.text, addToList(packJson, 'related_runbooks', [from.slug]))
  if (!listIn(declared).includes(from.slug)) return null
  const replacements = [
    { file: readme.path, before: readme.text, after: text },
    { file: packJson.path, before: packJson.text, after: declared }
  ].filter((replacement) => replacement.before !== replacement.after)
  return { replacements, line: isNamed ? null : text.slice(0, end).split('\n').length + 1 }
}

/** What pack.json points to, when it is written like this. */
function listIn(packJson: string): readonly unknown[] {
  const list = new JsonDocument('pack.json', packJson).object?.['related_runbooks']
  return Array.isArray(list) ? list : []
}

/** One more item of a list, as the one above it is written. */
function caseLine(
  text: string,
  above: { position: { start: { offset: number; column: number }; end: { offset: number } } } | undefined,
  { package: name, title }: RelatedPack
): string {
  const { start } = above?.position ?? { start: { offset: 0, column: 1 } }
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const marker = /^[-*+]/.exec(text.slice(start.offset))?.[0] ?? '-'
  const indent = ' '.repeat(start.column - 1)
  return `${newline}${indent}${marker} The signs under "When to use" of "${escaped(title)}" fit better: \`${name}\``
}
