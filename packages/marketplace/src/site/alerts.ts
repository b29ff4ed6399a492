/**
 * Alerts that runbooks name, and which runbooks are for each.
 */
import type { IndexedRunbook } from '@keys/schema'

/** An alert and the runbooks that name it. */
export interface Alert {
  name: string
  /** Each runbook once, with the text in which it names the alert. */
  runbooks: readonly { entry: IndexedRunbook; text: string }[]
}

/** All alerts that are named by a name of their own, sorted. An alert that is only described has none. */
export function alertsIn(runbooks: readonly IndexedRunbook[]): Alert[] {
  const alerts = new Map<string, Map<string, Alert['runbooks'][number]>>()
  for (const entry of runbooks) {
    for (const { kind, code, text } of entry['x-listing'].signals) {
      if (kind !== 'alert') continue
      for (const name of code) {
        const known = alerts.get(name) ?? new Map<string, Alert['runbooks'][number]>()
        if (!known.has(entry.slug)) known.set(entry.slug, { entry, text })
        alerts.set(name, known)
      }
    }
  }
  return [...alerts]
    .map(([name, byslug]) => ({ name, runbooks: [...byslug.values()] }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
}
