/**
 * From what was delivered to an alert: which source sent it is told by its shape.
 */
import { fromCloudWatch, fromEventBridge, fromSns } from './aws.js'
import { fromOpsgenie, fromPagerDuty, fromPagerDutyEvents } from './incident-services.js'
import { fromDatadog, fromSentry } from './monitoring-services.js'
import { AlertDraft, type AlertStatus, type NormalizedAlert } from './normalized-alert.js'
import { fromOpenTelemetry } from './open-telemetry.js'
import { fromPrometheus } from './prometheus.js'
import { isObject, parsed } from './read-json.js'
import { readTags } from './tags.js'

/** From the shapes that say most of themselves to those that say least. */
const READERS: readonly ((value: unknown) => NormalizedAlert | null)[] = [
  (value) => fromSns(value, normalizeAlert),
  fromEventBridge,
  fromCloudWatch,
  fromPrometheus,
  fromPagerDuty,
  fromPagerDutyEvents,
  fromOpsgenie,
  fromSentry,
  fromOpenTelemetry,
  fromDatadog
]

/** Of a value of an unknown shape so much is read. */
const [DEEPEST, MOST_VALUES, MOST_LINES] = [6, 400, 60]

/**
 * Reads an alert of any source. No address in it is opened, and nothing that it says is done.
 * @param value The body that was delivered, as JSON; a text is taken as one. Of an unknown shape its texts count.
 */
export function normalizeAlert(value: unknown): NormalizedAlert {
  if (typeof value === 'string') return readAlertText(value)
  for (const reader of READERS) {
    const alert = reader(value)
    if (alert !== null) return alert
  }
  const draft = new AlertDraft()
  readUnknown(value, draft)
  return draft.finish('json')
}

/**
 * Reads the text of an alert: JSON of any source, or words.
 * @param text What was delivered.
 */
export function readAlertText(text: string): NormalizedAlert {
  const value = parsed(unwrapped(text.replace(/^\uFEFF/, '')))
  if (typeof value === 'object' && value !== null) return normalizeAlert(value)
  const draft = new AlertDraft()
  // Of a log the newest lines count most.
  for (const line of text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(-MOST_LINES))
    draft.text(line)
  if (OVER.test(text)) draft.status = 'resolved'
  return draft.finish('text')
}

/** How a text begins that says an alert is over: Zabbix `Resolved in 5m: ...`, Nagios `RECOVERY Service Alert: ...`, `[OK] ...`. */
const OVER = /^\s*(?:\W{0,4}(?:resolved|recovery|recovered)\b|\[ok\]|ok:)/i

/** The JSON that a form holds in its field `payload`, as chat services send it; any other text as it is. */
function unwrapped(text: string): string {
  if (!/^\s*payload=(?:\{|%7B|%5B)/i.test(text)) return text
  return new URLSearchParams(text.trim()).get('payload') ?? text
}

/** All texts of a value, whatever it is: names and labels where they are called so. */
function readUnknown(value: unknown, draft: AlertDraft): void {
  let left = MOST_VALUES
  let said: { depth: number; status: AlertStatus } | null = null
  const visit = (name: string, item: unknown, depth: number): void => {
    if (left-- <= 0 || depth > DEEPEST) return
    if (Array.isArray(item)) {
      if (/^tags$/i.test(name)) readTags(item, draft)
      else for (const part of item) visit(name, part, depth + 1)
      return
    }
    if (isObject(item)) {
      for (const [key, part] of Object.entries(item)) visit(key, part, depth + 1)
      return
    }
    if (/^(?:alert|rule|monitor|check|alarm)[_-]?(?:(?:friendly|display)[_-]?)?name$/i.test(name)) draft.name(item)
    if (/^service(?:[_-]?name)?$/i.test(name)) draft.service(item)
    const status = STATUS_NAME.test(name) ? statusSaid(String(item)) : null
    // The whole says it before its parts do; of parts one that fires is enough.
    if (status && (said === null || depth < said.depth || (depth === said.depth && status === 'firing')))
      said = { depth, status }
    if (typeof item === 'string' && item.includes(' ')) draft.text(item)
    else if (name !== '') draft.label(name, item)
    else draft.text(item)
  }
  visit('', value, 0)
  if (said !== null) draft.status = (said as { status: AlertStatus }).status
}

const STATUS_NAME = /^(?:status|state|monitor[_-]?condition)$/i

function statusSaid(word: string): AlertStatus | null {
  if (/^(?:resolved|ok|recovered|closed|ignored|archived)$/i.test(word)) return 'resolved'
  if (/^(?:no[ _-]?data|insufficient[ _-]data)$/i.test(word)) return 'no-data'
  return /^(?:firing|fired|alerting|triggered|open|problem|active|down|critical)$/i.test(word) ? 'firing' : null
}
