import { defineRule } from '../../rule.js'

export const rule = defineRule({
  severity: 'error',
  fixable: true,
  subject: 'pack.json',
  reads: ['version'],
  summary: 'pack.json and package.json say the same version, and CHANGELOG.md has an entry for it.',
  harm: 'After the incident nobody can tell which text was followed, because two files disagree about its version.',
  messages: {
    differs: {
      message: 'pack.json says version `{version}` and package.json says `{published}`.',
      expected: 'one version, that of package.json, which changesets drives',
      mend: 'Write `{published}`.'
    },
    'no-entry': {
      message: 'No entry of CHANGELOG.md is about version `{version}`.',
      expected: 'an entry for the version of pack.json',
      mend: 'Add an entry `## {version}`, or let changesets write it.'
    }
  },
  check(document, { pack: { version }, source: { manifest }, changelog, report }) {
    const published = manifest?.object?.['version']
    if (typeof published === 'string' && published !== version) {
      report('differs', document.at(['version']), { version, published })
    }
    if (changelog !== null && !changelog.entries.some((entry) => entry.version === version)) {
      const newest = changelog.entries[0]?.headingPosition ?? changelog.title?.position ?? null
      report('no-entry', newest, { version }, 'CHANGELOG.md')
    }
  }
})
