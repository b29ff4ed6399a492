import semver from 'semver'
import { defineRule } from '../../engine/rule.js'
import { isSnapshot } from '../../subjects/snapshot.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'changelog',
  description: 'The entries of CHANGELOG.md stand with the newest version first, each once.',
  rationale: 'Who looks at the top to see what changed last reads about an old version.',
  messages: {
    newer: {
      message: '`{version}` stands below `{above}`, which is older.',
      expected: 'the newest version first',
      help: 'Move the entry up, above all that are older.'
    },
    duplicate: {
      message: '`{version}` has an entry already, on line {line}.',
      expected: 'one entry for each version',
      help: 'Join the two entries, or correct the version.'
    }
  },
  check({ entries }, { report }) {
    const lines = new Map<string, number>()
    let above: string | null = null
    // changelog/format speaks of a heading without a version.
    for (const { version, headingPosition } of entries) {
      if (version === null || semver.valid(version) === null) continue
      const line = lines.get(version)
      if (line !== undefined) report('duplicate', headingPosition, { version, line })
      else if (above !== null && !isSnapshot(above) && semver.gt(version, above))
        report('newer', headingPosition, { version, above })
      lines.set(version, line ?? headingPosition.start.line)
      above = version
    }
  }
})
