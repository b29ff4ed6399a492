import semver from 'semver'
import { defineRule } from '../../engine/rule.js'
import { isSnapshot } from '../../subjects/snapshot.js'

export const rule = defineRule({
  severity: 'error',
  subject: 'changelog',
  reads: ['version'],
  description: 'The newest entry of CHANGELOG.md is about the version of pack.json.',
  rationale: 'The changelog tells of a change that the text does not have, and the operator relies on it.',
  messages: {
    newer: {
      message: 'The newest entry is about `{newest}` and pack.json says version `{version}`.',
      expected: 'no entry that is newer than the version of pack.json',
      help: 'Let changesets write both; or delete the entry, when nothing was released.'
    }
  },
  check({ entries }, { pack: { version }, source: { manifest }, report }) {
    const versions = entries.filter((entry) => semver.valid(entry.version) !== null)
    // pack/version-in-step speaks of a version that has no entry, and of a package.json that says another one.
    if (isSnapshot(version)) return
    if (!versions.some((entry) => entry.version === version) || manifest?.object?.['version'] !== version) return
    for (const { version: newest, headingPosition } of versions) {
      if (newest !== null && semver.gt(newest, version)) report('newer', headingPosition, { newest, version })
    }
  }
})
