/**
 * Other words for the same thing: what people say, and what packs say.
 */
import { folded } from './scripts.js'
import { stemOf } from './words.js'

/** Words that mean the same; each finds the others. */
const ALIKE: readonly string[] = [
  'email, mail',
  'fail, failure',
  'database, db, postgres, postgresql',
  'worsen, degrade, regress, regression, degradation, deteriorate',
  'mismatch, discrepancy, difference, differ, disagree, diverge, divergence, drift, inconsistent, inconsistency',
  'reconciliation, reconcile, tie-out',
  'stick, hang, stall, freeze, block',
  'deny, refuse, reject, forbid',
  'cancel, terminate, revoke',
  'login, signin, sign-in, logon',
  'permission, grant, privilege',
  'duplicate, twice, double',
  'slow, latency, slowness, sluggish',
  'outage, unavailable, unreachable, downtime, down',
  'retry, redeliver, resend',
  'replay, rerun, reprocess, requeue',
  'lockout, locked-out',
  'invoice, bill',
  'crash, die, kill',
  'tenant, organization, organisation, workspace'
]

/** What a word or some words lead to: a tool to what it is for, a symptom to what packs call it. */
const MEANS: readonly (readonly [said: string, meant: string])[] = [
  [
    'sidekiq, bullmq, bull, bee-queue, resque, celery, billiard, kombu, dramatiq, rq, huey, hangfire, quartz, oban, faktory, ' +
      'delayed_job, activejob, active job, solid queue, good_job, temporal, graphile, agenda, pgboss, cron, crontab, cronjob, ' +
      'scheduler, scheduled task, worker lost, workerlost, task, unacked, backlog, enqueue',
    'job queue'
  ],
  ['worker', 'job'],
  ['dlq, djq, dead queue, dead set, deadset, dead letter, poison message, morgue', 'dead-letter'],
  ['ledger, bookkeeping, books, balance, trial balance, subledger, sub-ledger', 'reconciliation'],
  [
    'does not match, do not match, not match, no longer match, out of sync, does not add up, off by, not reflected, not in ' +
      'sync, unequal, desync, does not balance, not balance',
    'mismatch differ reconciliation'
  ],
  // What does not pass a check is no difference between two records.
  [
    'signature does not match, signature do not match, signature mismatch, checksum does not match, hash does not match, integrity does not match, digest does not match, password does not ' +
      'match, password do not match, key does not match, version does not match, pattern does not match, type does not ' +
      'match, checksum mismatch, hash mismatch, digest mismatch, version mismatch, type mismatch',
    ''
  ],
  [
    'gpt, gpt-4, gpt-4o, chatgpt, openai, anthropic, claude, gemini, llama, mistral, ollama, bedrock, vertex, chatbot, ' +
      'assistant, copilot, language model, completion, embedding, rag, gemma, qwen',
    'llm model'
  ],
  ['llm', 'model'],
  ['response, output, reply, completion', 'answer'],
  ['hallucinate, hallucination, hallucinating', 'worsen answer model'],
  ['not as good, quality, dumber, false output, wrong answer, accuracy, less accurate, lower quality', 'worsen answer'],
  [
    'json schema, schema validation, structured output, invalid json, malformed json, schema echo',
    'format parse model answer'
  ],
  ['rls, row level security', 'rls policy'],
  ['jwt, pgrst, postgrest, gotrue, anon key', 'supabase claims access'],
  ['empty array, empty list, empty result, no rows, zero rows, nothing comes back', 'empty rows'],
  ['stripe-signature, whsec, signing secret, constructevent, construct event', 'stripe webhook signature'],
  ['payment_intent, checkout.session, customer.subscription', 'stripe event'],
  // Types of events, as Stripe calls them: a line that names one is about its delivery.
  [
    'checkout.session.completed, checkout.session.expired, checkout.session.async, invoice.paid, invoice.payment_succeeded, ' +
      'invoice.payment_failed, invoice.finalized, invoice.created, invoice.upcoming, invoice.voided, ' +
      'customer.subscription.created, customer.subscription.updated, customer.subscription.deleted, ' +
      'customer.subscription.paused, customer.subscription.resumed, customer.subscription.trial, customer.created, ' +
      'customer.updated, customer.deleted, payment_intent.succeeded, payment_intent.payment_failed, ' +
      'payment_intent.canceled, payment_intent.requires_action, payment_method.attached, setup_intent.succeeded, ' +
      'charge.succeeded, charge.failed, charge.refunded, charge.updated, charge.captured, charge.dispute, ' +
      'refund.created, refund.updated, payout.paid, payout.failed',
    'stripe webhook event'
  ],
  [
    'hikaripool, hikari, pgbouncer, connection pool, too many clients, too many connections, remaining connection',
    'waiting connections'
  ],
  ['connection is not available, request timed out', 'waiting connections timeout'],
  ['out of connection, out of database connection, out of db connection', 'postgres connections clients'],
  [
    'read timed out, read timeout, socket timeout, operation timed out, client timeout, connect timeout, headers timeout, ' +
      'awaiting headers, body timeout, esockettimedout',
    'dependency timeout etimedout'
  ],
  ['timed out, time out, deadline exceeded, took too long', 'timeout etimedout'],
  ['connection refused', 'econnrefused'],
  ['connection reset, connection termination, socket hang up, broken pipe', 'econnreset'],
  ['name resolution, dns, nxdomain, could not resolve host, unknown host, unknownhostexception', 'enotfound eai_again'],
  [
    'circuit breaker, circuitbreaker, circuit open, retry storm, retry amplification, cascading failure, thundering herd, ' +
      'bulkhead full, bulkhead, fallback response, degraded mode, brownout',
    'partial outage dependency'
  ],
  ['idle in transaction, idle transaction, idle_in_transaction', 'postgres connections sessions'],
  [
    'irrelevant chunk, wrong chunk, irrelevant document, irrelevant passage, irrelevant context, wrong document, ' +
      'vector store, vector search, vector index, retriever, reranker',
    'retrieval model answer'
  ],
  ['depend on, dependent service, dependent api', 'dependency'],
  ['upstream, downstream, third party, third-party, vendor, provider', 'dependency'],
  ['max retries exceeded', 'retries dependency'],
  ['bad gateway', '502'],
  ['service unavailable', '503'],
  ['gateway timeout, gateway time-out', '504'],
  ['too many requests, rate limit, rate limited, ratelimit, quota exceeded, throttled', '429'],
  ['can not log in, cannot log in', 'lockout access'],
  // SQLSTATE of too_many_connections, and what Prisma says of a pool and a server that are full.
  ['53300, p2024, p2037', 'postgres connections clients'],
  ['missing row, row count, table count, totals', 'mismatch differ reconciliation'],
  // PostgreSQL with `lc_messages` in German, French, Spanish, Portuguese and Italian, as its catalogs have it.
  ['keine berechtigung, droit refusé, permiso denegado, permissão negada, permesso negato', 'permission denied table'],
  ['tabelle, tabla, tabela, tabella', 'table'],
  [
    'zu viele verbindungen, zu viele clients, trop de clients, demasiados clientes, muitos clientes, troppi client',
    'postgres connections clients'
  ]
]

/** One sequence of words and the words it leads to, all as stems. */
export interface Meaning {
  said: readonly string[]
  meant: readonly string[]
  /** Whether it is the name of one thing, such as the type of an event, which nobody writes by chance. */
  isName: boolean
}

/** `customer.subscription.updated`. */
const NAME = /^\w+\.\w+\.\w+$/

function stemsOf(words: string): string[] {
  return folded(words)
    .split(/[\s._-]+/)
    .map(stemOf)
}

/** A word as a vocabulary has it: of a compound, the form that is written as one. */
function joined(word: string): string {
  const parts = word.split(/[_-]/)
  return parts.slice(0, -1).join('') + stemOf(parts.at(-1) ?? '')
}

function meaningsByFirstWord(): ReadonlyMap<string, readonly Meaning[]> {
  const meanings = [
    ...ALIKE.flatMap((group) => {
      const words = group.split(', ')
      return words.map((said) => ({ said, meant: words.filter((word) => word !== said) }))
    }),
    ...MEANS.flatMap(([said, meant]) =>
      said.split(', ').map((one) => ({ said: one, meant: meant.split(' ').filter((word) => word !== '') }))
    )
  ]
  const byFirst = new Map<string, Meaning[]>()
  for (const { said, meant } of meanings) {
    const stems = stemsOf(said)
    const known = byFirst.get(stems[0] ?? '') ?? []
    known.push({ said: stems, meant: meant.map(joined), isName: NAME.test(said) })
    byFirst.set(stems[0] ?? '', known)
  }
  // The longest first: `dead set` before `dead`.
  for (const list of byFirst.values()) list.sort((a, b) => b.said.length - a.said.length)
  return byFirst
}

const MEANINGS = meaningsByFirstWord()

/**
 * What stands at a place of a query, other than what is written there.
 * @param stems The stems of the query.
 * @param place From where.
 */
export function meaningsAt(stems: readonly string[], place: number): readonly Meaning[] {
  // `PGRST301` is one of the codes of PostgREST.
  const first = (stems[place] ?? '').replace(/^([a-z]{4,})\d+$/, '$1')
  return (MEANINGS.get(first) ?? []).filter(({ said }) =>
    said.every((stem, index) => index === 0 || stems[place + index] === stem)
  )
}
