/**
 * Alerts of Prometheus: Alertmanager's webhook (version 4), the alerts that its API takes and gives, and Grafana, which
 * sends the same with more fields.
 */
import { AlertDraft, bounded, type NormalizedAlert } from './normalized-alert.js'
import { fieldsOf, isObject, objectOf, objectsOf, textOf, type JsonObject } from './read-json.js'

const NO_DATA = 'DatasourceNoData'
/** The alert names that Grafana gives when a query fails or has no data: the rule is in `rulename`. */
const ABOUT_THE_QUERY: ReadonlySet<string> = new Set(['DatasourceError', NO_DATA])

/** Reads a group of Alertmanager or Grafana, or a list of alerts; null for anything else. */
export function fromPrometheus(value: unknown): NormalizedAlert | null {
  if (Array.isArray(value)) {
    const alerts = objectsOf(value)
    return alerts.length > 0 && alerts.every(isAlert) ? read({ alerts }) : null
  }
  if (!isObject(value)) return null
  if (Array.isArray(value['alerts']) && isGroup(value)) return read(value)
  if (isAlert(value)) return read({ alerts: [value] })
  return typeof value['ruleName'] === 'string' && 'evalMatches' in value ? legacyGrafana(value) : null
}

function isGroup(value: JsonObject): boolean {
  return ['receiver', 'groupKey', 'groupLabels', 'commonLabels', 'orgId'].some((name) => name in value)
}

function isAlert({ labels, annotations, startsAt, status }: JsonObject): boolean {
  return isObject(labels) && (isObject(annotations) || startsAt !== undefined || status !== undefined)
}

function read(group: JsonObject): NormalizedAlert {
  const draft = new AlertDraft()
  const alerts = bounded(objectsOf(group['alerts']), draft)
  const firing = alerts.filter((alert) => statusIn(alert) !== 'resolved')
  // What is over in a group that goes on says nothing of what is wrong now.
  const meant = firing.length > 0 ? firing : alerts
  for (const alert of meant) readAlert(alert, draft)
  draft.count = meant.length
  for (const [name, value] of [...fieldsOf(group['commonLabels']), ...fieldsOf(group['groupLabels'])])
    labeled(draft, name, value)
  readAnnotations(group['commonAnnotations'], draft)
  draft.text(group['title'])
  draft.text(group['message'])
  draft.key(group['groupKey'])
  draft.truncated += Number(group['truncatedAlerts']) || 0
  const stated = textOf(group['status'])
  const isOver = stated === 'resolved' || (alerts.length > 0 && firing.length === 0)
  draft.status = isOver ? 'resolved' : meant.length > 0 && meant.every(hasNoData) ? 'no-data' : 'firing'
  return draft.finish(isGrafana(group, alerts) ? 'grafana' : 'alertmanager')
}

function isGrafana(group: JsonObject, alerts: readonly JsonObject[]): boolean {
  return 'orgId' in group || alerts.some((alert) => 'silenceURL' in alert || 'dashboardURL' in alert)
}

function hasNoData({ labels }: JsonObject): boolean {
  return objectOf(labels)['alertname'] === NO_DATA
}

function statusIn({ status }: JsonObject): string {
  return isObject(status) ? textOf(status['state']) : textOf(status)
}

function readAlert(alert: JsonObject, draft: AlertDraft): void {
  for (const [name, value] of fieldsOf(alert['labels'])) labeled(draft, name, value)
  readAnnotations(alert['annotations'], draft)
  draft.text(alert['valueString'])
  draft.startedAt(alert['startsAt'])
  draft.key(alert['fingerprint'])
}

function labeled(draft: AlertDraft, name: string, value: unknown): void {
  if (name === 'alertname' && !ABOUT_THE_QUERY.has(textOf(value))) draft.name(value)
  if (name === 'rulename') draft.name(value)
  draft.label(name, value)
}

/** Annotations are sentences of people, but for those that name a runbook. */
function readAnnotations(annotations: unknown, draft: AlertDraft): void {
  for (const [name, value] of fieldsOf(annotations)) {
    if (/runbook|pack|sop|playbook/i.test(name)) draft.label(name, value)
    else if (name === 'link') draft.text(`runbook ${textOf(value)}`)
    else draft.text(value)
  }
}

function legacyGrafana(value: JsonObject): NormalizedAlert {
  const draft = new AlertDraft()
  draft.name(value['ruleName'])
  for (const name of ['title', 'message']) draft.text(value[name])
  for (const [name, tag] of fieldsOf(objectOf(value['tags']))) draft.label(name, tag)
  draft.status = value['state'] === 'ok' ? 'resolved' : value['state'] === 'no_data' ? 'no-data' : 'firing'
  draft.key(value['ruleId'])
  return draft.finish('grafana')
}
