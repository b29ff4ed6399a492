/**
 * Finds runbooks for an agent: by words, or by an alert.
 */
import { matchAlert, normalizeAlert, readAlertText, type NormalizedAlert } from '@keys/search'
import { lineOf } from './plain-text.js'
import type { ServerPorts } from './ports.js'
import { Refused, type FindResult } from './results.js'

/** What of an alert is written down. */
export type AlertFields = Pick<NormalizedAlert, 'source' | 'status' | 'names'>

/** The most that is read of an alert or a text, in characters. */
const MOST = 1_048_576
const SHOWN = 5

/** Reads what a tool was given as an alert: JSON, or a text that holds it. */
export function alertGiven(alert: unknown): NormalizedAlert {
  const size = typeof alert === 'string' ? alert.length : JSON.stringify(alert ?? null).length
  if (size > MOST) throw new Refused('too-much', 'The alert is longer than 1 MiB.', 'Give the alert alone.')
  return typeof alert === 'string' ? readAlertText(alert) : normalizeAlert(alert)
}

/**
 * Finds runbooks.
 * @param ports Where the packs come from.
 * @param given Words, a log, or an alert.
 */
export async function findRunbook(
  ports: Pick<ServerPorts, 'documents' | 'links'>,
  { text, alert }: { text?: string | null | undefined; alert?: unknown }
): Promise<FindResult> {
  // Clients fill what is optional with null.
  const hasAlert = alert !== undefined && alert !== null
  const words = (text ?? '').trim().slice(-MOST)
  if (!hasAlert && words === '')
    throw new Refused(
      'nothing-given',
      'There is nothing to search for.',
      'Give text, or the alert as it was delivered.'
    )
  const read = hasAlert ? withWords(alertGiven(alert), words) : readAlertText(words)
  const { candidates, tied, isSure, held } = matchAlert(read, await ports.documents(), ports.links())
  return {
    refused: null,
    alert: hasAlert ? fieldsOf(read) : null,
    isSure,
    tied,
    candidates: candidates.slice(0, Math.max(SHOWN, tied)).map(({ document, evidence, reasons, instead }) => ({
      pack: document.slug,
      title: lineOf(document.title),
      severity: document.severity,
      evidence,
      reasons: reasons.slice(0, 3).map((reason) => lineOf(reason)),
      notForThis: instead && lineOf(`${instead.text}: ${instead.slug ?? 'escalate'}`)
    })),
    next: held ?? nextOf(candidates.length, tied, isSure)
  }
}

/** An alert with what somebody says beside it. */
function withWords(alert: NormalizedAlert, words: string): NormalizedAlert {
  return words === '' ? alert : { ...alert, texts: [words, ...alert.texts] }
}

function fieldsOf({ source, status, names, service }: NormalizedAlert): FindResult['alert'] {
  return {
    source,
    status,
    names: names.slice(0, 10).map((name) => lineOf(name, 200)),
    service: service && lineOf(service, 200)
  }
}

function nextOf(count: number, tied: number, isSure: boolean): string {
  if (count === 0) return 'No runbook here fits: say so to the person. Nothing is improvised.'
  if (isSure) return 'Call start_run with the pack of the first candidate.'
  if (tied > 1) return 'Several fit equally well: ask the person which, then call start_run.'
  return 'None fits for sure: show the candidates to the person, and start none without their word.'
}
