/** The metadata of a package as clients get it: whole, or the part that is theirs. Made once, and sent as often as it is asked for. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Answer } from '../core/answers.js'
import { withOnly, type Manifest, type ManifestVersion } from '../core/manifest.js'
import type { CatalogEntry } from '../registry/catalog.js'
import { headersFor } from './pass.js'
import type { Exchange } from './parts.js'

const SHORT = 'application/vnd.npm.install-v1+json'

/** What an install needs of a version; the short form holds nothing else. */
const INSTALL_FIELDS: readonly string[] = [
  'name',
  'version',
  'deprecated',
  'bin',
  'dist',
  'engines',
  'os',
  'cpu',
  'libc',
  'directories',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bundleDependencies',
  'bundledDependencies',
  'acceptDependencies',
  'funding',
  'hasInstallScript',
  '_hasShrinkwrap'
]

interface Made {
  body: Buffer
  zipped: Buffer
  etag: string
}

/** Of each package as it was last read; what is read again makes its own. */
const made = new WeakMap<CatalogEntry, Map<string, Made>>()

/**
 * Answers with the metadata of a package.
 * @param entry The package.
 * @param allowed The versions that are theirs.
 * @param exchange The request.
 * @param publicUrl The address of the gate.
 * @param notice What the client shows besides.
 * @returns The answer; 304 when the client has it already.
 */
export function packumentAnswer(
  entry: CatalogEntry,
  allowed: ReadonlySet<string>,
  { request }: Exchange,
  publicUrl: string,
  notice: string | null
): Answer {
  const isShort = (request.headers.accept ?? '').includes(SHORT)
  const { body, zipped, etag } = madeOf(entry, allowed, isShort, publicUrl)
  const headers = { ...headersFor(notice), 'content-type': isShort ? SHORT : 'application/json; charset=utf-8', etag }
  if (request.headers['if-none-match'] === etag) return { status: 304, headers, body: Buffer.alloc(0) }
  const zips = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(request.headers['accept-encoding'] ?? '')
  return zips
    ? { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: zipped }
    : { status: 200, headers, body }
}

function madeOf(entry: CatalogEntry, allowed: ReadonlySet<string>, isShort: boolean, publicUrl: string): Made {
  const ofEntry = made.get(entry) ?? new Map<string, Made>()
  made.set(entry, ofEntry)
  const isWhole = allowed.size === Object.keys(entry.manifest.versions).length
  const key = `${isShort ? 'short' : 'full'} ${isWhole ? '*' : [...allowed].join(' ')}`
  const known = ofEntry.get(key)
  if (known !== undefined) return known
  const part = isWhole ? entry.manifest : withOnly(entry.manifest, allowed)
  const body = Buffer.from(JSON.stringify(published(part, entry, publicUrl, isShort)))
  const next = { body, zipped: gzipSync(body), etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
  ofEntry.set(key, next)
  return next
}

/** The addresses are those of the gate, and what the registry keeps for itself is left out. */
function published(manifest: Manifest, { name, versions }: CatalogEntry, publicUrl: string, isShort: boolean): object {
  const files = new Map(versions.map(({ version, file }) => [version, file]))
  const told = Object.entries(manifest.versions).map(([version, one]): [string, ManifestVersion] => {
    const whole = { ...one, dist: { ...one.dist, tarball: `${publicUrl}/${name}/-/${files.get(version) ?? ''}` } }
    return [version, isShort ? onlyInstall(whole) : whole]
  })
  const all = { ...manifest, versions: Object.fromEntries(told) }
  if (!isShort) return Object.fromEntries(Object.entries(all).filter(([key]) => key === '_id' || !key.startsWith('_')))
  const { 'dist-tags': tags, time } = manifest
  return { name, 'dist-tags': tags, versions: all.versions, modified: time?.['modified'], time }
}

function onlyInstall(version: ManifestVersion): ManifestVersion {
  return Object.fromEntries(Object.entries(version).filter(([field]) => INSTALL_FIELDS.includes(field)))
}
