/**
 * Times, names and states, as they are said to an operator.
 */
import { endingOf, statedEffectOf, stepHeading, stopInWords } from '@keys/parser/model'
import type { Effect, Step } from '@keys/schema'
import { spanWords } from '../run/span-words.js'
import type { RunPack } from '../pack.js'
import { worstOf } from '../policy/classifier.js'
import type { ItemState } from '../run/items.js'
import type { CommandView, Timer } from '../run/situation.js'

/** How long something took: `0.4 s`, `12 s`, `3 min`. */
export function duration(milliseconds: number): string {
  return milliseconds < 10_000 ? `${(milliseconds / 1000).toFixed(1)} s` : spanWords(milliseconds)
}

/** A time of day in UTC, with its day when it is another one, and its year: `14:05 UTC`, `24 Nov 14:05 UTC`, `24 Nov 2025 14:05 UTC`. */
export function timeOf(at: string, now: string): string {
  const time = `${at.slice(11, 16)} UTC`
  if (at.slice(0, 10) === now.slice(0, 10)) return time
  const month = new Date(at).toLocaleString('en', { month: 'short', timeZone: 'UTC' })
  const year = at.slice(0, 4) === now.slice(0, 4) ? '' : ` ${at.slice(0, 4)}`
  return `${Number(at.slice(8, 10))} ${month}${year} ${time}`
}

/** When something is due: `due in 23 min`, `2 h overdue`. */
export function dueIn(at: string, now: string): string {
  const left = Date.parse(at) - Date.parse(now)
  return left > 0 ? `due in ${spanWords(Math.abs(left))}` : `${spanWords(Math.abs(left))} overdue`
}

/** What a timer says now. */
export function timerWords({ of, relation, at }: Timer, now: string): string {
  const left = Date.parse(at) - Date.parse(now)
  if (relation === 'from')
    return left > 0 ? `not before ${timeOf(at, now)} (in ${spanWords(Math.abs(left))})` : 'its window is open'
  const whose = of === 'step' ? 'in step' : 'in section'
  return left > 0 ? `${spanWords(Math.abs(left))} left ${whose}` : `${spanWords(Math.abs(left))} over ${whose}`
}

/** The part of a run's id that is short enough to type. */
export function shortId(run: string): string {
  return run.slice(run.lastIndexOf('-') + 1).slice(0, 5)
}

/** The badge of a command: what it is, whatever its step is called. */
export function commandBadge({ effect, classification }: Pick<CommandView, 'effect' | 'classification'>): string {
  return effect === 'read-only' && classification.effect !== 'read-only' ? 'NOT SHOWN TO BE READ-ONLY' : badgeOf(effect)
}

/**
 * The badge of a step: the worst of what it says and of what its commands show. An action that says nothing is not called
 * read-only because its commands are: its words may ask for more.
 */
export function stepBadge(step: Step, commands: readonly Pick<CommandView, 'effect' | 'classification'>[]): string {
  const stated = statedEffectOf(step)
  const worst = worstOf([stated ?? 'read-only', ...commands.map(({ effect }) => effect)])
  if (worst !== 'read-only') return badgeOf(worst)
  if (stated === null) return NOT_STATED
  return commands.map(commandBadge).find((badge) => badge !== badgeOf('read-only')) ?? badgeOf('read-only')
}

/** What a step says of its effect on paper, where no command is judged; null for one that only reads. */
export function paperBadge(step: Step): string | null {
  const stated = statedEffectOf(step)
  if (stated === null) return NOT_STATED
  return stated === 'read-only' ? null : badgeOf(stated)
}

const NOT_STATED = 'EFFECT NOT STATED'

/** The badge of an effect. */
export function badgeOf(effect: Effect): string {
  return effect.toUpperCase()
}

/**
 * A node of the graph as it is called.
 * @param pack The pack.
 * @param node The id of a step, `stop:<terminal>` or `pack:<package>`.
 */
export function nodeName({ runbook }: Pick<RunPack, 'runbook'>, node: string): string {
  const step = runbook.steps.find(({ id }) => id === node)
  if (step) return stepHeading(step)
  const ending = endingOf(node)
  return ending === null ? node : stopInWords(ending)
}

/** The box of an item on a checklist. */
export const BOXES: Readonly<Record<ItemState, string>> = {
  open: '[ ]',
  current: '[>]',
  done: '[x]',
  overridden: '[!]',
  deferred: '[~]',
  inactive: ' - '
}
