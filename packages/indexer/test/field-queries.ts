/**
 * What people typed and pasted, with the pack that was expected, written down before any was run. Null: no pack is right,
 * and none may be offered as a sure hit.
 */
export type Expected = readonly (readonly [query: string, slug: string | null])[]

const AI = 'ai-output-regression'
const JOBS = 'background-job-failure-replay'
const RECONCILIATION = 'data-reconciliation-mismatch'
const OUTAGE = 'partial-outage-dependency-failure'
const STRIPE = 'stripe-webhook-failure'
const RLS = 'supabase-rls-lockout-recovery'
const CONNECTIONS = 'postgres-connections-exhausted'

/** A field test by an operator: 25 with a right pack, 7 without. */
export const FIELD_TEST: Expected = [
  // Error texts, SQLSTATEs, stack traces
  ['ERROR 42501: permission denied for table invoices', RLS],
  ['SQLSTATE 42P17', RLS],
  ['infinite recursion detected in policy for relation "memberships"', RLS],
  ['StripeSignatureVerificationError: No signatures found matching the expected signature for payload', STRIPE],
  ['Timestamp outside the tolerance zone', STRIPE],
  [
    'Traceback (most recent call last):\n  File "/srv/app/worker.py", line 88, in run\n    handler(job)\n  File "/srv/app/mail.py", line 12, in handler\n    smtp.connect()\nConnectionRefusedError: [Errno 111] ECONNREFUSED',
    OUTAGE
  ],
  [
    'Error: timeout exceeded when trying to connect\n    at /srv/app/node_modules/pg-pool/index.js:45:11\n    at processTicksAndRejections (node:internal/process/task_queues:95:5)',
    OUTAGE
  ],
  ['job failed by timeout in active state', JOBS],
  ["StripeInvalidRequestError: No such subscription: 'sub_1MowQVLkdIwHu7ixeRlqHVzs'", RECONCILIATION],
  // Lines of JSON
  ['{"level":"error","code":"42501","message":"permission denied for function current_tenant"}', RLS],
  ['{"code":"PGRST301","details":null,"hint":null,"message":"JWT expired"}', RLS],
  // The name of an alert
  ['StripeWebhookErrorRateHigh', STRIPE],
  // Plain words
  ['sidekiq dead set is growing', JOBS],
  ['emails are not being sent', JOBS],
  ['cron did not run last night', JOBS],
  ['model returns invalid JSON in every second response, schema validation failing', AI],
  ['ledger off by 3 cents after nightly reconciliation', RECONCILIATION],
  ['sum of invoices in our db does not match stripe balance', RECONCILIATION],
  ['customer paid but subscription did not change', STRIPE],
  ['users see empty lists after login', RLS],
  ['answers of the chatbot became worse since monday', AI],
  ['payment provider slow, checkout hangs', OUTAGE],
  // Typing mistakes
  ['permision denied for tabel', RLS],
  ['infinte recursion', RLS],
  ['stripe webook', STRIPE],
  // Without a pack
  ['how do I reset my password', null],
  ['NET::ERR_CERT_DATE_INVALID certificate expired', null],
  ['ImportError: cannot import name foo', null],
  ['No space left on device', null],
  ['kubernetes pod evicted', null],
  ['terraform plan drift', null],
  ['fatal: not a git repository', null]
]

/** From public threads: error texts as they stand there, requests for help in words of our own. */
export const PUBLIC_THREADS: Expected = [
  // denoland/saaskit#78
  [
    '{ code: "42501", details: null, hint: null, message: \'new row violates row-level security policy for table "customers"\' }',
    RLS
  ],
  // supabase/supabase#22323
  ['select gives an empty array and no rls error', RLS],
  // supabase/supabase-flutter#788
  ['PostgrestException(message: JWT expired, code: PGRST301, details: Unauthorized, hint: null)', RLS],
  // supabase/supabase#2378
  ['inserting a user from my frontend is denied by row-level security', RLS],
  // supabase/supabase#47917
  ['all INSERT policies fail regardless of role, grants and condition', RLS],
  // akash-network/console#1693
  [
    'Error: No signatures found matching the expected signature for payload. Are you passing the raw request body you received from Stripe?  (code: undefined)\n    at validateComputedSignature (webpack://console/node_modules/stripe/cjs/Webhooks.js:142:1)\n    at Object.constructEvent (webpack://console/node_modules/stripe/cjs/Webhooks.js:13:1)\n    at StripeWebhookService.routeStripeEvent (webpack://console-api/src/billing/services/stripe-webhook/stripe-webhook.service.ts:25:40)\n    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)\n    at async dispatch (webpack://console/node_modules/hono/dist/cjs/compose.js:52:1)',
    STRIPE
  ],
  // woocommerce/woocommerce-gateway-stripe#1289
  ['the webhook endpoint of your account in live mode has been failing for nine days, we have disabled it', STRIPE],
  // openfoodfoundation/openfoodnetwork#6992
  ['stripe cannot deliver to our server, it gets a 404', STRIPE],
  // invertase/stripe-firebase-extensions#165
  ['stripe webhooks stopped working completely', STRIPE],
  // integrallis/stripe_event#128
  ['checkout.session.completed is sent and our signature check refuses it', STRIPE],
  // dj-stripe/dj-stripe, as its log has it
  ['ValueError: Cannot verify event signature, StripeSignatureVerification failed', STRIPE],
  // OptimalBits/bull#412
  ['Error: job stalled more than allowable limit \nat /app/node_modules/bull/lib/queue.js:569:50 ', JOBS],
  // OptimalBits/bull#1685
  ['mail queue: processes remain active and fail after a while', JOBS],
  // sidekiq/sidekiq#3372
  ['sidekiq seems to be stuck', JOBS],
  // celery/celery#682
  [
    "[2012-05-09 10:57:18,982: ERROR/MainProcess] Task docket.tasks.add[e3c18cdb-dd58-410a-9a53-3dd997353150] raised exception: WorkerLostError('Worker exited prematurely.',)",
    JOBS
  ],
  // sidekiq/sidekiq#6481
  ['dead queue loops after Retry All', JOBS],
  // OptimalBits/bull#1822
  ['delayed jobs are not picked up', JOBS],
  // celery/kombu#1836
  ["Losing unacked messages, WorkerLostError('Worker exited prematurely: signal 15 (SIGTERM)", JOBS],
  // dj-stripe/dj-stripe#1674
  ['subscription deleted at stripe is still active in the local database', RECONCILIATION],
  // adcontextprotocol/adcp#6686
  ['our db shows canceled while stripe shows the subscription active', RECONCILIATION],
  // kortix-ai/suna#6669
  ['reconcile stripe_subscription_status drift', RECONCILIATION],
  // kkanupriyaphd21-dev/ai-botapplication-backend#120
  ['ledger totals drift', RECONCILIATION],
  // ledgersmb/LedgerSMB#4480
  ['reconciliation does not balance, off by twice the difference', RECONCILIATION],
  // istio/istio#55138
  ['503 upstream connect error or disconnect/reset before headers. reset reason: connection termination', OUTAGE],
  // brettwooldridge/HikariCP#1905
  ['HikariPool-1 - Connection is not available, request timed out after 30002ms.', OUTAGE],
  // zalando/problem-spring-web#265
  ['CircuitBreakerOpenException 503 Service Unavailable', OUTAGE],
  // anthropics/claude-code#56469
  ['AxiosError: timeout of 5000ms exceeded', OUTAGE],
  // psf/requests, as its log has it
  [
    "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.internal', port=443): Max retries exceeded with url: /v1 (Caused by NewConnectionError: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution)",
    OUTAGE
  ],
  // ollama/ollama#4227
  ['degraded response quality, it hallucinates heavily since the update', AI],
  // ollama/ollama#3285
  ['prompts that gave correct results now give false outputs', AI],
  // leonbreukelman/smactorio#165
  ['LLM returned schema echo instead of data', AI],
  // guardrails-ai/guardrails#596
  ['the llm output fails json schema validation', AI],
  // aaif-goose/goose#8248
  ['new version of the model is not as good as the previous one', AI],
  // kubernetes/kubernetes, as its events have it
  ['0/3 nodes are available: 3 Insufficient memory. preemption: No preemption victims found', null],
  // npm/cli, as it prints it
  ['npm ERR! code ERESOLVE\nnpm ERR! ERESOLVE unable to resolve dependency tree', null],
  // golang/go, as crypto/x509 prints it
  ['x509: certificate has expired or is not yet valid', null],
  // docker/for-linux
  ['container OOMKilled exit code 137', null],
  // git, as it prints it
  ['error: failed to push some refs to origin', null],
  // A question that a help desk has
  ['how do I change my email address', null],
  // hashicorp/terraform
  ['Error acquiring the state lock: ConditionalCheckFailedException', null]
]

/** What sounds like a pack and is about another world, and what an operator types of ours; written down before any was run. */
export const OTHER_WORLDS: Expected = [
  ['permission denied for table invoices', RLS],
  ['new row violates row-level security policy for table "orders"', RLS],
  ['ERROR:  infinite recursion detected in policy for relation "team_members"', RLS],
  ['permission denied for schema public', RLS],
  ['42501', RLS],
  ['FATAL: sorry, too many clients already', CONNECTIONS],
  ['FATAL:  remaining connection slots are reserved for non-replication superuser connections', CONNECTIONS],
  ['too many connections for role "app"', CONNECTIONS],
  ['53300', CONNECTIONS],
  ['P2024', CONNECTIONS],
  ['Timed out fetching a new connection from the connection pool', CONNECTIONS],
  ['MaxClientsInSessionMode: max clients reached', CONNECTIONS],
  ['sqlalchemy.exc.TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out', CONNECTIONS],
  ['No signatures found matching the expected signature for payload. Are you passing the raw request body', STRIPE],
  ['stripe webhook returns 400', STRIPE],
  ['Webhook payload must be provided as a string or a Buffer', STRIPE],
  ['Invalid signature from stripe', STRIPE],
  ['BullMQ jobs stuck in waiting', JOBS],
  ['pg-boss job failed by timeout in active state', JOBS],
  ['job stalled more than allowable limit', JOBS],
  ['dead letter queue is growing', JOBS],
  ['OpenAI is down, requests time out', OUTAGE],
  ['upstream connect error or disconnect/reset before headers', OUTAGE],
  ['circuit breaker open for payments', OUTAGE],
  ['ECONNREFUSED', OUTAGE],
  ['503 from the payment provider', OUTAGE],
  ['model returns prose instead of JSON since the update', AI],
  ['LLM structured output fails schema validation', AI],
  ['stripe balance does not match our ledger', RECONCILIATION],
  ['missing rows between source and replica table counts', RECONCILIATION],
  ['order totals in warehouse do not match production after backfill', RECONCILIATION],
  ["ZodError: Invalid enum value. Expected refund, bug, received 'Refund request' in LLM output", AI],
  ['FATAL: zu viele Clients sind schon verbunden', CONNECTIONS],
  ['FEHLER: keine Berechtigung für Tabelle rechnungen', RLS],
  ['ERREUR: droit refusé pour la table factures', RLS],
  ['FATAL:  tut mir leid, schon zu viele Verbindungen', CONNECTIONS],
  ['FATAL:  désolé, trop de clients sont déjà connectés', CONNECTIONS],
  ['permiso denegado a la tabla facturas', RLS],
  ['Permission denied (publickey) git push', null],
  ["PermissionError: [Errno 13] Permission denied: '/etc/hosts'", null],
  ['iOS app: camera permission denied by user', null],
  ['permission denied while trying to connect to the Docker daemon socket', null],
  ['bash: ./deploy.sh: Permission denied', null],
  ['react infinite recursion maximum update depth exceeded', null],
  ['python RecursionError maximum recursion depth exceeded', null],
  ['stack overflow infinite recursion', null],
  ['mysql ERROR 1040 (HY000): Too many connections', null],
  ['mongodb too many connections', null],
  ['user cannot log in: invalid password', null],
  ['openai 401 invalid api key', null],
  ['AccessDenied: User is not authorized to perform s3:GetObject', null],
  ['user deleted production table by accident', null],
  ['ERROR: relation "users" does not exist', null],
  ["ImportError: cannot import name 'Policy' from 'models'", null],
  ['webhook for slack returns invalid_payload', null],
  ['github webhook delivery failed 404', null],
  ['jenkins build queue is stuck', null],
  ['ssh: connect to host 10.0.0.1 port 22: Connection timed out', null],
  ['connection refused localhost:3000 in docker compose', null],
  ['DNS_PROBE_FINISHED_NXDOMAIN', null],
  ['rate limit for github api exceeded', null],
  ['restore backup point in time', null],
  ['events calendar sync duplicate', null],
  ['timeout', null],
  ["chmod: changing permissions of 'x': Operation not permitted", null],
  ["EACCES: permission denied, open '/var/log/app.log'", null],
  ['Android permission denied for location', null],
  ['git merge conflict in package.json', null],
  ['webhook from shopify not received', null],
  ['redis: max number of clients reached', null],
  ['rabbitmq too many connections', null],
  ['nginx 502 bad gateway upstream', null],
  ['helm release failed timed out waiting for condition', null],
  ['Fehler beim Drucken: Drucker nicht gefunden', null],
  ['users complain about slow wifi in the office', null],
  ['SSL handshake failed certificate verify failed', null]
]

/** Lines of other systems that read like ours, written down before they were tried; and ours beside a tool that only runs them. */
export const NAMED_SYSTEMS: readonly (readonly [query: string, slug: string | null])[] = [
  ['MySQL too many connections', null],
  ['MySQLNonTransientConnectionException: Too many connections', null],
  ['mysql2 Error: ER_CON_COUNT_ERROR: Too many connections', null],
  ['ERROR 1040 (HY000): Too many connections', null],
  ['com.microsoft.sqlserver.jdbc.SQLServerException: The connection pool is exhausted', null],
  ['SQL Server: The connection pool is exhausted', null],
  ['JedisExhaustedPoolException: Pool exhausted', null],
  ['RabbitMQ connection refused: too many connections', null],
  ['CockroachDB too many connections', null],
  ['BigQuery permission denied for table analytics.events', null],
  ['Snowflake: permission denied for table x', null],
  ['PermissionDenied: Firestore security rules', null],
  ['Power BI row level security returns blank', null],
  ['LemonSqueezy webhook signature verification failed', null],
  ['PayPal webhook signature verification failed', null],
  ['Timestamp outside the tolerance zone for shopify', null],
  ['Internal error occurred: failed calling webhook "vpod.kb.io"', null],
  ['airflow task failed: job timed out in queue', null],
  ['eslint Parsing error: Unexpected token =>', null],
  ['ENOTFOUND registry.npmjs.org', null],
  ['ETIMEDOUT while yarn install', null],
  ['ECONNREFUSED 127.0.0.1:5173 vite', null],
  ['docker-compose web_1 | FATAL: remaining connection slots are reserved', 'postgres-connections-exhausted'],
  ['npm ERR! Lifecycle script failed\nFATAL: sorry, too many clients already', 'postgres-connections-exhausted'],
  ['Npgsql.PostgresException: 53300: sorry, too many clients already', 'postgres-connections-exhausted'],
  ['redis: Missing lock for job 42 moveToFinished', 'background-job-failure-replay'],
  ['kubernetes pod web: No signatures found matching the expected signature', 'stripe-webhook-failure']
]

/** As people type it in a hurry; the pack was written down before any was run, and 36 of 43 were right at first. */
export const IN_A_HURRY: Expected = [
  ['customer.subscription.updated events are not arriving', STRIPE],
  ['circuit breaker open for recommendations-api', OUTAGE],
  ['invoice.paid webhooks stopped arriving since midnight', STRIPE],
  ['No signatures found matching the expected signature for payload', STRIPE],
  ['stripe says endpoint disabled after 9 days of failures', STRIPE],
  ['Webhook endpoint returned 404 to Stripe', STRIPE],
  ['checkout.session.completed is delivered but order stays unpaid', STRIPE],
  ['charge.refunded event never reached our backend', STRIPE],
  ['we missed payment_intent.succeeded for two hours', STRIPE],
  ['half of our stripe webhooks time out', STRIPE],
  ['customers see empty dashboard after RLS migration', RLS],
  ['new row violates row-level security policy for table "orders"', RLS],
  ['infinite recursion detected in policy for relation "members"', RLS],
  ['permission denied for schema public PostgREST', RLS],
  ['users can read data of another tenant', RLS],
  ['auth.uid() returns null in policy', RLS],
  ['supabase select returns [] for logged in user', RLS],
  ['sidekiq retries exhausted, thousands of dead jobs', JOBS],
  ['bullmq jobs stuck in waiting, no worker picks them up', JOBS],
  ['pg-boss job expired handler execution exceeded', JOBS],
  ['graphile-worker permanently failed jobs', JOBS],
  ['dead letter queue is filling up', JOBS],
  ['nightly export job did not run', JOBS],
  ['Job stalled more than allowable limit', JOBS],
  ['queue depth alarm: email-queue 54000 messages', JOBS],
  ['FATAL: sorry, too many clients already', CONNECTIONS],
  ['remaining connection slots are reserved for roles with the SUPERUSER attribute', CONNECTIONS],
  ['Timed out fetching a new connection from the connection pool', CONNECTIONS],
  ['sessions idle in transaction pile up', CONNECTIONS],
  ['pgbouncer no more connections allowed (max_client_conn)', CONNECTIONS],
  ['QueuePool limit of size 5 overflow 10 reached, connection timed out', CONNECTIONS],
  ['downstream service returns 503, our checkout fails too', OUTAGE],
  ['retry storm against inventory service', OUTAGE],
  ['circuit breaker OPEN for payment-gateway', OUTAGE],
  ['third party API is down, requests hang for 30s', OUTAGE],
  ['upstream connect error or disconnect/reset before headers', OUTAGE],
  ["CallNotPermittedException: CircuitBreaker 'search' is OPEN", OUTAGE],
  ['subscriptions active in Stripe but canceled in our database', RECONCILIATION],
  ['reconciliation report shows 42 orphaned subscriptions', RECONCILIATION],
  ['chatbot answers got worse after the model upgrade', AI],
  ['LLM hallucination rate doubled since the prompt change', AI],
  ['structured output no longer matches the JSON schema after model update', AI],
  ['retrieval returns irrelevant chunks since reindexing', AI],
  // Of other kinds, beside what the packs know by other words.
  ['customers differ in their subscriptions between Stripe and our database', RECONCILIATION],
  ['subscription records disagree with stripe since the migration', RECONCILIATION],
  ['webpack chunk load failed', null],
  ['circuit breaker tripped in the fuse box', null],
  ['git retry storm in CI', null],
  ['idle workers in the warehouse', null]
]
