/**
 * Log records of OpenTelemetry: as OTLP carries them in JSON, and as one record by itself. OTLP has no alerts.
 */
import { AlertDraft, bounded, type NormalizedAlert } from './normalized-alert.js'
import { fieldsOf, isObject, objectOf, objectsOf, textOf, type JsonObject } from './read-json.js'

/** Reads log records; null for anything else. */
export function fromOpenTelemetry(value: unknown): NormalizedAlert | null {
  if (!isObject(value)) return null
  const draft = new AlertDraft()
  if (Array.isArray(value['resourceLogs'])) {
    for (const { resource, scopeLogs } of bounded(objectsOf(value['resourceLogs']), draft)) {
      readAttributes(objectOf(resource)['attributes'], draft)
      for (const { logRecords } of objectsOf(scopeLogs))
        for (const record of bounded(objectsOf(logRecords), draft)) readRecord(record, draft)
    }
  } else if (isRecord(value)) {
    readAttributes(objectOf(value['resource'])['attributes'] ?? value['resource'], draft)
    readRecord(value, draft)
  } else return null
  draft.status = 'firing'
  return draft.finish('opentelemetry')
}

function isRecord(value: JsonObject): boolean {
  const hasTime = 'timeUnixNano' in value || 'observedTimeUnixNano' in value || 'severityNumber' in value
  return hasTime && 'body' in value
}

function readRecord(record: JsonObject, draft: AlertDraft): void {
  const { body } = record
  draft.text(isObject(body) ? body['stringValue'] : body)
  draft.label('severity', record['severityText'])
  draft.key(record['traceId'])
  draft.startedAt(record['timeUnixNano'])
  readAttributes(record['attributes'], draft)
}

/** Attributes as OTLP writes them, pairs with a typed value, or as an object. */
function readAttributes(attributes: unknown, draft: AlertDraft): void {
  const pairs = Array.isArray(attributes)
    ? objectsOf(attributes)
        .slice(0, 200)
        .map(({ key, value }) => [textOf(key), plain(value)] as const)
    : fieldsOf(attributes)
  const types = new Map<string, string>()
  for (const [name, value] of pairs) {
    if (name === 'service.name') draft.service(value)
    if (name.startsWith('exception.') || name === 'event.name') types.set(name, textOf(value))
    if (name === 'exception.stacktrace') draft.text(value)
    else draft.label(name, value)
  }
  draft.text([types.get('exception.type'), types.get('exception.message')].filter((part) => part).join(': '))
  draft.name(types.get('event.name'))
}

function plain(value: unknown): unknown {
  return isObject(value) ? Object.values(value)[0] : value
}
