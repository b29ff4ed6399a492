/**
 * Bodies as alerting services deliver them: the shape is theirs, the text is ours. Each with the pack that is meant; null
 * where none is, as for a delivery that is no alert.
 */
import type { AlertSource, AlertStatus } from '../src/index.js'

export interface AlertPayload {
  name: string
  source: AlertSource
  status: AlertStatus
  /** The slug that has to be first, or among those that tie with the first; null for no sure hit. */
  pack: string | null
  body: unknown
  /** What else must hold of it. */
  says?: Record<string, unknown>
}

const STRIPE = 'stripe-webhook-failure'
const RLS = 'supabase-rls-lockout-recovery'
const JOBS = 'background-job-failure-replay'
const OUTAGE = 'partial-outage-dependency-failure'
const LEDGER = 'data-reconciliation-mismatch'
const AI = 'ai-output-regression'

const START = '2026-11-23T03:12:09.000Z'
const NEVER = '0001-01-01T00:00:00Z'

type Labels = Record<string, string>

interface Alert {
  labels: Labels
  annotations: Labels
  status?: string
  silenceURL?: string
  valueString?: string
}

function alertmanager(alerts: Alert[], more: object = {}): unknown {
  return {
    version: '4',
    groupKey: '{}:{alertname="x"}',
    truncatedAlerts: 0,
    status: alerts.every(({ status }) => status === 'resolved') ? 'resolved' : 'firing',
    receiver: 'keys',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example',
    alerts: alerts.map((alert, index) => ({
      status: 'firing',
      startsAt: START,
      endsAt: NEVER,
      generatorURL: 'http://prometheus.example/graph?g0.expr=x',
      fingerprint: `0000000000000${index}`,
      ...alert
    })),
    ...more
  }
}

const grafana = (alerts: Parameters<typeof alertmanager>[0], more: object = {}): unknown =>
  Object.assign({}, alertmanager(alerts), {
    version: '1',
    orgId: 1,
    title: '[FIRING:1] group',
    state: 'alerting',
    message: '**Firing**',
    ...more
  })

function pagerDuty(type: string, title: string, service: string, more: object = {}): unknown {
  const data = { id: 'PGR0VU2', type: 'incident', number: 2, status: 'triggered', incident_key: 'd3640f', title }
  const reference = { id: 'PF9KMXH', summary: service, type: 'service_reference' }
  return {
    event: {
      id: '5ac64822',
      event_type: type,
      resource_type: 'incident',
      occurred_at: START,
      agent: null,
      client: { name: 'PagerDuty' },
      data: { ...data, created_at: START, service: reference, urgency: 'high', teams: [], ...more }
    }
  }
}

const events = (payload: object, more: object = {}): unknown => ({
  routing_key: 'R0'.repeat(16),
  event_action: 'trigger',
  dedup_key: 'queue/1',
  payload: { source: 'prometheus', severity: 'critical', timestamp: START, ...payload },
  links: [],
  ...more
})

const opsgenie = (action: string, message: string, more: object = {}): unknown => ({
  action,
  integrationName: 'Keys',
  source: { name: '', type: 'api' },
  alert: { alertId: '052652ac', tinyId: '23', alias: 'a-1', message, tags: [], createdAt: 1_795_403_529_000, ...more }
})

const datadog = (title: string, body: string, more: object = {}): unknown => ({
  id: '7878787878',
  event_type: 'query_alert_monitor',
  title,
  body: `%%%\n${body}\n%%%`,
  date: 1_795_403_529_000,
  last_updated: 1_795_403_529_000,
  org: { id: '1', name: 'example' },
  ...more
})

const sentryEvent = (type: string, value: string, more: object = {}, data: object = {}): unknown => ({
  action: 'triggered',
  installation: { uuid: 'a8e5d37a' },
  actor: { id: 'sentry', name: 'Sentry', type: 'application' },
  data: {
    event: {
      title: `${type}: ${value}`,
      culprit: 'api.handler',
      datetime: START,
      issue_id: '1117540176',
      exception: { values: [{ type, value, stacktrace: { frames: [] } }] },
      tags: [['level', 'error']],
      ...more
    },
    triggered_rule: 'A new error in production',
    ...data
  }
})

const alarm = (name: string, description: string | null, more: object = {}): object => ({
  AlarmName: name,
  AlarmDescription: description,
  AWSAccountId: '123456789012',
  NewStateValue: 'ALARM',
  OldStateValue: 'OK',
  NewStateReason: 'Threshold Crossed: 1 datapoint [12.0] was greater than the threshold (5.0).',
  StateChangeTime: '2026-11-23T03:12:09.000+0000',
  Region: 'EU (Frankfurt)',
  AlarmArn: `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${name}`,
  Trigger: { MetricName: 'Errors', Namespace: 'App', Dimensions: [{ name: 'Service', value: 'api' }] },
  ...more
})

const sns = (message: unknown, more: object = {}): unknown => ({
  Type: 'Notification',
  MessageId: '95df01b4',
  TopicArn: 'arn:aws:sns:eu-central-1:123456789012:alerts',
  Subject: 'ALARM',
  Message: typeof message === 'string' ? message : JSON.stringify(message),
  Timestamp: START,
  SignatureVersion: '1',
  Signature: 'x',
  ...more
})

const eventBridge = (name: string, description: string, value = 'ALARM', more: object = {}): unknown => ({
  version: '0',
  id: 'c4c1c1c9',
  'detail-type': 'CloudWatch Alarm State Change',
  source: 'aws.cloudwatch',
  account: '123456789012',
  time: START,
  region: 'eu-central-1',
  resources: [`arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${name}`],
  detail: {
    alarmName: name,
    configuration: {
      description,
      metrics: [
        { id: 'm', metricStat: { metric: { namespace: 'App', name: 'Errors', dimensions: { Service: 'api' } } } }
      ]
    },
    previousState: { value: 'OK' },
    state: { value, reason: 'Threshold Crossed', timestamp: START },
    ...more
  }
})

const attribute = (key: string, value: string): unknown => ({ key, value: { stringValue: value } })
const otlp = (service: string, body: string, attributes: unknown[] = []): unknown => ({
  resourceLogs: [
    {
      resource: { attributes: [attribute('service.name', service)] },
      scopeLogs: [
        {
          scope: {},
          logRecords: [
            {
              timeUnixNano: '1795403529000000000',
              severityNumber: 17,
              severityText: 'ERROR',
              body: { stringValue: body },
              attributes
            }
          ]
        }
      ]
    }
  ]
})

const p = (
  source: AlertSource,
  name: string,
  pack: string | null,
  body: unknown,
  status: AlertStatus = 'firing',
  says?: Record<string, unknown>
): AlertPayload => ({ source, name, pack, body, status, ...(says ? { says } : {}) })

export const PAYLOADS: readonly AlertPayload[] = [
  p(
    'alertmanager',
    'an annotation that names the package',
    RLS,
    alertmanager([
      {
        labels: { alertname: 'EmptyAnswers', severity: 'page' },
        annotations: { keys_runbook: '@keys/runbook-supabase-rls-lockout-recovery', summary: 'No rows' }
      }
    ]),
    'firing',
    { startedAt: START }
  ),
  p(
    'alertmanager',
    'a runbook_url that ends with the slug',
    JOBS,
    alertmanager([
      {
        labels: { alertname: 'SomethingIsOdd' },
        annotations: { runbook_url: 'https://runbooks.example/ops/background-job-failure-replay.md?v=2#top' }
      }
    ])
  ),
  p(
    'alertmanager',
    'no link: words of the name, the service and the summary',
    STRIPE,
    alertmanager([
      {
        labels: { alertname: 'StripeWebhookErrorRateHigh', service: 'billing' },
        annotations: { summary: 'Stripe reports failed deliveries to the webhook endpoint' }
      }
    ])
  ),
  p(
    'alertmanager',
    'a group of which one alert is over, and of which the sender left out three',
    JOBS,
    alertmanager(
      [
        {
          labels: { alertname: 'DeadLetterQueueNotEmpty', queue: 'mail' },
          annotations: { description: 'jobs in the dead-letter queue' }
        },
        { labels: { alertname: 'StripeWebhookDown' }, annotations: { summary: 'stripe webhook' }, status: 'resolved' }
      ],
      { truncatedAlerts: 3 }
    ),
    'firing',
    { truncated: 3, names: ['DeadLetterQueueNotEmpty'] }
  ),
  p(
    'alertmanager',
    'resolved',
    STRIPE,
    alertmanager([
      {
        labels: { alertname: 'StripeWebhookErrorRateHigh' },
        annotations: { summary: 'Stripe webhook' },
        status: 'resolved'
      }
    ]),
    'resolved'
  ),
  p('alertmanager', 'without a single label', null, alertmanager([{ labels: {}, annotations: {} }])),
  p('alertmanager', 'as its API takes alerts: a list', RLS, [
    {
      labels: { alertname: 'PermissionDenied', job: 'api' },
      annotations: { summary: 'ERROR 42501: permission denied for table invoices' },
      startsAt: START
    }
  ]),

  p(
    'grafana',
    'a rule with a runbook link',
    LEDGER,
    grafana([
      {
        labels: { alertname: 'DB differs', grafana_folder: 'billing' },
        annotations: { runbook_url: 'https://wiki.example/data-reconciliation-mismatch' }
      }
    ])
  ),
  p(
    'grafana',
    'a query that failed: the rule is in rulename',
    OUTAGE,
    grafana([
      {
        labels: { alertname: 'DatasourceError', rulename: 'Error rate of a dependency' },
        annotations: { description: 'partial outage: requests to a dependency time out' }
      }
    ]),
    'firing',
    { names: ['Error rate of a dependency'] }
  ),
  p(
    'grafana',
    'resolved',
    null,
    grafana([{ labels: { alertname: 'x' }, annotations: {}, status: 'resolved' }], { status: 'resolved', state: 'ok' }),
    'resolved'
  ),
  p(
    'grafana',
    'values and a panel, the text in the message',
    STRIPE,
    grafana(
      [
        {
          labels: { alertname: 'Webhooks' },
          annotations: {},
          silenceURL: 'https://g.example/s',
          valueString: '[ var=A value=12 ]'
        }
      ],
      { message: 'No signatures found matching the expected signature for payload' }
    )
  ),
  p('grafana', 'of before 2021', JOBS, {
    ruleId: 7,
    ruleName: 'Dead-letter jobs',
    state: 'alerting',
    evalMatches: [{ metric: 'dead', value: 4 }],
    message: 'jobs in the dead-letter queue',
    title: '[Alerting] Dead-letter jobs'
  }),

  p(
    'pagerduty',
    'triggered, by its title alone',
    STRIPE,
    pagerDuty('incident.triggered', 'Stripe webhook signature verification failed', 'Billing')
  ),
  p(
    'pagerduty',
    'resolved',
    RLS,
    pagerDuty('incident.resolved', 'permission denied for table invoices (42501)', 'API', { status: 'resolved' }),
    'resolved'
  ),
  p(
    'pagerduty',
    'acknowledged',
    JOBS,
    pagerDuty('incident.acknowledged', 'Background jobs fail, dead-letter queue grows', 'Jobs', {
      status: 'acknowledged'
    }),
    'acknowledged'
  ),
  p(
    'pagerduty',
    'a note: its incident is inside',
    AI,
    {
      event: {
        id: '1',
        event_type: 'incident.annotated',
        resource_type: 'incident',
        occurred_at: START,
        data: {
          incident: {
            id: 'P1',
            summary: 'AI output quality regression after the model update',
            type: 'incident_reference'
          },
          id: 'P2',
          content: 'the eval score fell',
          trimmed: false,
          type: 'incident_note'
        }
      }
    },
    'unknown'
  ),
  p(
    'pagerduty',
    'a title that says nothing',
    null,
    pagerDuty('incident.triggered', 'A little bump in the road', 'API Service')
  ),

  p(
    'pagerduty-events',
    'with a runbook among its links',
    OUTAGE,
    events(
      { summary: 'Something', component: 'api' },
      { links: [{ href: 'https://r.example/partial-outage-dependency-failure', text: 'Runbook' }] }
    )
  ),
  p(
    'pagerduty-events',
    'details as Alertmanager writes them',
    JOBS,
    events({
      summary: '[FIRING:1] JobsDead',
      custom_details: {
        firing:
          'Labels:\n - alertname = JobsDead\n - service = worker\nAnnotations:\n - summary = jobs in the dead-letter queue\n',
        num_firing: '1'
      }
    }),
    'firing',
    { names: ['JobsDead'] }
  ),
  p('pagerduty-events', 'resolve', null, events({ summary: 'queue' }, { event_action: 'resolve' }), 'resolved'),
  p(
    'pagerduty-events',
    'nested details, a pack named by the team',
    LEDGER,
    events({ summary: 'x', custom_details: { keys: { pack: 'data-reconciliation-mismatch' } } })
  ),
  p(
    'pagerduty-events',
    'acknowledge, with details that are no texts',
    null,
    events({ summary: 'y', custom_details: [1, null, { a: [] }] }, { event_action: 'acknowledge' }),
    'acknowledged'
  ),

  p(
    'opsgenie',
    'created',
    RLS,
    opsgenie('Create', 'RLS: new row violates row-level security policy', { entity: 'api' })
  ),
  p(
    'opsgenie',
    'a tag that names the package',
    STRIPE,
    opsgenie('Create', 'billing', { tags: ['team:pay', 'pack:stripe-webhook-failure'] })
  ),
  p('opsgenie', 'closed', JOBS, opsgenie('Close', 'Dead-letter queue: jobs failed'), 'resolved'),
  p(
    'opsgenie',
    'details cut at a thousand characters',
    OUTAGE,
    opsgenie('Create', 'Partial outage', {
      description: `a dependency times out ${'x'.repeat(976)}`,
      details: { runbook_url: 'https://w.example/partial-outage-dependency-failure/' }
    })
  ),
  p('opsgenie', 'acknowledged, without tags', null, opsgenie('Acknowledge', 'hm', { tags: null }), 'acknowledged'),

  p(
    'datadog',
    'as its webhook is at first',
    STRIPE,
    datadog(
      '[Triggered] Stripe webhook deliveries fail',
      'The Stripe webhook endpoint answers 400: No signatures found matching the expected signature for payload'
    )
  ),
  p(
    'datadog',
    'recovered',
    RLS,
    datadog('[Recovered] permission denied for table', 'ok again', { event_type: 'query_alert_monitor' }),
    'resolved'
  ),
  p(
    'datadog',
    'our template: tags, a runbook in the text of the monitor',
    JOBS,
    {
      alert_id: '1',
      alert_title: '[P1] Queue',
      alert_transition: 'Triggered',
      alert_scope: 'service:worker,env:prod',
      tags: 'team:x,env:prod',
      event_msg: 'Runbook: https://runbooks.example/background-job-failure-replay',
      alert_cycle_key: '12'
    },
    'firing',
    { service: 'worker' }
  ),
  p(
    'datadog',
    'a tag that names the pack',
    AI,
    datadog('[Warn] quality', '', { tags: 'keys_pack:ai-output-regression' })
  ),
  p(
    'datadog',
    'its variables in capitals, no text',
    null,
    { ALERT_TITLE: 'x', ALERT_TRANSITION: 'No Data', TAGS: '' },
    'no-data'
  ),

  p(
    'sentry',
    'an issue alert: the exception decides',
    RLS,
    sentryEvent('PostgresError', 'permission denied for table invoices')
  ),
  p(
    'sentry',
    'a rule with settings',
    STRIPE,
    sentryEvent(
      'Error',
      'oops',
      {},
      { issue_alert: { title: 'Hooks', settings: [{ name: 'runbook', value: 'stripe-webhook-failure' }] } }
    )
  ),
  p(
    'sentry',
    'tags are pairs',
    LEDGER,
    sentryEvent('Error', 'oops', {
      tags: [
        ['runbook', 'https://w.example/data-reconciliation-mismatch'],
        ['level', 'error']
      ]
    })
  ),
  p(
    'sentry',
    'a metric alert that is over',
    null,
    {
      action: 'resolved',
      installation: { uuid: 'a' },
      data: {
        description_text: '1000 events in the last 10 minutes',
        description_title: 'Resolved: Too many errors',
        metric_alert: {
          alert_rule: { name: 'Too many errors', query: 'level:error' },
          identifier: '1',
          projects: ['bar']
        },
        web_url: 'https://sentry.example/'
      }
    },
    'resolved',
    { names: ['Too many errors'], service: 'bar' }
  ),
  p('sentry', 'an issue', STRIPE, {
    action: 'created',
    actor: { type: 'application' },
    installation: { uuid: 'a' },
    data: {
      issue: {
        id: '1',
        title: 'StripeSignatureVerificationError',
        metadata: {
          type: 'StripeSignatureVerificationError',
          value: 'No signatures found matching the expected signature for payload'
        },
        project: { slug: 'web' }
      }
    }
  }),

  p(
    'cloudwatch',
    'SNS: the message is JSON in a text',
    JOBS,
    sns(alarm('dlq-not-empty', 'jobs in the dead-letter queue'))
  ),
  p('cloudwatch', 'as Lambda gets it', RLS, {
    Records: [
      { EventSource: 'aws:sns', Sns: sns(alarm('rls', 'permission denied for table invoices: SQLSTATE 42501')) }
    ]
  }),
  p('cloudwatch', 'OK, and no description', null, sns(alarm('x', null, { NewStateValue: 'OK' })), 'resolved'),
  p(
    'cloudwatch',
    'delivered raw, a package in its description',
    OUTAGE,
    alarm('latency', 'See @keys/runbook-partial-outage-dependency-failure')
  ),
  p(
    'cloudwatch',
    'metric math: no dimensions above',
    STRIPE,
    sns(
      alarm('hooks', 'Stripe webhook deliveries fail', {
        Trigger: {
          Metrics: [{ Id: 'e', MetricStat: { Metric: { MetricName: 'Failed', Namespace: 'Hooks', Dimensions: [] } } }]
        }
      })
    )
  ),
  p(
    'sns',
    'asks to confirm a subscription',
    null,
    sns('You have chosen to subscribe', {
      Type: 'SubscriptionConfirmation',
      SubscribeURL: 'https://sns.example/?Token=x'
    }),
    'unknown'
  ),
  p(
    'alertmanager',
    'Alertmanager through SNS',
    RLS,
    sns(alertmanager([{ labels: { alertname: 'A' }, annotations: { runbook: 'supabase-rls-lockout-recovery' } }]))
  ),
  p('sns', 'words through SNS', STRIPE, sns('Stripe webhook: no valid signature'), 'unknown'),

  p('eventbridge', 'an alarm', OUTAGE, eventBridge('api-errors', 'partial outage: a dependency times out')),
  p(
    'eventbridge',
    'with tags',
    AI,
    eventBridge('evals', '', 'ALARM', { alarmTags: { 'keys-pack': 'ai-output-regression' } })
  ),
  p('eventbridge', 'OK', null, eventBridge('x', 'y', 'OK'), 'resolved'),
  p(
    'eventbridge',
    'another event of AWS',
    null,
    { 'detail-type': 'EC2 Instance State-change Notification', source: 'aws.ec2', detail: { state: 'stopped' } },
    'unknown'
  ),
  p(
    'eventbridge',
    'missing data',
    LEDGER,
    eventBridge('reconciliation', 'The reconciliation job reports differences', 'INSUFFICIENT_DATA'),
    'no-data'
  ),

  p(
    'opentelemetry',
    'a log record with an exception',
    RLS,
    otlp('api', 'query failed', [
      attribute('exception.type', 'PostgresError'),
      attribute('exception.message', 'permission denied for table invoices')
    ])
  ),
  p(
    'opentelemetry',
    'the body says it',
    STRIPE,
    otlp('billing', 'No signatures found matching the expected signature for payload'),
    'firing',
    { service: 'billing' }
  ),
  p('opentelemetry', 'one record by itself', JOBS, {
    timeUnixNano: '1795403529000000000',
    severityText: 'ERROR',
    body: 'job moved to the dead-letter queue after 5 attempts',
    attributes: { 'service.name': 'worker' },
    resource: { 'service.name': 'worker' }
  }),
  p('opentelemetry', 'no body', null, {
    resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes: null, body: {} }] }] }]
  }),
  p('opentelemetry', 'many records: what comes first counts', OUTAGE, {
    resourceLogs: Array.from({ length: 300 }, () => ({
      resource: { attributes: [attribute('service.name', 'api')] },
      scopeLogs: [{ logRecords: [{ body: { stringValue: 'partial outage: dependency timed out' } }] }]
    }))
  }),

  p(
    'json',
    'unknown, with a name and words',
    JOBS,
    { check_name: 'queue', detail: { note: 'jobs in the dead-letter queue' } },
    'unknown'
  ),
  p('json', 'an empty object', null, {}, 'unknown'),
  p('json', 'an empty list', null, [], 'unknown'),
  p('json', 'resolved, by any name', null, { state: 'OK', x: 1 }, 'resolved'),
  p('text', 'words', RLS, 'ERROR 42501: permission denied for table invoices', 'unknown'),
  p('text', 'half of a JSON', null, '{"alerts":[{"labels"', 'unknown')
]
