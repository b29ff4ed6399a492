/**
 * What a browser gets for searching and listing: the cards, and of each runbook what is searched beside them.
 */
import type { SearchDocument } from '@keys/search'
import type { Card } from './cards.js'

/** One runbook; what a document and a card have in common stands once. */
export interface SearchRow extends Card {
  signals: SearchDocument['signals']
  redirections: SearchDocument['redirections']
}

/** The row of a runbook. */
export function searchRow({ card, document }: { card: Card; document: SearchDocument }): SearchRow {
  return { ...card, signals: document.signals, redirections: document.redirections }
}

/** What is searched of a row. */
export function documentOfRow(row: SearchRow): SearchDocument {
  const { slug, title, description, severity, tags, signals, redirections } = row
  return { slug, title, description, severity, tags, signals, redirections }
}
