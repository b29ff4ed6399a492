import semver from 'semver'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'changelog',
  description: 'CHANGELOG.md has a title and, below it, one H2 for each version.',
  rationale: 'After the incident nobody can say what the runbook said on the day that it was followed.',
  messages: {
    'no-title': {
      message: 'CHANGELOG.md has no H1.',
      expected: 'the name of the package as the H1',
      help: 'Open the file with `# ` and the name of the package, such as `# @keys/runbook-stripe-webhook-failure`.'
    },
    'no-version': {
      message: '`{heading}` names no version.',
      expected: 'a semantic version at the beginning, such as `## 1.0.0 - 2026-11-23`',
      help: 'Write the version, or make it a heading inside an entry with `###`.'
    },
    'no-date': {
      message: '`{date}` is not a day.',
      expected: 'a day as year, month and day, such as `2026-11-23`',
      help: 'Write the day of the release, or none.'
    }
  },
  check({ title, entries }, { report }) {
    if (title === null) report('no-title', null)
    for (const { version, date, heading, headingPosition } of entries) {
      if (version === null || semver.valid(version) === null) report('no-version', headingPosition, { heading })
      if (date !== null && !isDay(date)) report('no-date', headingPosition, { date })
    }
  }
})

function isDay(date: string): boolean {
  const time = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date)
}
