/** What a customer asks of the gate itself: receipts, the check of a lock file, help in an incident. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { errorAnswer, LATER, permissionName, type Answer } from '../core/answers.js'
import { isUnanswered, lapsedFeatures } from '../core/customer.js'
import { decide } from '../core/decide.js'
import { packageIn } from '../core/route.js'
import { dayOf, refusalText } from '../core/words.js'
import { audit } from '../store/audit.js'
import { announce } from '../store/changes.js'
import { html, pageAnswer } from './page.js'
import { signed } from './tokens.js'
import { wordsFor, type Exchange, type Parts } from './parts.js'
import { readObject } from './send.js'

const LARGEST = 1_000_000
const MOST = 1000
const MOST_CHECKED = 200
const BREAK_GLASS = 72 * 3_600_000

/** What was downloaded: with all tokens of a customer for who manages them, with this one otherwise. */
export async function handleReceipts({ request }: Exchange, parts: Parts): Promise<Answer> {
  const asker = await signed(request, parts)
  if ('status' in asker) return asker
  await parts.downloads.flush()
  const { customer, token } = asker
  const list = await parts.downloads.of(customer.id, token.manages ? null : token.id, MOST)
  const receipts = list.map(({ at, token: id, name, version, why }) => ({
    at: new Date(at).toISOString(),
    token: id,
    name,
    version,
    why
  }))
  return { status: 200, headers: {}, body: { customer: customer.id, receipts } }
}

const lockSchema = z.object({
  packages: z.array(z.object({ name: z.string().max(214), version: z.string().max(100) })).max(5000)
})

/** Tells before an install whether everything of it would be given: what a lock file names, with this token. */
export async function handleCheck({ request }: Exchange, parts: Parts): Promise<Answer> {
  const read = lockSchema.safeParse(await readObject(request, LARGEST))
  if (!read.success) return errorAnswer(400, 'unfit', 'Send { "packages": [{ "name": "...", "version": "..." }] }.')
  const { principal } = await parts.access.askerOf(request)
  const { scopes } = parts.settings
  const ours = read.data.packages.filter(({ name }) => scopes.includes(name.split('/')[0] ?? ''))
  // Each is a look at the disk for somebody who showed nothing.
  if (ours.length > MOST_CHECKED)
    return errorAnswer(
      400,
      'many',
      `There are more than ${MOST_CHECKED} packages of ${scopes.join(', ')} in it. Ask for a part of them.`
    )
  const results = []
  for (const { name, version } of ours) {
    const entry = packageIn(name, scopes) === null ? null : await parts.catalog.describe(name)
    const pack = entry?.versions.find((one) => one.version === version)
    if (pack === undefined) {
      results.push({ name, version, installs: false, reason: 'unknown-pack', text: `${name}@${version} is not here.` })
      continue
    }
    const decision = decide(pack, principal, parts.now(), parts.settings)
    results.push(
      decision.allowed
        ? { name, version, installs: true, reason: permissionName(decision), text: null }
        : {
            name,
            version,
            installs: false,
            reason: decision.reason,
            text: refusalText(decision, wordsFor(parts.settings, name, pack.entitlement))
          }
    )
  }
  return { status: 200, headers: {}, body: { installs: results.every(({ installs }) => installs), packages: results } }
}

/** Says how the glass is broken: the address stands in refusals. */
export function handleBreakGlassPage(_exchange: Exchange, { settings }: Parts): Promise<Answer> {
  const line = `curl -X POST -H "authorization: Bearer $TOKEN" ${settings.publicUrl}/-/gate/break-glass`
  return Promise.resolve(
    pageAnswer(
      200,
      'In an incident',
      html`<p>
          Your subscription has ended, and you need a runbook now. With your token in the variable <code>TOKEN</code>,
          this gives 72 hours of all that you had, at once:
        </p>
        <p><code>${line}</code></p>
        <p>It works once for each plan. The seller sees that you used it, and nothing is charged.</p>`
    )
  )
}

/** Gives a customer whose subscription has ended three days, once, and writes it down. */
export async function handleBreakGlass({ request }: Exchange, parts: Parts): Promise<Answer> {
  const asker = await signed(request, parts)
  if ('status' in asker) return asker
  const { customer, token } = asker
  const now = parts.now()
  const lapsed = lapsedFeatures(customer, now, parts.settings.longestAge)
  if (lapsed.length === 0 && isUnanswered(customer)) {
    const text = 'Stripe has not told the gate yet what this account has, or had. Try again in a minute.'
    const answer = errorAnswer(503, 'unsure', text)
    return { ...answer, headers: { ...answer.headers, ...LATER } }
  }
  if (lapsed.length === 0) {
    return errorAnswer(
      409,
      'not-lapsed',
      'There is nothing to open: you have all that you ever had, or never had anything.'
    )
  }
  const used = new Set(customer.grants.filter(({ kind }) => kind === 'break-glass').map(({ feature }) => feature))
  const features = lapsed.filter((feature) => !used.has(feature))
  if (features.length === 0) {
    const support = parts.settings.support === null ? 'the seller' : parts.settings.support
    return errorAnswer(409, 'used', `These three days were used already. In need of more, turn to ${support}.`)
  }
  const [at, until] = [new Date(now), new Date(now + BREAK_GLASS)]
  const given = await parts.database.db.transaction().execute(async (tx) => {
    const rows = await tx
      .insertInto('grants')
      .values(
        features.map((feature) => ({
          id: `glass_${randomUUID()}`,
          customer: customer.id,
          kind: 'break-glass' as const,
          feature,
          starts_at: at,
          ends_at: until,
          note: null,
          created_at: at,
          revoked_at: null
        }))
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('feature')
      .execute()
    if (rows.length > 0) {
      const detail = { features: rows.map(({ feature }) => feature).join(' '), until: until.toISOString() }
      await audit(tx, { actor: token.id, action: 'break-glass', subject: customer.id, detail }, at)
      await announce(tx, 'customer', customer.id, at)
    }
    return rows.map(({ feature }) => feature)
  })
  await parts.memory.look()
  if (given.length === 0) return errorAnswer(409, 'used', 'These three days were used already.')
  parts.log.warn({ customer: customer.id, token: token.id, count: given.length }, 'The glass was broken.')
  const text = `Open until ${until.toISOString().slice(0, 16)}Z (${dayOf(until.getTime())}). Install now.`
  return { status: 200, headers: {}, body: { features: given, until: until.toISOString(), text } }
}
