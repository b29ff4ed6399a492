/**
 * The other side of a relation: a pack that is pointed to learns of the one that points to it. Pure; the words of its
 * author stay as they are.
 */
import { edited, insert, overlayFiles, readPack, type PackFiles, type Replacement, type Workspace } from '@keys/pack'
import { packageNameOf } from '@keys/schema'
import { Analyzer, fixPack, registry } from '@keys/validator'
import type { RelatedPack } from './answers.js'
import { escaped } from './runbook-text.js'

/** What the other side comes to. */
export interface OtherSide {
  /** What changes in the other pack; nothing when it knows of the new one already. */
  replacements: readonly Replacement[]
  /** The line of its README.md that was added; null when none was. */
  line: number | null
}

/** This rule knows how `related_runbooks` follows the text. */
const DECLARING = registry.filter(({ code }) => code === 'reference/related-runbook-missing')

/** It looks into no command. */
const NO_LANGUAGES = new Analyzer({ sql: null, javascript: null, typescript: null })

/**
 * Makes a pack point back.
 * @param files The files of the other pack.
 * @param folder The name of its folder.
 * @param from The pack that points to it.
 * @param workspace The packs that lie side by side, the new one among them.
 * @returns Null when it has no list under "When not to use", or its pack.json cannot be read: its author has to do it.
 */
export function otherSide(files: PackFiles, folder: string, from: RelatedPack, workspace: Workspace): OtherSide | null {
  const source = readPack(files, { folder })
  const { readme, packJson } = source
  const runbook = readme?.subject
  if (readme === null || packJson === null || !runbook) return null
  const isNamed = runbook.references.some((reference) => reference.type === 'runbook' && reference.slug === from.slug)
  const last = runbook.redirections.at(-1)
  if (!isNamed && last === undefined) return null

  const end = last?.position.end.offset ?? 0
  const text = isNamed ? readme.text : edited(readme.text, [insert(end, caseLine(readme.text, last, from))])
  const reported = readPack(overlayFiles(files, new Map([[readme.path, text]])), { folder })
  const { source: after } = fixPack(reported, { analyzer: NO_LANGUAGES, rules: DECLARING, workspace })
  if (!after.metadata.pack?.related_runbooks?.includes(from.slug)) return null
  const replacements = [
    { file: readme.path, before: readme.text, after: after.readme?.text ?? text },
    { file: packJson.path, before: packJson.text, after: after.packJson?.text ?? packJson.text }
  ].filter((replacement) => replacement.before !== replacement.after)
  return { replacements, line: isNamed ? null : text.slice(0, end).split('\n').length + 1 }
}

/** One more item of a list, as the one above it is written. */
function caseLine(
  text: string,
  above: { position: { start: { offset: number; column: number }; end: { offset: number } } } | undefined,
  { slug, title }: RelatedPack
): string {
  const { start } = above?.position ?? { start: { offset: 0, column: 1 } }
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const marker = /^[-*+]/.exec(text.slice(start.offset))?.[0] ?? '-'
  const indent = ' '.repeat(start.column - 1)
  return `${newline}${indent}${marker} The signs under "When to use" of "${escaped(title)}" fit better: \`${packageNameOf(slug)}\``
}
