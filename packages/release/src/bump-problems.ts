/**
 * Judges what the next release of a pack says. Pure: what changed and what is claimed come from outside.
 */
import { leastBump } from '@keys/parser'
import { BUMPS, fill, type Bump } from '@keys/schema'
import { diff, gt, valid } from 'semver'
import type { PackRelease } from './releases.js'

/** Why a release is refused. */
export interface BumpProblem {
  id: keyof typeof MESSAGES
  message: string
  expected: string
  help: string
}

const MESSAGES = {
  'no-changeset': {
    message: 'It changed since {since}, and no changeset since then names it: {files}.',
    expected: 'a changeset that says `{least}` for {name}',
    help: 'Write one: pnpm changeset.'
  },
  'claims-less': {
    message: 'Its changesets say `{claimed}`, and what changed since {since} demands `{least}`.',
    expected: '`{least}` in {claims}',
    help: 'Correct the bump in that file, or take the change back.'
  },
  'version-claims-less': {
    message: 'Version {after} is `{claimed}` above {before}, and what changed since {since} demands `{least}`.',
    expected: 'a version that is `{least}` above {before}',
    help: 'Take the version back, write a changeset that says `{least}` (pnpm changeset), and version again.'
  },
  'version-by-hand': {
    message: 'Its version went from {before} to {after} while {claims} still waits to be released.',
    expected: 'a version that changesets wrote, or none',
    help: 'Take the version back in pack.json and package.json; it follows from the changeset.'
  },
  'version-backwards': {
    message: 'Its version went from {before} to {after}.',
    expected: 'a greater version than {before}',
    help: 'Take the version back in pack.json and package.json; versions follow from changesets.'
  }
} as const

/** What a pack needs, and what it says. */
export interface BumpVerdict {
  /** The least bump that its changes demand. */
  least: Bump
  /** The greatest bump that it claims; null when it claims none. */
  claimed: Bump | null
  problem: BumpProblem | null
}

/**
 * Judges one pack.
 * @param release What changed in it, and what is claimed.
 */
export function evaluateBump(release: PackRelease): BumpVerdict {
  const { before, after } = release.versions
  const least = leastBump(release.changes) ?? 'patch'
  const waiting = greatest(release.claims.map(({ bump }) => bump))
  const verdict = (claimed: Bump | null, id: BumpProblem['id'] | null): BumpVerdict => ({
    least,
    claimed,
    problem: id === null ? null : problemOf(id, release, least, claimed)
  })
  if (before !== after && before !== null && after !== null && valid(before) && valid(after)) {
    if (!gt(after, before)) return verdict(null, 'version-backwards')
    if (release.claims.length > 0) return verdict(waiting, 'version-by-hand')
    const step = stepBetween(before, after)
    return verdict(step, isEnough(step, least) ? null : 'version-claims-less')
  }
  if (release.claims.length === 0) return verdict(null, 'no-changeset')
  return verdict(waiting, isEnough(waiting, least) ? null : 'claims-less')
}

/** By how much a version is above another. From one prerelease to the next anything may come, and so it is major. */
function stepBetween(before: string, after: string): Bump {
  const step = diff(before, after)?.replace(/^pre(?!release)/, '')
  return BUMPS.find((bump) => bump === step) ?? 'major'
}

function isEnough(claimed: Bump | null, least: Bump): boolean {
  return claimed !== null && BUMPS.indexOf(claimed) >= BUMPS.indexOf(least)
}

function greatest(bumps: readonly (Bump | 'none')[]): Bump | null {
  return BUMPS.findLast((bump) => bumps.includes(bump)) ?? null
}

function problemOf(id: BumpProblem['id'], release: PackRelease, least: Bump, claimed: Bump | null): BumpProblem {
  const { name, since, files, claims, versions } = release
  const values: Readonly<Record<string, string>> = {
    name,
    since,
    least,
    claimed: claimed ?? 'none',
    files: files.join(', '),
    claims: [...new Set(claims.map(({ file }) => file))].join(', '),
    before: versions.before ?? '',
    after: versions.after ?? ''
  }
  const { message, expected, help } = MESSAGES[id]
  return { id, message: fill(message, values), expected: fill(expected, values), help: fill(help, values) }
}
