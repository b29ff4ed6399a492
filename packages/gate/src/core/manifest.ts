/** What of a package's metadata a customer gets to see. */
import { maxSatisfying, prerelease, rcompare, valid } from 'semver'

/** What is read of the metadata that the registry keeps of a package. */
export interface Manifest {
  name: string
  versions: Record<string, ManifestVersion>
  'dist-tags'?: Record<string, string>
  time?: Record<string, string>
  readme?: string
  [other: string]: unknown
}

/** What is read of one version. */
export interface ManifestVersion {
  dist?: { tarball?: string; shasum?: string; integrity?: string }
  [other: string]: unknown
}

/**
 * Leaves only some versions in a package's metadata. A range then resolves to the newest of them.
 * @param manifest The whole. Not changed.
 * @param allowed The versions that stay.
 * @returns The rest, with tags that lead only to what is there.
 */
export function withOnly(manifest: Manifest, allowed: ReadonlySet<string>): Manifest {
  const versions = Object.fromEntries(Object.entries(manifest.versions).filter(([version]) => allowed.has(version)))
  const tags = Object.entries(manifest['dist-tags'] ?? {}).filter(([, version]) => allowed.has(version))
  const latest = latestOf(Object.keys(versions))
  const kept: Record<string, string> = Object.fromEntries(tags)
  if (kept['latest'] === undefined && latest !== null) kept['latest'] = latest
  const time = Object.entries(manifest.time ?? {}).filter(([key]) => valid(key) === null || allowed.has(key))
  // The text beside the versions is that of the newest, which is not theirs.
  return { ...manifest, versions, 'dist-tags': kept, time: Object.fromEntries(time), readme: '' }
}

/**
 * The version that a plain install takes.
 * @param versions Some versions.
 * @returns The newest that is no prerelease, or else the newest; null when there is none.
 */
export function latestOf(versions: readonly string[]): string | null {
  const released = versions.filter((version) => prerelease(version) === null)
  return (released.length > 0 ? released : [...versions]).toSorted(rcompare)[0] ?? null
}

/**
 * The version that a specification means.
 * @param manifest The package.
 * @param spec A version, a tag or a range.
 * @returns The version, or null.
 */
export function versionOf(manifest: Manifest, spec: string): string | null {
  if (manifest.versions[spec] !== undefined) return spec
  const tagged = manifest['dist-tags']?.[spec]
  if (tagged !== undefined && manifest.versions[tagged] !== undefined) return tagged
  return maxSatisfying(Object.keys(manifest.versions), spec)
}
