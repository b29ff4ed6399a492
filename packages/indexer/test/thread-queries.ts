import type { Expected } from './field-queries.js'

const AI = 'ai-output-regression'
const JOBS = 'background-job-failure-replay'
const RECONCILIATION = 'data-reconciliation-mismatch'
const OUTAGE = 'partial-outage-dependency-failure'
const STRIPE = 'stripe-webhook-failure'
const RLS = 'supabase-rls-lockout-recovery'
const CONNECTIONS = 'postgres-connections-exhausted'

/**
 * From 42 further public threads, one each: lines of logs as they stand there, complaints shortened, with the pack that
 * was expected written down before any was run. 29 of the 34 with a pack were right at first.
 */
export const FURTHER_THREADS: Expected = [
  // getdokan/dokan#2621
  ['payment_intent.succeeded webhooks fail, the plugin cannot find the order, error rate over 23%', STRIPE],
  // stripe/stripe-python#1367
  ['webhook dashboard shows 100% error rate with "Unable to connect" and resends the same events', STRIPE],
  // stripe/stripe-terminal-react-native#951
  ['Timed out connecting to remote host when stripe sends to our public webhook, worked a few days ago', STRIPE],
  // pcl-labs/meredith-core#79
  ['trouble sending requests to a webhook endpoint in live mode, attempted to notify the endpoint 11 times', STRIPE],
  // stripe/stripe-php#884
  ['payload i received and payload in stripe event list are not the same, signature does not match', STRIPE],
  // stripe/stripe-node#356
  ['express json body parsed before the stripe signature check', STRIPE],
  // porsager/postgres#42
  ["severity: 'FATAL', code: '53300', file: 'postinit.c', line: '789', routine: 'InitPostgres'", CONNECTIONS],
  // akvo/akvo-lumen#3167
  [
    'com.zaxxer.hikari.pool.HikariPool$PoolInitializationException: Failed to initialize pool: FATAL: remaining connection slots are reserved for non-replication superuser connections',
    CONNECTIONS
  ],
  // looplj/axonhub#1459
  ['server error: 致命错误: 对不起, 已经有太多的客户 (SQLSTATE 53300)', CONNECTIONS],
  // prisma/orm#12510
  ['connections are not returned to the pool, every query times out until restart', CONNECTIONS],
  // brianc/node-postgres#557
  ['Error: error fetching client from pool error: sorry, too many clients already', CONNECTIONS],
  // beethovenxfi/beethovenx-backend#294
  ['prisma runs out of connections on the worker', CONNECTIONS],
  // graphile/worker#449
  ['stuck jobs, revision column is incrementing but no locked_by', JOBS],
  // graphile/worker#254
  ['named queue stays locked after the job reached max_attempts', JOBS],
  // timgit/pg-boss#114
  ['queue freezes and does not pick up any jobs until we restart the workers', JOBS],
  // lightdash/lightdash#4583
  ['failed scheduled jobs are not retried', JOBS],
  // taskforcesh/bullmq#652
  ['queue stuck with jobs in "active" for hours, the rest is not processed', JOBS],
  // leo91000/graphile_worker_rs#338
  ['background worker sometimes stops picking up jobs', JOBS],
  // supabase/supabase#4406
  ['insert for authenticated only: new row violates row-level security policy for table "channel_messages"', RLS],
  // supabase/supabase#3981
  ['supabase api returns empty data, i can see the row in the sql editor', RLS],
  // supabase/supabase-js#617
  ['queries return no rows in nextjs unless RLS is disabled in the dashboard', RLS],
  // supabase/supabase#7792
  ['RLS breach gives an empty array instead of 403', RLS],
  // anthropics/claude-code#46143
  ['sudden reasoning quality degradation, model no longer follows instructions', AI],
  // lmstudio-ai/lmstudio-bug-tracker#976
  ['since updating the model starts hallucinating on long messages', AI],
  // gpustack/gpustack#2233
  ['response_format json_schema is not applied, the model outputs text', AI],
  // AkihiroSuda/vexllm#47
  ['the LLM produced correct JSON for a while and suddenly unexpected JSON', AI],
  // cortexlabs/cortex#814
  ['read tcp 172.31.1.222:42654->54.71.144.207:80: read: connection reset by peer, some requests return 503', OUTAGE],
  // istio/istio#22986
  ['503 no healthy upstream', OUTAGE],
  // liamcottle/Snapchat-SDK-PHP#35
  ['Operation timed out after 30000 milliseconds with 0 bytes received', OUTAGE],
  // wit-ai/wit#1200
  ['all endpoints of the api that we depend on return 500', OUTAGE],
  // internetarchive/openlibrary#12134
  ['external availability api sometimes stops working and saturates our workers', OUTAGE],
  // opencollective/opencollective#289
  ['subscriptions cancelled in stripe are still active in our db', RECONCILIATION],
  // 2anki/2anki.net#1977
  ['rows marked active that stripe no longer reports as active', RECONCILIATION],
  // edalzell/statamic-charge#48
  ['cancelling a subscription in the stripe dashboard does not reflect on our site', RECONCILIATION],
  // ankane/pgsync#216
  ['ERROR: canceling statement due to conflict with recovery', null],
  // 2ndQuadrant/pglogical#181
  ['replication slots have different confirmed_flush_lsn and WAL is not cleaned up', null],
  // helm/helm#8987
  ['Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress', null],
  // kubernetes/kubernetes#49637
  ['error: deployment "testapp" exceeded its progress deadline', null],
  // kubernetes/kubernetes#40207
  ['pod stays in ImagePullBackOff after the new tag was rolled out', null],
  // www.fixwikihub.com, on Redis
  ["redis.exceptions.ResponseError: OOM command not allowed when used memory > 'maxmemory'.", null],
  // agentbeck.bot/report/98231
  ['ERROR: canceling statement due to lock timeout (SQLSTATE 55P03)', null],
  // actualbudget/actual#7618, a budget for one person
  ['lock icon to reconcile my account wants to create a transaction', null]
]

/** Of the kinds that missed above, in words of our own: checks that fail, what runs out, time-outs of clients, what depends. */
export const OF_THOSE_KINDS: Expected = [
  ['stripe signature does not match', STRIPE],
  ["computed signature doesn't match the Stripe-Signature header", STRIPE],
  ['signature mismatch on every stripe event', STRIPE],
  ['output of the model does not match the json schema', AI],
  ['checksum does not match', null],
  ['passwords do not match', null],
  ['host key does not match known_hosts', null],
  ['lockfile integrity does not match, expected sha512', null],
  ['Kernel version does not match the module', null],
  ['The request signature we calculated does not match the signature you provided. SignatureDoesNotMatch', null],
  ['our totals do not match stripe', RECONCILIATION],
  ['database ran out of connections', CONNECTIONS],
  ['no free connections left in the pool', CONNECTIONS],
  ['max_connections reached on the primary', CONNECTIONS],
  ['connection exhaustion after the deploy', CONNECTIONS],
  [
    'rails: could not obtain a connection from the pool within 5.000 seconds; all pooled connections were in use',
    CONNECTIONS
  ],
  ['mysql is out of connections', null],
  ['out of memory on the worker', null],
  ["HTTPSConnectionPool(host='api.partner.example', port=443): Read timed out. (read timeout=10)", OUTAGE],
  ['java.net.SocketTimeoutException: Read timed out', OUTAGE],
  ['net/http: request canceled (Client.Timeout exceeded while awaiting headers)', OUTAGE],
  ['HeadersTimeoutError: Headers Timeout Error UND_ERR_HEADERS_TIMEOUT', OUTAGE],
  ['cURL error 28: Connection timed out after 10001 milliseconds', OUTAGE],
  ['ESOCKETTIMEDOUT', OUTAGE],
  ['a service we depend on answers with 500', OUTAGE],
  ['the api that checkout depends on is failing', OUTAGE],
  ['dependent service is unhealthy', OUTAGE],
  ['npm dependency tree cannot be resolved', null],
  ['depends_on condition service_healthy in docker compose', null],
  ['subscriptions we call active are ended at stripe', RECONCILIATION],
  ['stripe no longer has subscriptions that we still show as active', RECONCILIATION]
]
