/**
 * The signs of steps, endings and the site. Each differs by shape, so that none is told by color alone.
 */
import type { EndingType } from '@keys/parser/model'
import type { Effect, StepKind } from '@keys/schema'
import type { JSX } from 'preact'
import { shownEffectOf } from '../graph/effect.js'

/** The sign of the site: a key whose bit is a branch. */
export function Logo(): JSX.Element {
  return (
    <svg class="logo" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <circle cx="7" cy="12" r="4" />
      <path d="M11 12h9M15 12v5M20 12v-5" />
      <circle class="dot" cx="20" cy="5.5" r="1.8" />
      <circle class="dot" cx="15" cy="18.5" r="1.8" />
    </svg>
  )
}

/** A file for the icon of the site. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="5" fill="#3b3f9c"/><g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round"><circle cx="7.500" cy="12" r="3.200"/><path d="M11 12h8M14.500 12v4M19 12v-4"/></g></svg>
`

/** The sign of a kind of step. */
export function StepSign({ kind, effect }: { kind: StepKind; effect: Effect | null }): JSX.Element {
  return (
    <svg
      class={`sign ${kind} ${shownEffectOf({ kind, effect })}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
    >
      {kind === 'check' && <circle cx="8" cy="8" r="6.5" />}
      {kind === 'diagnosis' && <path d="M8 .5l7.500 7.500L8 15.500L.5 8z" />}
      {kind === 'action' && <rect x="1.500" y="1.500" width="13" height="13" rx="3" />}
      {kind === 'action' && effect === 'irreversible' && <path class="mark" d="M8 4.200v4.600M8 11.400v.400" />}
      {kind === 'verification' && <circle cx="8" cy="8" r="7" />}
      {kind === 'verification' && <path class="tick" d="M4.500 8l2.500 2.800L11.500 5.500" />}
    </svg>
  )
}

const ENDS: Readonly<Record<EndingType, string>> = {
  resolved: 'M4.500 8l2.500 2.800L11.500 5.500',
  escalate: 'M8 12V4.500M4.800 7.500L8 4.300l3.200 3.200',
  'wrong-runbook': 'M4 8h7.500M8.500 4.800L11.700 8l-3.200 3.200',
  'ended-early': 'M5.500 5.500l5 5M10.500 5.500l-5 5'
}

/** The sign of an ending, with its words for those who do not see it. */
export function EndingSign({ type, words }: { type: EndingType; words?: string }): JSX.Element {
  const label = words === undefined ? { 'aria-hidden': true as const } : { role: 'img' as const, 'aria-label': words }
  return (
    <svg class={`end e-${type}`} viewBox="0 0 16 16" width="16" height="16" {...label}>
      {words !== undefined && <title>{words}</title>}
      <rect x=".5" y=".5" width="15" height="15" rx="7.500" />
      <path d={ENDS[type]} />
    </svg>
  )
}
