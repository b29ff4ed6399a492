/**
 * What of a pack is searched.
 */
import type { IndexedRunbook, Pack, Runbook } from '@keys/schema'
import { slugOfPackageName } from '@keys/schema/package-names'

/** A signal: an alert name, a log line, a status, a symptom. */
export interface SearchSignal {
  kind: 'alert' | 'log' | 'http' | 'symptom' | null
  text: string
  /** Inline code in it, which matches as a phrase. */
  code: readonly string[]
}

/** A case in which another pack is right. */
export interface SearchRedirection {
  /** The case, without the name of the target. */
  text: string
  /** The slug of the right pack; null when it says to escalate. */
  slug: string | null
  /** The package of the right pack; null when it says to escalate. */
  package: string | null
}

/** What is searched of a pack. */
export interface SearchDocument {
  slug: string
  title: string
  description: string
  /** `p0` to `p4`; null when none is given. */
  severity: string | null
  tags: readonly string[]
  signals: readonly SearchSignal[]
  redirections: readonly SearchRedirection[]
}

/** The parts of a runbook that are searched. */
export type SearchedRunbook = Pick<Runbook, 'signals' | 'redirections'>

/**
 * The document of a pack.
 * @param pack Its metadata.
 * @param runbook Its runbook, or the parts that count.
 */
export function searchDocument(
  pack: Pick<Pack, 'slug' | 'title' | 'description' | 'severity_level' | 'tags'>,
  runbook: SearchedRunbook
): SearchDocument {
  return {
    slug: pack.slug,
    title: pack.title,
    description: pack.description,
    severity: pack.severity_level ?? null,
    tags: pack.tags ?? [],
    signals: runbook.signals.map(({ kind, text, code }) => ({ kind, text, code })),
    redirections: runbook.redirections.map(({ text, targets }) => {
      const name = targets.map(packageOfTarget).find((target) => target !== null) ?? null
      return { text: withoutTarget(text), slug: name === null ? null : slugOfPackageName(name), package: name }
    })
  }
}

/**
 * The document of an entry of the index. An entry says nothing of "when not to use".
 * @param entry The entry.
 */
export function searchDocumentOfEntry(entry: IndexedRunbook): SearchDocument {
  return { ...searchDocument(entry, { signals: [], redirections: [] }), signals: entry['x-listing'].signals }
}

/**
 * Whether a value, such as one out of a cache, is a document that can be searched.
 * @param value Any value.
 */
export function isSearchDocument(value: unknown): value is SearchDocument {
  return (
    isObject(value) &&
    ['slug', 'title', 'description'].every((field) => typeof value[field] === 'string') &&
    isTextOrNull(value['severity']) &&
    isTexts(value['tags']) &&
    isListOf(
      value['signals'],
      ({ kind, text, code }) => KINDS.has(kind) && typeof text === 'string' && isTexts(code)
    ) &&
    isListOf(
      value['redirections'],
      ({ text, slug, package: name }) => typeof text === 'string' && isTextOrNull(slug) && isTextOrNull(name)
    )
  )
}

const KINDS: ReadonlySet<unknown> = new Set(['alert', 'log', 'http', 'symptom', null])

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function isListOf(value: unknown, isRight: (item: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && value.every((item: unknown) => isObject(item) && isRight(item))
}

function packageOfTarget(target: Runbook['redirections'][number]['targets'][number]): string | null {
  const name = target.type === 'external' || target.type === 'terminal' ? target.package : null
  return name === null || slugOfPackageName(name) === null ? null : name
}

/** `Jobs fail: @acme/runbook-x` as `Jobs fail`. */
function withoutTarget(text: string): string {
  return text.replace(/[\s:,;→-]*(?:@[^\s/]+\/runbook-\S+|STOP\b.*)\s*$/s, '').trim()
}
