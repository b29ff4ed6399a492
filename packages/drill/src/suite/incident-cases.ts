/**
 * What `keys drill` says of the public incidents that a pack is held against.
 */
import { readRegularText, type PackLocation } from '@keys/pack'
import { incidentCounts, incidentsSchema, type IncidentCase } from '@keys/schema'

/**
 * One line for each pack that has incident cases.
 * @param locations The packs.
 */
export function incidentLines(locations: readonly PackLocation[]): string[] {
  return locations.flatMap(({ dir, slug }) => {
    const cases = casesAt(dir)
    if (cases.length === 0) return []
    const { right, sentOn, total } = incidentCounts(cases)
    const played = cases.filter(({ scenario }) => scenario !== null).length
    return [
      `${slug}: of ${total} public incidents ${right} right, ${sentOn} sent on in the first ` +
        `minute, ${total - right - sentOn} partly; ${played} played by a drill`
    ]
  })
}

/** The cases of a pack; none where it has no file that can be read: pack/incidents-format speaks of that. */
export function casesAt(dir: string): readonly IncidentCase[] {
  try {
    const text = readRegularText(dir, 'incidents.json')
    return incidentsSchema.safeParse(JSON.parse(text)).data?.incidents ?? []
  } catch {
    return []
  }
}
