/** What a gate is told: from the environment, every fault at once. */
import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { isNetwork } from './http/address.js'
import { PACKAGE, PACKAGE_OR_SCOPE, SCOPE } from './core/package-name.js'
import type { Plan } from './core/words.js'
import { VARIABLES } from './variables.js'

/** Something that can be bought, and where. */
export interface SoldPlan extends Plan {
  /** Where it is bought: a payment link, or a page of the seller. */
  url: string
}

/** A build that may publish without a stored token. */
export interface Publisher {
  /** Who vouches for it, such as https://token.actions.githubusercontent.com */
  issuer: string
  /** What it has to say of itself, such as `repository`. Not empty. */
  claims: Readonly<Record<string, string>>
  /** Packages, or a whole scope as `@keys/*`. */
  packages: readonly string[]
}

/** All settings. */
export interface Settings {
  /** The one address by which clients reach the gate; without a slash at the end. */
  publicUrl: string
  listen: { host: string; port: number }
  scopes: readonly string[]
  folder: string
  databaseUrl: string | null
  store: { name: string; settings: Record<string, unknown> } | null
  /** Key of the hashes of secrets. */
  pepper: string
  /** What the admin commands show. */
  adminSecret: string
  stripe: { apiKey: string; webhookSecrets: readonly string[]; livemode: boolean; host: { url: string } | null }
  plans: readonly SoldPlan[]
  publishers: readonly Publisher[]
  support: string | null
  /** Packages without a pack.json that everybody gets. */
  freePackages: readonly string[]
  /** Networks of proxies in front, whose word is taken for the address of a client. */
  trustedProxies: readonly string[]
  /** For how long an answer of Stripe holds, in milliseconds. */
  longestAge: number
  /** Whether this process publishes, sweeps and catches up; there is one. */
  writes: boolean
  logLevel: string
}

const HOUR = 3_600_000

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  )

const PORT = 'has to be a number from 0 to 65535'
const secret = z.string().min(32, 'has to be 32 characters or more')

const plansSchema = z.array(
  z.strictObject({
    feature: z.string().min(1).max(80),
    name: z.string().min(1),
    price: z.string().min(1).nullable().default(null),
    url: z.url({ protocol: /^https?$/ })
  })
)

const publishersSchema = z.array(
  z.strictObject({
    issuer: z
      .url()
      .refine(
        (text) => /^https:|^http:\/\/127\.0\.0\.1(:|\/|$)/.test(text),
        'has to be an address that begins with https://'
      ),
    claims: z
      .record(z.string().min(1), z.string().min(1))
      .refine(
        (claims) => Object.keys(claims).length > 0,
        'has to say what the build says of itself: any build could publish'
      ),
    packages: z.array(z.string().regex(PACKAGE_OR_SCOPE, 'has to be a package, or a scope as @keys/*')).min(1)
  })
)

const environmentSchema = z.object({
  KEYS_GATE_URL: z
    .url({ protocol: /^https?$/, error: 'has to be an address such as https://npm.example.com' })
    .refine(
      (text) => !URL.canParse(text) || (new URL(text).pathname === '/' && new URL(text).search === ''),
      'has to be the root of a host: bun and others do not send tokens to paths below'
    ),
  KEYS_GATE_PEPPER: secret,
  KEYS_GATE_ADMIN_SECRET: secret,
  STRIPE_API_KEY: z
    .string()
    .regex(/^(sk|rk)_(live|test)_\w+$/, 'has to begin with rk_live_, rk_test_, sk_live_ or sk_test_'),
  STRIPE_WEBHOOK_SECRET: list.refine(
    (secrets) => secrets.length > 0 && secrets.every((one) => one.startsWith('whsec_')),
    'has to begin with whsec_'
  ),
  STRIPE_API_URL: z.url('has to be an address').optional(),
  KEYS_GATE_SCOPES: list.refine(
    (scopes) => scopes.every((scope) => SCOPE.test(scope)),
    'has to hold scopes in lower case, such as @keys'
  ),
  KEYS_GATE_FOLDER: z.string().min(1, 'has to name a folder').default('keys-gate'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'has to begin with postgres://')
    .optional(),
  KEYS_GATE_PLANS: z.string().optional(),
  KEYS_GATE_PUBLISHERS: z.string().optional(),
  KEYS_GATE_SUPPORT: z.string().optional(),
  KEYS_GATE_FREE_PACKAGES: list.refine(
    (names) => names.every((name) => PACKAGE.test(name)),
    'has to hold names of packages, such as @keys/runbook-hello'
  ),
  KEYS_GATE_STORE: z.string().optional(),
  KEYS_GATE_TRUSTED_PROXIES: list.refine(
    (networks) => networks.every((network) => isNetwork(network)),
    'has to hold addresses or networks such as 10.0.0.0/8'
  ),
  KEYS_GATE_ANSWER_HOURS: z.coerce.number('has to be a number of hours').min(1, 'has to be 1 or more').default(72),
  KEYS_GATE_ROLE: z.enum(['writer', 'reader'], 'has to be writer or reader').default('writer'),
  KEYS_GATE_HOST: z.string().default('127.0.0.1'),
  KEYS_GATE_PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65_535, PORT).default(4873),
  KEYS_GATE_LOG: z
    .enum(['trace', 'debug', 'info', 'warn', 'error'], 'has to be trace, debug, info, warn or error')
    .default('info')
})

/**
 * Reads the settings.
 * @param environment Variables, by their names.
 * @returns The settings, or all faults, one line each. No fault repeats a value.
 */
export async function readSettings(
  environment: Readonly<Record<string, string | undefined>>
): Promise<{ settings: Settings } | { faults: string[] }> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')
  )
  const faults = VARIABLES.filter(({ name, required }) => required && given[name] === undefined).map(
    ({ name, what }) => `${name} is missing: ${what}.`
  )
  for (const name of unknownIn(given)) faults.push(`${name} is not a setting of the gate. Is it mistyped?`)
  const read = environmentSchema.safeParse(given)
  if (!read.success) {
    const issues = read.error.issues.filter(({ path }) => given[String(path[0])] !== undefined)
    faults.push(...issues.map(({ path, message }) => `${String(path[0])} ${message}.`))
  }
  const plans = await listIn('KEYS_GATE_PLANS', given['KEYS_GATE_PLANS'], plansSchema)
  const publishers = await listIn('KEYS_GATE_PUBLISHERS', given['KEYS_GATE_PUBLISHERS'], publishersSchema)
  const store = storeIn(given['KEYS_GATE_STORE'])
  for (const one of [plans, publishers, store]) if ('fault' in one) faults.push(one.fault)
  if (!read.success || faults.length > 0 || 'fault' in plans || 'fault' in publishers || 'fault' in store) {
    return { faults }
  }
  const values = read.data
  if (values.KEYS_GATE_ROLE === 'reader' && values.DATABASE_URL === undefined) {
    return {
      faults: ['KEYS_GATE_ROLE is reader, so DATABASE_URL is needed: the embedded database is for one process.']
    }
  }
  return {
    settings: {
      publicUrl: new URL(values.KEYS_GATE_URL).origin,
      listen: { host: values.KEYS_GATE_HOST, port: values.KEYS_GATE_PORT },
      scopes: values.KEYS_GATE_SCOPES.length === 0 ? ['@keys'] : values.KEYS_GATE_SCOPES,
      folder: values.KEYS_GATE_FOLDER,
      databaseUrl: values.DATABASE_URL ?? null,
      store: store.store,
      pepper: values.KEYS_GATE_PEPPER,
      adminSecret: values.KEYS_GATE_ADMIN_SECRET,
      stripe: {
        apiKey: values.STRIPE_API_KEY,
        webhookSecrets: values.STRIPE_WEBHOOK_SECRET,
        livemode: values.STRIPE_API_KEY.includes('_live_'),
        host: values.STRIPE_API_URL === undefined ? null : { url: values.STRIPE_API_URL }
      },
      plans: plans.list,
      publishers: publishers.list,
      support: values.KEYS_GATE_SUPPORT ?? null,
      freePackages: values.KEYS_GATE_FREE_PACKAGES,
      trustedProxies: values.KEYS_GATE_TRUSTED_PROXIES,
      longestAge: values.KEYS_GATE_ANSWER_HOURS * HOUR,
      writes: values.KEYS_GATE_ROLE === 'writer',
      logLevel: values.KEYS_GATE_LOG
    }
  }
}

/** A setting that nobody reads is one that somebody relies on. */
function unknownIn(given: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(given).filter(
    (name) => name.startsWith('KEYS_GATE_') && !VARIABLES.some((variable) => variable.name === name)
  )
}

async function listIn<Item>(
  name: string,
  path: string | undefined,
  schema: z.ZodType<Item[]>
): Promise<{ list: Item[] } | { fault: string }> {
  if (path === undefined) return { list: [] }
  try {
    const read = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    if (read.success) return { list: read.data }
    const { path: place, message } = read.error.issues[0] ?? { path: [], message: '' }
    return { fault: `${name}: the file does not hold what it should: ${place.join('.')}: ${message}.` }
  } catch (error) {
    return { fault: `${name}: the file cannot be read: ${error instanceof Error ? error.message : ''}.` }
  }
}

function storeIn(text: string | undefined): { store: Settings['store'] } | { fault: string } {
  if (text === undefined) return { store: null }
  try {
    const value: unknown = JSON.parse(text)
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
    const [name, settings] = entries[0] ?? ['', null]
    if (entries.length === 1 && typeof settings === 'object' && settings !== null) {
      return { store: { name, settings: settings as Record<string, unknown> } }
    }
  } catch {
    // Reported below.
  }
  return {
    fault: 'KEYS_GATE_STORE has to be JSON such as {"aws-s3-storage":{"bucket":"packs"}}: one plugin, and its settings.'
  }
}
