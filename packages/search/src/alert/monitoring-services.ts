/**
 * Alerts of Datadog and Sentry.
 */
import { AlertDraft, type NormalizedAlert } from './normalized-alert.js'
import { readTags } from './tags.js'
import { isObject, objectOf, objectsOf, textOf, type JsonObject } from './read-json.js'

/**
 * Reads a webhook of Datadog; null for anything else. Its body is a template of the user: known are the one that it has at
 * first, and the one of our documentation, whose fields are called as Datadog's variables are.
 */
export function fromDatadog(value: unknown): NormalizedAlert | null {
  if (!isObject(value)) return null
  const fields = new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase(), field]))
  const at = (...names: string[]): unknown => names.map((name) => fields.get(name)).find((field) => field !== undefined)
  const isOwn = ['alert_transition', 'alert_title', 'alert_scope', 'alert_metric', 'aggreg_key'].some((name) =>
    fields.has(name)
  )
  const isDefault =
    fields.has('event_type') && fields.has('last_updated') && (fields.has('title') || fields.has('body'))
  if (!isOwn && !isDefault) return null
  const draft = new AlertDraft()
  const title = textOf(at('alert_title', 'title', 'event_title'))
  draft.text(title)
  draft.name(title.replace(/^\s*(?:\[[^\]]*\]\s*)+/, ''))
  draft.text(textOf(at('body', 'text_only_msg', 'event_msg')).replaceAll('%%%', ''))
  for (const name of ['alert_metric', 'alert_query', 'alert_priority', 'hostname']) draft.label(name, fields.get(name))
  readTags(at('alert_scope'), draft)
  readTags(at('tags'), draft)
  draft.startedAt(at('date'))
  draft.key(at('alert_cycle_key', 'aggreg_key', 'id'))
  const state = `${textOf(at('alert_transition', 'alert_status'))} ${textOf(at('event_type'))} ${title}`
  draft.status = /recover|\bok\b|resolved/i.test(state) ? 'resolved' : /\bno data\b/i.test(state) ? 'no-data' : 'firing'
  return draft.finish('datadog')
}

/** Reads a webhook of a Sentry integration: an issue alert, a metric alert or an issue; null for anything else. */
export function fromSentry(value: unknown): NormalizedAlert | null {
  if (!isObject(value) || !isObject(value['data'])) return null
  const data = value['data']
  const isSentry = 'installation' in value || 'actor' in value
  const parts = ['event', 'error', 'issue', 'metric_alert'].filter((name) => isObject(data[name]))
  if (parts.length === 0 || (!isSentry && !('triggered_rule' in data) && !('description_title' in data))) return null
  const draft = new AlertDraft()
  for (const name of ['triggered_rule', 'description_title', 'description_text']) draft.text(data[name])
  draft.name(data['triggered_rule'])
  readRule(objectOf(data['issue_alert']), draft)
  for (const name of ['event', 'error', 'issue']) readEvent(objectOf(data[name]), draft)
  readMetricAlert(objectOf(data['metric_alert']), draft)
  const action = textOf(value['action'])
  const isOver =
    /^resolved$|^ignored$|^archived$/.test(action) || textOf(data['description_title']).startsWith('Resolved:')
  draft.status = isOver ? 'resolved' : 'firing'
  return draft.finish('sentry')
}

/** A rule may have settings, pairs of a name and a value. */
function readRule(rule: JsonObject, draft: AlertDraft): void {
  draft.name(rule['title'])
  for (const { name, value } of objectsOf(rule['settings'])) draft.label(textOf(name), value)
}

function readEvent(event: JsonObject, draft: AlertDraft): void {
  for (const name of ['title', 'culprit', 'message', 'location', 'transaction']) draft.text(event[name])
  for (const { type, value } of objectsOf(objectOf(event['exception'])['values']))
    draft.text([textOf(type), textOf(value)].filter((part) => part !== '').join(': '))
  const { type, value } = objectOf(event['metadata'])
  draft.text([textOf(type), textOf(value)].filter((part) => part !== '').join(': '))
  draft.label('project', objectOf(event['project'])['slug'] ?? event['project'])
  draft.service(objectOf(event['project'])['slug'])
  readTags(event['tags'], draft)
  draft.startedAt(event['datetime'] ?? event['lastSeen'])
  draft.key(event['issue_id'] ?? event['id'])
}

function readMetricAlert(alert: JsonObject, draft: AlertDraft): void {
  const rule = objectOf(alert['alert_rule'])
  draft.name(rule['name'])
  draft.text(alert['title'])
  draft.label('query', rule['query'])
  draft.label('aggregate', rule['aggregate'])
  const [project] = Array.isArray(alert['projects']) ? alert['projects'] : []
  draft.service(project)
  draft.startedAt(alert['date_started'])
  draft.key(alert['identifier'] ?? alert['id'])
}
