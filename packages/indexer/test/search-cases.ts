/** What operators type and paste, and the slug of the pack that must come first. */
export const CASES: readonly (readonly [query: string, slug: string])[] = [
  // Lines of logs, as they are pasted
  ['2026-11-23T03:12:09Z ERROR 42501: permission denied for table invoices', 'supabase-rls-lockout-recovery'],
  [
    '{"level":"error","time":1795403529401,"pid":812,"err":{"code":"42501","message":"permission denied for function current_tenant"}}',
    'supabase-rls-lockout-recovery'
  ],
  [
    'Nov 23 03:12:09 web-7f9c8d4b5-x2x9k app[812]: new row violates row-level security policy for table "invoices"',
    'supabase-rls-lockout-recovery'
  ],
  ['ERROR:  infinite recursion detected in policy for relation "memberships"', 'supabase-rls-lockout-recovery'],
  [
    'error: unrecognized configuration parameter "request.jwt.claim.tenant" at Parser.parseErrorMessage (/srv/app/node_modules/pg-protocol/dist/parser.js:283:98)',
    'supabase-rls-lockout-recovery'
  ],
  [
    'pq: invalid input syntax for type uuid: "undefined" (3f0c9a52-7d3b-4e0e-9b1c-2f7f3d6d9c01)',
    'supabase-rls-lockout-recovery'
  ],
  [
    'StripeSignatureVerificationError: No signatures found matching the expected signature for payload. Are you passing the raw request body?',
    'stripe-webhook-failure'
  ],
  [
    '[2026-11-23 03:12:09,401] Timestamp outside the tolerance zone evt_1NG8Du2eZvKYlo2CUI79vXWy',
    'stripe-webhook-failure'
  ],
  ['\u001B[31mError: No webhook secret value was provided.\u001B[39m', 'stripe-webhook-failure'],
  [
    'Webhook payload must be provided as a string or a Buffer (https://nodejs.org/api/buffer.html)',
    'stripe-webhook-failure'
  ],
  ['10.0.3.12 - - [23/Nov/2026:03:12:09 +0000] "POST /webhooks/stripe HTTP/1.1" 500 312', 'stripe-webhook-failure'],
  ["StripeInvalidRequestError: No such subscription: 'sub_1MowQVLkdIwHu7ixeRlqHVzs'", 'data-reconciliation-mismatch'],
  ['job failed by timeout in active state', 'background-job-failure-replay'],
  ['Error: handler execution exceeded 15000ms', 'background-job-failure-replay'],
  ['worker-3 pg-boss shut down while active job=0a1b2c3d4e5f', 'background-job-failure-replay'],
  ['SyntaxError: Unexpected token \'H\', "Here is the JSON" is not valid JSON', 'ai-output-regression'],
  [
    'Error: timeout exceeded when trying to connect at /srv/app/node_modules/pg-pool/index.js:45:11',
    'partial-outage-dependency-failure'
  ],
  ['getaddrinfo EAI_AGAIN payments.internal', 'partial-outage-dependency-failure'],
  ['Error: getaddrinfo ENOTFOUND search.internal', 'partial-outage-dependency-failure'],
  ['read ECONNRESET', 'partial-outage-dependency-failure'],
  // Codes
  ['42501', 'supabase-rls-lockout-recovery'],
  ['42P17', 'supabase-rls-lockout-recovery'],
  ['SQLSTATE 42501', 'supabase-rls-lockout-recovery'],
  ['429', 'partial-outage-dependency-failure'],
  ['HTTP 503', 'partial-outage-dependency-failure'],
  ['504 gateway timeout', 'partial-outage-dependency-failure'],
  ['403 from data api', 'supabase-rls-lockout-recovery'],
  ['406', 'supabase-rls-lockout-recovery'],
  // Names of alerts
  ['StripeWebhookErrorRateHigh', 'stripe-webhook-failure'],
  ['stripe_webhook_error_rate_high', 'stripe-webhook-failure'],
  ['DeadLetterQueueNotEmpty', 'background-job-failure-replay'],
  ['[FIRING:1] OldestWaitingJobAge critical', 'background-job-failure-replay'],
  ['SubscriptionReconciliationDifferences', 'data-reconciliation-mismatch'],
  ['EvalScoreBelowThreshold', 'ai-output-regression'],
  ['dependency_latency_p99_high', 'partial-outage-dependency-failure'],
  // Typing mistakes
  ['strpe webhok', 'stripe-webhook-failure'],
  ['stirpe web hook', 'stripe-webhook-failure'],
  ['permision denyed for tabel', 'supabase-rls-lockout-recovery'],
  ['reconcilation mismtach', 'data-reconciliation-mismatch'],
  ['backgroud job replya', 'background-job-failure-replay'],
  ['supabse rsl lockuot', 'supabase-rls-lockout-recovery'],
  ['partail outge', 'partial-outage-dependency-failure'],
  ['ai ouptut regresion', 'ai-output-regression'],
  // Plain words
  ['customer paid but subscription did not change', 'stripe-webhook-failure'],
  ['customer cancelled and still has access', 'data-reconciliation-mismatch'],
  ['emails and invoices are not sent', 'background-job-failure-replay'],
  ['jobs are stuck in the queue', 'background-job-failure-replay'],
  ['deadletter', 'background-job-failure-replay'],
  ['users see empty lists', 'supabase-rls-lockout-recovery'],
  ['health checks are green but customers cannot check out', 'partial-outage-dependency-failure'],
  ['the answers of the model got worse', 'ai-output-regression'],
  ['llm answers truncated finish_reason length', 'ai-output-regression'],
  ['retries are overloading a dependency', 'partial-outage-dependency-failure'],
  ['stripe disabled our endpoint', 'stripe-webhook-failure'],
  ['restored the table from a backup, subscriptions differ', 'data-reconciliation-mismatch'],
  // What only "when not to use" of another pack says
  ["the webhook handler's queries are refused with SQLSTATE 42501", 'supabase-rls-lockout-recovery'],
  ['job queries refused with SQLSTATE 42501', 'supabase-rls-lockout-recovery'],
  ['stripe events are processed and the records differ', 'data-reconciliation-mismatch'],
  ['dependency is well again and failed jobs wait', 'background-job-failure-replay'],
  ['webhook works, but jobs that the events start fail', 'background-job-failure-replay'],
  ['AI provider in time, answers worse', 'ai-output-regression']
]
