import { BUMPS } from '@keys/schema'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'workspace',
  description: 'The changesets of a pack claim the bump that its changes demand.',
  rationale: 'An operator takes what is called a small update, and a step that was relied upon is gone.',
  messages: {
    small: {
      message: '{change} This demands `{least}`, and {file} says `{claimed}`.',
      expected: '`{least}` since {since}',
      help: 'Write `{least}` in {file}, or take the change back.'
    }
  },
  check({ packs }, { source: { folder }, report }) {
    const release = packs.get(folder)?.release
    if (release === undefined) return
    const rank = (bump: string): number => BUMPS.findIndex((known) => known === bump)
    const claim = release.claims.toSorted((a, b) => rank(b.bump) - rank(a.bump))[0]
    // A change without a changeset may still be at work; `keys bump-check` refuses it.
    if (claim === undefined) return
    const excess = release.changes.filter(({ bump }) => rank(bump) > rank(claim.bump))
    const change = excess.toSorted((a, b) => rank(b.bump) - rank(a.bump))[0]
    if (change === undefined) return
    const data = { change: change.message, least: change.bump, claimed: claim.bump }
    report('small', change.after, { ...data, file: claim.file, since: release.since }, change.file)
  }
})
