import type { ChangelogEntry } from '@keys/schema'
import semver from 'semver'
import { fixOf } from '@keys/pack/core'
import { setField } from '@keys/pack/edits'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'pack.json',
  reads: ['version'],
  description: 'pack.json and package.json say the same version, and CHANGELOG.md has an entry for it.',
  rationale:
    'After the incident nobody can tell which text was followed, because two files disagree about its version.',
  messages: {
    differs: {
      message: 'pack.json says version `{version}` and package.json says `{published}`.',
      expected: 'one version, that of package.json, which changesets drives',
      help: 'Write `{published}`.'
    },
    'no-entry': {
      message: 'No entry of CHANGELOG.md is about version `{version}`.',
      expected: 'an entry for the version of pack.json',
      help: 'Add an entry `## {version}`, or let changesets write it.'
    }
  },
  check(document, { pack: { version }, source: { manifest }, changelog, report }) {
    const published = manifest?.object?.['version']
    if (typeof published === 'string' && published !== version) {
      // Two of the three files decide against the third.
      const newest = newestOf(changelog?.entries ?? [])
      const wrong = newest === published ? document : newest === version ? manifest : null
      const fix = wrong && newest !== null ? fixOf(wrong, setField(wrong, 'version', newest)) : null
      report('differs', document.at(['version']), { version, published }, document.path, fix)
    }
    if (changelog !== null && !changelog.entries.some((entry) => entry.version === version)) {
      const newest = changelog.entries[0]?.headingPosition ?? changelog.title?.position ?? null
      report('no-entry', newest, { version }, 'CHANGELOG.md')
    }
  }
})

function newestOf(entries: readonly ChangelogEntry[]): string | null {
  const versions = entries.map(({ version }) => version).filter((version) => semver.valid(version) !== null)
  return versions.toSorted((a, b) => semver.compare(a ?? '', b ?? '')).at(-1) ?? null
}
