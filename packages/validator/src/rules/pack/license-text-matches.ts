import { isKnownLicense, licenseOfText, licensesOf, textIdOf } from '../../subjects/licenses.js'
import { defineRule } from '../../engine/rule.js'

export const rule = defineRule({
  severity: 'error',
  kinds: ['runbook', 'key'],
  subject: 'pack.json',
  reads: ['license_spdx'],
  description: 'LICENSE.txt holds the text of the license that pack.json names.',
  rationale: 'A license that says two things is refused by those who clear it, and the pack is missing when needed.',
  messages: {
    other: {
      message: 'LICENSE.txt holds the text of `{found}` and pack.json says `{license}`.',
      expected: 'the text of the license in `license_spdx`',
      help: 'Put the text of `{license}` here, or correct `license_spdx`.'
    },
    unrecognized: {
      message: 'LICENSE.txt does not hold the text of `{license}`.',
      expected: 'the text of the license in `license_spdx`, whole and unchanged',
      help: 'Copy the text from https://spdx.org/licenses and put in the year and the owner.'
    }
  },
  check(_, { pack: { license_spdx: license }, source, report }) {
    const named = licensesOf(license)
    if (source.license === null || source.license.isBlank || named === null) return
    const found = licenseOfText(source.license.text)
    const firstLine = source.license.lines(1)
    if (found === null) {
      // A license of somebody's own (`LicenseRef-...`) can have any text.
      if (named.every(isKnownLicense)) report('unrecognized', firstLine, { license }, 'LICENSE.txt')
    } else if (!named.map(textIdOf).includes(found)) {
      report('other', firstLine, { found, license }, 'LICENSE.txt')
    }
  }
})
