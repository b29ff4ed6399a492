/**
 * What pages are rendered from. All of it can be sent to a worker.
 */
import type { CatalogEntry, IndexedRunbook } from '@keys/schema'

/** A file of the site, by its path. */
export type SiteFiles = Map<string, string>

/** Names of the files that browsers get, relative to the root of the site. */
export interface Assets {
  style: string
  theme: string
  site: string
  home: string
  runbook: string
  searchWorker: string
}

/** What all pages have in common. */
export interface SiteSettings {
  assets: Assets
  /** The address under which the site will stand, with a slash at its end; null when nobody said. */
  siteUrl: string | null
  /** When the content was last changed. */
  generatedAt: string
  /** Where gated runbooks are bought, with `{slug}` and `{entitlement}` to fill in; null when nobody said. */
  buyUrl: string | null
}

/** A runbook as another one names it. */
export interface Neighbor {
  slug: string
  title: string
  description: string
  severity: string | null
}

/** What a runbook's page says of others. */
export interface Neighbors {
  /** Those that it names, that the index has. */
  related: readonly Neighbor[]
  /** Those that name it. */
  referrers: readonly Neighbor[]
  /** Keys that it names, by the name under which it does; null for one that no catalog has. */
  keys: Readonly<Record<string, CatalogEntry | null>>
}

/** All that the pages of one runbook are made of, beside its tarball. */
export interface PackInput {
  entry: IndexedRunbook
  neighbors: Neighbors
}
