/**
 * Alerts that come through a service for incidents: PagerDuty's webhooks (v3) and its Events API (v2), Opsgenie.
 */
import { AlertDraft, type AlertStatus, type NormalizedAlert } from './normalized-alert.js'
import { readTags } from './tags.js'
import { fieldsOf, isObject, objectOf, objectsOf, textOf, type JsonObject } from './read-json.js'

/** Reads a webhook of PagerDuty, version 3; null for anything else. It has neither labels nor links. */
export function fromPagerDuty(value: unknown): NormalizedAlert | null {
  const event = objectOf(objectOf(value)['event'])
  const type = textOf(event['event_type'])
  if (!isObject(event['data']) || !/^[a-z_]+\.[a-z_.]+$/.test(type)) return null
  const data = objectOf(event['data'])
  const incident = isObject(data['incident']) ? data['incident'] : data
  const draft = new AlertDraft()
  draft.text(incident['title'] ?? incident['summary'])
  for (const name of ['content', 'message']) draft.text(data[name])
  draft.service(objectOf(incident['service'])['summary'])
  for (const { summary } of objectsOf(incident['teams'])) draft.label('team', summary)
  draft.label('priority', objectOf(incident['priority'])['summary'])
  draft.label('urgency', incident['urgency'])
  draft.label('incident_type', objectOf(incident['incident_type'])['name'])
  draft.startedAt(incident['created_at'] ?? event['occurred_at'])
  draft.key(incident['incident_key'] ?? incident['id'])
  draft.status = STATUS[textOf(incident['status'])] ?? STATUS[type.replace(/^incident\./, '')] ?? 'unknown'
  return draft.finish('pagerduty')
}

const STATUS: Readonly<Record<string, AlertStatus>> = {
  triggered: 'firing',
  trigger: 'firing',
  reopened: 'firing',
  escalated: 'firing',
  acknowledged: 'acknowledged',
  acknowledge: 'acknowledged',
  resolved: 'resolved',
  resolve: 'resolved'
}

/** Reads what tools send to PagerDuty, Events API version 2; null for anything else. */
export function fromPagerDutyEvents(value: unknown): NormalizedAlert | null {
  if (!isObject(value) || !isObject(value['payload'])) return null
  const payload = value['payload']
  if (!('event_action' in value) && !('routing_key' in value)) return null
  const draft = new AlertDraft()
  draft.text(payload['summary'])
  draft.service(payload['component'])
  for (const name of ['source', 'severity', 'component', 'group', 'class']) draft.label(name, payload[name])
  draft.name(payload['class'])
  readDetails(payload['custom_details'], draft, 0)
  for (const { href, text } of objectsOf(value['links'])) {
    if (/runbook|playbook|sop/i.test(`${textOf(text)} ${textOf(href)}`)) draft.link(href)
  }
  draft.startedAt(payload['timestamp'])
  draft.key(value['dedup_key'])
  draft.status = STATUS[textOf(value['event_action'])] ?? 'unknown'
  return draft.finish('pagerduty-events')
}

/** Details are what the sender put in: pairs, or the text that Alertmanager makes of its alerts. */
function readDetails(details: unknown, draft: AlertDraft, depth: number): void {
  if (typeof details === 'string') readLabelLines(details, draft)
  for (const [name, value] of fieldsOf(details)) {
    if (isObject(value) && depth < 3) readDetails(value, draft, depth + 1)
    else if (typeof value === 'string' && value.includes('\n')) readLabelLines(value, draft)
    else named(draft, name, value)
  }
}

/** ` - alertname = QueueStuck`, a line for each label. */
function readLabelLines(text: string, draft: AlertDraft): void {
  const pairs = [...text.slice(0, 20_000).matchAll(/^\s*-\s*([\w.-]{1,100})\s*=\s*(.{1,500})$/gm)]
  for (const [, name = '', value] of pairs) named(draft, name, value)
  if (pairs.length === 0) draft.text(text)
}

function named(draft: AlertDraft, name: string, value: unknown): void {
  if (/^alert_?name$/i.test(name)) draft.name(value)
  if (/^(?:summary|description|message|error)$/i.test(name)) draft.text(value)
  else draft.label(name, value)
}

/** Reads a webhook of Opsgenie; null for anything else. Details come only with some actions, and are cut. */
export function fromOpsgenie(value: unknown): NormalizedAlert | null {
  if (!isObject(value) || !isObject(value['alert'])) return null
  const alert: JsonObject = value['alert']
  if (!('alertId' in alert || 'tinyId' in alert) || typeof alert['message'] !== 'string') return null
  const draft = new AlertDraft()
  draft.text(alert['message'])
  draft.text(alert['description'])
  draft.text(alert['note'])
  draft.service(alert['entity'])
  draft.label('source', alert['source'])
  readTags(alert['tags'], draft)
  readDetails(alert['details'], draft, 0)
  draft.startedAt(alert['createdAt'])
  draft.key(alert['alias'] ?? alert['alertId'])
  draft.status = OPSGENIE[textOf(value['action'])] ?? 'firing'
  return draft.finish('opsgenie')
}

const OPSGENIE: Readonly<Record<string, AlertStatus>> = {
  Close: 'resolved',
  Delete: 'resolved',
  Acknowledge: 'acknowledged'
}
