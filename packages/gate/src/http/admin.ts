/** What the admin commands ask of the gate. */
import * as z from 'zod'
import { errorAnswer, type Answer } from '../core/answers.js'
import { PACKAGE_OR_SCOPE } from '../core/package-name.js'
import { plainText } from '../core/plain-text.js'
import { audit, readAudit } from '../store/audit.js'
import { announce } from '../store/changes.js'
import { ensureCustomer } from '../store/customers.js'
import { randomUUID } from 'node:crypto'
import { isNetwork } from './address.js'
import { isAdmin } from './admin-secret.js'
import type { Exchange, Parts } from './parts.js'
import { readObject } from './send.js'

const LARGEST = 100_000
const DAY = 86_400_000
/** Packages, or networks, that one token may be limited to: each request looks at all of them. */
export const MOST_LIMITS = 200

const customer = z
  .string()
  .regex(/^(cus|own)_\w{1,60}$/, 'has to be a customer of Stripe (cus_...), or one of your own (own_...)')
const packs = z
  .array(z.string().regex(PACKAGE_OR_SCOPE, 'has to be a package name, or a scope as @keys/*'))
  .min(1)
  .max(MOST_LIMITS)

const tokenSchema = z.strictObject({
  customer,
  name: plainText(100),
  scope: z.enum(['read', 'publish']).default('read'),
  packs: packs.nullable().default(null),
  networks: z
    .array(z.string().refine(isNetwork, 'has to be a network such as 10.0.0.0/8'))
    .min(1)
    .max(MOST_LIMITS)
    .nullable()
    .default(null),
  manages: z.boolean().default(false),
  days: z.number().positive().max(3650).nullable().default(null)
})

const grantSchema = z.strictObject({
  customer,
  feature: plainText(80),
  kind: z.enum(['sale', 'support']),
  days: z.number().positive().max(36_500).nullable().default(null),
  note: plainText(500).nullable().default(null)
})

/** Answers an admin command. */
export async function handleAdmin(exchange: Exchange, parts: Parts): Promise<Answer> {
  const { request, path } = exchange
  if (!isAdmin(request.headers.authorization, parts.settings.adminSecret)) {
    return errorAnswer(401, 'admin', 'This is for who shows the admin secret (KEYS_GATE_ADMIN_SECRET).')
  }
  const [what = '', id = '', verb = ''] = path.slice('/-/gate/admin/'.length).split('/')
  const key = `${request.method} ${what}${id === '' ? '' : '/:id'}${verb === '' ? '' : `/${verb}`}`
  const handle = COMMANDS[key]
  if (handle === undefined) return errorAnswer(404, 'command', 'There is no such admin command.')
  return handle(exchange, parts, decodeURIComponent(id))
}

type Command = (exchange: Exchange, parts: Parts, id: string) => Promise<Answer>

const COMMANDS: Readonly<Record<string, Command>> = {
  'POST tokens': async ({ request }, { tokens, keeper, now }) => {
    const read = tokenSchema.safeParse(await readObject(request, LARGEST))
    if (!read.success) return unfit(read.error)
    const { days, ...wanted } = read.data
    const made = await tokens.create({ ...wanted, expiresAt: days === null ? null : now() + days * DAY }, 'admin')
    // Who is new is looked at before they install.
    keeper.poke()
    return ok({ token: made.text, id: made.token.id })
  },
  'GET tokens/:id': async (_exchange, { tokens }, id) => {
    const list = await tokens.list(id)
    return ok({ tokens: list.map(({ hash: _hash, ...shown }) => shown) })
  },
  'DELETE tokens/:id': async (_exchange, { tokens }, id) =>
    (await tokens.revoke(id, 'admin')) ? ok({ revoked: id }) : missing('token that is valid'),
  'POST tokens/:id/rotate': async ({ request }, { tokens }, id) => {
    const { hours = 24 } = await readObject(request, LARGEST)
    if (typeof hours !== 'number' || hours < 0 || hours > 24 * 90)
      return errorAnswer(400, 'hours', 'hours has to be a number from 0 to 2160.')
    const made = await tokens.rotate(id, { overlap: hours * 3_600_000, endsBy: null }, 'admin')
    return made === null ? missing('token that is valid') : ok({ token: made.text, id: made.token.id })
  },
  'POST grants': async ({ request }, { database, keeper, now }) => {
    const read = grantSchema.safeParse(await readObject(request, LARGEST))
    if (!read.success) return unfit(read.error)
    const { days, ...grant } = read.data
    const at = new Date(now())
    const id = `grant_${randomUUID()}`
    await database.db.transaction().execute(async (tx) => {
      await ensureCustomer(tx, grant.customer, at)
      const ends_at = days === null ? null : new Date(at.getTime() + days * DAY)
      await tx
        .insertInto('grants')
        .values({ id, ...grant, starts_at: at, ends_at, created_at: at, revoked_at: null })
        .execute()
      const detail = { grant: id, feature: grant.feature, kind: grant.kind, days, note: grant.note }
      await audit(tx, { actor: 'admin', action: 'granted', subject: grant.customer, detail }, at)
      await announce(tx, 'customer', grant.customer, at)
    })
    keeper.poke()
    return ok({ id })
  },
  'DELETE grants/:id': async (_exchange, { database, now }, id) => {
    const at = new Date(now())
    const owner = await database.db.transaction().execute(async (tx) => {
      const row = await tx
        .updateTable('grants')
        .set({ revoked_at: at })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returning('customer')
        .executeTakeFirst()
      if (row === undefined) return null
      await audit(tx, { actor: 'admin', action: 'grant-revoked', subject: row.customer, detail: { grant: id } }, at)
      await announce(tx, 'customer', row.customer, at)
      return row.customer
    })
    return owner === null ? missing('grant that holds') : ok({ revoked: id })
  },
  'POST refresh/:id': async (_exchange, { sync, memory }, id) => {
    if (!/^cus_\w{1,60}$/.test(id)) return missing('customer of Stripe')
    await sync.refresh(id)
    await memory.look()
    return ok({ refreshed: id })
  },
  'POST codes/:id': async (_exchange, { logins }, id) =>
    /^(cus|own)_\w{1,60}$/.test(id) ? ok({ code: await logins.code(id) }) : missing('customer'),
  'GET audit': async ({ query }, { database }) => ok(await readAudit(database.db, wholeIn(query.get('after'))))
}

/** A number of an entry; 0 for what is none. */
function wholeIn(text: string | null): number {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : 0
}

function ok(body: object): Answer {
  return { status: 200, headers: {}, body }
}

function missing(what: string): Answer {
  return errorAnswer(404, 'missing', `There is no such ${what}.`)
}

function unfit(error: z.ZodError): Answer {
  const text = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
  return errorAnswer(400, 'unfit', `${text}.`)
}
