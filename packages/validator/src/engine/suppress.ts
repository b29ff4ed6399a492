/**
 * Takes away the findings that comments disable, and says which comments disable nothing.
 */
import type { Diagnostic } from '@keys/schema'
import type { DisableComment, NamedRule } from './read-comments.js'

/** The comments of a pack after all other rules have run: the subject of the rules of `disable/`. */
export interface DisableComments {
  comments: readonly DisableComment[]
  /** The codes of all rules that there are, whether they ran or not. */
  codes: ReadonlySet<string>
  /** The names in comments that changed nothing. A rule that did not run could find nothing, so its names are not here. */
  unused: ReadonlySet<NamedRule>
}

/** Rules that judge comments, and that no comment disables: it would answer for itself. */
export function isAboutComments(code: string): boolean {
  return code.startsWith('disable/')
}

/** Some lines of a file on which a comment disables a rule. */
interface Span {
  name: NamedRule
  from: number
  to: number
  /** A comment with a fault disables nothing. */
  isValid: boolean
}

/**
 * Takes away what comments disable.
 * @param diagnostics What was found.
 * @param comments The comments, by file and place.
 * @param ran The codes of the rules that ran.
 * @returns What is left, and the names that changed nothing.
 */
export function suppress(
  diagnostics: readonly Diagnostic[],
  comments: readonly DisableComment[],
  ran: ReadonlySet<string>
): { kept: Diagnostic[]; unused: Set<NamedRule> } {
  const { spans, unused } = spansOf(comments)
  const used = new Set<NamedRule>()
  const kept = diagnostics.filter(({ file, code, range: { start } }) => {
    const all = spans.get(keyOf(file, code)) ?? []
    // The first that covers it: one inside another is needless, and is told so.
    const span = all.find(({ from, to, isValid }) => isValid && from <= start.line && start.line <= to)
    if (span !== undefined) used.add(span.name)
    return span === undefined
  })
  for (const { name, isValid } of [...spans.values()].flat()) {
    if (isValid && ran.has(name.code) && !used.has(name)) unused.add(name)
  }
  return { kept, unused }
}

function spansOf(comments: readonly DisableComment[]): { spans: Map<string, Span[]>; unused: Set<NamedRule> } {
  const spans = new Map<string, Span[]>()
  const open = new Map<string, Span[]>()
  const unused = new Set<NamedRule>()
  for (const { file, word, rules, reason, nextLine, position } of comments) {
    for (const name of rules) {
      if (isAboutComments(name.code)) continue
      const key = keyOf(file, name.code)
      if (word === 'keys-enable') {
        const ended = open.get(key)
        if (ended === undefined) unused.add(name)
        for (const span of ended ?? []) span.to = position.start.line - 1
        open.delete(key)
      } else if (word === 'keys-disable-next-line') {
        add(spans, key, { name, from: nextLine, to: nextLine, isValid: reason !== '' })
      } else if (word === 'keys-disable') {
        const span = { name, from: position.start.line, to: Infinity, isValid: reason !== '' }
        add(spans, key, span)
        add(open, key, span)
      }
    }
  }
  return { spans, unused }
}

function add(spans: Map<string, Span[]>, key: string, span: Span): void {
  const list = spans.get(key)
  if (list === undefined) spans.set(key, [span])
  else list.push(span)
}

function keyOf(file: string, code: string): string {
  return `${file}\0${code}`
}
