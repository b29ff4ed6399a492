/**
 * Alarms of CloudWatch: through SNS as it posts them, as Lambda gets them, as they are; and through EventBridge.
 */
import { AlertDraft, type AlertStatus, type NormalizedAlert } from './normalized-alert.js'
import { readTags } from './tags.js'
import { fieldsOf, isObject, objectOf, objectsOf, parsed, textOf, type JsonObject } from './read-json.js'

const STATES: Readonly<Record<string, AlertStatus>> = { ALARM: 'firing', OK: 'resolved', INSUFFICIENT_DATA: 'no-data' }

/**
 * Reads what SNS delivers; null for anything else. A message may be anything: it is read by `inside`. What asks to confirm a
 * subscription is told, and its address is not opened.
 * @param value The delivery.
 * @param inside Reads the message of a topic that is no alarm.
 */
export function fromSns(value: unknown, inside: (message: unknown) => NormalizedAlert): NormalizedAlert | null {
  const envelope = envelopeIn(value)
  if (envelope === null) return null
  const message = textOf(envelope['Message'])
  if (envelope['Type'] !== 'Notification' && envelope['Type'] !== undefined) {
    const draft = new AlertDraft()
    draft.text(`SNS sent a ${textOf(envelope['Type'])}, which is not an alert.`)
    return draft.finish('sns')
  }
  const alarm = parsed(message)
  if (isObject(alarm)) return fromCloudWatch(alarm) ?? inside(alarm)
  const draft = new AlertDraft()
  draft.text(envelope['Subject'])
  draft.text(message)
  return draft.finish('sns')
}

function envelopeIn(value: unknown): JsonObject | null {
  if (!isObject(value)) return null
  const [record] = objectsOf(value['Records'])
  const envelope = record === undefined ? value : objectOf(record['Sns'])
  return typeof envelope['TopicArn'] === 'string' && typeof envelope['Message'] === 'string' ? envelope : null
}

/** Reads the message of an alarm, as it is when delivery is raw; null for anything else. */
export function fromCloudWatch(value: unknown): NormalizedAlert | null {
  if (!isObject(value) || typeof value['AlarmName'] !== 'string' || !('NewStateValue' in value)) return null
  const draft = new AlertDraft()
  draft.name(value['AlarmName'])
  draft.text(value['AlarmDescription'])
  draft.text(value['NewStateReason'])
  draft.label('region', value['Region'])
  const trigger = objectOf(value['Trigger'])
  readMetric(trigger, draft)
  for (const metric of objectsOf(trigger['Metrics']))
    readMetric(objectOf(objectOf(metric['MetricStat'])['Metric']), draft)
  draft.startedAt(value['StateChangeTime'])
  draft.key(value['AlarmArn'])
  draft.status = STATES[textOf(value['NewStateValue'])] ?? 'unknown'
  return draft.finish('cloudwatch')
}

function readMetric(metric: JsonObject, draft: AlertDraft): void {
  draft.label('metric', metric['MetricName'])
  draft.label('namespace', metric['Namespace'])
  for (const dimension of objectsOf(metric['Dimensions']))
    draft.label(textOf(dimension['name'] ?? dimension['Name']), dimension['value'] ?? dimension['Value'])
}

/** Reads an alarm that came through EventBridge; null for anything else. */
export function fromEventBridge(value: unknown): NormalizedAlert | null {
  if (!isObject(value) || typeof value['detail-type'] !== 'string' || !isObject(value['detail'])) return null
  const detail = value['detail']
  const draft = new AlertDraft()
  draft.name(detail['alarmName'])
  if (typeof detail['alarmName'] !== 'string') draft.text(value['detail-type'])
  const configuration = objectOf(detail['configuration'])
  const state = objectOf(detail['state'])
  draft.text(configuration['description'])
  draft.text(state['reason'])
  draft.label('region', value['region'])
  for (const { metricStat } of objectsOf(configuration['metrics'])) {
    const metric = objectOf(objectOf(metricStat)['metric'])
    draft.label('metric', metric['name'])
    draft.label('namespace', metric['namespace'])
    for (const [name, dimension] of fieldsOf(metric['dimensions'])) draft.label(name, dimension)
  }
  readTags(detail['alarmTags'], draft)
  const [resource] = Array.isArray(value['resources']) ? value['resources'] : []
  draft.key(resource)
  draft.startedAt(state['timestamp'] ?? value['time'])
  draft.status = STATES[textOf(state['value'])] ?? 'unknown'
  return draft.finish('eventbridge')
}
