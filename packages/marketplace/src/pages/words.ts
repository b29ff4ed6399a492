/**
 * How values of a pack read on a page.
 */
import { milliseconds } from '@keys/parser/model'
import type { IndexedRunbook, Step, TimeBox } from '@keys/schema'
import { shownEffectOf, type ShownEffect } from '../graph/effect.js'

/** What a severity means. */
export const SEVERITIES: Readonly<Record<string, string>> = {
  p0: 'P0, everything is down',
  p1: 'P1, customers are hurt',
  p2: 'P2, something is degraded',
  p3: 'P3, can wait for the day',
  p4: 'P4, no hurry'
}

/** What an access level lets an operator do. */
export const ACCESS: Readonly<Record<string, string>> = {
  read: 'Read access',
  write: 'Write access',
  admin: 'Administrator access'
}

export const EFFECT_WORDS: Readonly<Record<ShownEffect, string>> = {
  'read-only': 'Read-only',
  reversible: 'Reversible',
  irreversible: 'Irreversible',
  unstated: 'Effect not stated'
}

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second']
] as const

/** A duration in words, such as `5 minutes`. */
export function durationInWords(duration: string): string {
  let rest = milliseconds(duration)
  if (rest === 86_400_000) return '24 hours'
  const words = UNITS.flatMap(([size, name]) => {
    const count = Math.floor(rest / size)
    rest -= count * size
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`]
  })
  return words.join(' ') || '0 seconds'
}

/** A time box in words, such as `within 5 minutes`. */
export function timeBoxInWords({ relation, duration }: TimeBox): string {
  return `${relation} ${durationInWords(duration)}`
}

/** Bytes in words, such as `136 kB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** A count with its noun. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`
}

/** An enumerated value as words: `incident-response` as `Incident response`. */
export function title(value: string): string {
  const words = value.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A condition as it reads on a row: without the signs of code. */
export function conditionInWords(condition: string): string {
  return condition.replaceAll('`', '')
}

/** What steps may change, such as `5 reversible and 3 irreversible actions`. */
export function effectsInWords(steps: readonly Pick<Step, 'kind' | 'effect'>[]): string {
  const actions = steps.filter(({ kind }) => kind === 'action')
  const count = (effect: ShownEffect): number => actions.filter((step) => shownEffectOf(step) === effect).length
  const parts = (['read-only', 'reversible', 'irreversible'] as const).flatMap((effect) =>
    count(effect) === 0 ? [] : [`${count(effect)} ${effect}`]
  )
  if (actions.length === 0) return 'Nothing: it has no actions'
  const unstated = count('unstated')
  const known = actions.length - unstated
  const stated = known === 0 ? [] : [`${parts.join(' and ')} ${known === 1 ? 'action' : 'actions'}`]
  if (unstated > 0) stated.push(`${counted(unstated, 'action')} whose effect is not stated`)
  return stated.join('; ')
}

/** How drills cover a runbook, in one line; null when none has walked its text. */
export function coverageInWords({ 'x-listing': { coverage } }: Pick<IndexedRunbook, 'x-listing'>): string | null {
  if (coverage === null) return null
  const { commands, branches, scenarios } = coverage
  return `${commands.covered} of ${commands.total} commands and ${branches.covered} of ${branches.total} decided branches, in ${scenarios} scenarios`
}
