/**
 * Services of which drills build their worlds.
 */
export { cutOff, type CutOffOptions } from './cut-off.js'
export { startFaultProxy, type FaultProxy, type PlainProxyFault, type ProxyFault } from './fault-proxy.js'
export type { Faults } from './faults.js'
export { freePort, pause, startHttp, waitUntil, type LoopbackServer } from './http.js'
export { startUpstream, type Upstream } from './upstream.js'
export { startUsers, type Users } from './users.js'
export type { Database, QueryInTransaction } from './postgres/database.js'
export { startPgBouncer, type PgBouncer, type PgBouncerOptions } from './postgres/pgbouncer.js'
export { fillSlots, openIdle, type IdleOptions } from './postgres/sessions.js'
export {
  preparePostgres,
  startPostgres,
  type Postgres,
  type PostgresOptions,
  type PreparedPostgres
} from './postgres/server.js'
export { startQueue, type QueueJobs, type QueueKind, type QueueOptions } from './queues/queue.js'
export { startRedis, type RedisServer } from './redis/server.js'
export type { ApiAnswer } from './stripe/list.js'
export {
  makeSubscription,
  makeSubscriptions,
  type StoredEvent,
  type StripeEvent,
  type Subscription,
  type SubscriptionStatus,
  type WebhookEndpoint
} from './stripe/objects.js'
export {
  startStripe,
  type EmitOptions,
  type StripeMode,
  type StripeOptions,
  type StripeStandIn
} from './stripe/server.js'
export { badPrompt, goodPrompt, ticketLabels, type SnapshotQuality, type TicketLabel } from './openai/model.js'
export { modelIds, startOpenAi, type OpenAiMode, type OpenAiStandIn } from './openai/server.js'
export { startApp, type App, type RouteHandler } from './app/app.js'
export { addAi, type AiAnswer, type AiConfig, type AiFault, type AiFeature } from './app/ai.js'
export { makeAiCases, type AiCase, type AiDocument, type AiIndex } from './app/ai-cases.js'
export { writeAiFiles, type AiCall, type AiFiles, type AiFilesOptions } from './app/ai-files.js'
export {
  addDependency,
  type Dependency,
  type DependencyFault,
  type DependencyOptions,
  type Switches
} from './app/dependency.js'
export { startJobs, type JobData, type Jobs, type JobsFault, type JobsOptions } from './app/jobs.js'
export { appLogin, createAppTables, fillSubscriptions, subscriptionRow, type SubscriptionRow } from './app/tables.js'
export { addWebhook, type Webhook, type WebhookFault } from './app/webhook.js'
export { supabaseDatabase, type Claims, type SupabaseDatabase, type SupabaseUser } from './supabase/database.js'
export {
  supabaseFaults,
  supabaseWrongActions,
  type SupabaseFault,
  type SupabaseFaultName,
  type SupabaseWrongAction
} from './supabase/faults.js'
