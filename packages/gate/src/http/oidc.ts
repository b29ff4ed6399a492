/** Publishing from a build without a stored token: the build shows who it is, and gets a token for one package and some minutes. */
import { createHash } from 'node:crypto'
import { createRemoteJWKSet, decodeJwt, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { errorAnswer, type Answer } from '../core/answers.js'
import { isCovered } from '../core/decide.js'
import { packageIn } from '../core/route.js'
import { faultOf } from '../observe/logs.js'
import type { Publisher } from '../settings.js'
import type { Exchange, Parts } from './parts.js'

const MINUTE = 60_000
const LASTS = 15 * MINUTE
const TIMEOUT = 5000
const LONGEST = 10_000
/** What signs with a key that nobody else has. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'PS256', 'EdDSA']

/** Keys of issuers, as they publish them. */
const keys = new Map<string, Promise<JWTVerifyGetKey>>()

/** Where npm, pnpm and yarn exchange the proof of a build for a token. */
export const EXCHANGE = '/-/npm/v1/oidc/token/exchange/package/'

/** Gives a token to a build that a publisher named. */
export async function handleExchange({ request, path }: Exchange, parts: Parts): Promise<Answer> {
  const { settings, now, log } = parts
  if (!(await parts.access.mayBegin(request)))
    return errorAnswer(429, 'too-many', 'Too many tokens were asked for. Try again in a minute.')
  const name = packageIn(decodeURIComponent(path.slice(EXCHANGE.length)), settings.scopes)
  const proof = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const refused = (why: string): Answer => {
    log.warn({ reason: why, ...(name === null ? {} : { pack: name }) }, 'A build was refused.')
    return errorAnswer(401, 'no-publisher', `No token was given: ${why}. See KEYS_GATE_PUBLISHERS.`)
  }
  if (name === null || proof === '' || proof.length > LONGEST) return refused('this is not a proof of a build')
  const publishers = settings.publishers.filter(({ packages }) => isCovered(packages, name))
  const issuer = issuerOf(proof)
  const ofIssuer = publishers.filter((one) => one.issuer === issuer)
  if (issuer === null || ofIssuer.length === 0) return refused('no publisher of this package has this issuer')
  let payload: JWTPayload
  try {
    const audience = `npm:${new URL(settings.publicUrl).hostname}`
    const read = await jwtVerify(proof, await keysOf(issuer), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      requiredClaims: ['exp', 'iat'],
      currentDate: new Date(now())
    })
    payload = read.payload
  } catch (error) {
    log.warn({ fault: faultOf(error) }, 'A proof of a build was not verified.')
    return refused('the proof is not valid, or not for this registry')
  }
  if (!ofIssuer.some(({ claims }) => Object.entries(claims).every(([claim, value]) => payload[claim] === value)))
    return refused('what the build says of itself is not what a publisher names')
  const text = await tokenFor(name, proof, payload, parts)
  return text === null
    ? refused('this proof was used already')
    : {
        status: 201,
        headers: {},
        body: { token: text, token_type: 'oidc', expires: new Date(now() + LASTS).toISOString() }
      }
}

/** A token for one package; null when the proof was used before. */
function tokenFor(name: string, proof: string, { sub, iss }: JWTPayload, parts: Parts): Promise<string | null> {
  const at = new Date(parts.now())
  const said = `${sub ?? ''} of ${iss ?? ''}`.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 90)
  return parts.database.db.transaction().execute(async (tx) => {
    const id = `oidc:${createHash('sha256').update(proof).digest('hex')}`
    const isNew = await tx
      .insertInto('events')
      .values({ id, type: 'oidc', created_at: at, received_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    if (isNew.length === 0) return null
    const wanted = {
      customer: 'own_builds',
      name: `build: ${said}`,
      scope: 'publish' as const,
      packs: [name],
      networks: null,
      manages: false,
      expiresAt: at.getTime() + LASTS
    }
    return (await parts.tokens.createIn(tx, wanted, 'oidc')).text
  })
}

function issuerOf(proof: string): Publisher['issuer'] | null {
  try {
    return decodeJwt(proof).iss ?? null
  } catch {
    return null
  }
}

/** The keys of an issuer that a publisher names; no other address is ever asked. */
function keysOf(issuer: string): Promise<JWTVerifyGetKey> {
  const known = keys.get(issuer)
  if (known !== undefined) return known
  const found = findKeys(issuer)
  keys.set(issuer, found)
  found.catch(() => keys.delete(issuer))
  return found
}

async function findKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT)
  })
  const { jwks_uri: address } = (await response.json()) as { jwks_uri?: unknown }
  if (typeof address !== 'string' || new URL(address).origin !== new URL(issuer).origin)
    throw new Error(`${issuer} does not say where its keys are.`)
  return createRemoteJWKSet(new URL(address), { timeoutDuration: TIMEOUT })
}
