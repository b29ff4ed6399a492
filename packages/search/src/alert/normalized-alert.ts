/**
 * An alert as every source comes to: what a runbook can be found by, and nothing that is acted upon.
 */

/** Where an alert came from, told by its shape. */
export type AlertSource =
  | 'alertmanager'
  | 'grafana'
  | 'pagerduty'
  | 'pagerduty-events'
  | 'opsgenie'
  | 'datadog'
  | 'sentry'
  | 'cloudwatch'
  | 'eventbridge'
  | 'sns'
  | 'opentelemetry'
  | 'json'
  | 'text'

/** Whether something is wrong now. `no-data`: nothing was measured, for which the measuring may be as much to blame. */
export type AlertStatus = 'firing' | 'acknowledged' | 'no-data' | 'resolved' | 'unknown'

/** An alert, whatever sent it. All of it is text of strangers: it is shown and compared, never followed. */
export interface NormalizedAlert {
  source: AlertSource
  status: AlertStatus
  /** Names of alerts or rules; a group may hold several. */
  names: readonly string[]
  service: string | null
  labels: Readonly<Record<string, string>>
  /** Links to runbooks. None of them is ever opened. */
  links: readonly string[]
  /** Packages or slugs that an annotation or a tag names. */
  packs: readonly string[]
  /** What else it says: summaries, messages, exceptions. */
  texts: readonly string[]
  /** When it began, ISO 8601; null where it does not say. */
  startedAt: string | null
  /** By what its sender tells it from others; null for nothing. */
  key: string | null
  /** How many alerts it holds; more than one for a group. */
  count: number
  /** How many alerts its sender left out. */
  truncated: number
}

const MOST_ALERTS = 200
const MOST_LABELS = 100
const MOST_TEXTS = 60
const MOST_NAMES = 50
const LONGEST_TEXT = 4000
const LONGEST_VALUE = 500

/** Names under which teams put the address of a runbook. */
const LINK_NAME = /^(?:alert_?)?(?:runbook|sop|playbook)(?:[_-]?(?:url|link|uri))?$/i
/** Names under which teams put the pack itself. */
const PACK_NAME = /^(?:keys[_-]?)?(?:runbook[_-]?)?pack$|^keys[_-]?runbook$/i
const PACKAGE = /@[a-z0-9~-][a-z0-9._~-]*\/runbook-[a-z0-9]+(?:-[a-z0-9]+)*/g
const ADDRESS = /https?:\/\/[^\s<>"'`)\]}]+/g

/** Gathers what an alert says, each thing once and none without end. */
export class AlertDraft {
  readonly #names = new Set<string>()
  readonly #links = new Set<string>()
  readonly #packs = new Set<string>()
  readonly #texts = new Set<string>()
  readonly #labels = new Map<string, string>()
  #service: string | null = null
  #startedAt: string | null = null
  #key: string | null = null
  status: AlertStatus = 'unknown'
  count = 1
  truncated = 0

  name(value: unknown): void {
    if (typeof value === 'string' && value.trim() !== '') add(this.#names, value.trim(), MOST_NAMES, LONGEST_VALUE)
  }

  /** Words of people. A package that they name counts, and an address that is said to be of a runbook. */
  text(value: unknown): void {
    if (typeof value !== 'string' || value.trim() === '') return
    add(this.#texts, value.trim(), MOST_TEXTS, LONGEST_TEXT)
    this.#packsIn(value)
    for (const line of value.slice(0, LONGEST_TEXT).split('\n')) {
      if (/runbook|playbook/i.test(line)) for (const link of line.match(ADDRESS) ?? []) this.link(link)
    }
  }

  /** A label, an annotation or a tag: by its name it may say which runbook is meant. */
  label(name: string, value: unknown): void {
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
    if (typeof text !== 'string' || text.trim() === '') return
    const short = text.trim().slice(0, LONGEST_VALUE)
    this.#packsIn(short)
    if (PACK_NAME.test(name)) add(this.#packs, short, MOST_NAMES, LONGEST_VALUE)
    else if (LINK_NAME.test(name)) this.link(short)
    if (this.#labels.size < MOST_LABELS || this.#labels.has(name)) this.#labels.set(name, short)
  }

  /** What stands under the name of a runbook: an address, or the slug of a pack. */
  link(value: unknown): void {
    if (typeof value !== 'string' || value.trim() === '') return
    const link = value.trim()
    if (/^[a-z0-9]+(?:-[a-z0-9]+)+$/.test(link)) add(this.#packs, link, MOST_NAMES, LONGEST_VALUE)
    else add(this.#links, link, MOST_NAMES, LONGEST_VALUE)
  }

  service(value: unknown): void {
    if (typeof value === 'string' && value.trim() !== '') this.#service ??= value.trim().slice(0, LONGEST_VALUE)
  }

  startedAt(value: unknown): void {
    const at = timeOf(value)
    if (at !== null && (this.#startedAt === null || at < this.#startedAt)) this.#startedAt = at
  }

  key(value: unknown): void {
    const text = typeof value === 'number' ? String(value) : value
    if (typeof text === 'string' && text !== '') this.#key ??= text.slice(0, LONGEST_VALUE)
  }

  finish(source: AlertSource): NormalizedAlert {
    return {
      source,
      status: this.status,
      names: [...this.#names],
      service: this.#service ?? this.#labels.get('service') ?? this.#labels.get('job') ?? null,
      labels: Object.fromEntries(this.#labels),
      links: [...this.#links],
      packs: [...this.#packs],
      texts: [...this.#texts],
      startedAt: this.#startedAt,
      key: this.#key,
      count: this.count,
      truncated: this.truncated
    }
  }

  #packsIn(value: string): void {
    for (const name of value.slice(0, LONGEST_TEXT).match(PACKAGE) ?? [])
      add(this.#packs, name, MOST_NAMES, LONGEST_VALUE)
  }
}

/** The alerts of a group that are read: the rest counts as left out. */
export function bounded<Item>(items: readonly Item[], draft: AlertDraft): readonly Item[] {
  draft.truncated += Math.max(0, items.length - MOST_ALERTS)
  return items.slice(0, MOST_ALERTS)
}

function add(set: Set<string>, value: string, most: number, longest: number): void {
  if (set.size < most) set.add(value.slice(0, longest))
}

/** A time as ISO 8601: seconds and milliseconds since 1970 are known too, and the year 1, which means never. */
function timeOf(value: unknown): string | null {
  const number = typeof value === 'string' && /^\d{10,19}$/.test(value) ? Number(value) : value
  const time =
    typeof number === 'number' ? number * (number > 1e17 ? 1e-6 : number > 1e11 ? 1 : 1000) : Date.parse(String(value))
  if (!Number.isFinite(time) || time < 0 || time > 8e15) return null
  return new Date(time).toISOString()
}
