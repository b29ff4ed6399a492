/** Requests for packages: decided here, then answered by the registry behind. */
import { errorAnswer, noticeOf, permissionName, refusalAnswer, type Answer } from '../core/answers.js'
import { decideAll, type Decision, type PackageDecision, type PackVersion, type Principal } from '../core/decide.js'
import { versionOf, withOnly } from '../core/manifest.js'
import type { Route } from '../core/route.js'
import { readCredential } from '../core/token.js'
import type { CatalogEntry } from '../registry/catalog.js'
import { wordsFor, type Exchange, type Parts } from './parts.js'
import { headersFor, pass } from './pass.js'
import { packumentAnswer } from './packument.js'
import { handlePublishing } from './publishing.js'

type Asked = Exclude<Route, { kind: 'none' }>

/**
 * Answers a request for a package.
 * @param route What it asks for.
 * @param exchange The request.
 * @param parts All parts.
 * @returns An answer of the gate's own, or null when the registry behind answers.
 */
export async function handlePackage(route: Asked, exchange: Exchange, parts: Parts): Promise<Answer | null> {
  if (route.kind === 'publish' || route.kind === 'tag') return handlePublishing(route, exchange, parts)
  if (route.kind === 'unpublish') return neverAway(route.name)
  const entry = await parts.catalog.describe(route.name)
  if (entry === null) return notThere(route.name)
  const { principal, answer } = await principalFor(entry, exchange, parts)
  if (answer !== null) return answer
  const decision = decideAll(entry.versions, principal, parts.now(), { longestAge: parts.settings.longestAge })
  const one = versionAsked(route, entry, decision)
  if (one === 'missing') return notThere(route.name)
  return one === null
    ? ofWhole(route, entry, decision, principal, exchange, parts)
    : ofOne(one, route, entry, decision, principal, exchange, parts)
}

/** The version that a request is about, where it is about one. */
function versionAsked(route: Asked, entry: CatalogEntry, decision: PackageDecision): PackVersion | 'missing' | null {
  if (route.kind === 'packument' || route.kind === 'tags') return null
  if (route.kind === 'tarball') return entry.versions.find(({ file }) => file === route.file) ?? 'missing'
  if (route.kind !== 'version') return 'missing'
  const seen = decision.allowed.size === 0 ? entry.manifest : withOnly(entry.manifest, decision.allowed)
  // A tag or a range resolves to what they may have; a version named as such is refused by its own reason.
  const version = entry.manifest.versions[route.spec] === undefined ? versionOf(seen, route.spec) : route.spec
  return entry.versions.find((one) => one.version === version) ?? 'missing'
}

function ofWhole(
  route: Asked,
  entry: CatalogEntry,
  decision: PackageDecision,
  principal: Principal,
  exchange: Exchange,
  parts: Parts
): Answer | null {
  if (decision.best === null) return refuse(decision.newest, entry, parts)
  parts.metrics.decisions.inc({ reason: permissionName(decision.best) })
  const notice = noticeFor(entry, decision, principal, parts)
  const { publicUrl } = parts.settings
  if (route.kind !== 'tags') return packumentAnswer(entry, decision.allowed, exchange, publicUrl, notice)
  const tags = withOnly(entry.manifest, decision.allowed)['dist-tags'] ?? {}
  return { status: 200, headers: headersFor(notice), body: tags }
}

async function ofOne(
  one: PackVersion,
  route: Asked,
  entry: CatalogEntry,
  decision: PackageDecision,
  principal: Principal,
  exchange: Exchange,
  parts: Parts
): Promise<Answer | null> {
  const { newest, ...alone } = decideAll([one], principal, parts.now(), { longestAge: parts.settings.longestAge })
  if (alone.best === null) return refuse(newest, entry, parts, one)
  parts.metrics.decisions.inc({ reason: permissionName(alone.best) })
  if (route.kind === 'tarball' && principal.kind === 'customer' && exchange.request.method === 'GET') {
    const { customer, token } = principal
    const [{ response }, { name, version }, why] = [exchange, one, permissionName(alone.best)]
    response.once('close', () => {
      // A receipt is for what was sent whole: not for what failed, nor for whoever went away in the middle.
      if (!response.writableFinished || response.statusCode !== 200) return
      parts.downloads.add({ at: parts.now(), customer: customer.id, token: token.id, name, version, why })
    })
  }
  const spec: Asked = route.kind === 'version' ? { ...route, spec: one.version } : route
  const notice = noticeFor(entry, { ...decision, best: alone.best }, principal, parts)
  const bytes = route.kind === 'tarball' ? await parts.tarballs.bytesOf(entry, one) : null
  if (bytes === null) return pass(spec, notice, exchange, parts)
  return { status: 200, headers: { ...headersFor(notice), 'content-type': 'application/octet-stream' }, body: bytes }
}

function noticeFor(entry: CatalogEntry, decision: PackageDecision, principal: Principal, parts: Parts): string | null {
  const feature = entry.versions.findLast(({ entitlement }) => entitlement !== null)?.entitlement ?? null
  return noticeOf(decision, principal, wordsFor(parts.settings, entry.name, feature), parts.now())
}

/** Free packs do not depend on the token: not on what it says, and not on whether anybody can tell. */
async function principalFor(
  entry: CatalogEntry,
  exchange: Exchange,
  parts: Parts
): Promise<{ principal: Principal; answer: Answer | null }> {
  if (entry.versions.every(({ entitlement }) => entitlement === null)) {
    const credential = readCredential(exchange.request.headers.authorization)
    const principal: Principal = credential.kind === 'mistake' ? credential : { kind: 'anonymous' }
    return { principal, answer: null }
  }
  if (await parts.access.isHostile(exchange.request)) {
    return { principal: { kind: 'throttled' }, answer: tooMany('Many wrong tokens came from your network.') }
  }
  const { principal } = await parts.access.askerOf(exchange.request)
  if (principal.kind === 'customer' && principal.customer.answeredAt !== null) {
    const age = Math.max(0, Math.round((parts.now() - principal.customer.answeredAt) / 1000))
    exchange.response.setHeader('x-keys-gate-answer-age', String(age))
  }
  if (principal.kind === 'customer' && !(await parts.access.isWithin(principal.token.id))) {
    return { principal, answer: tooMany('This token is used very often at this moment.') }
  }
  return { principal, answer: null }
}

function refuse(decision: Decision, entry: CatalogEntry, parts: Parts, one?: PackVersion): Answer {
  if (decision.allowed) throw new TypeError('Allowed, and refused.')
  parts.metrics.decisions.inc({ reason: decision.reason })
  const feature = (one ?? entry.versions.at(-1))?.entitlement ?? null
  return refusalAnswer(decision, wordsFor(parts.settings, entry.name, feature))
}

function notThere(name: string): Answer {
  return errorAnswer(404, 'unknown-pack', `${name} is not here. Check its spelling; names are in lower case.`)
}

/** npm takes "not there" for "gone", and says so. */
function neverAway(name: string): Answer {
  const text = `${name}: what was published is never taken away: others have it in their lock files. Deprecate it instead: npm deprecate`
  return errorAnswer(405, 'never-away', text)
}

function tooMany(why: string): Answer {
  return errorAnswer(429, 'too-many', `${why} Try again in a minute.`)
}
