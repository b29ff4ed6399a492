/** Marks a place that the author has to fill in: one search finds all of them. */
export const MARK = 'TODO:'
