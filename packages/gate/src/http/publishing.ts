/** Publishing: only with a token that may, only what says plainly what it is. The body is not read before that. */
import { createHash } from 'node:crypto'
import { errorAnswer, refusalAnswer, type Answer } from '../core/answers.js'
import { isCovered, tokenRefusalOf } from '../core/decide.js'
import type { Route } from '../core/route.js'
import { readManifest } from '../registry/storage.js'
import { readTarballFacts } from '../registry/tarball.js'
import { audit } from '../store/audit.js'
import { pass } from './pass.js'
import { readBody, readObject } from './send.js'
import { wordsFor, type Exchange, type Parts } from './parts.js'

type Publishing = Extract<Route, { kind: 'publish' | 'tag' }>

const LARGEST = 70_000_000

const ATTACHMENTS = '_attachments'

/** What is read of the body of `npm publish`. */
interface Published {
  name?: unknown
  versions?: Record<
    string,
    { name?: unknown; version?: unknown; dist?: { tarball?: unknown; integrity?: unknown; shasum?: unknown } }
  >
  [ATTACHMENTS]?: Record<string, { data?: unknown }>
}

/**
 * Answers a request that publishes, deprecates or tags.
 * @param route What it asks for.
 * @param exchange The request.
 * @param parts All parts.
 * @returns An answer of the gate's own, or null when the registry behind answers.
 */
export async function handlePublishing(route: Publishing, exchange: Exchange, parts: Parts): Promise<Answer | null> {
  const { principal } = await parts.access.askerOf(exchange.request)
  const words = wordsFor(parts.settings, route.name, null)
  if (principal.kind === 'anonymous') {
    return errorAnswer(
      401,
      'no-token',
      'Publishing needs a token that may publish: keys-gate token create ... --publish'
    )
  }
  if (principal.kind !== 'customer') return refusalAnswer(tokenRefusalOf(principal), words)
  const { token } = principal
  if (token.scope !== 'publish') return errorAnswer(403, 'read-only', 'This token may read and install, not publish.')
  if (token.packs !== null && !isCovered(token.packs, route.name)) {
    return refusalAnswer({ allowed: false, reason: 'other-packs', packs: token.packs }, words)
  }
  if (!parts.settings.writes || !(await parts.lease.hold())) {
    return errorAnswer(503, 'reader', 'This process of the gate only reads. Publish to the one that writes.')
  }
  // npm sends a tag's version as a text, and Verdaccio takes it as an object.
  const body = route.kind === 'tag' ? await taggedIn(exchange.request) : await readObject(exchange.request, LARGEST)
  const fault =
    route.kind === 'tag'
      ? await tagFault(route.name, body, exchange, parts)
      : await faultOf(route.name, body as Published, parts)
  if (fault !== null) return errorAnswer(422, 'unfit', `${route.name} was not published. ${fault}`)
  Object.assign(exchange.request, { body, _body: true })
  exchange.response.once('finish', () => {
    parts.catalog.forget(route.name)
    // Search knows of it from now on, and not only when somebody asks for it.
    parts.catalog.describe(route.name).catch(() => undefined)
  })
  const at = new Date(parts.now())
  const detail = {
    pack: route.name,
    what: route.kind,
    version: (typeof body === 'string' ? body : Object.keys((body as Published).versions ?? {}).join(' ')).slice(0, 200)
  }
  await parts.database.db
    .transaction()
    .execute((tx) => audit(tx, { actor: token.id, action: 'publish', subject: route.name, detail }, at))
  return pass(route, null, exchange, parts, ['access', 'publish', 'unpublish'])
}

/** The version that a tag is to lead to; nothing when the tag goes away. */
async function taggedIn(request: Exchange['request']): Promise<unknown> {
  if (request.method !== 'PUT') return {}
  const text = (await readBody(request, 1000)).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function tagFault(name: string, version: unknown, { request }: Exchange, parts: Parts): Promise<string | null> {
  if (request.method !== 'PUT') return null
  const manifest = await readManifest(parts.registry.storage, name)
  return typeof version === 'string' && Object.hasOwn(manifest?.versions ?? {}, version)
    ? null
    : 'A tag leads to a version that is there, such as 1.0.0.'
}

/** What is wrong with what somebody wants to publish. */
async function faultOf(name: string, body: Published, parts: Parts): Promise<string | null> {
  if (body.name !== name) return 'The name in the body is another than the one in the address.'
  const versions = Object.entries(body.versions ?? {})
  const attachments = Object.entries(body[ATTACHMENTS] ?? {})
  if (attachments.length === 0)
    return deprecationFault(
      name,
      versions.map(([version]) => version),
      parts
    )
  const [version, metadata] = versions[0] ?? ['', {}]
  const [, attachment] = attachments[0] ?? ['', {}]
  if (versions.length !== 1 || attachments.length !== 1 || typeof attachment.data !== 'string') {
    return 'One version with one tarball is published at a time.'
  }
  const bytes = Buffer.from(attachment.data, 'base64')
  const { dist } = metadata
  const shasum = createHash('sha1').update(bytes).digest('hex')
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  if (dist?.shasum !== shasum || (dist.integrity !== undefined && dist.integrity !== integrity)) {
    return 'The hash in its metadata is not that of the tarball.'
  }
  const file = `${name.split('/')[1]}-${version}.tgz`
  // npm and pnpm write the scope before the file as well; what counts in both is the last part.
  const { tarball } = dist
  if (
    typeof tarball !== 'string' ||
    ![`/-/${file}`, `/-/${name}-${version}.tgz`].some((end) => tarball.endsWith(end))
  ) {
    return `The address of its tarball does not end with ${file}.`
  }
  const facts = await readTarballFacts(bytes).catch(() => null)
  if (facts === null) return 'The tarball cannot be read.'
  if (facts.name !== name || facts.version !== version || metadata.name !== name || metadata.version !== version) {
    return 'The package.json in the tarball names another package or version.'
  }
  if (facts.kind === 'closed')
    return 'Its pack.json cannot be read, or does not say plainly which entitlement unlocks it.'
  if (facts.kind === 'other' && !parts.settings.freePackages.includes(name)) {
    return 'It has no pack.json, and is not named in KEYS_GATE_FREE_PACKAGES; nobody could install it.'
  }
  return null
}

/** Without a tarball only words about versions change: none goes away, and none is put in. */
async function deprecationFault(name: string, versions: readonly string[], parts: Parts): Promise<string | null> {
  const manifest = await readManifest(parts.registry.storage, name)
  const known = Object.keys(manifest?.versions ?? {}).toSorted()
  const same = known.length > 0 && versions.toSorted().join(' ') === known.join(' ')
  return same
    ? null
    : 'Versions are never taken away: others may have them in their lock files. Deprecate them instead.'
}
