/** `npm token`, and signing out. */
import * as z from 'zod'
import { errorAnswer, signInAnswer, type Answer } from '../core/answers.js'
import { endOfMade, isCovered, tokenRefusalOf, type Principal } from '../core/decide.js'
import { PACKAGE } from '../core/package-name.js'
import { readToken } from '../core/token.js'
import { plainText } from '../core/plain-text.js'
import { signInLine } from '../core/words.js'
import { OVERLAP } from '../store/logins.js'
import type { StoredToken } from '../store/stored-token.js'
import { isNetwork } from './address.js'
import { MOST_LIMITS } from './admin.js'
import { signInWords, type Exchange, type Parts } from './parts.js'
import { readObject } from './send.js'

const LARGEST = 100_000
const DAY = 86_400_000
const MOST = 200

type Signed = Extract<Principal, { kind: 'customer' }>

/** What npm sends; what it may send and we do not do is refused, never silently dropped. */
const wantedSchema = z.object({
  name: plainText(100).optional(),
  description: plainText(100).optional(),
  password: z.string().optional(),
  readonly: z.boolean().optional(),
  expires: z.number().positive().max(3650).optional(),
  cidr_whitelist: z
    .array(z.string().refine(isNetwork, 'has to hold networks such as 10.0.0.0/8'))
    .max(MOST_LIMITS)
    .optional(),
  packages: z.array(z.string().regex(PACKAGE, 'has to hold package names')).max(MOST_LIMITS).optional(),
  packages_all: z.boolean().optional(),
  packages_and_scopes_permission: z.enum(['read-only', 'read-write', 'no-access']).optional(),
  scopes: z.array(z.string()).optional(),
  orgs: z.array(z.string()).optional(),
  orgs_permission: z.string().optional(),
  bypass_2fa: z.boolean().optional()
})
type Wanted = z.infer<typeof wantedSchema>

/** Lists the tokens of who asks; one that manages no others sees itself. */
export async function handleTokenList({ request }: Exchange, parts: Parts): Promise<Answer> {
  const asker = await signed(request, parts)
  if ('status' in asker) return asker
  const all = await parts.tokens.list(asker.customer.id)
  const list = asker.token.manages ? all : all.filter(({ id }) => id === asker.token.id)
  return { status: 200, headers: {}, body: { objects: list.map((token) => shown(token)), urls: {} } }
}

/** Makes one; never one that may more than the one it is made with. */
export async function handleTokenCreate({ request }: Exchange, parts: Parts): Promise<Answer> {
  const asker = await managing(request, parts)
  if ('status' in asker) return asker
  // npm sends null for what nobody gave.
  const given = Object.entries(await readObject(request, LARGEST)).filter(([, value]) => value !== null)
  const read = wantedSchema.safeParse(Object.fromEntries(given))
  if (!read.success) {
    const text = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
    return errorAnswer(400, 'unfit', `No token was made: ${text}.`)
  }
  const wanted = read.data
  if ((await parts.tokens.list(asker.customer.id)).length >= MOST) {
    return errorAnswer(403, 'many', `No token was made: there are ${MOST} already. Revoke some: npm token list`)
  }
  const replaced = /^replaces +(?:kgt_)?([0-9A-Za-z]{12})$/i.exec(wanted.description?.trim() ?? '')?.[1]
  if (replaced !== undefined) return replace(replaced, wanted, asker, parts)
  if ((wanted.orgs?.length ?? 0) > 0)
    return errorAnswer(400, 'orgs', 'No token was made: there are no organizations here. Limit a token by --packages.')
  if ((wanted.scopes ?? []).some((scope) => !parts.settings.scopes.includes(scope))) {
    return errorAnswer(400, 'scopes', `No token was made: the scopes here are ${parts.settings.scopes.join(', ')}.`)
  }
  const { token, customer } = asker
  if (wanted.packages_and_scopes_permission === 'read-write' && token.scope !== 'publish') {
    return errorAnswer(
      403,
      'read-only',
      'No token was made: your token may read and install, not publish. Leave the permission away, or say read-only.'
    )
  }
  if (wanted.packages_and_scopes_permission === 'no-access')
    return errorAnswer(400, 'unfit', 'No token was made: it could do nothing.')
  const packs = wanted.packages === undefined || wanted.packages.length === 0 ? token.packs : wanted.packages
  if (token.packs !== null && packs?.some((pack) => !isCovered(token.packs ?? [], pack)) === true) {
    return errorAnswer(403, 'other-packs', 'No token was made: your token does not cover all of these packages.')
  }
  const networks = (wanted.cidr_whitelist ?? []).length === 0 ? token.networks : (wanted.cidr_whitelist ?? null)
  if (token.networks !== null && networks?.some((network) => token.networks?.includes(network) === false) === true) {
    return errorAnswer(
      403,
      'other-networks',
      `No token was made: your token may be used from ${token.networks.join(', ')} only, and what it makes from some of these.`
    )
  }
  const ends = wanted.expires === undefined ? null : parts.now() + wanted.expires * DAY
  const made = await parts.tokens.create(
    {
      customer: customer.id,
      name: wanted.name ?? wanted.description ?? 'made by npm token create',
      scope: wanted.packages_and_scopes_permission === 'read-write' ? 'publish' : 'read',
      packs,
      networks,
      manages: false,
      expiresAt: earlier(ends, endOfMade(token))
    },
    token.id
  )
  return { status: 200, headers: {}, body: { ...shown(made.token), token: made.text, key: made.token.id } }
}

/** Lets a new token take the place of one, which goes on for a day: it may what that may, so nothing else is wanted of it. */
async function replace(id: string, wanted: Wanted, { token, customer }: Signed, parts: Parts): Promise<Answer> {
  const others = Object.entries(wanted).filter(
    ([name, value]) =>
      !['description', 'password', 'readonly'].includes(name) &&
      !(value === undefined || value === false || (Array.isArray(value) && value.length === 0))
  )
  if (others.length > 0)
    return errorAnswer(
      400,
      'unfit',
      `No token was made: one that replaces another may what that may. Leave away: ${others.map(([name]) => name).join(', ')}.`
    )
  const old = await parts.tokens.find(id)
  // Another's is not told from none.
  const isOwn = old?.customer === customer.id
  if (isOwn && old.scope === 'publish' && token.scope !== 'publish')
    return errorAnswer(403, 'read-only', 'No token was made: your token may not make one that publishes.')
  const isWithin = (all: readonly string[] | null, some: readonly string[] | null): boolean =>
    all === null || some?.every((one) => isCovered(all, one)) === true
  if (isOwn && !(isWithin(token.packs, old.packs) && isWithin(token.networks, old.networks)))
    return errorAnswer(403, 'may-more', 'No token was made: the one to replace may more than yours.')
  const made = isOwn ? await parts.tokens.rotate(id, { overlap: OVERLAP, endsBy: endOfMade(token) }, token.id) : null
  if (made === null)
    return errorAnswer(
      404,
      'missing',
      'No token was made: you have no such token that is valid. See them all: npm token list'
    )
  await parts.memory.look()
  return { status: 200, headers: {}, body: { ...shown(made.token), token: made.text, key: made.token.id } }
}

/** Revokes one of one's own, by its id or by its text. */
export async function handleTokenRevoke({ request, path }: Exchange, parts: Parts): Promise<Answer> {
  const asker = await signed(request, parts)
  if ('status' in asker) return asker
  const last = decodeURIComponent(path.slice(path.lastIndexOf('/') + 1))
  const id = readToken(last)?.id ?? last.replace(/^kgt_/, '')
  // Whoever holds a token may end that one; only one that manages may end others.
  if (id !== asker.token.id && !asker.token.manages) return mayNot(parts)
  const token = await parts.tokens.find(id)
  if (token?.customer !== asker.customer.id || !(await parts.tokens.revoke(id, asker.token.id))) {
    return errorAnswer(404, 'missing', 'You have no such token. See them all: npm token list')
  }
  await parts.memory.look()
  return { status: 200, headers: {}, body: { ok: true } }
}

/** `npm profile get`, which clients ask before other things. */
export async function handleProfile({ request }: Exchange, parts: Parts): Promise<Answer> {
  const asker = await signed(request, parts)
  if ('status' in asker) return asker
  const { customer, token } = asker
  return {
    status: 200,
    headers: {},
    body: { name: customer.id, token: token.name, tfa: false, cidr_whitelist: token.networks }
  }
}

/** Who asks, if it is somebody. */
export async function signed(request: Exchange['request'], parts: Parts): Promise<Signed | Answer> {
  const { principal } = await parts.access.askerOf(request)
  return principal.kind === 'customer'
    ? principal
    : signInAnswer(tokenRefusalOf(principal), signInWords(parts.settings))
}

async function managing(request: Exchange['request'], parts: Parts): Promise<Signed | Answer> {
  const asker = await signed(request, parts)
  return 'status' in asker || asker.token.manages ? asker : mayNot(parts)
}

function mayNot({ settings }: Parts): Answer {
  const line = signInLine(signInWords(settings))
  return errorAnswer(403, 'may-not-manage', `This token installs, and does not manage tokens. One that does: ${line}`)
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b)
}

function shown(token: StoredToken): object {
  const { id, name, scope, packs, networks, createdAt, expiresAt, lastUsedAt } = token
  return {
    key: id,
    token: `kgt_${id}`,
    name,
    readonly: scope === 'read',
    cidr_whitelist: networks,
    packages: packs,
    created: new Date(createdAt).toISOString(),
    updated: new Date(createdAt).toISOString(),
    expires: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    last_used: lastUsedAt === null ? null : new Date(lastUsedAt).toISOString()
  }
}
