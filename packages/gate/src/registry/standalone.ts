/** The plugin alone, inside of a Verdaccio of somebody's own: by the name of a package, all or nothing. */
import * as z from 'zod'
import { refusalAnswer } from '../core/answers.js'
import { decide, type Decision, type Principal } from '../core/decide.js'
import { readCredential } from '../core/token.js'

/** What is told in Verdaccio's configuration. */
const settingsSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  database_url: z.string().regex(/^postgres(ql)?:\/\//, 'has to begin with postgres://'),
  pepper_from: z.string().min(1),
  entitlements: z.record(z.string(), z.string().min(1).max(80)),
  free: z.array(z.string()).default([]),
  answer_hours: z.number().min(1).default(72)
})

const HOUR = 3_600_000

/** Answers by the names of packages. */
export interface Standalone {
  principalOf: (authorization: string | undefined, address: string) => Promise<Principal>
  decisionFor: (name: string, principal: Principal) => Decision | null
  /** What is sent in the place of a pack. */
  refusal: (name: string, decision: Extract<Decision, { allowed: false }>) => StandaloneRefusal
}

/** A refusal: its status, its sentence, and its headers. */
export interface StandaloneRefusal {
  status: number
  text: string
  headers: Readonly<Record<string, string>>
}

/**
 * Opens it.
 * @param config The plugin's section of Verdaccio's configuration.
 * @param environment Variables.
 * @returns What answers.
 * @throws When a setting is missing. Verdaccio then goes on without the plugin: its rule for all packages has to deny.
 */
export function openStandalone(config: unknown, environment: Readonly<Record<string, string | undefined>>): Standalone {
  const read = settingsSchema.safeParse(config)
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Error(`keys-gate, in the configuration of Verdaccio: ${faults.join('; ')}`)
  }
  const settings = read.data
  const pepper = environment[settings.pepper_from] ?? ''
  if (pepper.length < 32)
    throw new Error(`keys-gate: ${settings.pepper_from} has to hold the pepper, 32 characters or more.`)
  const url = settings.url.replace(/\/$/, '')
  const policy = { longestAge: settings.answer_hours * HOUR }
  let memory: ReturnType<typeof openMemory> | null = null
  return {
    async principalOf(authorization, address) {
      memory ??= openMemory(settings.database_url, pepper).catch((error: unknown) => {
        // The next one tries again: a database that was away at the first question may be there at the second.
        memory = null
        throw error
      })
      const { principalOf } = await memory
      return principalOf(readCredential(authorization), address)
    },
    decisionFor(name, principal) {
      const entitlement = Object.hasOwn(settings.entitlements, name) ? (settings.entitlements[name] ?? null) : null
      if (entitlement === null && !settings.free.includes(name)) return null
      // When a version came out is not known here: nothing stays.
      const pack = { name, version: '0.0.0', file: '', entitlement, publishedAt: Infinity }
      return decide(pack, principal, Date.now(), policy)
    },
    refusal(name, decision) {
      const feature = settings.entitlements[name] ?? ''
      const plan = { feature, name: `the plan "${feature}"`, price: null }
      const words = { url, scope: name.split('/')[0] ?? '', pack: name, plan, support: null }
      const { status, headers, body } = refusalAnswer(decision, words)
      return { status, headers, text: (body as { error: string }).error }
    }
  }
}

async function openMemory(databaseUrl: string, pepper: string) {
  const [{ openDatabase }, { Memory }, { Tokens }, { isIn }] = await Promise.all([
    import('../store/open.js'),
    import('../store/memory.js'),
    import('../store/tokens.js'),
    import('../http/address.js')
  ])
  const database = await openDatabase({ url: databaseUrl })
  const memory = new Memory(database, new Tokens(database.db, pepper, Date.now), Date.now, () => performance.now())
  await memory.look()
  return {
    principalOf: (credential: ReturnType<typeof readCredential>, address: string) =>
      memory.principalOf(credential, (networks) => isIn(address, networks))
  }
}
