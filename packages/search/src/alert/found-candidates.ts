/**
 * The runbooks that were found for an alert: by what evidence each, and in which order they stand.
 */
import type { SearchDocument } from '../document.js'
import type { SearchInstead } from '../search.js'

/** By what a runbook was found, the surest first. */
export const ALERT_EVIDENCE = ['pack', 'link', 'name-and-labels', 'name', 'signals', 'words'] as const
export type AlertEvidence = (typeof ALERT_EVIDENCE)[number]

/** A runbook that an alert may be about. */
export interface AlertCandidate<Document extends SearchDocument = SearchDocument> {
  document: Document
  evidence: AlertEvidence
  /** Why, in sentences. */
  reasons: readonly string[]
  /** The case of "when not to use" that fits the alert; null for none. */
  instead: SearchInstead | null
}

/** Search scores of which the lower is at least this share of the higher are equal. */
const EQUAL_SHARE = 0.93

/** What was found, by slug: the surest evidence counts, and all reasons are kept. */
export class Found<Document extends SearchDocument> {
  readonly #documents: ReadonlyMap<string, Document>
  readonly #candidates = new Map<string, AlertCandidate<Document> & { reasons: string[]; score: number }>()
  readonly #led = new Set<string>()

  constructor(documents: readonly Document[]) {
    this.#documents = new Map(documents.map((document) => [document.slug, document]))
  }

  add(slug: string, evidence: AlertEvidence, reason: string, score = 0): void {
    const document = this.#documents.get(slug)
    if (document === undefined) return
    const known = this.#candidates.get(slug)
    if (known === undefined) {
      this.#candidates.set(slug, { document, evidence, reasons: [reason], instead: null, score })
      return
    }
    if (!known.reasons.includes(reason)) known.reasons.push(reason)
    known.score = Math.max(known.score, score)
    if (rankOf(evidence) < rankOf(known.evidence)) known.evidence = evidence
  }

  /** That a pack says itself that it is not for this. */
  against(slug: string, instead: SearchInstead): void {
    const known = this.#candidates.get(slug)
    if (known) known.instead = instead
  }

  candidates(): (AlertCandidate<Document> & { score: number })[] {
    return [...this.#candidates.values()].toSorted(
      (a, b) =>
        Number(isAgainst(a)) - Number(isAgainst(b)) ||
        rankOf(a.evidence) - rankOf(b.evidence) ||
        (isScored(a.evidence) ? b.score - a.score : 0) ||
        (a.document.slug < b.document.slug ? -1 : 1)
    )
  }

  /** Whether nothing makes the one better than the other. */
  isEqual(best: AlertCandidate<Document>, other: AlertCandidate<Document>): boolean {
    if (best === other) return true
    if (best.evidence !== other.evidence || (best.instead === null) !== (other.instead === null)) return false
    const [a, b] = [this.#scoreOf(best), this.#scoreOf(other)]
    return !isScored(best.evidence) || b >= a * EQUAL_SHARE
  }

  /** That a single text of the alert leads to a pack for sure. */
  leads(slug: string): void {
    this.#led.add(slug)
  }

  /** Whether one text leads to the one, and another text to the other. */
  isOfAnother(best: AlertCandidate<Document>, other: AlertCandidate<Document>): boolean {
    const isLed = ({ document, evidence, instead }: AlertCandidate<Document>): boolean =>
      evidence === 'signals' && instead === null && this.#led.has(document.slug)
    return isLed(best) && isLed(other)
  }

  #scoreOf({ document }: AlertCandidate<Document>): number {
    return this.#candidates.get(document.slug)?.score ?? 0
  }
}

/** Whether "when not to use" puts a pack behind all others: not where the alert itself names it. */
function isAgainst({ evidence, instead }: AlertCandidate): boolean {
  return instead !== null && evidence !== 'pack' && evidence !== 'link'
}

function rankOf(evidence: AlertEvidence): number {
  return ALERT_EVIDENCE.indexOf(evidence)
}

/** Evidence that is of words is more or less; that of a name is there or not. */
function isScored(evidence: AlertEvidence): boolean {
  return evidence === 'signals' || evidence === 'words'
}
